"""The reader's case on their own device: what an action changes (`update`), and every screen as HTML (`render`).

Only the standard library, `rulebook` and Jinja2; no clock, no network, no browser. The one object a browser talks to is
`border.Border`.
"""

"""The tool without a browser: every action, every screen as HTML, and the border to the page."""

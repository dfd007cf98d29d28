"""The page `/app/`: its first screen is made by the templates the tool itself uses, so it can be read and filled in
before anything else has arrived.
"""

import json
from collections.abc import Mapping
from html import escape

from builder.pages.address import file_of
from builder.pages.render import Page, PageFile, Renderer
from casebook.desk import Desk
from casebook.render import render as render_screen

FILE = file_of("page", "app")
PARTS = "the-parts-of-the-tool"  # a mark in the page, which `with_parts` fills in when their names are known
REASONS = ("old-browser", "blocked", "network", "time", "space", "crashed")


def app_page(render: Renderer) -> PageFile:
    """The frame of the tool with its first screen."""
    look = render.look
    screen = render_screen(look.guide, Desk(), look.guide.as_of)
    told = {name.removeprefix("shell."): text for name, text in look.w.starting("shell.").items()}
    words = json.dumps(told, ensure_ascii=False)
    frame = render.piece("app.html", FILE, screen=screen, words=words, parts=PARTS, reasons=REASONS)
    page = Page(FILE, look.w("tool.title"), look.w("tool.page-lead"), 2, "tool", above=frame)
    return render.page("app.md", page)


def with_parts(html: str, parts: Mapping[str, object]) -> str:
    """The finished page with the addresses of its parts, seen from the page itself."""
    if PARTS not in html:
        raise RuntimeError(
            "app/index.html has no place for the parts of the tool: see builder/pages/templates/app.html"
        )
    told = escape(json.dumps(parts, sort_keys=True))
    return html.replace(PARTS, told).replace("<html ", '<html data-engine="off" data-start="cold" ', 1)

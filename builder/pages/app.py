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
PARTS = "the-parts-of-the-tool"  # marks in the page, which `with_parts` fills in when their names are known
EARLY = "the-script-that-starts-early"
REASONS = ("old-browser", "blocked", "network", "time", "space", "crashed", "older")


def app_page(render: Renderer) -> PageFile:
    """The frame of the tool with its first screen."""
    look = render.look
    screen = render_screen(look.guide, Desk(), look.guide.as_of)
    told = {name.removeprefix("shell."): text for name, text in look.w.starting("shell.").items()}
    words = json.dumps(told, ensure_ascii=False)
    frame = render.piece("app.html", FILE, screen=screen, words=words, parts=PARTS, early=EARLY, reasons=REASONS)
    page = Page(FILE, look.w("tool.title"), look.w("tool.page-lead"), 2, "tool", above=frame)
    return render.page("app.md", page)


def with_parts(html: str, parts: Mapping[str, object], early: str) -> str:
    """The finished page, with the addresses of its parts as seen from it and the script that stands in it."""
    if PARTS not in html or EARLY not in html:
        raise RuntimeError(
            "app/index.html has no place for the parts of the tool: see builder/pages/templates/app.html"
        )
    if "</script" in early:
        raise RuntimeError("pwa/shell/early.ts would end the script element it stands in")
    told = escape(json.dumps(parts, sort_keys=True))
    filled = html.replace(PARTS, told).replace(EARLY, early.strip())
    return filled.replace("<html ", '<html data-engine="off" data-start="cold" ', 1)

"""The page `/privacy/`: its prose, and a panel that the reader's own browser fills in."""

import re

from markupsafe import Markup, escape

from builder.model import GuidePage
from builder.pages.address import file_of
from builder.pages.render import Page, PageFile, Renderer

ID = "privacy"
SLOT = re.compile(r"\$\{(\w+)\}")


def privacy_page(render: Renderer, page: GuidePage) -> PageFile:
    """The page with its panel, which stays hidden where scripts are off."""
    file = file_of("page", page.id)
    shown = Page(file, page.title, page.lead, 2, ID, page.sources)
    return render.page("privacy.md", shown, parts=render.parts(file, page.sections), slots=slots)


def slots(words: str) -> Markup:
    """The words with an empty place for each `${name}`: numbers are known on the reader's device only."""
    return Markup(SLOT.sub(r'<span data-fill="\1"></span>', str(escape(words))))  # escaped right here

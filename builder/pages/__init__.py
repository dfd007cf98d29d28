"""All pages of the guide as plain Markdown in `build/docs`; MkDocs turns them into the site, and could be replaced."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from builder.model import Content
from builder.pages.app import app_page
from builder.pages.decide import decide_page
from builder.pages.guide import guide_pages, script_pages
from builder.pages.letters import letter_pages
from builder.pages.lookup import Lookup
from builder.pages.reference import reference_pages
from builder.pages.render import PageFile, Renderer
from builder.pages.sheets import sheets
from builder.pages.steps import step_pages
from builder.pages.topics import topic_pages
from rulebook.guide import Guide


def write(content: Content, guide: Guide, out: Path) -> Sequence[PageFile]:
    """Write every page below `out`, and remove pages of an earlier build that no longer exist."""
    pages = sorted(make(content, guide), key=lambda page: page.file)
    for page in pages:
        path = out / page.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, "utf-8")
    made = {page.file for page in pages}
    for path in out.rglob("*.md"):
        if path.relative_to(out).as_posix() not in made:
            path.unlink()
    return pages


def make(content: Content, guide: Guide) -> Iterator[PageFile]:
    """Every page, in no order that matters."""
    render = Renderer(Lookup(content, guide))
    yield from guide_pages(render)
    yield from step_pages(render)
    yield from topic_pages(render)
    yield from script_pages(render)
    yield from letter_pages(render)
    yield decide_page(render)
    yield app_page(render)
    yield from sheets(render)
    yield from reference_pages(render)

"""What is made to be printed: the checklist of nine, and the list of all sheets."""

from collections.abc import Iterator

from builder.pages.address import file_of, href
from builder.pages.guide import script_groups
from builder.pages.letters import letter_groups
from builder.pages.render import Link, Page, PageFile, Renderer

PRINT_NOW = "print"  # guide.ts opens the print window for this fragment; without scripts it is the plain page


def sheets(render: Renderer) -> Iterator[PageFile]:
    """The checklist and the page that lists every sheet."""
    look, w = render.look, render.look.w
    yield render.page(
        "checklist.md",
        Page(file_of("page", "checklist"), w("checklist.title"), w("checklist.lead"), boost=2, kind="sheet"),
        nine=look.content.checklist.nine,
    )
    file = file_of("page", "print")
    checklist = Link(href(file, file_of("page", "checklist"), PRINT_NOW), w("checklist.title"), w("checklist.lead"))
    yield render.page(
        "print.md",
        Page(file, w("print.title"), w("print.lead")),
        checklist=[checklist],
        scripts=script_groups(render, file, PRINT_NOW),
        letters=letter_groups(render, file, PRINT_NOW),
    )

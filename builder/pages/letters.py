"""The letters: a page for each with its blank form, ruled and labelled, and the list of all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.model import LetterPage
from builder.pages.address import file_of
from builder.pages.render import Link, Page, PageFile, Renderer

SIDES = ("billing-office", "plan", "collector")
FORM = ("letter", "ending")  # what goes to the other side
BEFORE = ("when", "not-when")


@dataclass(frozen=True)
class Group:
    """Letters to one kind of reader."""

    side: str
    links: Sequence[Link]


def letter_pages(render: Renderer) -> Iterator[PageFile]:
    """Every page below `/letters/`."""
    w = render.look.w
    file = file_of("page", "letters")
    shown = Page(file, w("letters.title"), w("letters.lead"))
    yield render.page("letters.md", shown, groups=letter_groups(render, file))
    for letter in render.look.content.letters:
        yield _letter(render, letter)


def letter_groups(render: Renderer, file: str, anchor: str = "") -> Sequence[Group]:
    """All letters by whom they go to, as links from a file."""
    groups = []
    for side in SIDES:
        found = [letter for letter in render.look.content.letters if letter.to == side]
        if found:
            groups.append(Group(side, [render.letter_link(file, letter, anchor) for letter in found]))
    return groups


def _letter(render: Renderer, letter: LetterPage) -> PageFile:
    file = file_of("letter", letter.id)
    sections = {section.key: section for section in letter.sections}
    form = render.parts(file, [sections[key] for key in FORM], has_chips=False)
    above = render.piece("above-kicker.html", file, kicker=render.look.w(f"letter-to.{letter.to}"))
    return render.page(
        "letter.md",
        Page(file, letter.title, letter.lead, 2, "letter", letter.sources, above),
        letter=letter,
        uses=render.parts(file, [sections[key] for key in BEFORE]),
        form=form,
        after=render.parts(file, [part for part in letter.sections if part.key not in (*FORM, *BEFORE)]),
        steps=[render.step_link(file, render.look.step[name]) for name in letter.steps],
    )

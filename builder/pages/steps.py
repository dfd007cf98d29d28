"""The path: thirteen step pages, a short page for every other step, and the list of all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.model import GuidePage
from builder.pages.address import file_of
from builder.pages.lookup import Lookup
from builder.pages.render import Chip, Link, Page, PageFile, Renderer
from builder.pages.topics import page_link
from casebook.show import paper_lists
from rulebook.records import Step

SHOWN = 4  # reasons a short page shows before it folds the rest


@dataclass(frozen=True)
class Place:
    """Where the reader is on the path, and what stands before and after."""

    number: int
    of: int
    is_main: bool
    before: Step | None
    after: Step | None


@dataclass(frozen=True)
class Reason:
    """Why the guide would advise a step: one row of the rules."""

    because: str
    chips: Sequence[Chip]


@dataclass(frozen=True)
class Group:
    """A page of the path with the other steps that belong to it."""

    title: str
    step: Step
    others: Sequence[Step]


def step_pages(render: Renderer) -> Iterator[PageFile]:
    """Every page below `/steps/`."""
    look = render.look
    yield _path(render)
    for step in look.content.checklist.steps:
        if step.id == step.page:
            yield _full(render, step, look.page[step.id])
        else:
            yield _short(render, step)


def _full(render: Renderer, step: Step, page: GuidePage) -> PageFile:
    look, file = render.look, file_of("step", step.id)
    first, more = _ways(render, file, step)
    return render.page(
        "step.md",
        Page(file, page.title, page.lead, 4, "step", page.sources, _above(render, file, step)),
        place=place_of(look, step),
        path=_way(render, file),
        parts=render.parts(file, page.sections),
        deadlines=look.deadlines_for(step.id),
        others=[render.step_link(file, other) for other in look.steps_on(step.page) if other.id != step.id],
        papers=paper_lists(look.papers_for(step.id)),
        button=first,
        ways=more,
        topics=[page_link(file, page) for page in look.topics_for(step.id)],
    )


def _short(render: Renderer, step: Step) -> PageFile:
    look, file = render.look, file_of("step", step.id)
    rows = look.rows_for(step.id)
    reasons = [Reason(row.because, render.chips(file, row.sources)) for row in rows]
    names = [*step.sources, *(name for row in rows for name in row.sources)]
    first, more = _ways(render, file, step)
    return render.page(
        "step-short.md",
        Page(file, step.title, step.do, 3, "step", tuple(dict.fromkeys(names)), _above(render, file, step)),
        place=place_of(look, step),
        path=_way(render, file),
        step=step,
        main=look.step[step.page],
        reasons=reasons[:SHOWN],
        more_reasons=reasons[SHOWN:],
        deadlines=look.deadlines_for(step.id),
        papers=paper_lists(look.papers_for(step.id)),
        button=first,
        ways=more,
        topics=[page_link(file, page) for page in look.topics_for(step.id)],
    )


def _above(render: Renderer, file: str, step: Step) -> str:
    main = render.look.step[step.page]
    return render.piece("above-step.html", file, place=place_of(render.look, step), main=main)


def _way(render: Renderer, file: str) -> Sequence[Link]:
    """The thirteen pages as links, for those who have the room to see them all."""
    return [render.step_link(file, render.look.step[page.id]) for page in render.look.step_pages]


@dataclass(frozen=True)
class Button:
    """What the main button of a step opens: a script to read, or a letter where only a letter counts."""

    href: str
    words: str


def _ways(render: Renderer, file: str, step: Step) -> tuple[Button | None, Sequence[Link]]:
    look = render.look
    scripts = [render.script_link(file, script) for script in look.scripts_for(step.id)]
    return button_of(look, step, scripts, [render.letter_link(file, letter) for letter in look.letters_for(step.id)])


def button_of(
    look: Lookup, step: Step, scripts: Sequence[Link], letters: Sequence[Link]
) -> tuple[Button | None, Sequence[Link]]:
    """What the main button opens, and every other script and letter."""
    if letters and (step.by == "letter" or not scripts):
        return Button(letters[0].href, look.w("step.letter")), [*letters[1:], *scripts]
    first = Button(scripts[0].href, look.w("step.script")) if scripts else None
    return first, [*scripts[1:], *letters]


def _path(render: Renderer) -> PageFile:
    look, w = render.look, render.look.w
    groups = [
        Group(look.page[page.id].title, look.step[page.id], [s for s in look.steps_on(page.id) if s.id != page.id])
        for page in look.step_pages
    ]
    return render.page("steps.md", Page(file_of("page", "steps"), w("steps.title"), w("steps.lead")), groups=groups)


def place_of(look: Lookup, step: Step) -> Place:
    """Where a step stands on the path of the thirteen pages."""
    pages = look.step_pages
    number = look.place_of(step)
    before = look.step[pages[number - 2].id] if number > 1 else None
    after = look.step[pages[number].id] if number < len(pages) else None
    return Place(number, len(pages), step.id == step.page, before, after)

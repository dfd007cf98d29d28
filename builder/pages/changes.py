"""The page `/changes/`: whose answer changes and from when, and what is new in each version of the guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from builder.model import Change, GuidePage
from builder.pages.address import file_of
from builder.pages.markup import Marker
from builder.pages.render import Chip, Link, Page, PageFile, Renderer

ID = "changes"


@dataclass(frozen=True)
class ChangeView:
    """A change in words; `iso` and `day` are empty where the day is not known."""

    change: Change
    iso: str
    day: str
    chips: Sequence[Chip]
    statuses: Sequence[str]
    steps: Sequence[Link]


@dataclass(frozen=True)
class ReleaseView:
    """What is new in one version."""

    version: str
    day: str
    body: Markup


def changes_page(render: Renderer, page: GuidePage) -> PageFile:
    """What comes, what may come any day, what has come, and what is new here."""
    look, file = render.look, file_of("page", ID)
    on, changes = look.content.as_of, look.content.changes
    dated = sorted((change for change in changes if change.from_), key=lambda change: change.from_ or date.min)
    names = [*page.sources, *(name for change in changes for name in change.sources)]
    return render.page(
        "changes.md",
        Page(file, page.title, page.lead, 1, page.kind, tuple(dict.fromkeys(names))),
        parts=render.parts(file, page.sections),
        ahead=[_view(render, file, change) for change in dated if change.from_ and change.from_ > on],
        any_day=[_view(render, file, change) for change in changes if not change.from_],
        before=[_view(render, file, change) for change in reversed(dated) if change.from_ and change.from_ <= on],
        releases=_releases(render, file),
        lang="" if look.content.lang == "en" else "en",
    )


def _view(render: Renderer, file: str, change: Change) -> ChangeView:
    w, source = render.look.w, render.look.source
    return ChangeView(
        change,
        change.from_.isoformat() if change.from_ else "",
        w.day(change.from_) if change.from_ else "",
        render.chips(file, change.sources),
        sorted({source[name].status for name in change.sources} - {"in-force"}),
        [render.step_link(file, render.look.step[name]) for name in change.steps],
    )


def _releases(render: Renderer, file: str) -> Sequence[ReleaseView]:
    """The change log, whose list items are facts and nothing to tick."""
    marker = Marker(render.look, file)
    return [
        ReleaseView(one.version, one.day, marker.text(one.text.replace("\n- ", "\n* "), ""))
        for one in render.look.content.releases
    ]

"""What stands behind the guide: every rule, every source, every term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.pages.address import file_of
from builder.pages.conditions import When, conditions
from builder.pages.lookup import Lookup
from builder.pages.render import Chip, Link, Page, PageFile, Renderer
from builder.pages.topics import page_link
from rulebook.records import Deadline, GateRow, Reach, Row, Source, Step

KINDS = ("law", "official", "study", "pattern", "ours")


@dataclass(frozen=True)
class RuleView:
    """A row of the rules in words."""

    row: Row
    when: Sequence[When]
    chips: Sequence[Chip]


@dataclass(frozen=True)
class RuleGroup:
    """All rows that advise one step."""

    step: Step
    views: Sequence[RuleView]
    topics: Sequence[Link]


@dataclass(frozen=True)
class UntilView:
    """What a closed gate says to do first, and when."""

    when: Sequence[When]
    step: Step


@dataclass(frozen=True)
class GateView:
    """A row of the gate in words."""

    row: GateRow
    open: Sequence[Sequence[When]]
    first: Sequence[UntilView]


@dataclass(frozen=True)
class DeadlineView:
    """A deadline in words: how it is counted, and when it is shown."""

    deadline: Deadline
    counted: str
    when: Sequence[Sequence[When]]
    step: Step | None
    chip: Chip


@dataclass(frozen=True)
class SourceView:
    """A source with its dates in words."""

    source: Source
    checked: str
    review: str
    topics: Sequence[Link]
    since: str
    until: str


@dataclass(frozen=True)
class SourceGroup:
    """All sources of one kind."""

    kind: str
    views: Sequence[SourceView]


def reference_pages(render: Renderer) -> Iterator[PageFile]:
    """The rules, the sources and the glossary."""
    yield _rules(render)
    yield _sources(render)
    look, w = render.look, render.look.w
    terms = sorted(look.content.glossary, key=lambda term: term.term.casefold())
    yield render.page(
        "glossary.md",
        Page(file_of("page", "glossary"), w("glossary.title"), w("glossary.lead"), boost=0.6),
        pairs=[term for term in terms if term.pair],
        terms=terms,
    )


def _rules(render: Renderer) -> PageFile:
    look, w = render.look, render.look.w
    file = file_of("page", "rules")
    groups = [_rule_group(render, file, step) for step in look.content.checklist.steps]
    names = [name for row in look.guide.rows for name in row.sources]
    return render.page(
        "rules.md",
        Page(file, w("rules.title"), w("rules.lead"), boost=0.2, sources=tuple(dict.fromkeys(names))),
        groups=[group for group in groups if group.views],
        gate=[_gate_row(look, row) for row in look.guide.gate],
        deadlines=[_deadline(render, file, deadline) for deadline in look.guide.deadlines],
    )


def _rule_group(render: Renderer, file: str, step: Step) -> RuleGroup:
    look = render.look
    rows = look.rows_for(step.id)
    views = [RuleView(row, conditions(look, row.when), render.chips(file, row.sources)) for row in rows]
    return RuleGroup(step, views, [page_link(file, page) for page in look.topics_for(step.id)])


def _gate_row(look: Lookup, row: GateRow) -> GateView:
    opens = [conditions(look, condition) for condition in row.open]
    return GateView(row, opens, [UntilView(conditions(look, u.when), look.step[u.first]) for u in row.closed])


def _deadline(render: Renderer, file: str, deadline: Deadline) -> DeadlineView:
    look = render.look
    return DeadlineView(
        deadline,
        counted(look, deadline),
        [conditions(look, condition) for condition in deadline.when],
        look.step[deadline.step] if deadline.step else None,
        render.chips(file, [deadline.source])[0],
    )


def counted(look: Lookup, deadline: Deadline) -> str:
    """How a deadline is found, in words."""
    w = look.w
    parts = []
    if deadline.printed:
        parts.append(w("deadline.printed", date=w(f"date-of.{deadline.printed}")))
    if deadline.start and deadline.days is not None:
        parts.append(w("deadline.days", n=deadline.days, date=w(f"date-of.{deadline.start}")))
    if deadline.start and deadline.months is not None:
        parts.append(w("deadline.months", n=deadline.months, date=w(f"date-of.{deadline.start}")))
    parts += [_reach(look, deadline, reach) for reach in deadline.reach]
    return w("deadline.else").join(parts)


def _reach(look: Lookup, deadline: Deadline, reach: Reach) -> str:
    w, date = look.w, look.w(f"date-of.{deadline.start}")
    if reach.valid_to is None:
        return w("deadline.reach", n=reach.months, date=date)
    return w("deadline.reach-until", n=reach.months, date=date, day=w.day(reach.valid_to))


def _sources(render: Renderer) -> PageFile:
    look, w = render.look, render.look.w
    groups = []
    for kind in KINDS:
        found = sorted((s for s in look.content.sources if s.kind == kind), key=lambda s: (s.title.casefold(), s.id))
        if found:
            views = [_source(render, source) for source in found]
            groups.append(SourceGroup(kind, views))
    page = Page(file_of("page", "sources"), w("sources.title"), w("sources.lead"), boost=0.2)
    return render.page("sources.md", page, groups=groups)


def _source(render: Renderer, source: Source) -> SourceView:
    look, w, file = render.look, render.look.w, file_of("page", "sources")
    topics = [page_link(file, page) for page in look.topics if source.id in page.sources]
    since = w("source.since", day=w.day(source.valid_from)) if source.valid_from else ""
    until = w("source.until", day=w.day(source.valid_to)) if source.valid_to else ""
    return SourceView(source, w.day(source.checked), w.day(source.review_by), topics, since, until)

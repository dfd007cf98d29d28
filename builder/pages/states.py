"""The pages about state law: what each state asks of its hospitals, and its limit on credit reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.model import GuidePage
from builder.pages.address import file_of
from builder.pages.help import ContactView, contact_view
from builder.pages.lookup import Lookup
from builder.pages.render import Chip, Page, PageFile, Renderer
from casebook.show import dollars, tier_gets
from rulebook.poverty import guideline_of, table_for
from rulebook.records import Source
from rulebook.tables import Floor, State, Tier

ID = "states"
CREDIT_ID = "credit-reports"
SIZES = range(1, 7)
PERCENTS = (100, 200, 300, 400)
ANY_STATE = "OH"  # one of the 48 that share a table


@dataclass(frozen=True)
class TierView:
    """A tier in words: for whom, and what they get."""

    line: str
    gets: str


@dataclass(frozen=True)
class LargerView:
    """Hospitals that owe more, with their tiers."""

    who: str
    tiers: Sequence[TierView]


@dataclass(frozen=True)
class FloorView:
    """What a state asks of its hospitals, in words."""

    floor: Floor
    state: State
    source: Source
    tiers: Sequence[TierView]
    larger: Sequence[LargerView]
    since: str
    review: str
    chip: Chip
    contact: ContactView | None
    has_credit_limit: bool


@dataclass(frozen=True)
class CreditView:
    """A state's limit on credit reports."""

    state: State
    source: Source
    since: str
    review: str
    chip: Chip


def states_page(render: Renderer, page: GuidePage) -> PageFile:
    """Every state and territory: a card where we know a floor, a plain line where we do not."""
    look, file = render.look, file_of("page", ID)
    floors = [_floor(render, file, floor) for floor in look.guide.floors]
    known = {view.state.code for view in floors}
    limited = {limit.state for limit in look.content.rules.credit.limits}
    names = (*page.sources, *(view.source.id for view in floors), *_guideline_source(look))
    return render.page(
        "states.md",
        Page(file, page.title, page.lead, 2, page.kind, tuple(dict.fromkeys(names))),
        parts=render.parts(file, page.sections),
        floors=sorted(floors, key=lambda view: view.state.name),
        others=[(state, state.code in limited) for state in _by_name(look) if state.code not in known],
        guideline=_guideline(look),
        percents=PERCENTS,
        year=_year(look),
    )


def credit_page(render: Renderer, page: GuidePage) -> PageFile:
    """What is kept off credit reports, and the states that have passed a limit of their own."""
    look, file = render.look, file_of("page", CREDIT_ID)
    credit = look.content.rules.credit
    states = {state.code: state for state in look.content.rules.states}
    views = [_credit(render, file, states[limit.state], look.source[limit.source]) for limit in credit.limits]
    names = (*page.sources, credit.challenge, *(view.source.id for view in views))
    return render.page(
        "credit-reports.md",
        Page(file, page.title, page.lead, 2, page.kind, tuple(dict.fromkeys(names))),
        parts=render.parts(file, page.sections),
        limits=sorted(views, key=lambda view: view.state.name),
        challenge=look.source[credit.challenge],
        challenge_chip=render.chips(file, [credit.challenge])[0],
        challenge_review=look.w.day(look.source[credit.challenge].review_by),
    )


def _by_name(look: Lookup) -> Sequence[State]:
    return sorted(look.content.rules.states, key=lambda state: state.name)


def _floor(render: Renderer, file: str, floor: Floor) -> FloorView:
    look, w = render.look, render.look.w
    source = look.source[floor.source]
    return FloorView(
        floor,
        next(state for state in look.content.rules.states if state.code == floor.state),
        source,
        [_tier(look, tier) for tier in floor.tiers],
        [LargerView(larger.who, [_tier(look, tier) for tier in larger.tiers]) for larger in floor.larger],
        w("states.since", day=w.day(source.valid_from)) if source.valid_from else "",
        w.day(source.review_by),
        render.chips(file, [source.id])[0],
        contact_view(render, file, look.contact[floor.contact]) if floor.contact else None,
        any(limit.state == floor.state for limit in look.content.rules.credit.limits),
    )


def _tier(look: Lookup, tier: Tier) -> TierView:
    w = look.w
    if tier.income_below is not None:
        line = w("states.income-below", amount=dollars(tier.income_below))
    elif tier.below is not None:
        line = w("states.below", percent=tier.below)
    else:
        line = w("states.up-to", percent=tier.up_to)
    return TierView(line, tier_gets(w, tier))


def _credit(render: Renderer, file: str, state: State, source: Source) -> CreditView:
    w = render.look.w
    since = w("states.since", day=w.day(source.valid_from)) if source.valid_from else ""
    return CreditView(state, source, since, w.day(source.review_by), render.chips(file, [source.id])[0])


def _guideline(look: Lookup) -> Sequence[tuple[int, Sequence[str]]]:
    """Whole dollars a year for households of a few sizes, at the percents that laws name most."""
    table = table_for(look.guide, ANY_STATE, look.content.as_of)
    if table is None:
        return ()
    return [(size, [f"{guideline_of(table, size) * percent // 100:,}" for percent in PERCENTS]) for size in SIZES]


def _year(look: Lookup) -> int | None:
    table = table_for(look.guide, ANY_STATE, look.content.as_of)
    return table.year if table else None


def _guideline_source(look: Lookup) -> tuple[str, ...]:
    table = table_for(look.guide, ANY_STATE, look.content.as_of)
    return (table.source,) if table else ()

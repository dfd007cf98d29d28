"""Checks on values that hold from one day to another: no gap, no overlap, and no day of change that readers are not
told of beforehand.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from builder.fault import Fault, fault
from builder.known import Known, quote, say
from rulebook.dates import is_within
from rulebook.records import Deadline
from rulebook.tables import Floor, PovertyTable, Tier

ONE_DAY = timedelta(days=1)


def check_dated(look: Known, on: date) -> list[Fault]:
    """What is wrong with tables and days on this day."""
    return [*_guidelines(look, on), *_reaches(look), *_tiers(look), *_untold(look, on)]


def _guidelines(look: Known, on: date) -> list[Fault]:
    faults = []
    known = {source.id: source for source in look.content.sources}
    by_area: dict[str, list[PovertyTable]] = {}
    for table in sorted(look.content.rules.poverty.tables, key=lambda table: table.valid_from):
        by_area.setdefault(table.area, []).append(table)
        owner, source = _owner(table), known.get(table.source)
        if source and not is_within(table.valid_from, source.valid_from, source.valid_to):
            what = f"{say(owner)}: source {quote(source.id)} is not in force on {table.valid_from}"
            faults.append(fault(look.place(owner), what, "give both the same days"))
    for tables in by_area.values():
        for one, other in pairwise(tables):
            if one.valid_to + ONE_DAY != other.valid_from:
                what = (
                    f"{say(_owner(other))}: it starts on {other.valid_from}, and the one before ends on {one.valid_to}"
                )
                faults.append(fault(look.place(_owner(other)), what, "let one table follow the other day by day"))
        if not tables[0].valid_from <= on <= tables[-1].valid_to:
            what = f"the poverty guidelines for {tables[-1].area} ran out on {tables[-1].valid_to}"
            faults.append(fault(look.place(_owner(tables[-1])), what, "add the table of the new year"))
    return faults


def _owner(table: PovertyTable) -> str:
    return f"poverty/{table.year}-{table.area}"


def _reaches(look: Known) -> list[Fault]:
    return [
        fault(look.place(f"deadline/{one.id}", "reach"), f"{say(f'deadline/{one.id}')}: a day has no rule", hint)
        for one in look.content.rules.deadlines
        if one.reach and not _is_seamless(one)
        for hint in [
            "the first entry has no valid-from, the last no valid-to, and each starts the day after another ends"
        ]
    ]


def _is_seamless(deadline: Deadline) -> bool:
    first, *_ = reach = deadline.reach
    follow = all(a.valid_to and b.valid_from == a.valid_to + ONE_DAY for a, b in pairwise(reach))
    return first.valid_from is None and reach[-1].valid_to is None and follow


def _tiers(look: Known) -> list[Fault]:
    faults: list[Fault] = []
    for floor in look.content.rules.floors:
        for tiers in (floor.tiers, *(larger.tiers for larger in floor.larger)):
            faults += _of_tiers(look, floor, tiers)
    return faults


def _of_tiers(look: Known, floor: Floor, tiers: Sequence[Tier]) -> Iterator[Fault]:
    owner = f"floor/{floor.id}"
    for tier in tiers:
        lines = sum(line is not None for line in (tier.up_to, tier.below, tier.income_below))
        if (
            lines != 1
            or (tier.off is None) == (tier.help is None)
            or not 0 < (1 if tier.off is None else tier.off) <= 100
        ):
            hint = "give one of up-to, below or income-below, and either off (1 to 100) or help"
            yield fault(look.place(owner, "tiers"), f"{say(owner)}: a tier is not clear", hint)
    percents = [line for tier in tiers if (line := tier.up_to or tier.below)]
    if any(a >= b for a, b in pairwise(percents)):
        what = f"{say(owner)}: its tiers do not go up"
        yield fault(look.place(owner, "tiers"), what, "the first tier that fits counts, so the lowest line comes first")


def _untold(look: Known, on: date) -> list[Fault]:
    """Days to come on which something here changes, and of which changes.yaml does not speak."""
    told = {(change.from_, name) for change in look.content.changes for name in change.sources}
    return [
        fault(look.place(owner), f"{say(owner)}: it changes on {day}, and nobody is told", hint)
        for owner, source, day in sorted(set(_days(look)))
        for hint in [f"add an entry to changes.yaml with from: {day} and the source {source}"]
        if day > on and (day, source) not in told
    ]


def _days(look: Known) -> Iterator[tuple[str, str, date]]:
    """Each owner with its source, and the first day of something new, or after something old."""
    rules = look.content.rules
    for source in look.content.sources:
        yield from ((f"source/{source.id}", source.id, day) for day in _edges(source.valid_from, source.valid_to))
    for table in rules.poverty.tables:
        yield from ((_owner(table), table.source, day) for day in _edges(table.valid_from, table.valid_to))
    for deadline in rules.deadlines:
        for reach in deadline.reach:
            days = _edges(reach.valid_from, reach.valid_to)
            yield from ((f"deadline/{deadline.id}", deadline.source, day) for day in days)


def _edges(first: date | None, last: date | None) -> Iterator[date]:
    if first:
        yield first
    if last:
        yield last + ONE_DAY

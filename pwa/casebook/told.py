"""What the guide last told the reader about each bill, and what an update of the guide changed in it.

A device keeps this beside the notes, never in them: it says nothing the notes do not already hold, belongs to one
device, and would only grow old in a backup. It is small: ids, days, and the version of the rules that gave them. After
an update the same notes are worked out again, for today and for the day of the last telling. What differs on that old
day is the guide's doing; any other difference comes from days that went by.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rulebook.assess import Assessed, assess
from rulebook.case import Case
from rulebook.decode import READER_FILE, decode, to_plain
from rulebook.guide import Guide
from rulebook.json_text import read_json

Kind = Literal["step", "date"]
By = Literal["guide", "time"]

KINDS: tuple[Kind, ...] = ("step", "date")
NOW, NOT_YET, ABSENT = "now", "not-yet", ""


@dataclass(frozen=True)
class Difference:
    """A step or a date of a bill: `was` and `becomes` are now, not-yet, a day, or empty where there is none."""

    bill: str
    kind: Kind
    id: str
    was: str
    becomes: str
    by: By


@dataclass(frozen=True)
class News:
    """What an update changed; it stays until the reader has seen it."""

    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class ToldBill:
    """The steps of one bill, each now or not-yet, and its dates."""

    steps: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What was told on a day by one version of the rules, in one language; and news nobody has seen yet."""

    rules: str
    lang: str
    on: date
    bills: Mapping[str, ToldBill] = field(default_factory=dict)
    news: News | None = None


def read_told(text: str) -> Told | None:
    """What a device kept; None where it kept nothing or something else."""
    plain, problems = read_json(text) if text else (None, ())
    return None if plain is None or problems else decode(Told, plain, READER_FILE)[0]


def told_text(guide: Guide, bills: Mapping[str, Assessed], on: date, news: News | None) -> str:
    """What a device keeps of this; empty without bills."""
    if not bills:
        return ""
    made = Told(guide.version, guide.lang, on, {name: _told_bill(found) for name, found in bills.items()}, news)
    return json.dumps(to_plain(made), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def news_since(guide: Guide, case: Case, before: Told | None, on: date) -> News | None:
    """What is different for this case since it was last told; news that nobody has seen yet stays news."""
    if before is None:
        return None
    if before.rules == guide.version:
        return before.news
    found = tuple(_differences(guide, case, before, on))
    unseen = before.news.differences if before.news else ()
    if before.lang != guide.lang and not found and not before.news:
        return None  # another language of the guide is no update
    again = {(one.bill, one.kind, one.id) for one in found}
    return News((*(one for one in unseen if (one.bill, one.kind, one.id) not in again), *found))


def still_so(difference: Difference, bills: Mapping[str, Assessed]) -> bool:
    """Whether it is as the news says: the reader may have gone on since."""
    bill = bills.get(difference.bill)
    return bill is not None and _state(_told_bill(bill), difference.kind, difference.id) == difference.becomes


def _differences(guide: Guide, case: Case, before: Told, on: date) -> Iterator[Difference]:
    for bill in case.bills:
        was = before.bills.get(bill.id)
        if was is None:
            continue
        now, then = (_told_bill(assess(guide, case, bill, day)) for day in (on, before.on))
        for kind in KINDS:
            for name in {**_of(was, kind), **_of(now, kind)}:
                old, new = _state(was, kind, name), _state(now, kind, name)
                if old != new:
                    by: By = "guide" if _state(then, kind, name) != old else "time"
                    yield Difference(bill.id, kind, name, old, new, by)


def _told_bill(found: Assessed) -> ToldBill:
    steps = {advice.step: NOW for advice in found.decision.now}
    steps |= {waiting.step: NOT_YET for waiting in found.decision.not_yet}
    return ToldBill(steps, {clock.id: clock.date.isoformat() for clock in found.clocks})


def _of(bill: ToldBill, kind: Kind) -> Mapping[str, str]:
    return bill.steps if kind == "step" else bill.dates


def _state(bill: ToldBill, kind: Kind, name: str) -> str:
    return _of(bill, kind).get(name, ABSENT)

"""Clocks: which dates run, whose they are, and when; the day itself still counts, a missing start lists nothing."""

import functools
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rulebook.case import Bill, Dates
from rulebook.dates import add_days, add_months, end_of_month, is_within
from rulebook.guide import Guide
from rulebook.masks import Mask, holds_any
from rulebook.records import Deadline, Reach, Side
from rulebook.situation import Situation, matches

NEAR_DAYS = 30


@dataclass(frozen=True)
class Clock:
    """One running (or past) date of a bill."""

    id: str
    date: date
    side: Side
    past: bool
    title: str
    because: str
    source: str


@dataclass(frozen=True)
class Due:
    """A deadline that may run for a bill, its day, and when it does."""

    deadline: Deadline
    day: date
    when: tuple[Mask, ...]


def due_dates(guide: Guide, bill: Bill) -> tuple[Due, ...]:
    """Every deadline whose start is given, in the order of the guide; whether it counts, answers decide."""
    return tuple(
        Due(deadline, day, when)
        for when, deadline in guide.masked_deadlines
        if (day := due_date(deadline, bill.dates))
        and not (deadline.unless_dated and _given(bill.dates, deadline.unless_dated))
    )


def clocks(guide: Guide, due: Iterable[Due], situation: Situation, on: date) -> tuple[Clock, ...]:
    """Those of the dates whose conditions hold."""
    bits = guide.masks.of(situation)
    return tuple(_clock(one.deadline, one.day, situation, on) for one in due if holds_any(one.when, bits))


def while_waiting(guide: Guide, running: tuple[Clock, ...], steps: Container[str]) -> tuple[Clock, ...]:
    """The same clocks; one that counts for a step which still waits says what to do until then."""
    words = {deadline.id: deadline.waiting for deadline in guide.deadlines if deadline.step in steps}
    return tuple(
        replace(clock, because=said) if (said := words.get(clock.id)) and not clock.past else clock for clock in running
    )


def is_clock_near(running: tuple[Clock, ...], situation: Situation, on: date) -> bool:
    """Whether a date of the reader's is within 30 days, today included; with a court it always is."""
    if situation.get("holder") == "court":
        return True
    return any(is_near(clock, on) for clock in running)


def is_near(clock: Clock, on: date) -> bool:
    """Whether it is a date of the reader's within 30 days, today included."""
    return clock.side == "you" and 0 <= (clock.date - on).days <= NEAR_DAYS


def next_reader_date(running: tuple[Clock, ...]) -> date | None:
    """The nearest date on the reader's side that is not past."""
    return min((clock.date for clock in running if clock.side == "you" and not clock.past), default=None)


def _clock(deadline: Deadline, day: date, situation: Situation, on: date) -> Clock:
    is_past = day < on
    because = next((w.because for w in deadline.wordings if matches(w.when, situation)), deadline.because)
    if is_past and deadline.past:
        because = deadline.past
    return Clock(deadline.id, day, deadline.side, is_past, deadline.title, because, deadline.source)


def due_date(deadline: Deadline, dates: Dates) -> date | None:
    """The day a deadline falls on, from its printed date or counted from its start; None when neither is given."""
    printed = _given(dates, deadline.printed)
    counted = _counted(deadline, _given(dates, deadline.start))
    if deadline.printed_wins == "always":
        return printed or counted
    if printed is None or counted is None:
        return counted
    return max(printed, counted)


def _given(dates: Dates, name: str | None) -> date | None:
    value = getattr(dates, _field(name)) if name else None
    return value if isinstance(value, date) else None


@functools.cache
def _field(name: str) -> str:
    """The field of a date by the name that content gives it."""
    return name.replace("-", "_")


def _counted(deadline: Deadline, start: date | None) -> date | None:
    if start is None:
        return None
    if deadline.reach:
        return _reached(deadline.reach, start)
    if deadline.months is not None:
        return add_months(start, deadline.months)
    return add_days(start, deadline.days or 0)


def _reached(reach: tuple[Reach, ...], start: date) -> date | None:
    """The last day on which acting still reaches back to the month of `start`, by the rule of the day one acts on."""
    days = []
    for one in reach:
        day = end_of_month(start, one.months)
        last = day if one.valid_to is None else min(day, one.valid_to)
        if is_within(last, one.valid_from, one.valid_to):
            days.append(last)
    return max(days, default=None)


def days_before(day: date, days: int, on: date) -> date:
    """A date some days before `day`, but not before today."""
    return max(on, day - timedelta(days=days))

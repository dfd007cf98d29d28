"""This week: at most three things over all bills, the court first, then the nearest date, then the largest balance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rulebook.assess import Assessed
from rulebook.deadlines import NEAR_DAYS, days_before, next_reader_date

MOST = 3
DAYS_EARLY = 7
DAYS_OTHERWISE = 3


@dataclass(frozen=True)
class Task:
    """One thing to do by a day."""

    bill: str
    step: str
    by: date


def this_week(bills: Sequence[Assessed], on: date) -> tuple[Task, ...]:
    """The first step of each bill, the most pressing bills first."""
    waiting = [assessed for assessed in bills if assessed.decision.now]
    ranked = sorted(waiting, key=_pressing)
    return tuple(Task(assessed.bill.id, assessed.decision.now[0].step, _by(assessed, on)) for assessed in ranked[:MOST])


def _pressing(assessed: Assessed) -> tuple[bool, date, Decimal]:
    nearest = next_reader_date(assessed.clocks) or date.max
    return assessed.situation["holder"] != "court", nearest, -(assessed.bill.amounts.balance or Decimal(0))


def _by(assessed: Assessed, on: date) -> date:
    nearest = next_reader_date(assessed.clocks)
    if nearest is not None and (nearest - on).days <= NEAR_DAYS:
        return days_before(nearest, DAYS_EARLY, on)
    return on + timedelta(days=DAYS_OTHERWISE)

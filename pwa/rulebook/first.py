"""Which of the steps to take now is shown largest."""

from collections.abc import Mapping
from datetime import date

from rulebook.assess import Assessed
from rulebook.deadlines import is_near
from rulebook.gate import first_closed
from rulebook.guide import Guide


def first_step(guide: Guide, assessed: Assessed, said: Mapping[str, str], on: date) -> str | None:
    """A date of the reader's that is near, else what the gate wants first, else what their own answers call for.

    A court comes before any date. None without advice.
    """
    now = assessed.decision.now
    dated = None if assessed.situation["holder"] == "court" else _dated(guide, assessed, on)
    if dated:
        return dated
    closed = first_closed(guide, assessed.situation, assessed.bill.done, "")
    if closed and any(advice.step == closed.until for advice in now):
        return closed.until
    called_for = (advice.step for advice in now for row in advice.rows if any(key in said for key in row.when))
    return next(called_for, now[0].step if now else None)


def _dated(guide: Guide, assessed: Assessed, on: date) -> str | None:
    """The step of now whose date comes next, when it comes soon."""
    step_of = {deadline.id: deadline.step for deadline in guide.deadlines}
    now = {advice.step for advice in assessed.decision.now}
    soon = sorted((clock.date, clock.id) for clock in assessed.clocks if is_near(clock, on))
    return next((step for _, name in soon if (step := step_of[name]) and step in now), None)

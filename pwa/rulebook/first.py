"""Which of the steps to take now is shown largest."""

from collections.abc import Mapping

from rulebook.assess import Assessed
from rulebook.gate import first_closed
from rulebook.guide import Guide


def first_step(guide: Guide, assessed: Assessed, said: Mapping[str, str]) -> str | None:
    """What the gate wants first, else the first step that the reader's own answers call for; None without advice."""
    now = assessed.decision.now
    closed = first_closed(guide, assessed.situation, assessed.bill.done, "")
    if closed and any(advice.step == closed.until for advice in now):
        return closed.until
    called_for = (advice.step for advice in now for row in advice.rows if any(key in said for key in row.when))
    return next(called_for, now[0].step if now else None)

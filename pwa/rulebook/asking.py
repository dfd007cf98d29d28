"""Which questions are still worth asking: those that apply, have no answer, and can still change the outcome."""

from collections.abc import Callable
from datetime import date

from rulebook.assess import Assessed, assess_otherwise
from rulebook.case import Case
from rulebook.gate import first_closed
from rulebook.guide import Guide
from rulebook.situation import MISSING, unanswered

Told = Callable[[Assessed], object]


def questions_left(guide: Guide, case: Case, assessed: Assessed, on: date) -> tuple[str, ...]:
    """Open questions of one bill, its household's included, in the order of the guide."""
    return _changing(guide, case, assessed, on, _everything)


def urgent_questions(guide: Guide, case: Case, assessed: Assessed, on: date) -> tuple[str, ...]:
    """Those of the open questions that can change a right of the reader's, or what comes first.

    Once nothing holds money up any more, every question can change what is paid, so all of them count.
    """
    return _changing(guide, case, assessed, on, _what_comes_first(guide))


def is_urgent(guide: Guide, case: Case, assessed: Assessed, name: str, on: date) -> bool:
    """Whether this question, which applies to the bill, is one of them."""
    return _matters(guide, case, assessed, name, on, _what_comes_first(guide))


def _everything(assessed: Assessed) -> object:
    return assessed.decision.outcome


def _what_comes_first(guide: Guide) -> Told:
    rights = {step.id for step in guide.steps if step.kind == "rights"}

    def told(assessed: Assessed) -> object:
        closed = first_closed(guide, assessed.situation, assessed.bill.done, "")
        if closed is None:
            return _everything(assessed)
        return closed.until, {advice.step for advice in assessed.decision.now} & rights

    return told


def _changing(guide: Guide, case: Case, assessed: Assessed, on: date, told: Told) -> tuple[str, ...]:
    names = unanswered(guide, assessed.answers, assessed.situation)
    return tuple(name for name in names if _matters(guide, case, assessed, name, on, told))


def _matters(guide: Guide, case: Case, assessed: Assessed, name: str, on: date, told: Told) -> bool:
    before, counted = told(assessed), assessed.situation[name]
    return any(
        told(assess_otherwise(guide, case, assessed, {name: answer}, on)) != before
        for answer in guide.question[name].answer_ids
        if answer != counted or counted == MISSING
    )

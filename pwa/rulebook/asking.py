"""Which questions are still worth asking: those that apply, have no answer, and can still change the outcome."""

from datetime import date

from rulebook.assess import Assessed, assess_answers, stored_answers
from rulebook.case import Case
from rulebook.guide import Guide
from rulebook.situation import MISSING, unanswered


def questions_left(guide: Guide, case: Case, assessed: Assessed, on: date) -> tuple[str, ...]:
    """Open questions of one bill, its household's included, in the order of the guide."""
    stored = stored_answers(case, assessed.bill, guide)
    outcome = assessed.decision.outcome

    def still_matters(name: str) -> bool:
        counted = assessed.situation[name]
        return any(
            assess_answers(guide, case, assessed.bill, {**stored, name: answer}, on).decision.outcome != outcome
            for answer in guide.question[name].answer_ids
            if answer != counted or counted == MISSING
        )

    return tuple(name for name in unanswered(guide, stored, assessed.situation) if still_matters(name))

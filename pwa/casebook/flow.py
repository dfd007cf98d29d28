"""Which question comes next for a bill, and which one a step asks when it is marked done.

Those that can change a right, or what has to come first, are asked before the rest: a few, and then the reader is told
that this is enough to start. The rest makes the advice more exact.
"""

from datetime import date

from casebook.place import Place
from rulebook.asking import is_urgent, questions_left, urgent_questions
from rulebook.assess import Assessed
from rulebook.case import Case
from rulebook.guide import Guide
from rulebook.records import Question
from rulebook.situation import matches

SAFE = "safe"


def still_to_ask(guide: Guide, case: Case, assessed: Assessed, on: date) -> tuple[str, ...]:
    """Questions that can still change what this bill needs, in order; whether notes may be kept comes first."""
    return _safe(case) + questions_left(guide, case, assessed, on)


def _safe(case: Case) -> tuple[str, ...]:
    return () if case.household.answers.get(SAFE) else (SAFE,)


def is_enough(guide: Guide, case: Case, assessed: Assessed, question: str, on: date) -> bool:
    """Whether all is asked that can change a right, or what has to come first: `question`, asked next, cannot."""
    return question != SAFE and not is_urgent(guide, case, assessed, question, on)


def next_place(guide: Guide, case: Case, assessed: Assessed, trail: tuple[str, ...], on: date) -> Place:
    """The next question's screen, the one screen of all rare questions, or the bill when nothing is left to ask."""
    left = _safe(case) or urgent_questions(guide, case, assessed, on) or still_to_ask(guide, case, assessed, on)
    if not left:
        return Place("bill", assessed.bill.id)
    if left[0] != SAFE and guide.question[left[0]].rare:
        return Place("rare", assessed.bill.id, trail=trail)
    return Place("question", assessed.bill.id, left[0], trail=trail)


def rare_questions(guide: Guide, assessed: Assessed) -> tuple[Question, ...]:
    """The rare questions that apply to a bill, answered or not."""
    return tuple(q for q in guide.questions if q.rare and q.id != SAFE and q.id in assessed.situation)


def applying(guide: Guide, assessed: Assessed) -> tuple[Question, ...]:
    """Every other question that applies to a bill, answered or not."""
    return tuple(q for q in guide.questions if not q.rare and q.id in assessed.situation)


def question_after(guide: Guide, assessed: Assessed, step: str) -> str:
    """The question that opens the gate behind this step; empty where a tick is all there is."""
    for row in guide.gate:
        for until in row.closed:
            if until.first == step and until.asks in assessed.situation and matches(until.when, assessed.situation):
                return until.asks or ""
    return ""

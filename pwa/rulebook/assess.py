"""One bill in full: its situation, its clocks and its decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.case import Bill, Case
from rulebook.deadlines import Clock, clocks, is_clock_near, while_waiting
from rulebook.decide import Decision, decide
from rulebook.facts import facts_after_answers, facts_before_answers
from rulebook.guide import Guide
from rulebook.situation import Situation, effective_answers


@dataclass(frozen=True)
class Assessed:
    """A bill with everything that was worked out about it on one day."""

    bill: Bill
    situation: Situation
    clocks: tuple[Clock, ...]
    decision: Decision


def stored_answers(case: Case, bill: Bill, guide: Guide) -> Mapping[str, str]:
    """The reader's own answers for a bill: household questions from the household, the others from the bill."""
    household, own = case.household.answers, bill.answers
    return {
        question.id: answer
        for question in guide.questions
        if (answer := (household if question.scope == "household" else own).get(question.id))
    }


def assess(guide: Guide, case: Case, bill: Bill, on: date) -> Assessed:
    """Decide one bill of a case on a day."""
    return assess_answers(guide, case, bill, stored_answers(case, bill, guide), on)


def assess_answers(guide: Guide, case: Case, bill: Bill, stored: Mapping[str, str], on: date) -> Assessed:
    """Decide one bill as if the reader had given these answers: how we learn whether a question still matters."""
    situation = effective_answers(guide, stored, facts_before_answers(guide, case, bill, on))
    situation.update(facts_after_answers(guide, case, bill, situation, on))
    running = clocks(guide, bill, situation, on)
    situation["clock-near"] = "yes" if is_clock_near(running, situation, on) else "no"
    decision = decide(guide, situation, bill.done)
    waiting = {waits.step for waits in decision.not_yet}
    return Assessed(bill, situation, while_waiting(guide, running, waiting), decision)

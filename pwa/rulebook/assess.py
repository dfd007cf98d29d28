"""One bill in full: its situation, its clocks and its decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.case import Bill, Case
from rulebook.deadlines import Clock, Due, clocks, due_dates, is_clock_near, while_waiting
from rulebook.decide import Decision, decide
from rulebook.facts import facts_after_answers, facts_before_answers
from rulebook.guide import Guide
from rulebook.situation import Situation, effective_answers


@dataclass(frozen=True)
class Papers:
    """What dates and amounts say of a bill on a day, whatever the answers are."""

    facts: Mapping[str, str]
    due: tuple[Due, ...]


@dataclass(frozen=True)
class Assessed:
    """A bill with everything that was worked out about it on one day; `answers` are the reader's own."""

    bill: Bill
    answers: Mapping[str, str]
    papers: Papers
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
    papers = Papers(facts_before_answers(guide, case, bill, on), due_dates(guide, bill))
    return _assess(guide, case, bill, stored_answers(case, bill, guide), papers, on)


def assess_otherwise(guide: Guide, case: Case, assessed: Assessed, answers: Mapping[str, str], on: date) -> Assessed:
    """The same bill as if the reader had also given these answers: how we learn whether a question still matters."""
    return _assess(guide, case, assessed.bill, {**assessed.answers, **answers}, assessed.papers, on)


def _assess(guide: Guide, case: Case, bill: Bill, answers: Mapping[str, str], papers: Papers, on: date) -> Assessed:
    situation = effective_answers(guide, answers, papers.facts)
    situation.update(facts_after_answers(guide, case, bill, situation, on))
    running = clocks(guide, papers.due, situation, on)
    situation["clock-near"] = "yes" if is_clock_near(running, situation, on) else "no"
    decision = decide(guide, situation, bill.done)
    waiting = {waits.step for waits in decision.not_yet}
    return Assessed(bill, answers, papers, situation, while_waiting(guide, running, waiting), decision)

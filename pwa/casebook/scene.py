"""What an action may look at, and the few ways to put an answer or a bill back into a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casebook.action import Action
from casebook.draft import Draft
from casebook.flow import SAFE
from casebook.place import Place
from casebook.words import Words
from rulebook.assess import Assessed, assess
from rulebook.case import Bill, Case, Household
from rulebook.guide import Guide
from rulebook.line import one_line

Fields = Mapping[str, str]
LONGEST_NAME = 120


@dataclass(frozen=True)
class Scene:
    """Everything an action may look at: the guide, the case, where the reader is, the day, and words not kept."""

    guide: Guide
    case: Case
    place: Place
    on: date
    draft: Draft = field(default_factory=Draft)

    @property
    def w(self) -> Words:
        return Words(self.guide.words)

    def assessed(self, case: Case, bill: Bill) -> Assessed:
        return assess(self.guide, case, bill, self.on)


def bill_title(w: Words, case: Case, bill: Bill) -> str:
    """The name of a bill on one line, or its number while it has none; a file may hold any name."""
    name = one_line(bill.biller_name or "")
    if name:
        return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    return w("tool.bill-unnamed", n=[known.id for known in case.bills].index(bill.id) + 1)


def with_bill(case: Case, bill: Bill) -> Case:
    """The case with this bill in place of the one that had its id."""
    return replace(case, bills=tuple(bill if known.id == bill.id else known for known in case.bills))


def with_household_answers(case: Case, answers: Fields) -> Case:
    """The case with these answers of the household besides those it has."""
    household: Household = replace(case.household, answers={**case.household.answers, **answers})
    return replace(case, household=household) if answers else case


def without_safe(case: Case) -> Case:
    """The case without the answer that is about one device, as it goes into a backup."""
    left = {name: answer for name, answer in case.household.answers.items() if name != SAFE}
    return replace(case, household=replace(case.household, answers=left))


def answers_of(scene: Scene, action: Action, scope: str) -> dict[str, str]:
    """The fields that are answers of known questions; anything else that was sent is left alone."""
    found = {}
    for name in action.fields:
        question = scene.guide.question.get(name)
        if question and question.scope == scope and action.one(name) in question.answer_ids:
            found[name] = action.one(name)
    return found

"""Where the reader is in the tool: a screen, and which bill or question it is about."""

from dataclasses import dataclass, replace
from typing import Literal

from rulebook.case import Bill, Case

Screen = Literal["bills", "add", "question", "rare", "answers", "bill", "edit", "household", "words", "device", "erase"]
ABOUT_A_BILL = ("question", "rare", "answers", "bill", "edit")


@dataclass(frozen=True)
class Place:
    """One screen; `trail` holds the questions answered on the way here, `done` a step just marked done."""

    screen: Screen = "bills"
    bill: str = ""
    question: str = ""
    done: str = ""
    trail: tuple[str, ...] = ()

    def back(self) -> "Place":
        """The screen before this one: the question before, or what this screen belongs to."""
        if self.screen in ("question", "rare") and self.trail:
            return replace(self, screen="question", question=self.trail[-1], trail=self.trail[:-1], done="")
        if (self.screen in ABOUT_A_BILL and self.screen != "bill") or (self.screen == "words" and self.bill):
            return Place("bill", self.bill)
        return Place("device") if self.screen == "erase" else Place()


def bill_of(case: Case, name: str) -> Bill | None:
    """The bill of this id, if the case has it; an id of a strange file may come back from the page a little changed."""
    exact = next((bill for bill in case.bills if bill.id == name), None)
    return exact or next((bill for bill in case.bills if _from_page(bill.id) == name), None)


def _from_page(name: str) -> str:
    """An id as browsers read it from an attribute: one kind of line end, and a mark where a NUL was."""
    return name.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def settled(case: Case, place: Place) -> Place:
    """The place itself while it can be shown; a removed bill leads to the list, an empty list to the first question."""
    if place.screen in ABOUT_A_BILL:
        bill = bill_of(case, place.bill)
        place = replace(place, bill=bill.id) if bill else Place()
    return Place("add") if place.screen == "bills" and not case.bills else place

"""A reader's sitting at the desk, in a few words: `opened(guide).does("add-bill", {"holder": "court"}).case`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from casebook.action import Action, read_action
from casebook.desk import Desk, act
from casebook.draft import Draft
from casebook.early import DATE_FIELDS
from casebook.place import Place, settled
from casebook.render import render
from casebook.update import ACTIONS, AMOUNT_FIELDS
from rulebook.advise import advise
from rulebook.case import Bill, Case, canonical
from rulebook.guide import Guide

ON = date(2026, 11, 24)
EVERY_ACTION = (*ACTIONS, "undo", "seen")
OF_THE_PAGE = {"undo", "seen", "backup"}  # the desk or the page knows these besides `ACTIONS`

Fields = Mapping[str, str | tuple[str, ...]]

EVERY_FIELD = {
    "biller-name": "Mercy Hospital",
    "biller-phone": "555 0100",
    "account": "778-1",
    **dict.fromkeys(AMOUNT_FIELDS, "$4,200.50"),
    **dict.fromkeys(DATE_FIELDS, "8/2/2026"),
}
HOUSEHOLD = {"size": "3", "state": "OH", "income": "$52,000", "pay-now": "1200", "pay-monthly": "80"}


def action(name: str, fields: Fields | None = None, **about: str) -> Action:
    """An action as the page sends it; one text stands for a field with one value."""
    sent = {key: (value,) if isinstance(value, str) else value for key, value in (fields or {}).items()}
    plain = {"name": name, "fields": {key: list(values) for key, values in sent.items()}, **about}
    made, problems = read_action(json.dumps(plain))
    assert made is not None, problems
    return made


@dataclass(frozen=True)
class Sitting:
    """A desk with its guide and its day."""

    guide: Guide
    desk: Desk
    on: date = ON

    def does(self, name: str, fields: Fields | None = None, **about: str) -> "Sitting":
        """The sitting after one action."""
        return replace(self, desk=act(self.guide, self.desk, action(name, fields, **about), self.on))

    def at(self, place: Place) -> "Sitting":
        """The same desk with another screen open."""
        return replace(self, desk=replace(self.desk, place=place))

    def saying(self, text: str, *, is_looked_over: bool = True) -> "Sitting":
        """The same desk at the screen of the coach, with this text."""
        desk = replace(self.desk, place=Place("words"), draft=Draft(text, is_looked_over))
        return replace(self, desk=desk)

    @property
    def case(self) -> Case:
        return self.desk.case

    @property
    def place(self) -> Place:
        return self.desk.place

    @property
    def bill(self) -> Bill:
        """The newest bill."""
        return self.case.bills[-1]

    @property
    def text(self) -> str:
        """The bytes of the case, as they are kept."""
        return canonical(self.case)

    @property
    def now(self) -> list[str]:
        """Steps to take now for the newest bill."""
        bills = advise(self.guide, self.case, self.on)["bills"]
        assert isinstance(bills, list)
        return [advice["step"] for advice in bills[-1]["now"]]

    @property
    def html(self) -> str:
        return render(self.guide, self.desk, self.on)

    @property
    def page(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @property
    def troubled(self) -> list[str]:
        """Fields that did not fit."""
        return [trouble.field for trouble in self.desk.troubles]


def opened(guide: Guide, case: Case | None = None, on: date = ON) -> Sitting:
    """A sitting that starts with this case, or with nothing."""
    case = Case() if case is None else case
    return Sitting(guide, Desk(case, settled(case, Place())), on)


def with_bills(guide: Guide, count: int) -> Sitting:
    """A sitting with so many bills and nothing else."""
    return opened(guide, Case(bills=tuple(Bill(f"bill-{n}") for n in range(1, count + 1))))

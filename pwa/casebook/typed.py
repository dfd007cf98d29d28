"""What people type into amounts, dates and names, read kindly: "$4,200" is an amount, "8/2/2026" is a date."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casebook.action import Action
from casebook.change import Trouble
from casebook.scene import LONGEST_NAME
from casebook.words import Words
from rulebook.decode import decode
from rulebook.line import one_line

US_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
DOLLARS = re.compile(r"-?\d{1,12}(\.\d{1,2})?", re.ASCII)
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d{1,2})?", re.ASCII)
SIGN = re.compile(r"^(-?)\s*\$")
MOST_PEOPLE = 99


@dataclass(frozen=True)
class Form:
    """Reads the fields of one action; what it cannot read is in `troubles`, each with what helps."""

    action: Action
    w: Words
    troubles: list[Trouble]

    def has(self, name: str) -> bool:
        """Whether the form had this field at all; an empty field is there, and clears."""
        return name in self.action.fields

    def name(self, field: str) -> str | None:
        """A short text on one line; nothing when it is empty."""
        text = one_line(self.action.one(field))
        if len(text) > LONGEST_NAME:
            self._trouble(field, "tool.too-long", most=LONGEST_NAME)
        return text or None

    def amount(self, field: str) -> Decimal | None:
        """Dollars, below zero for a credit; nothing when it is empty."""
        text = SIGN.sub(r"\1", self.action.one(field)).replace(" ", "")
        if not text:
            return None
        if GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if not DOLLARS.fullmatch(text):
            self._trouble(field, "tool.not-an-amount")
            return None
        return Decimal(text)

    def day(self, field: str, latest: date | None = None) -> date | None:
        """A day of the calendar, at most the latest there can be; nothing when it is empty."""
        text = self.action.one(field)
        if not text:
            return None
        american = US_DATE.fullmatch(text)
        if american:
            text = f"{american[3]}-{int(american[1]):02}-{int(american[2]):02}"
        day, problems = decode(date, text)
        if problems:
            self._trouble(field, "tool.not-a-date")
        elif day and latest and day > latest:
            self._trouble(field, "tool.not-yet-come")
        return day

    def people(self, field: str) -> int | None:
        """How many people; nothing when it is empty."""
        text = self.action.one(field)
        if not text:
            return None
        if not re.fullmatch(r"\d{1,2}", text, re.ASCII) or not 1 <= int(text) <= MOST_PEOPLE:
            self._trouble(field, "tool.not-people")
            return None
        return int(text)

    def choice(self, field: str, known: Mapping[str, object]) -> str | None:
        """One of the known values; nothing when it is empty or not one of them."""
        text = self.action.one(field)
        return text if text in known else None

    def _trouble(self, field: str, word: str, **values: object) -> None:
        self.troubles.append(Trouble(field, self.w(word, **values)))

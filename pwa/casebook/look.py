"""One desk on one day as templates need it: names, fields and questions in the shape a form shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casebook.cards import Chip
from casebook.desk import Desk
from casebook.early import DATE_FIELDS, dates_with
from casebook.scene import bill_title
from casebook.show import dollars, iso
from casebook.words import Words
from rulebook.assess import Assessed, assess, stored_answers
from rulebook.case import Bill, Dates
from rulebook.first import first_step
from rulebook.guide import Guide
from rulebook.records import Question, Step


@dataclass(frozen=True)
class Option:
    """One answer to choose, with dates to write down where it starts a clock."""

    id: str
    label: str
    is_chosen: bool
    dates: Sequence["Field"] = ()


@dataclass(frozen=True)
class Ask:
    """A question as a form shows it."""

    id: str
    ask: str
    help: str
    options: Sequence[Option]
    trouble: str


@dataclass(frozen=True)
class Field:
    """Something to type: a name, an amount or a date; `value` is what was typed, or what is known."""

    name: str
    label: str
    value: str
    kind: str
    trouble: str
    help: str = ""


@dataclass(frozen=True)
class BillLine:
    """One bill on the list of all bills."""

    id: str
    title: str
    meta: str
    path: str
    first: str
    date: str


@dataclass(frozen=True)
class TaskLine:
    """One thing of this week."""

    bill: str
    step: str
    bill_title: str
    title: str
    day: str
    iso: str
    left: str
    is_dated: bool


@dataclass(frozen=True)
class FloorLine:
    """What a state asks of its hospitals at this income, the source, and how careful to be with it."""

    words: str
    note: str
    warning: str
    chip: Chip


class Look:
    """One desk on one day, as templates need it; every bill is worked out once."""

    def __init__(self, guide: Guide, desk: Desk, on: date) -> None:
        self.guide = guide
        self.desk = desk
        self.on = on
        self.w = Words(guide.words)
        self.bills = {bill.id: assess(guide, desk.case, bill, on) for bill in desk.case.bills}

    @property
    def assessed(self) -> Assessed:
        """The bill this screen is about."""
        return self.bills[self.desk.place.bill]

    def title(self, bill: Bill) -> str:
        return bill_title(self.w, self.desk.case, bill)

    def meta(self, bill: Bill) -> str:
        """Amount, visit and who asks for the money, as far as they are known."""
        w, balance, visit = self.w, bill.amounts.balance, bill.dates.service
        holder = bill.answers.get("holder")
        parts = [
            dollars(balance) if balance is not None else "",
            w("tool.visit", day=w.day(visit)) if visit else "",
            w(f"tool.with.{holder}") if holder else "",
        ]
        return " · ".join(part for part in parts if part)

    def trouble(self, field: str) -> str:
        return " ".join(trouble.words for trouble in self.desk.troubles if trouble.field == field)

    def value(self, field: str, known: str) -> str:
        """What the reader typed, where it did not fit; else what is known."""
        typed = self.desk.typed.get(field)
        return typed[-1] if typed else known

    def field(self, name: str, known: str, kind: str, word: str, help_: str = "") -> Field:
        label = self.w(word)
        return Field(name, label, self.value(name, known), kind, self.trouble(name), help_ and self.w(help_))

    def ask(self, question: Question, answer: str | None) -> Ask:
        options = [Option(known.id, known.label, known.id == answer) for known in question.answers]
        return Ask(question.id, question.ask, question.help or "", options, self.trouble(question.id))

    def ask_with_dates(self, question: Question, answer: str | None, dates: Dates) -> Ask:
        """The question with the dates that each of its answers makes worth asking for."""
        asked, wanted = self.ask(question, answer), dates_with(self.guide, question.id)
        options = [
            replace(one, dates=[self._date(name, dates) for name in wanted.get(one.id, ())]) for one in asked.options
        ]
        return replace(asked, options=options)

    def _date(self, name: str, dates: Dates) -> Field:
        known = getattr(dates, DATE_FIELDS[f"date.{name}"])
        return self.field(f"date.{name}", iso(known), "date", f"tool.date.{name}")

    def stored(self, bill: Bill) -> Mapping[str, str]:
        """The reader's own answers that a bill is judged by."""
        return stored_answers(self.desk.case, bill, self.guide)

    def first(self, bill: Bill) -> Step | None:
        """The step of a bill that is shown largest."""
        name = first_step(self.guide, self.bills[bill.id], self.stored(bill), self.on)
        return self.guide.step[name] if name else None

    def path_place(self, step: Step | None) -> tuple[int, str]:
        """Which of the thirteen pages a step belongs to, and its short name; the last one when nothing is left."""
        page = step.page if step else self.guide.pages[-1].id
        number = [known.id for known in self.guide.pages].index(page) + 1
        return number, self.guide.pages[number - 1].short

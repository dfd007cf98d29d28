"""Dates that may be running as soon as a reader gives an answer: they are asked for together with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from casebook.typed import Form
from rulebook.case import Dates
from rulebook.decode import hints_of, outside
from rulebook.guide import Guide

DATE_FIELDS = {f"date.{outside(name)}": name for name in hints_of(Dates) if name != "extra"}
# Days that may lie ahead; every other date of a case is one of the past.
MAY_COME = (
    "due",
    "coverage_lost",
    "appeal_printed",
    "collector_deadline",
    "eca_deadline",
    "court_deadline",
    "pay_by",
    "promo_end",
)


def dates_with(guide: Guide, question: str) -> Mapping[str, tuple[str, ...]]:
    """For each answer of a question that may start a clock: the dates of that clock, as the case file calls them."""
    found: dict[str, dict[str, None]] = {}
    for deadline in guide.deadlines:
        for answer in (answer for when in deadline.ask_early for answer in when.get(question, ())):
            names = found.setdefault(answer, {})
            names.update(dict.fromkeys(name for name in (deadline.printed, deadline.start) if name))
    return {answer: tuple(names) for answer, names in found.items()}


def with_typed_dates(dates: Dates, form: Form, guide: Guide, answers: Mapping[str, str], on: date) -> Dates:
    """The dates of a bill with those that were typed with these answers; an empty line says nothing."""
    wanted = [names for question, answer in answers.items() for names in [dates_with(guide, question).get(answer, ())]]
    fields = (f"date.{name}" for names in wanted for name in names)
    typed = {DATE_FIELDS[field]: form.day(field, latest_of(DATE_FIELDS[field], on)) for field in fields}
    return replace(dates, **{name: day for name, day in typed.items() if day})  # type: ignore[arg-type] # fields by name


def latest_of(name: str, on: date) -> date | None:
    """The last day that a date of a case may be: today, unless it may lie ahead."""
    return None if name in MAY_COME else on

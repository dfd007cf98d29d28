"""The tables a guide brings along: values that hold from one day to another, and what each state asks of hospitals."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from rulebook.dates import is_within
from rulebook.records import Condition, Id, SourceId, Words


@dataclass(frozen=True)
class PovertyTable:
    """One year's poverty guideline of one area, in dollars a year; after `valid_to` it is not used."""

    year: int
    valid_from: date
    valid_to: date
    area: Literal["contiguous", "alaska", "hawaii"]
    base: Decimal
    step: Decimal
    source: SourceId

    def is_in_force(self, on: date) -> bool:
        """Whether this is the table of that day."""
        return is_within(on, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Poverty:
    """All guideline tables."""

    tables: tuple[PovertyTable, ...]


@dataclass(frozen=True)
class Tier:
    """Help for incomes up to a percentage of the guideline, below one, or below so many dollars a year.

    `off` is the least percentage taken off the bill, 100 for free care; where a law sets no share, `help` says what
    it gives.
    """

    up_to: int | None = None
    below: int | None = None
    income_below: Decimal | None = None
    off: int | None = None
    help: Words | None = None


@dataclass(frozen=True)
class Larger:
    """Hospitals of a state that owe more than all of them do, for readers only: no decision knows a hospital's size."""

    who: Words
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class Floor:
    """The least a state asks of hospitals: the first tier that holds counts, for bills that match `when`.

    Without tiers the state has no line of its own, and the words say so. `id` is the id of its source.
    """

    id: SourceId
    state: str
    who: Words
    source: SourceId
    insured: Words | None = None
    tiers: tuple[Tier, ...] = ()
    larger: tuple[Larger, ...] = ()
    when: Condition = field(default_factory=dict)
    clock: Words | None = None
    note: Words | None = None
    contact: Id | None = None


@dataclass(frozen=True)
class State:
    """A state or territory, and which poverty table it uses."""

    code: str
    name: Words
    area: Literal["contiguous", "alaska", "hawaii", "none"]

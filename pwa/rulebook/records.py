"""The records a guide is made of: questions, rows, gate, dates, sources; the only declaration of their shapes.

Conditions map a question or fact to the answers that match: every key must match (AND), any listed answer will do (OR).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from rulebook.dates import is_within
from rulebook.decode import Shape

ID = Shape(r"[a-z0-9][a-z0-9-]*", "an id", "use small letters, digits and hyphens")
SOURCE_ID = Shape(r"[A-Z]+(-[A-Z0-9]+)+", "a source id", "use the id of a fact, like F-FDCPA-30")
WORDS = Shape(r"(?s)\S.*", "words", "write what the reader should see")

Id = Annotated[str, ID]
SourceId = Annotated[str, SOURCE_ID]
Words = Annotated[str, WORDS]
Condition = Mapping[str, tuple[str, ...]]

SourceKind = Literal["law", "official", "study", "pattern", "ours"]
Evidence = Literal["read", "second-hand"]
Status = Literal["in-force", "contested", "ended", "announced"]
Side = Literal["you", "them"]
Path = Literal["none-yet", "assistance", "lump-sum", "reduce-and-plan"]


@dataclass(frozen=True)
class Answer:
    """One possible answer of a question, or one value of a fact."""

    id: Id
    label: Words
    groups: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Question:
    """Something only the reader knows; `default` counts when it is asked and has no answer."""

    id: Id
    ask: Words
    answers: tuple[Answer, ...]
    default: str
    scope: Literal["bill", "household"] = "bill"
    rare: bool = False
    asked_when: tuple[Condition, ...] = ()
    help: Words | None = None
    carries: tuple[str, ...] = ()

    @property
    def answer_ids(self) -> tuple[str, ...]:
        return tuple(answer.id for answer in self.answers)


@dataclass(frozen=True)
class Fact:
    """A value that a named function computes from dates and amounts, with its finite answers."""

    id: Id
    label: Words
    answers: tuple[Answer, ...]
    sources: tuple[SourceId, ...] = ()

    @property
    def answer_ids(self) -> tuple[str, ...]:
        return tuple(answer.id for answer in self.answers)


@dataclass(frozen=True)
class Row:
    """One row of the decision table: when it matches, it advises its step.

    A `further` row adds to the reasons of its step and is read after those that say what the step is for.
    """

    id: Id
    step: Id
    because: Words
    sources: tuple[SourceId, ...]
    when: Condition = field(default_factory=dict)
    needs: Literal["ready"] | None = None
    further: bool = False
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing to do; money steps wait for the gate, rights steps never. `by` letter: a call alone does not count."""

    id: Id
    page: Id
    kind: Literal["money", "rights", "plain"]
    title: Words
    do: Words
    done: Words
    by: Literal["call", "letter"] = "call"
    carries: tuple[str, ...] = ()
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True)
class Page:
    """One of the thirteen step pages, in order."""

    id: Id
    short: Words
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Until:
    """What a closed gate row says to do first; without `when` it is the row's last word.

    `asks` is the question that has to be answered anew once the step is done.
    """

    first: Id
    asks: Id | None = None
    when: Condition = field(default_factory=dict)


@dataclass(frozen=True)
class GateRow:
    """One row of the gate `ready`: open when any condition matches, or when its question is not asked."""

    id: Id
    label: Words
    because: Words
    open: tuple[Condition, ...]
    closed: tuple[Until, ...]
    asked: Id | None = None
    done_opens: Id | None = None
    also_open: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    path: Literal["none-yet", "assistance"] | None = None


@dataclass(frozen=True)
class Wording:
    """Other words for a deadline in a certain situation."""

    when: Condition
    because: Words


@dataclass(frozen=True)
class Reach:
    """How many months after the month of its start a date still counts, for steps taken from one day to another."""

    months: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Deadline:
    """A date that is counted from another date, or printed on a paper.

    `past` is said once it is over, `waiting` while its own step still waits for the gate. With an answer in
    `ask_early` it may be running already, so its dates are asked for together with it.
    """

    id: Id
    title: Words
    because: Words
    side: Side
    source: SourceId
    start: Id | None = None
    days: int | None = None
    months: int | None = None
    printed: Id | None = None
    printed_wins: Literal["always", "later"] = "always"
    reach: tuple[Reach, ...] = ()
    when: tuple[Condition, ...] = ()
    ask_early: tuple[Condition, ...] = ()
    unless_dated: Id | None = None
    wordings: tuple[Wording, ...] = ()
    past: Words | None = None
    waiting: Words | None = None
    step: Id | None = None
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeverageRow:
    """One thing that makes a bill easier (up) or harder (down) to bargain over."""

    id: Id
    side: Literal["up", "down"]
    label: Words
    when: tuple[Condition, ...]
    sources: tuple[SourceId, ...]
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """A check on the lines of a bill, and why it may not have run."""

    id: Id
    title: Words
    not_assessed: Words


@dataclass(frozen=True)
class Source:
    """Where a claim comes from: its kind and its evidence travel apart.

    `valid_from` is the day from which all it says holds, `valid_to` the last such day; None where none is known.
    """

    id: SourceId
    title: Words
    says: Words
    covers: Words
    not_covers: Words
    kind: SourceKind
    evidence: Evidence
    cite: str
    checked: date
    review_by: date
    url: str | None = None
    status: Status = "in-force"
    valid_from: date | None = None
    valid_to: date | None = None
    warning: Words | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on this day and nobody disputes that, as far as we know."""
        return self.status == "in-force" and is_within(on, self.valid_from, self.valid_to)

    @property
    def fresh_until(self) -> date:
        """The last day on which what leans on it needs no new look."""
        ends = self.valid_to if self.status == "in-force" else None
        return min(self.review_by, ends or self.review_by)

    def is_current(self, on: date) -> bool:
        """Whether a script may lean on it on this day: in force and not past its review."""
        return self.is_in_force(on) and on <= self.review_by


@dataclass(frozen=True)
class Script:
    """A call script, as far as advice needs to know it; without `when` it fits wherever one of its steps is due."""

    id: Id
    title: Words
    steps: tuple[Id, ...]
    sources: tuple[SourceId, ...]
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter, as far as advice needs to know it; `when` as for a script."""

    id: Id
    title: Words
    steps: tuple[Id, ...]
    sources: tuple[SourceId, ...]
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class PaperKind:
    """Something to have at hand, to ask for or to write down with a step; a reader's own papers name its id."""

    id: Id
    kind: Literal["have", "ask-for", "write-down"]
    title: Words
    steps: tuple[Id, ...]
    note: Words | None = None
    when: tuple[Condition, ...] = ()
    sources: tuple[SourceId, ...] = ()
    carries: tuple[str, ...] = ()


PhraseKind = Literal[
    "P-L1", "P-L2", "P-S8", "admission-of-debt", "open-ended-promise", "threat", "card-or-bank-number", "two-offers",
    "placeholder-left",
]  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """Sentences that close a door or open one: how to know them, why it matters, what to say instead.

    `says` and `unless` hold a phrase a line (see `phrases.py`); what an `unless` overlaps does not count. Without
    `instead` the sentence opens a door and stays. `finder` names the function that finds what no phrase can.
    """

    id: Id
    kind: PhraseKind
    title: Words
    because: Words
    sources: tuple[SourceId, ...]
    instead: Words | None = None
    finder: Literal["phrases", "second-offer", "number", "placeholder"] = "phrases"
    says: Words | None = None
    unless: Words | None = None
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrases:
    """The table of the coach, and the lists its phrases lean on: words with commas between, by name."""

    rows: tuple[Phrase, ...]
    lists: Mapping[str, Words]
    short_forms: Words
    titles: Words

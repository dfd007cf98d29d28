"""Everything `content/` says, typed: what `read.py` makes, `check.py` judges and `pages.py` shows, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from rulebook.records import (
    Check,
    Condition,
    Deadline,
    Fact,
    GateRow,
    Id,
    LeverageRow,
    Page,
    PaperKind,
    Phrases,
    Question,
    Row,
    Source,
    SourceId,
    Step,
    Words,
)
from rulebook.tables import Floor, Poverty, State


@dataclass(frozen=True)
class Place:
    """Where something stands in `content/`: what an error points to."""

    file: str
    line: int


@dataclass(frozen=True)
class Section:
    """One part of a page: a key, its own heading if it has one, and Markdown with our links and citations."""

    key: Id
    heading: Words | None
    text: Words
    line: int


@dataclass(frozen=True)
class GuidePage:
    """A page of `content/guide/`; the file name is the id. `steps` are those a topic tells more about."""

    called: ClassVar[str] = "guide"
    folder: ClassVar[str] = "guide"

    id: Id
    kind: Literal["step", "start", "door", "topic", "page"]
    title: Words
    lead: Words
    steps: tuple[Id, ...]
    carries: tuple[str, ...]
    sources: tuple[SourceId, ...]
    sections: tuple[Section, ...]
    place: Place


@dataclass(frozen=True)
class ScriptPage:
    """A call script of `content/scripts/`; the file name is the id."""

    called: ClassVar[str] = "script"
    folder: ClassVar[str] = "scripts"

    id: Id
    title: Words
    lead: Words
    with_: Literal["plan", "billing-office", "collector", "legal-aid", "public-program"]
    steps: tuple[Id, ...]
    when: tuple[Condition, ...]
    carries: tuple[str, ...]
    sources: tuple[SourceId, ...]
    sections: tuple[Section, ...]
    place: Place


LetterField = Literal[
    "patient", "account", "care-date", "bill-date", "plan", "member-id", "claim-number", "denial-date",
    "collector-reference", "collector-date", "first-biller", "decision-date",
]  # fmt: skip


@dataclass(frozen=True)
class OwnWords:
    """Ruled lines in a letter, for what only the reader can say."""

    label: Words
    lines: int


@dataclass(frozen=True)
class LetterPage:
    """A letter of `content/letters/`; the file name is the id. `fields` are lines above its text."""

    called: ClassVar[str] = "letter"
    folder: ClassVar[str] = "letters"

    id: Id
    title: Words
    lead: Words
    to: Literal["plan", "billing-office", "collector"]
    subject: Words
    steps: tuple[Id, ...]
    fields: tuple[LetterField, ...]
    encloses: tuple[Words, ...]
    when: tuple[Condition, ...]
    carries: tuple[str, ...]
    sources: tuple[SourceId, ...]
    sections: tuple[Section, ...]
    place: Place
    own_words: OwnWords | None = None


type MarkdownPage = GuidePage | ScriptPage | LetterPage


@dataclass(frozen=True)
class NineItem:
    """One line of the printable nine."""

    id: Id
    title: Words
    do: Words
    step: Id


@dataclass(frozen=True)
class Checklist:
    """`content/checklist.yaml`: the thirteen pages, every step in order, the printable nine."""

    pages: tuple[Page, ...]
    steps: tuple[Step, ...]
    nine: tuple[NineItem, ...]


@dataclass(frozen=True)
class Pair:
    """One thing that the hospital and the plan call by two names, and what it means for the reader."""

    hospital: Words
    plan: Words
    for_you: Words


@dataclass(frozen=True)
class Term:
    """A glossary entry."""

    id: Id
    term: Words
    means: Words
    also: tuple[Words, ...] = ()
    pair: Pair | None = None


@dataclass(frozen=True)
class TopicGroup:
    """Pages that answer one kind of trouble, for `/topics/`; a link is written as in Markdown, like `topic:timing`."""

    id: Id
    title: Words
    links: tuple[str, ...]


@dataclass(frozen=True)
class Contact:
    """Who helps, with the number written down once."""

    id: Id
    name: Words
    for_: Words
    phone: str | None = None
    web: str | None = None
    source: SourceId | None = None
    note: Words | None = None
    tty: str | None = None


@dataclass(frozen=True)
class CreditLimit:
    """A state that has passed a limit on medical debt in credit reports."""

    state: str
    source: SourceId


@dataclass(frozen=True)
class CreditLimits:
    """All such states, and the source that puts every one of their laws in doubt."""

    challenge: SourceId
    limits: tuple[CreditLimit, ...]


@dataclass(frozen=True)
class Change:
    """Something that changes an answer: whose, whose not, and from which day; without a day it may come any day."""

    id: Id
    title: Words
    whose: Words
    not_whose: Words
    after: Words
    sources: tuple[SourceId, ...]
    from_: date | None = None
    before: Words | None = None
    do: Words | None = None
    steps: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Release:
    """A version of the site and what is new in it, as CHANGELOG.md tells it in English."""

    version: str
    day: str
    text: str


@dataclass(frozen=True)
class DecideQuestion:
    """One question of the core decision path `/decide/`, asked of the rulebook in this order."""

    question: Id
    answers: tuple[Id, ...]
    carries: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True)
class Scenario:
    """A situation that readers know as theirs: where it begins, what is asked in it, and the rows that decide it.

    `when` (any of these) is what holds in it from the start; `asks` names every other question or fact that its rows
    read, in the order in which a drawing asks them.
    """

    id: Id
    title: Words
    means: Words
    rows: tuple[Id, ...]
    asks: tuple[Id, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Rules:
    """`content/rules/`."""

    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    gate: tuple[GateRow, ...]
    deadlines: tuple[Deadline, ...]
    leverage: tuple[LeverageRow, ...]
    checks: tuple[Check, ...]
    poverty: Poverty
    floors: tuple[Floor, ...]
    credit: CreditLimits
    states: tuple[State, ...]
    phrases: Phrases


@dataclass(frozen=True)
class Content:
    """All of `content/` in one language; `places` gives the file and line of every id, as `kind/id`."""

    lang: str
    as_of: date
    checklist: Checklist
    pages: tuple[GuidePage, ...]
    scripts: tuple[ScriptPage, ...]
    letters: tuple[LetterPage, ...]
    papers: tuple[PaperKind, ...]
    scenarios: tuple[Scenario, ...]
    rules: Rules
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    releases: tuple[Release, ...]
    contacts: tuple[Contact, ...]
    glossary: tuple[Term, ...]
    topics: tuple[TopicGroup, ...]
    decide: tuple[DecideQuestion, ...]
    words: Mapping[str, str]
    places: Mapping[str, Place]

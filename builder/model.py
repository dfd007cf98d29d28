"""Everything `content/` says, typed: what `read.py` makes, `check.py` judges and `pages.py` shows, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rulebook.records import (
    Check,
    Condition,
    Deadline,
    Fact,
    Floor,
    GateRow,
    Id,
    LeverageRow,
    Page,
    Phrases,
    Poverty,
    Question,
    Row,
    Source,
    SourceId,
    State,
    Step,
    Words,
)


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

    id: Id
    title: Words
    lead: Words
    with_: Literal["plan", "billing-office", "collector", "legal-aid", "public-program"]
    steps: tuple[Id, ...]
    carries: tuple[str, ...]
    sources: tuple[SourceId, ...]
    sections: tuple[Section, ...]
    place: Place


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


@dataclass(frozen=True)
class DecideQuestion:
    """One question of the core decision path `/decide/`, asked of the rulebook in this order."""

    question: Id
    answers: tuple[Id, ...]
    carries: tuple[str, ...] = ()
    when: Condition | None = None


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
    rules: Rules
    sources: tuple[Source, ...]
    contacts: tuple[Contact, ...]
    glossary: tuple[Term, ...]
    topics: tuple[TopicGroup, ...]
    decide: tuple[DecideQuestion, ...]
    words: Mapping[str, str]
    places: Mapping[str, Place]

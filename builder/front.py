"""The front matter of pages, scripts and letters."""

from dataclasses import dataclass
from typing import Literal

from builder.model import LetterField, OwnWords
from rulebook.records import Condition, Id, SourceId, Words

KINDS = ("start", "door", "step", "topic", "page")  # in reading order


@dataclass(frozen=True)
class GuideFront:
    """The front matter of a guide page; `steps` are those a topic or a page tells more about."""

    kind: Literal["step", "start", "door", "topic", "page"]
    title: Words
    lead: Words
    steps: tuple[Id, ...] = ()
    carries: tuple[str, ...] = ()
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True)
class ScriptFront:
    """The front matter of a script."""

    title: Words
    lead: Words
    with_: Literal["plan", "billing-office", "collector", "legal-aid", "public-program"]
    steps: tuple[Id, ...]
    when: tuple[Condition, ...] = ()
    carries: tuple[str, ...] = ()
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True)
class LetterFront:
    """The front matter of a letter."""

    title: Words
    lead: Words
    to: Literal["plan", "billing-office", "collector"]
    subject: Words
    steps: tuple[Id, ...]
    fields: tuple[LetterField, ...]
    encloses: tuple[Words, ...] = ()
    own_words: OwnWords | None = None
    when: tuple[Condition, ...] = ()
    carries: tuple[str, ...] = ()
    sources: tuple[SourceId, ...] = ()

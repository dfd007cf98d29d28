"""The front matter of pages and scripts."""

from dataclasses import dataclass
from typing import Literal

from rulebook.records import Id, SourceId, Words

KINDS = ("start", "door", "step", "topic", "page")  # in reading order


@dataclass(frozen=True)
class GuideFront:
    """The front matter of a guide page; `steps` are those a topic tells more about."""

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
    carries: tuple[str, ...] = ()
    sources: tuple[SourceId, ...] = ()

"""The compiled guide, as the command and the app load it: `builder` writes `guide.<lang>.json` from `content/`."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

from rulebook.coach import Coach, coach_of
from rulebook.decode import JSON_STRICT, decode
from rulebook.records import (
    Check,
    Deadline,
    Fact,
    Floor,
    GateRow,
    Letter,
    LeverageRow,
    Page,
    PaperKind,
    Phrases,
    Poverty,
    Question,
    Row,
    Script,
    Source,
    State,
    Step,
)


@dataclass(frozen=True, repr=False)
class Guide:
    """Everything the rulebook decides by, in one language."""

    version: str
    lang: str
    as_of: date
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    pages: tuple[Page, ...]
    steps: tuple[Step, ...]
    gate: tuple[GateRow, ...]
    deadlines: tuple[Deadline, ...]
    leverage: tuple[LeverageRow, ...]
    checks: tuple[Check, ...]
    sources: tuple[Source, ...]
    scripts: tuple[Script, ...]
    letters: tuple[Letter, ...]
    papers: tuple[PaperKind, ...]
    poverty: Poverty
    floors: tuple[Floor, ...]
    states: tuple[State, ...]
    phrases: Phrases
    words: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Guide({self.lang}, {self.version})"  # the whole of it is 230 KB: no error message is read with that

    @functools.cached_property
    def question(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @functools.cached_property
    def step(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.steps}

    @functools.cached_property
    def step_place(self) -> Mapping[str, int]:
        """Where each step stands in checklist order."""
        return {step.id: place for place, step in enumerate(self.steps)}

    @functools.cached_property
    def ordered_rows(self) -> tuple[Row, ...]:
        """Rows in checklist order, the most particular first: the order in which advice is shown."""
        return tuple(sorted(self.rows, key=lambda row: (self.step_place[row.step], -len(row.when), row.id)))

    @functools.cached_property
    def rows_by_answer(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """Places in `ordered_rows` by one answer each row needs, so few are tried; `("", "")` holds the rest."""
        found: dict[tuple[str, str], list[int]] = {}
        for place, row in enumerate(self.ordered_rows):
            key = min(row.when, key=lambda name: (len(row.when[name]), name), default="")
            for answer in row.when.get(key, ("",)):
                found.setdefault((key, answer), []).append(place)
        return {pair: tuple(places) for pair, places in found.items()}

    @functools.cached_property
    def source(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @functools.cached_property
    def area_of(self) -> Mapping[str, str]:
        """Which poverty table each state uses, by its code."""
        return {state.code: state.area for state in self.states}

    @functools.cached_property
    def coach(self) -> Coach:
        """What looks over a text for words that close or open a door."""
        return coach_of(self.phrases)

    @functools.cached_property
    def asking_order(self) -> tuple[Question, ...]:
        """Questions so that each comes after those that decide whether it is asked."""
        needs = {q.id: {key for when in q.asked_when for key in when if key in self.question} for q in self.questions}
        return tuple(self.question[name] for name in TopologicalSorter(needs).static_order())


def read_guide(text: str) -> Guide:
    """Load a compiled guide; a damaged one raises ValueError naming the first things that are wrong."""
    guide, problems = decode(Guide, json.loads(text), JSON_STRICT)
    if guide is None:
        raise ValueError("the compiled guide is damaged: " + "; ".join(str(p) for p in problems[:3]))
    return guide

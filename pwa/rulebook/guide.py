"""The compiled guide, as the command and the app load it: `builder` writes `guide.<lang>.json` from `content/`."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

from rulebook.coach import Coach, coach_of
from rulebook.decode import JSON_STRICT, decode
from rulebook.masks import Mask, Masks, conditions_in, masks_of
from rulebook.records import (
    Check,
    Deadline,
    Fact,
    GateRow,
    Letter,
    LeverageRow,
    Page,
    PaperKind,
    Phrases,
    Question,
    Row,
    Script,
    Source,
    Step,
)
from rulebook.tables import Floor, Poverty, State


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
        """Rows in checklist order, the most particular first, what only adds last: the order of advice."""
        return tuple(
            sorted(self.rows, key=lambda row: (self.step_place[row.step], row.further, -len(row.when), row.id))
        )

    @functools.cached_property
    def masks(self) -> Masks:
        """Every answer that a condition names, as a bit."""
        return masks_of(conditions_in(self.questions, self.rows, self.gate, self.deadlines, self.leverage))

    @functools.cached_property
    def rows_by_answer(self) -> Mapping[tuple[str, str], tuple[tuple[int, int, int], ...]]:
        """Places in `ordered_rows` and their conditions, by one answer each row needs, so that few are tried.

        `("", "")` holds the rows that need none.
        """
        found: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
        for place, row in enumerate(self.ordered_rows):
            key = min(row.when, key=lambda name: (len(row.when[name]), name), default="")
            for answer in row.when.get(key, ("",)):
                found.setdefault((key, answer), []).append((place, *self.masks.mask(row.when)))
        return {pair: tuple(rows) for pair, rows in found.items()}

    @functools.cached_property
    def steps_with_ways(self) -> frozenset[str]:
        """Steps for which some row of the gate opens in a way of their own."""
        return frozenset(step for row in self.gate for step in row.also_open)

    @functools.cached_property
    def masked_gate(self) -> tuple[tuple[tuple[Mask, ...], GateRow], ...]:
        """The rows of the gate, each with the conditions that open it."""
        return tuple((self.masks.each(row.open), row) for row in self.gate)

    @functools.cached_property
    def masked_deadlines(self) -> tuple[tuple[tuple[Mask, ...], Deadline], ...]:
        """The deadlines, each with its conditions; one without any always counts."""
        return tuple((self.masks.each(deadline.when or ({},)), deadline) for deadline in self.deadlines)

    @functools.cached_property
    def masked_questions(self) -> tuple[tuple[tuple[Mask, ...], Question], ...]:
        """Questions so that each comes after those that decide whether it is asked, with what decides it."""
        return tuple((self.masks.each(question.asked_when or ({},)), question) for question in self.asking_order)

    @functools.cached_property
    def source(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @functools.cached_property
    def floors_in(self) -> Mapping[str | None, tuple[Floor, ...]]:
        """The floors of each state that has one."""
        return {one.state: tuple(f for f in self.floors if f.state == one.state) for one in self.floors}

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

"""The core path: every way through a few questions, answered by the rulebook; equal ways onward are one state.

A state is a question or a leaf. Two ways that lead to the same remaining states and the same advice share one state,
whose `said` holds only the answers common to both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from builder.model import DecideQuestion
from rulebook.assess import Assessed, assess
from rulebook.case import Bill, Case, Household
from rulebook.guide import Guide
from rulebook.records import Answer, Question
from rulebook.situation import matches

Answers = Mapping[str, str]
FIRST = "start"  # the name of the first question


@dataclass(frozen=True)
class State:
    """What is shown at once: a `question` with where each answer leads, or else a leaf with what was `assessed`."""

    name: str
    said: Answers
    case: Case
    assessed: Assessed
    question: Question | None = None
    ways: tuple[tuple[Answer, str], ...] = ()


@dataclass(frozen=True)
class _Found:
    said: Answers
    case: Case
    assessed: Assessed
    question: Question | None
    ways: tuple[tuple[Answer, str], ...]


class Walk:
    """Walks every way once and remembers the states by what they lead to."""

    def __init__(self, guide: Guide, path: tuple[DecideQuestion, ...]) -> None:
        self._guide = guide
        self._path = path
        self._found: dict[str, _Found] = {}

    def states(self) -> tuple[State, ...]:
        """All states, the first question first."""
        start = self._visit({})
        names = self._names(start)
        return tuple(
            State(
                names[key],
                found.said,
                found.case,
                found.assessed,
                found.question,
                tuple((answer, names[way]) for answer, way in found.ways),
            )
            for key, found in sorted(self._found.items(), key=lambda item: (item[0] != start, names[item[0]]))
        )

    def _visit(self, said: dict[str, str]) -> str:
        case = synthetic_case(self._guide, said)
        assessed = assess(self._guide, case, case.bills[0], self._guide.as_of)
        asked = next_question(self._path, assessed, said)
        if asked is None:
            return self._remember(_leaf_key(assessed, said), _Found(said, case, assessed, None, ()))
        question = self._guide.question[asked.question]
        labels = {answer.id: answer for answer in question.answers}
        ways = tuple((labels[name], self._visit({**said, question.id: name})) for name in asked.answers)
        key = json.dumps([question.id, [[answer.id, way] for answer, way in ways]])
        return self._remember(key, _Found(said, case, assessed, question, ways))

    def _remember(self, key: str, found: _Found) -> str:
        if key in self._found:
            known = self._found[key]
            common = {name: answer for name, answer in known.said.items() if found.said.get(name) == answer}
            found = _Found(common, known.case, known.assessed, known.question, known.ways)
        self._found[key] = found
        return key

    def _names(self, start: str) -> dict[str, str]:
        names = {start: FIRST}
        taken = {FIRST}
        for key, found in self._found.items():
            if key == start:
                continue
            parts = [*found.said.values(), found.question.id if found.question else ""]
            name = stem = "-".join(part for part in parts if part) or "result"
            number = 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            taken.add(name)
            names[key] = name
        return names


def next_question(path: tuple[DecideQuestion, ...], assessed: Assessed, said: Answers) -> DecideQuestion | None:
    """The first question of the path that applies, is not answered, and whose own condition holds."""
    for asked in path:
        if asked.question not in said and asked.question in assessed.situation and matches(asked.when or {}, said):
            return asked
    return None


def synthetic_case(guide: Guide, said: Answers) -> Case:
    """A case that holds these answers and "none of these" for every rare question, and nothing else."""
    rare = {question.id: question.answers[0].id for question in guide.questions if question.rare}
    household: dict[str, str] = {}
    own: dict[str, str] = {}
    for name, answer in {**rare, **said}.items():
        (household if guide.question[name].scope == "household" else own)[name] = answer
    return Case(household=Household(answers=household), bills=(Bill(id="bill", answers=own),))


def _leaf_key(assessed: Assessed, said: Answers) -> str:
    """What a reader would notice on the last page: advice, what waits, and the answers that mattered."""
    rows = [row for advice in assessed.decision.now for row in advice.rows]
    mattered = sorted({(key, said[key]) for row in rows for key in row.when if key in said})
    return json.dumps([repr(assessed.decision.outcome), mattered])

"""The decision for one bill: every row that matches advises its step; money steps wait for the gate.

`decide` knows only a situation and what is done, so tests can walk situations without inventing files.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from rulebook.gate import closed_rows, first_of, path_of
from rulebook.guide import Guide
from rulebook.records import Path, Row
from rulebook.situation import Situation, matches


@dataclass(frozen=True)
class Advice:
    """A step to take now; `rows` are the rows that advise it, the most particular first."""

    step: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Waiting:
    """A money step the answers point to, and what comes first: a step, or `ask:` and a question."""

    step: str
    rows: tuple[Row, ...]
    until: str
    because: str


@dataclass(frozen=True)
class Decision:
    """What to do now, what not yet and why, and the path of this bill."""

    now: tuple[Advice, ...]
    not_yet: tuple[Waiting, ...]
    path: Path

    @property
    def outcome(self) -> object:
        """What a reader would notice; two situations with the same outcome need no further question."""
        now = tuple((advice.step, tuple(row.id for row in advice.rows)) for advice in self.now)
        return now, tuple((w.step, w.until) for w in self.not_yet), self.path


def decide(guide: Guide, situation: Situation, done: Container[str] = ()) -> Decision:
    """Collect every matching row, in checklist order; a done step leaves."""
    now: list[Advice] = []
    not_yet: list[Waiting] = []
    gate = closed_rows(guide, situation, done)
    for step, rows in _matching(guide, situation).items():
        if step in done:
            continue
        closed = first_of(gate, situation, step) if any(row.needs for row in rows) else None
        free = tuple(row for row in rows if not (row.needs and closed))
        if free:
            now.append(Advice(step, free))
        elif closed and guide.step[step].kind == "money":
            not_yet.append(Waiting(step, tuple(rows), closed.until, closed.row.because))
    return Decision(tuple(now), tuple(not_yet), path_of(gate, situation))


def _matching(guide: Guide, situation: Situation) -> Mapping[str, list[Row]]:
    tried = [place for pair in (("", ""), *situation.items()) for place in guide.rows_by_answer.get(pair, ())]
    found: dict[str, list[Row]] = {}
    for place in sorted(tried):
        row = guide.ordered_rows[place]
        if matches(row.when, situation):
            found.setdefault(row.step, []).append(row)
    return found

"""The decision for one bill: every row that matches advises its step; money steps wait for the gate.

`decide` knows only a situation and what is done, so tests can walk situations without inventing files.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from rulebook.gate import Closed, closed_rows, first_of, path_of
from rulebook.guide import Guide
from rulebook.records import Path, Row
from rulebook.situation import Situation


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
    bits = guide.masks.of(situation)
    gate = closed_rows(guide, situation, done, bits)
    waits: dict[str, Closed | None] = {}
    for step, (rows, held) in _matching(guide, situation, bits).items():
        if step in done:
            continue
        if not held:
            now.append(Advice(step, tuple(rows)))
            continue
        own = step if step in guide.steps_with_ways else ""  # the others all wait for the same
        if own not in waits:
            waits[own] = first_of(gate, situation, own)
        closed = waits[own]
        free = tuple(row for row in rows if not (row.needs and closed))
        if free:
            now.append(Advice(step, free))
        elif closed and guide.step[step].kind == "money":
            not_yet.append(Waiting(step, tuple(rows), closed.until, closed.row.because))
    return Decision(tuple(now), tuple(not_yet), path_of(gate, situation))


def _matching(guide: Guide, situation: Situation, bits: int) -> Mapping[str, tuple[list[Row], list[Row]]]:
    """By step every row that matches, and of these the ones that need the gate."""
    by_answer = guide.rows_by_answer
    tried = [bucket for pair in situation.items() if (bucket := by_answer.get(pair))]
    tried.append(by_answer.get(("", ""), ()))
    # `holds` written out, because most time goes here
    places = [place for bucket in tried for place, answers, keys in bucket if (bits & answers).bit_count() == keys]
    found: dict[str, tuple[list[Row], list[Row]]] = {}
    for place in sorted(places):
        row = guide.ordered_rows[place]
        rows, held = found.setdefault(row.step, ([], []))
        rows.append(row)
        if row.needs:
            held.append(row)
    return found

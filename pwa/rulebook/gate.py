"""The gate `ready`: what has to be settled before any money moves; the first closed row says what to do first."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from rulebook.guide import Guide
from rulebook.masks import holds_any
from rulebook.records import GateRow, Path
from rulebook.situation import MISSING, Situation, matches, matches_any


@dataclass(frozen=True)
class Closed:
    """The first closed row of the gate, and what to do first: a step, or `ask:` and a question."""

    row: GateRow
    until: str


def closed_rows(
    guide: Guide, situation: Situation, done: Container[str], bits: int | None = None
) -> tuple[GateRow, ...]:
    """Every row that is not open, in order; a step's own exception is not looked at yet.

    `bits` is the situation as a number, where somebody has it already.
    """
    bits = guide.masks.of(situation) if bits is None else bits
    closed = [row for opens, row in guide.masked_gate if not holds_any(opens, bits)]
    return tuple(row for row in closed if not _is_beside_the_point(row, situation, done))


def first_of(closed: Iterable[GateRow], situation: Situation, step: str) -> Closed | None:
    """The closed row that this money step waits for; None when none of them holds it up.

    A row that is closed by an answer comes before one that only waits for a rare question: what the reader has told us
    is more use to them than what we have not asked.
    """
    unasked: Closed | None = None
    for row in closed:
        if matches_any(row.also_open.get(step, ()), situation):
            continue
        question = _unasked(row, situation)
        if question is None:
            return Closed(row, next(until.first for until in row.closed if matches(until.when, situation)))
        unasked = unasked or Closed(row, f"ask:{question}")
    return unasked


def first_closed(guide: Guide, situation: Situation, done: Container[str], step: str) -> Closed | None:
    """What a money step waits for in this situation; None when the gate is open for it."""
    return first_of(closed_rows(guide, situation, done), situation, step)


def path_of(closed: Iterable[GateRow], situation: Situation) -> Path:
    """Which way this bill goes: assistance comes before an offer, an offer before a plan."""
    for row in closed:
        if row.path:
            return row.path
    if situation.get("lump-sum") == "yes":
        return "lump-sum"
    return "reduce-and-plan" if situation.get("monthly") == "yes" else "assistance"


def _is_beside_the_point(row: GateRow, situation: Situation, done: Container[str]) -> bool:
    """Whether its question is not asked, or its step is done."""
    return bool((row.asked and row.asked not in situation) or (row.done_opens and row.done_opens in done))


def _unasked(row: GateRow, situation: Situation) -> str | None:
    return next((key for condition in row.open for key in condition if situation.get(key) == MISSING), None)

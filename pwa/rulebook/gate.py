"""The gate `ready`: what has to be settled before any money moves; the first closed row says what to do first."""

from collections.abc import Container
from dataclasses import dataclass

from rulebook.guide import GateRow, Guide, Path
from rulebook.situation import MISSING, Situation, matches, matches_any


@dataclass(frozen=True)
class Closed:
    """The first closed row of the gate, and what to do first: a step, or `ask:` and a question."""

    row: GateRow
    until: str


def first_closed(guide: Guide, situation: Situation, done: Container[str], step: str) -> Closed | None:
    """The first row that keeps this money step waiting; None when the gate is open for it.

    A row that is closed by an answer comes before one that only waits for a rare question: what the reader has told us
    is more use to them than what we have not asked.
    """
    unasked: Closed | None = None
    for row in guide.gate:
        if _is_open(row, situation, done, step):
            continue
        question = _unasked(row, situation)
        if question is None:
            return Closed(row, next(until.first for until in row.closed if matches(until.when, situation)))
        unasked = unasked or Closed(row, f"ask:{question}")
    return unasked


def path_of(guide: Guide, situation: Situation, done: Container[str]) -> Path:
    """Which way this bill goes: assistance comes before an offer, an offer before a plan."""
    for row in guide.gate:
        if row.path and not _is_open(row, situation, done, ""):
            return row.path
    if situation.get("lump-sum") == "yes":
        return "lump-sum"
    return "reduce-and-plan" if situation.get("monthly") == "yes" else "assistance"


def _is_open(row: GateRow, situation: Situation, done: Container[str], step: str) -> bool:
    if row.asked and row.asked not in situation:
        return True
    if row.done_opens and row.done_opens in done:
        return True
    return matches_any(row.open, situation) or matches_any(row.also_open.get(step, ()), situation)


def _unasked(row: GateRow, situation: Situation) -> str | None:
    return next((key for condition in row.open for key in condition if situation.get(key) == MISSING), None)

"""Conditions as numbers, because most time goes into asking whether they hold.

Each answer that some condition names is one bit, and a situation is the bits of its answers. A condition needs a bit
from each of its keys, and a situation has at most one for a key: so it holds when they share as many bits as it has
keys. `situation.matches` says the same of one condition in plain words, and the tests hold the two against each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rulebook.records import Condition, Deadline, GateRow, LeverageRow, Question, Row

Mask = tuple[int, int]  # the bits of every answer that will do, and how many keys there are


@dataclass(frozen=True)
class Masks:
    """The bit of each question or fact with its answer."""

    bits: Mapping[tuple[str, str], int]

    def of(self, situation: Mapping[str, str]) -> int:
        """A situation as one number; answers that no condition names leave no trace."""
        found, bits = 0, self.bits
        for pair in situation.items():
            found |= bits.get(pair, 0)
        return found

    def mask(self, condition: Condition) -> Mask:
        found = 0
        for key, answers in condition.items():
            for answer in answers:
                found |= self.bits[key, answer]
        return found, len(condition)

    def each(self, conditions: Iterable[Condition]) -> tuple[Mask, ...]:
        return tuple(self.mask(condition) for condition in conditions)


def holds(mask: Mask, bits: int) -> bool:
    """Whether a condition holds in a situation."""
    return (bits & mask[0]).bit_count() == mask[1]


def holds_any(masks: Iterable[Mask], bits: int) -> bool:
    """Whether one of the conditions holds."""
    for answers, keys in masks:  # noqa: SIM110 # a plain loop takes half the time
        if (bits & answers).bit_count() == keys:
            return True
    return False


def masks_of(conditions: Iterable[Condition]) -> Masks:
    """A bit for every answer that these conditions name."""
    pairs = dict.fromkeys((key, answer) for when in conditions for key, answers in when.items() for answer in answers)
    return Masks({pair: 1 << place for place, pair in enumerate(pairs)})


def conditions_in(
    questions: Iterable[Question],
    rows: Iterable[Row],
    gate: Iterable[GateRow],
    deadlines: Iterable[Deadline],
    leverage: Iterable[LeverageRow],
) -> Iterator[Condition]:
    """Every condition that is asked of a whole situation."""
    for question in questions:
        yield from question.asked_when
    yield from (row.when for row in rows)
    for gate_row in gate:
        yield from gate_row.open
        yield from (when for also in gate_row.also_open.values() for when in also)
    for deadline in deadlines:
        yield from deadline.when
    for lever in leverage:
        yield from lever.when

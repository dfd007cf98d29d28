"""Find the nearest value with which an answer comes out otherwise, by asking again and again, closer and closer.

Nothing is worked out here: whoever decides is asked with another value. So what is found really turns the answer, and
one cent, one person or one day less does not. A search asks at most `MOST_TRIES` times.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rulebook.case import Case

MOST_CENTS = 10**14 - 1  # what an amount of a case file can hold
MOST_TRIES = 2 * MOST_CENTS.bit_length() + 4  # there by doubling, back by halving; either side of zero
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Dial:
    """A number of a case that can be another: where it stands, how far it can go, and the case it makes."""

    key: str
    start: int
    ends: tuple[int, ...]
    case_at: Callable[[int], Case]
    written: Callable[[int], str] = str


@dataclass(frozen=True)
class Turned:
    """A dial at the nearest value with another answer, and the case then."""

    dial: Dial
    value: int
    case: Case
    answer: str

    @property
    def distance(self) -> int:
        return abs(self.value - self.dial.start)


def turned(dials: Iterable[Dial], now: str, answer: Callable[[Case], str]) -> Iterator[Turned]:
    """Each dial, each way, as far as it takes for another answer than now; those that never bring one are left out."""
    for dial in dials:
        for end in dial.ends:
            found = _first_other(dial, end, now, answer)
            if found is not None:
                yield found


def _first_other(dial: Dial, end: int, now: str, answer: Callable[[Case], str]) -> Turned | None:
    value = first_turn(dial.start, end, lambda value: answer(dial.case_at(value)) != now)
    if value is None:
        return None
    case = dial.case_at(value)
    return Turned(dial, value, case, answer(case))


def first_turn(start: int, end: int, has_turned: Callable[[int], bool]) -> int | None:
    """The nearest whole number from `start` towards `end` where it has turned; None where it has not at the end.

    It may turn only once on the way: the end is asked first, so that a way without a turn costs one question.
    """
    if end == start or not has_turned(end):
        return None
    way = 1 if end > start else -1
    last, step = start, 1
    while step < abs(end - start) and not has_turned(start + way * step):
        last, step = start + way * step, 2 * step
    return _between(last, start + way * min(step, abs(end - start)), has_turned)


def _between(before: int, after: int, has_turned: Callable[[int], bool]) -> int:
    while abs(after - before) > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if has_turned(middle) else (middle, after)
    return after


def cents_of(amount: Decimal) -> int:
    """Dollars as whole cents."""
    return int(amount * 100)


def amount_of(cents: int) -> Decimal:
    """Whole cents as dollars."""
    return (cents * CENT).quantize(CENT)

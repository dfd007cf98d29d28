"""The search: what it finds turns the answer, one step less does not, and it asks no more often than it says."""

from decimal import Decimal
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from rulebook.nearest import MOST_CENTS, MOST_TRIES, amount_of, cents_of, first_turn

NUMBERS = st.integers(-MOST_CENTS, MOST_CENTS)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_turn_is_found_wherever_it_is(start: int, end: int, line: int) -> None:
    asked = []

    def has_turned(value: int) -> bool:
        asked.append(value)
        return value >= line if end > start else value <= line

    found = first_turn(start, end, has_turned)
    is_between = start < line <= end if end > start else end <= line < start
    is_past = has_turned(start) and start != end  # whoever has turned already turns at the next step
    next_one = start + (1 if end > start else -1)
    assert found == (next_one if is_past else line if is_between else None)
    assert len(asked) <= MOST_TRIES
    assert all(min(start, end) <= value <= max(start, end) for value in asked)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**6))
def test_whatever_the_answers_are_the_step_before_has_not_turned(start: int, end: int, seed: int) -> None:
    """Also where it turns more than once: the value that is named turns, and its neighbour on this side does not."""

    def has_turned(value: int) -> bool:
        return value != start and value * seed % 7 in (1, 2)

    found = first_turn(start, end, has_turned)
    if found is not None:
        before = found - 1 if end > start else found + 1
        assert has_turned(found)
        assert not has_turned(before)


def test_a_near_turn_takes_few_questions_and_none_takes_one() -> None:
    asked: list[int] = []

    def is_at_least(line: int, value: int) -> bool:
        asked.append(value)
        return value >= line

    assert first_turn(0, MOST_CENTS, partial(is_at_least, 40)) == 40
    assert len(asked) <= 14
    asked.clear()
    assert first_turn(0, MOST_CENTS, partial(is_at_least, MOST_CENTS + 1)) is None
    assert asked == [MOST_CENTS]


@given(NUMBERS)
def test_cents_and_dollars_are_the_same_amount(cents: int) -> None:
    assert cents_of(amount_of(cents)) == cents
    assert amount_of(cents) * 100 == cents
    assert Decimal(str(amount_of(cents))).as_tuple().exponent == -2

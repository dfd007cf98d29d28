"""Conditions as numbers say what conditions in plain words say, in every situation."""

from hypothesis import given
from hypothesis import strategies as st

from rulebook.assess import assess
from rulebook.guide import Guide
from rulebook.masks import conditions_in, holds, holds_any, masks_of
from rulebook.situation import MISSING, matches, matches_any
from tests.rulebook.random_cases import random_cases

KEYS = st.sampled_from(["holder", "claim", "fpl", "plan"])
ANSWERS = st.sampled_from(["yes", "no", "unsure", MISSING])
CONDITIONS = st.lists(st.dictionaries(KEYS, st.lists(ANSWERS, max_size=3).map(tuple)), max_size=6)


@given(CONDITIONS, st.dictionaries(KEYS, st.one_of(ANSWERS, st.just("an answer no condition names"))))
def test_a_condition_holds_as_a_number_exactly_when_it_matches(
    conditions: list[dict[str, tuple[str, ...]]], situation: dict[str, str]
) -> None:
    masks = masks_of(conditions)
    bits = masks.of(situation)
    for condition in conditions:
        assert holds(masks.mask(condition), bits) is matches(condition, situation)
    assert holds_any(masks.each(conditions), bits) is matches_any(conditions, situation)


def test_every_condition_of_the_guide_holds_as_a_number_exactly_when_it_matches(guide: Guide) -> None:
    conditions = list(conditions_in(guide.questions, guide.rows, guide.gate, guide.deadlines, guide.leverage))
    assert len(conditions) > len(guide.rows)
    masked = [(condition, guide.masks.mask(condition)) for condition in conditions]
    for case, on in random_cases(guide, seed=91, count=100):
        for bill in case.bills:
            situation = assess(guide, case, bill, on).situation
            bits = guide.masks.of(situation)
            wrong = [condition for condition, mask in masked if holds(mask, bits) is not matches(condition, situation)]
            assert wrong == []


def test_each_answer_has_a_bit_of_its_own(guide: Guide) -> None:
    bits = list(guide.masks.bits.values())
    assert len(set(bits)) == len(bits)
    assert {bit.bit_count() for bit in bits} == {1}

"""The JSON Schema of a case file says yes to exactly the files that `case_from` reads.

Three things a schema cannot say, or says otherwise: two bills with one id are refused by us alone; so are keys that
stand twice and nesting beyond all use, which JSON libraries do not show; 3.0 is a whole number in a schema's eyes.
"""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from rulebook.case import canonical, case_from
from rulebook.guide import Guide
from rulebook.schema import case_schema
from tests.rulebook.random_cases import random_cases

FULL: dict[str, Any] = {
    "format": "casebook/1",
    "household": {"size": 3, "state": "OH", "income": "52000.00", "answers": {"hardship": "yes", "later": "x"},
                  "private": {"pay-now": "1200.00"}, "reader": {"name": "A", "for": "self"}},
    "plan": {"name": None, "member-id": "1"},
    "bills": [{
        "id": "b", "answers": {"coverage": "insured"}, "amounts": {"billed": "1.00"},
        "dates": {"service": "2026-08-02"},
        "done": {"pause": "2026-08-02"}, "lines": [{"code": "1", "modifiers": ["50"], "units": "1"}],
        "eob": [{"group": "PR", "allowed": "1.00"}], "payments": [{"date": "2026-08-02", "amount": "1"}],
    }],
    "papers": [{"bill": "b", "have": "missing"}],
    "log": [{"with": "office", "next": "2026-08-02"}],
}  # fmt: skip

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 120), st.just([]), st.just({}), st.just([None]), st.just({"a": None}),
    st.just({"a": 1}), st.text(max_size=4), st.just(0.5),
    st.sampled_from(["casebook/1", "casebook/2", "OH", "oh", "PR", "yes", "unsure", "insured", "later", "1.00"]),
    st.sampled_from(["1.001", "-1", "1e3", "20260802", "٣"]),
    st.sampled_from(["2026-02-29", "2028-02-29", "2026-02-30", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01"]),
)  # fmt: skip


def _places(plain: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


PLACES = _places(FULL)


def _with(plain: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(plain)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


@pytest.fixture(scope="module")
def validator(guide: Guide) -> Draft202012Validator:
    return Draft202012Validator(case_schema(guide), format_checker=FormatChecker())


def test_the_schema_is_a_valid_schema(guide: Guide) -> None:
    schema = case_schema(guide)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_a_full_case_is_valid_and_read(guide: Guide, validator: Draft202012Validator) -> None:
    assert validator.is_valid(FULL)
    assert case_from(FULL, guide)[1] == ()


@given(st.sampled_from(PLACES), ODD)
def test_the_schema_accepts_what_is_read_and_nothing_else(
    guide: Guide, validator: Draft202012Validator, place: tuple[Any, ...], value: Any
) -> None:
    changed = _with(FULL, place, value)
    case, problems = case_from(changed, guide)
    assert validator.is_valid(changed) == (case is not None), (place, value, [str(problem) for problem in problems])


@given(st.sampled_from([place for place in PLACES if place]), ODD)
def test_any_value_under_an_unknown_name_is_fine_where_names_are_open(
    guide: Guide, validator: Draft202012Validator, place: tuple[Any, ...], value: Any
) -> None:
    changed = _with(FULL, (*place[:-1], "a-later-key"), value) if isinstance(place[-1], str) else FULL
    case, _ = case_from(changed, guide)
    assert validator.is_valid(changed) == (case is not None)


def test_every_answer_of_every_question_is_valid_and_no_other(guide: Guide, validator: Draft202012Validator) -> None:
    for question in guide.questions:
        for owner, path in (("household", ("household",)), ("bill", ("bills", 0))):
            for answer in (*question.answer_ids, None, "an-answer-that-never-was"):
                changed = _with(FULL, (*path, "answers", question.id), answer)
                is_known = answer in (*question.answer_ids, None)
                assert validator.is_valid(changed) == is_known == (case_from(changed, guide)[0] is not None), owner


def test_random_cases_are_valid(guide: Guide, validator: Draft202012Validator) -> None:
    for case, _ in random_cases(guide, seed=55, count=100):
        assert validator.is_valid(json.loads(canonical(case)))


def test_only_we_refuse_two_bills_of_one_name_and_a_whole_number_with_a_point(
    guide: Guide, validator: Draft202012Validator
) -> None:
    for changed in (_with(FULL, ("bills",), [{"id": "a"}, {"id": "a"}]), _with(FULL, ("household", "size"), 3.0)):
        assert validator.is_valid(changed)
        assert case_from(changed, guide)[0] is None

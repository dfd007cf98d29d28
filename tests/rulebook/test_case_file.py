"""The reader's file: whatever it holds, it is read or refused with every problem named, and nothing in it is lost."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rulebook.case import Case, canonical, case_from, read_case
from rulebook.decode import to_plain
from rulebook.guide import Guide
from rulebook.json_text import DEEPEST
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import MATCHES, small_case

NAMES = (
    "format", "household", "bills", "answers", "amounts", "dates", "done", "lines", "eob", "id", "size", "state",
    "income", "billed", "service", "holder", "hardship", "plan", "papers", "log", "private", "pay-now", "x", "with",
    "for", "extra",
)  # fmt: skip
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["casebook/1", "casebook/2", "provider", "4200.00", "2026-02-30", "2026-08-02", "OH", ""]),
)  # fmt: skip
KEYS = st.sampled_from(NAMES) | st.text(max_size=4)
TREES = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=25,
)


def _problems(guide: Guide, text: str) -> list[str]:
    case, problems = read_case(text, guide)
    assert (case is None) == bool(problems)
    return [str(problem) for problem in problems]


def _told(guide: Guide, **case: object) -> list[str]:
    return _problems(guide, json.dumps(case))


@given(st.text() | st.text('{}[]",:0123456789.eE-nulltrefas \\u\ufeffd8'))
@example("")
@example("null")
@example("[" * 200_000)
@example('{"a":' * 100_000)
@example("1" * 5_000)
@example('{"bills": [{"id": "\\ud800"}]}')
@example("\ufeff\ufeff{}")
@example('"\x00"')
def test_no_text_breaks_reading(guide: Guide, text: str) -> None:
    _problems(guide, text)


@given(TREES)
@example({"bills": [None], "household": [], "log": {"a": 1}})
@example({"household": {"answers": {"hardship": ["yes"], "lump-sum": None, "monthly": 1}}})
def test_no_json_breaks_reading_and_what_is_read_can_be_written(guide: Guide, plain: Any) -> None:
    case, problems = read_case(json.dumps(plain), guide)
    assert (case is None) == bool(problems)
    if case is not None:
        assert read_case(canonical(case), guide) == (case, ())
        assert canonical(case).encode().endswith(b"}\n")


def _all_inside(small: object, large: object) -> bool:
    """Whether everything in one tree stands in the other; null means not given."""
    if isinstance(small, dict):
        return isinstance(large, dict) and all(
            value is None or _all_inside(value, large.get(key)) for key, value in small.items()
        )
    if isinstance(small, list):
        return isinstance(large, list) and len(small) == len(large) and all(map(_all_inside, small, large))
    return small == large


@given(
    st.dictionaries(
        st.text(max_size=6), st.none() | st.integers() | st.text(max_size=6) | st.lists(st.integers()), max_size=4
    )
)
def test_unknown_keys_are_kept_at_every_level(guide: Guide, extra: dict[str, Any]) -> None:
    later = {f"later-{key}": value for key, value in extra.items() if value is not None}
    plain = {
        **later,
        "household": {**later, "private": dict(later), "reader": dict(later)},
        "plan": dict(later),
        "bills": [
            {**later, "id": "b", "amounts": dict(later), "dates": dict(later), "lines": [later], "eob": [later],
             "payments": [later], "answers": {"later-question": "later-answer"}}
        ],
        "papers": [later],
        "log": [later],
    }  # fmt: skip
    case, problems = case_from(plain, guide)
    assert case is not None, problems
    assert _all_inside(plain, json.loads(canonical(case)))


def test_random_cases_come_back_as_they_were(guide: Guide) -> None:
    for case, _ in random_cases(guide, seed=50, count=300):
        text = canonical(case)
        assert read_case(text, guide) == (case, ())
        assert canonical(read_case(text, guide)[0] or Case()) == text


def test_the_canonical_text_is_sorted_indented_by_one_and_ends_with_a_line_feed(guide: Guide) -> None:
    text = canonical(small_case(guide, {**MATCHES, "biller-name": "Łódź Hospital"}))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert "Łódź" in text


def test_amounts_are_kept_to_the_letter(guide: Guide) -> None:
    case, problems = case_from({"bills": [{"amounts": {"billed": "4200.10", "balance": "-0.5"}}]}, guide)
    assert case is not None, problems
    amounts = to_plain(case.bills[0].amounts)
    assert amounts == {"billed": "4200.10", "balance": "-0.5", "estimate": None}


@pytest.mark.parametrize(
    "amount", [4200, 4200.0, True, "4,200.00", "$5", "1e3", "", " 5", "5.", ".5", "1.234", "٣", "1" * 13, "5\n", []]
)
def test_an_amount_that_is_no_plain_text_is_refused_with_a_hint(amount: object, guide: Guide) -> None:
    (told,) = _told(guide, bills=[{"amounts": {"billed": amount}}])
    assert told.startswith("bills[0].amounts.billed: ")
    assert 'write an amount as text in quotes, like "4200.00"' in told


@pytest.mark.parametrize(
    ("day", "what"),
    [
        ("2026-02-30", "is not a day of the calendar"),
        ("2026-02-29", "is not a day of the calendar"),
        ("2026-13-01", "is not a day of the calendar"),
        ("2026-2-3", "is not a date"),
        ("02/03/2026", "is not a date"),
        ("20260203", "is not a date"),
        ("2026-W06-2", "is not a date"),
        ("٢٠٢٦-٠٢-٠٣", "is not a date"),
        (20261231, "is not a date"),
        ("1899-12-31", "is too far away"),
        ("2200-01-01", "is too far away"),
    ],
)
def test_a_date_that_cannot_be_is_refused(day: object, what: str, guide: Guide) -> None:
    (told,) = _told(guide, bills=[{"dates": {"service": day}}])
    assert told.startswith("bills[0].dates.service: ")
    assert what in told


def test_the_days_at_the_ends_are_read(guide: Guide) -> None:
    assert _told(guide, bills=[{"dates": {"service": "1900-01-01", "due": "2199-12-31", "eob": "2028-02-29"}}]) == []


def test_a_newer_format_is_refused_kindly(guide: Guide) -> None:
    for number in (2, 17, 999_999_999):
        (told,) = _told(guide, format=f"casebook/{number}", household="of another shape")
        assert "newer version of Footing" in told
        assert "nothing in the file was changed" in told


@pytest.mark.parametrize("form", ["casebook/0", "casebook/1.5", "casebook/", "diary/1", "", 1], ids=repr)
def test_another_format_is_refused(form: object, guide: Guide) -> None:
    assert any(told.startswith("format: ") for told in _told(guide, format=form))


def test_every_problem_is_named_at_once(guide: Guide) -> None:
    told = _told(
        guide,
        household={"size": 0, "state": "Ohio", "income": 5, "answers": {"hardship": "maybe"}},
        bills=[{"id": "a", "answers": {"claim": "pendin"}, "dates": {"service": "soon"}}, {"id": "a", "amounts": []}],
    )
    starts = sorted(line.split(":")[0] for line in told)
    assert starts == [
        "bills[0].answers.claim", "bills[0].dates.service", "bills[1].amounts", "bills[1].id",
        "household.answers.hardship", "household.income", "household.size", "household.state",
    ]  # fmt: skip


def test_an_unknown_answer_is_named_with_what_is_allowed(guide: Guide) -> None:
    (told,) = _told(guide, bills=[{"answers": {"estimate": "writen"}}])
    assert told.startswith('bills[0].answers.estimate: unknown answer "writen". did you mean "written"?')
    assert told.endswith("estimate allows written, none, unsure")


@pytest.mark.parametrize("size", [0, -1, 100, 10**30, "3", 3.0, True], ids=repr)
def test_a_household_of_an_impossible_size_is_refused(size: object, guide: Guide) -> None:
    assert [told.split(":")[0] for told in _told(guide, household={"size": size})] == ["household.size"]


def test_a_household_of_one_to_ninety_nine_is_read(guide: Guide) -> None:
    assert _told(guide, household={"size": 1}) == _told(guide, household={"size": 99}) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"bills": [], "bills": []}', '"bills" stands twice'),
        ('{"bills": [{"id": "a", "id": "b"}], "x": 1, "x": 1}', '"id" stands twice'),
        ('{"x": NaN}', "NaN is not a value we can keep"),
        ('{"x": -Infinity}', "-Infinity is not a value we can keep"),
        ('{"x": 1e999}', "1e999 is not a value we can keep"),
        ('{"x": "\\ud83d"}', "half a character"),
        ('{"\\udc00": 1}', "half a character"),
        ("{'x': 1}", "this is not JSON"),
        ('{"x": 1} {', "this is not JSON"),
        ("", "this is not JSON"),
        ('{"x":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1), "nested too deeply"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "expected names with values"),
        ("null", "expected names with values"),
    ],
)
def test_what_cannot_be_kept_is_refused(text: str, what: str, guide: Guide) -> None:
    assert any(what in told for told in _problems(guide, text))


def test_every_twin_is_named(guide: Guide) -> None:
    told = _problems(guide, '{"bills": [{"id": "a", "id": "b"}], "x": 1, "x": 1}')
    assert [line.split('"')[1] for line in told] == ["id", "x"]


def test_what_is_nested_as_deep_as_we_keep_is_kept(guide: Guide) -> None:
    text = '{"x":' * DEEPEST + "1" + "}" * DEEPEST
    case, problems = read_case(text, guide)
    assert case is not None, problems
    assert _all_inside(json.loads(text), json.loads(canonical(case)))


def test_a_byte_order_mark_and_whole_characters_are_read(guide: Guide) -> None:
    case, problems = read_case('\ufeff{"plan": {"name": "\\ud83d\\ude00"}}', guide)
    assert case is not None, problems
    assert case.plan.name == "\N{GRINNING FACE}"


def test_bills_without_an_id_get_one_of_their_own(guide: Guide) -> None:
    case = small_case(guide, {}, {"id": "bill-1"}, {"id": ""}, {"id": None})
    names = [bill.id for bill in case.bills]
    assert len(set(names)) == 4
    assert names[1] == "bill-1"
    assert read_case(canonical(case), guide) == (case, ())


def test_a_large_file_is_read(guide: Guide) -> None:
    lines = [{"date": "2026-08-02", "code": "99285", "units": "1", "amount": "19.80", "revenue": "0450"}] * 5_000
    keys = {f"later-{n}": n for n in range(20_000)}
    case, problems = read_case(json.dumps({"bills": [{"lines": lines}], **keys}), guide)
    assert case is not None, problems
    assert (len(case.bills[0].lines), len(case.extra)) == (5_000, 20_000)

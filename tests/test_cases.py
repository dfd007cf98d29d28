"""The readable cases of `tests/cases/`: each must come out as written, and together they must reach everything."""

import re
from collections import Counter
from pathlib import Path

import pytest

from rulebook.__main__ import load_guide
from rulebook.guide import Guide
from tests.case_files import CaseFile, CaseTrouble, differences, load_cases, readable_cases

GUIDE = load_guide("en")
CASES = readable_cases()


@pytest.fixture(scope="module")
def guide() -> Guide:
    return GUIDE


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_a_case_comes_out_as_written(case: CaseFile, guide: Guide) -> None:
    found = differences(case, guide)
    assert not found, "\n".join([f"{case.file}: {case.name}", *found])


def test_every_step_is_expected_now_in_two_cases(guide: Guide) -> None:
    seen = Counter(step for case in CASES for bill in case.each.values() for step in {*bill.now, bill.first})
    assert [step.id for step in guide.steps if seen[step.id] < 2] == []


def test_every_deadline_stands_in_three_cases_and_is_once_absent(guide: Guide) -> None:
    bills = [bill for case in CASES for bill in case.each.values()]
    listed = Counter(name for bill in bills for name in {*bill.deadlines, *bill.past})
    absent = Counter(name for bill in bills for name in bill.no_deadlines)
    rare = [d.id for d in guide.deadlines if listed[d.id] + absent[d.id] < 3 or not absent[d.id]]
    assert rare == []


def test_every_gate_row_keeps_some_money_step_waiting_with_each_of_its_first_steps(guide: Guide) -> None:
    waited = {until for case in CASES for bill in case.each.values() for until in bill.not_yet.values()}
    assert {until.first for row in guide.gate for until in row.closed} - waited == set()


def test_every_money_step_waits_in_one_case_and_is_now_in_another(guide: Guide) -> None:
    bills = [bill for case in CASES for bill in case.each.values()]
    money = {step.id for step in guide.steps if step.kind == "money"}
    assert money - {step for bill in bills for step in bill.not_yet} == set()
    assert money - {step for bill in bills for step in bill.now} == set()


def test_an_unknown_expectation_is_reported_with_a_suggestion(tmp_path: Path, guide: Guide) -> None:
    (tmp_path / "bad.yaml").write_text("- {name: a case, on: 2026-11-24, expect: {not-jet: {}}}\n", "utf-8")
    told = 'bad:1: a case: expect.not-jet: unknown key "not-jet". did you mean "not-yet"'
    with pytest.raises(CaseTrouble, match=re.escape(told)):
        load_cases(tmp_path, guide)


def test_a_difference_is_told_in_one_short_line(tmp_path: Path, guide: Guide) -> None:
    text = "- {name: a case, on: 2026-11-24, bill: {answers: {holder: court}}, expect: {first: rest}}\n"
    (tmp_path / "one.yaml").write_text(text, "utf-8")
    assert differences(load_cases(tmp_path, guide)[0], guide) == ["first: expected rest, found answer-court-papers"]

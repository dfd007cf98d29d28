"""The household, starting over, erasing, and a backup: nothing is taken over in part, and nothing without asking."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from casebook.place import Place
from rulebook.case import Bill, Case, Household, canonical, read_case
from rulebook.guide import Guide
from tests.casebook.sitting import HOUSEHOLD, Sitting, opened, with_bills
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import small_case


def restored(sitting: Sitting, text: str) -> Sitting:
    return sitting.does("restore", {"file": text})


def test_the_household_is_kept_and_its_answers_stay(guide: Guide) -> None:
    before = opened(
        guide, small_case(guide, {"id": "er"}, answers={"hardship": "no"}, private={"savings": "9"}, later=1)
    )
    after = before.does("household", HOUSEHOLD)
    household = after.case.household
    assert (household.size, household.state, household.income) == (3, "OH", Decimal(52000))
    assert (household.private.pay_now, household.private.pay_monthly) == (Decimal(1200), Decimal(80))
    assert household.private.extra == {"savings": "9"}
    assert (household.answers, household.extra) == ({"hardship": "no"}, {"later": 1})
    assert (after.place, after.desk.said) == (Place(), guide.words["tool.said-saved"])
    assert after.desk.undo == guide.words["tool.undo-household"]


def test_an_emptied_household_is_empty(guide: Guide) -> None:
    full = with_bills(guide, 1).does("household", HOUSEHOLD)
    assert full.does("household", dict.fromkeys(HOUSEHOLD, "")).case.household == Household()


def test_a_household_field_that_was_not_there_stays(guide: Guide) -> None:
    full = with_bills(guide, 1).does("household", HOUSEHOLD)
    assert full.does("household", {"income": "1"}).case.household == replace(full.case.household, income=Decimal(1))
    assert full.does("household").case == full.case


def test_a_household_that_does_not_fit_changes_nothing(guide: Guide) -> None:
    before = with_bills(guide, 1).at(Place("household"))
    form = {"size": "0", "income": "a lot", "pay-now": "one", "pay-monthly": "1.234,56", "state": "OH"}
    after = before.does("household", form)
    assert (after.case, after.place) == (before.case, before.place)
    assert sorted(after.troubled) == ["income", "pay-monthly", "pay-now", "size"]
    assert after.page.css_first('option[value="OH"][selected]') is not None


@pytest.mark.parametrize("safe", ["yes", "no", None])
def test_starting_over_removes_all_but_what_the_device_may_keep(guide: Guide, safe: str | None) -> None:
    answers = {"hardship": "no", **({"safe": safe} if safe else {})}
    before = opened(guide, small_case(guide, {"id": "er"}, size=3, answers=answers, later=1))
    after = before.does("start-over")
    assert after.case == Case(household=Household(answers={"safe": safe} if safe else {}))
    assert (after.place, after.desk.undo) == (Place("add"), guide.words["tool.undo-over"])
    assert after.does("undo").text == before.text


def test_erasing_asks_first(guide: Guide) -> None:
    before = with_bills(guide, 2)
    for form in ({}, {"sure": ""}, {"sure": "no"}, {"sure": "YES"}):
        asked = before.does("erase-all", form)
        assert (asked.case, asked.place, asked.desk.effects) == (before.case, Place("erase"), ())


def test_erasing_leaves_nothing_and_tells_the_page(guide: Guide) -> None:
    before = with_bills(guide, 2).does("answer", {"safe": "yes"}).does("remove-bill", bill="bill-1")
    erased = before.does("erase-all").does("erase-all", {"sure": "yes"})
    assert (erased.case, erased.place, erased.desk.past, erased.desk.undo) == (Case(), Place("add"), (), "")
    assert [effect.do for effect in erased.desk.effects] == ["erase"]
    assert erased.does("undo").case == Case()


BAD_FILES = {
    "not JSON": "{",
    "nothing": "",
    "a list": "[]",
    "only a number": "7",
    "something else": '{"format": "recipes/1"}',
    "a newer format": '{"format": "casebook/2", "bills": []}',
    "a float for an amount": '{"format": "casebook/1", "bills": [{"amounts": {"balance": 4200.5}}]}',
    "bills that are no list": '{"format": "casebook/1", "bills": {}}',
    "an unknown answer": '{"format": "casebook/1", "bills": [{"answers": {"holder": "pirate"}}]}',
    "two bills of one name": '{"format": "casebook/1", "bills": [{"id": "a"}, {"id": "a"}]}',
    "nested too deeply": "[" * 100_000,
    "half a character": '{"format": "casebook/1", "bills": [{"biller-name": "\\ud800"}]}',
    "one key twice": '{"format": "casebook/1", "bills": [], "bills": []}',
}


@pytest.mark.parametrize("text", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(guide: Guide, text: str) -> None:
    before = with_bills(guide, 2).does("answer", {"safe": "yes"})
    after = restored(before, text)
    assert (after.case, after.place, after.desk.past) == (before.case, Place("device"), before.desk.past)
    words = [trouble.words for trouble in after.desk.troubles]
    assert words[0] == guide.words["tool.restore-failed"]
    assert len(words) > 1
    _, problems = read_case(text, guide)
    assert words[1:] == [str(problem) for problem in problems]
    shown = after.page.text()
    assert [line for line in words if line not in shown] == []


@pytest.mark.parametrize(("wrong", "named"), [(4, 4), (5, 5), (6, 5)])
def test_every_reason_is_named_up_to_five(guide: Guide, wrong: int, named: int) -> None:
    bills = [{"amounts": {"balance": 0.5 + n}} for n in range(wrong)]
    after = restored(opened(guide), json.dumps({"format": "casebook/1", "bills": bills}))
    assert len(after.desk.troubles) == named + 1
    assert [f"bills[{n}].amounts.balance" in t.words for n, t in enumerate(after.desk.troubles[1:])] == [True] * named


def test_a_backup_takes_the_place_of_what_is_here(guide: Guide) -> None:
    for case, _ in random_cases(guide, seed=20, count=20):
        before = with_bills(guide, 2).does("answer", {"safe": "no"})
        after = restored(before, canonical(case))
        answers = {**case.household.answers, "safe": "no"}
        assert after.case == replace(case, household=replace(case.household, answers=answers))
        assert (after.place, str(len(case.bills)) in after.desk.said) == (Place(), True)
        assert after.desk.undo == guide.words["tool.undo-restore"]
        assert after.does("undo").text == before.text


@pytest.mark.parametrize("here", ["yes", "no", None])
@pytest.mark.parametrize("there", ["yes", "no", None])
def test_whether_this_device_keeps_notes_never_comes_from_a_file(
    guide: Guide, here: str | None, there: str | None
) -> None:
    before = with_bills(guide, 1)
    before = before.does("answer", {"safe": here}) if here else before
    backup = canonical(Case(household=Household(answers={"safe": there} if there else {}), bills=(Bill("er"),)))
    assert restored(before, backup).case.household.answers.get("safe") == here

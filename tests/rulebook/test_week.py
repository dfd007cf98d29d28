"""This week: three things at most, a court first, then the nearest date, the larger balance, the order of the file."""

from datetime import date, timedelta
from typing import Any

import pytest

from rulebook.guide import Guide
from tests.rulebook.small_case import ON, RECENT, SETTLED, answer


def _bill(name: str, days: int | None = None, balance: str = "100.00", **answers: str) -> dict[str, object]:
    """A bill with a collector, whose printed date is some days away."""
    dates = {**RECENT, "collector-deadline": None if days is None else (ON + timedelta(days)).isoformat()}
    said = {**SETTLED, "holder": "collector", "validated": "not-sent", **answers}
    return {"id": name, "answers": said, "dates": dates, "amounts": {"balance": balance}}


def _week(guide: Guide, *bills: dict[str, object]) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = answer(guide, *bills)["this-week"]
    return tasks


@pytest.mark.parametrize(
    ("days", "by"),
    [
        (0, 0),  # the day itself: today, never before
        (6, 0),
        (7, 0),  # 7 days before it is today
        (8, 1),
        (29, 22),
        (30, 23),  # within 30 days: 30 − 7
        (31, 3),  # further away: in three days
        (None, 3),
        (-1, 3),  # a past date is not waited for
    ],
)
def test_a_task_is_due_a_week_before_its_date(days: int | None, by: int, guide: Guide) -> None:
    (task,) = _week(guide, _bill("one", days))
    assert date.fromisoformat(task["by"]) == ON + timedelta(by)


def test_each_bill_gives_its_first_step_and_there_are_three_at_most(guide: Guide) -> None:
    bills = [_bill(name, days) for name, days in (("d", 40), ("c", 20), ("b", 10), ("a", 5))]
    said = answer(guide, *bills)
    first = {bill["id"]: bill["now"][0]["step"] for bill in said["bills"]}
    assert [task["bill"] for task in said["this-week"]] == ["a", "b", "c"]
    assert [task["step"] for task in said["this-week"]] == [first[name] for name in ("a", "b", "c")]


def test_a_court_comes_before_any_date(guide: Guide) -> None:
    court = _bill("court", None, holder="court", **{"court-stage": "papers"})
    assert [task["bill"] for task in _week(guide, _bill("soon", 1), court)] == ["court", "soon"]


def test_without_a_date_the_larger_balance_comes_first_then_the_order_of_the_file(guide: Guide) -> None:
    bills = [_bill("small", None, "5.00"), _bill("large", None, "900.00"), _bill("same", None, "900.00")]
    assert [task["bill"] for task in _week(guide, *bills)] == ["large", "same", "small"]
    assert [task["bill"] for task in _week(guide, _bill("first", 9), _bill("second", 9))] == ["first", "second"]


def test_a_date_comes_before_a_balance(guide: Guide) -> None:
    assert [task["bill"] for task in _week(guide, _bill("large", None, "9000.00"), _bill("soon", 20))] == [
        "soon",
        "large",
    ]


def test_a_bill_with_nothing_left_to_do_is_left_out(guide: Guide) -> None:
    finished = {**_bill("finished", 1), "done": {step.id: ON.isoformat() for step in guide.steps}}
    assert [task["bill"] for task in _week(guide, finished, _bill("open", 2))] == ["open"]


def test_no_bill_has_no_week(guide: Guide) -> None:
    assert _week(guide) == []


@pytest.mark.parametrize(
    ("days", "first"),
    [(0, "apply-assistance"), (30, "apply-assistance"), (31, "request-itemized-bill"), (-1, "request-itemized-bill")],
)
def test_a_date_that_is_near_says_what_comes_first(days: int, first: str, guide: Guide) -> None:
    """The last day to apply is 240 days after the first bill; the gate itself would ask for the itemized bill."""
    answers = {**SETTLED, "bill-kind": "summary", "biller": "nonprofit-hospital", "assistance": "not-applied"}
    first_bill = ON + timedelta(days - 240)
    dates = {"service": (first_bill - timedelta(5)).isoformat(), "first-bill": first_bill.isoformat()}
    said = answer(guide, {"answers": answers, "dates": dates}, answers={"hardship": "yes"})
    assert said["bills"][0]["first"] == first


def test_a_court_comes_before_a_date_that_is_near(guide: Guide) -> None:
    said = answer(guide, _bill("court", 3, holder="court", **{"court-stage": "papers"}))
    assert said["bills"][0]["first"] == "answer-court-papers"

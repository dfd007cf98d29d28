"""What would change an answer: the named change turns it, asked of the whole rulebook, and one step less does not."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.__main__ import load_guide
from rulebook.assess import Assessed, assess
from rulebook.case import Bill, Case
from rulebook.changes import Change, aid_changes, changes, gate_changes, window_changes
from rulebook.gate import first_closed
from rulebook.guide import Guide
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import ON, RECENT, SETTLED, SETTLED_HOUSEHOLD, small_case

GUIDE = load_guide("en")


def with_(case: Case, name: str, change: Change, less: int = 0) -> tuple[Case, int]:
    """The case with this change made, by hand; `less` cents or people short of it, and days that have to pass."""
    bill = next(one for one in case.bills if one.id == name)
    if change.answers:
        own = {question.id for question in GUIDE.questions if question.scope == "household"}
        at_home = {key: value for key, value in change.answers.items() if key in own}
        here = {key: value for key, value in change.answers.items() if key not in own}
        household = replace(case.household, answers={**case.household.answers, **at_home})
        return _put(replace(case, household=household), replace(bill, answers={**bill.answers, **here})), 0
    if change.about == "window":
        days = (date.fromisoformat(change.to) - date.fromisoformat(change.value)).days
        return case, days - (less if days > 0 else -less)
    way = 1 if Decimal(change.to) > Decimal(change.value) else -1
    if change.key == "size":
        return replace(case, household=replace(case.household, size=int(change.to) - way * less)), 0
    amount = Decimal(change.to) - way * less * Decimal("0.01")
    if change.key == "income":
        return replace(case, household=replace(case.household, income=amount)), 0
    amounts: Mapping[str, Any] = {change.key: amount}
    return _put(case, replace(bill, amounts=replace(bill.amounts, **amounts))), 0


def _put(case: Case, bill: Bill) -> Case:
    return replace(case, bills=tuple(bill if one.id == bill.id else one for one in case.bills))


def answer_of(assessed: Assessed, change: Change) -> str:
    """What the whole rulebook says to what this change is about."""
    if change.about == "window":
        return next(("past" if one.past else "open" for one in assessed.clocks if one.id == change.key), "gone")
    return assessed.situation[change.about]


def found_in(count: int, seed: int) -> Iterator[tuple[Case, date, Assessed, Change]]:
    for case, on in random_cases(GUIDE, seed, count):
        for bill in case.bills:
            assessed = assess(GUIDE, case, bill, on)
            yield from ((case, on, assessed, change) for change in changes(GUIDE, case, assessed, on))


def test_every_change_turns_its_answer_and_one_step_less_does_not() -> None:
    seen = set()
    for case, on, assessed, change in found_in(400, seed=71):
        if change.about == "gate":
            continue
        name = assessed.bill.id
        for less, expected in ((0, change.then), (1, change.now)):
            if less and change.answers:
                continue
            changed, days = with_(case, name, change, less)
            bill = next(one for one in changed.bills if one.id == name)
            after = answer_of(assess(GUIDE, changed, bill, on + timedelta(days=days)), change)
            assert after == expected or (change.about, after) == ("window", "gone"), change
        seen.add((change.about, "cannot-pay" if change.answers else change.key if change.about != "window" else ""))
    assert seen >= {("aid", key) for key in ("income", "size", "balance", "cannot-pay")}
    assert seen >= {("estimate-gap", key) for key in ("billed", "balance", "estimate")} | {("window", "")}


@given(st.data())
def test_nothing_nearer_turns_the_answer(data: st.DataObject) -> None:
    """Aid grows with fewer dollars, more people and larger bills: between now and the line it is as it is now."""
    household: dict[str, Any] = {
        "size": data.draw(st.integers(1, 9)),
        "state": data.draw(st.sampled_from(["OH", "WA", "MN", "AK", "PR", None])),
        "income": str(data.draw(st.decimals(0, 200_000, places=2))),
        "answers": {**SETTLED_HOUSEHOLD, "lump-sum": data.draw(st.sampled_from(["yes", "no"])), "monthly": "yes"},
    }
    balance = str(data.draw(st.decimals(0, 30_000, places=2)))
    coverage = data.draw(st.sampled_from(["self-pay", "insured"]))
    biller = data.draw(st.sampled_from(["nonprofit-hospital", "doctor-group"]))
    bill = {"id": "b", "answers": {**SETTLED, "coverage": coverage, "biller": biller}, "amounts": {"balance": balance}}
    case = small_case(GUIDE, bill, **household)
    assessed = assess(GUIDE, case, case.bills[0], ON)
    for change in aid_changes(GUIDE, case, assessed, ON):
        if change.answers:
            continue
        steps = int(abs(Decimal(change.to) - Decimal(change.value)) * (1 if change.key == "size" else 100))
        nearer, _ = with_(case, "b", change, data.draw(st.integers(1, steps)))
        assert assess(GUIDE, nearer, nearer.bills[0], ON).situation["aid"] == change.now


def test_the_answers_that_open_the_gate_open_its_first_closed_row() -> None:
    opened = 0
    for case, on, assessed, change in found_in(300, seed=72):
        if change.about != "gate":
            continue
        step = next((one.step for one in assessed.decision.not_yet if one.until == change.now), "")
        before = first_closed(GUIDE, assessed.situation, assessed.bill.done, step)
        assert before is not None
        assert (before.row.id, before.until) == (change.key, change.now)
        if not change.answers:
            continue
        changed, _ = with_(case, assessed.bill.id, change)
        bill = next(one for one in changed.bills if one.id == assessed.bill.id)
        after = first_closed(GUIDE, assess(GUIDE, changed, bill, on).situation, bill.done, step)
        assert (after.until if after else "open") == change.then
        assert after is None or after.row.id != change.key
        opened += 1
    assert opened > 200


def _aid(income: str, size: int = 2, balance: str = "400.00", **household: Any) -> dict[str, Change]:
    """What would change the signs for assistance at a hospital in Ohio, by what has to change."""
    home = {"size": size, "state": "OH", "income": income, "answers": SETTLED_HOUSEHOLD, **household}
    bill = {"id": "b", "answers": {**SETTLED, "biller": "nonprofit-hospital"}, "amounts": {"balance": balance}}
    case = small_case(GUIDE, {**bill, "dates": RECENT}, **home)
    assessed = assess(GUIDE, case, case.bills[0], ON)
    found: dict[str, Change] = {}
    for change in aid_changes(GUIDE, case, assessed, ON):
        found.setdefault(change.key, change)
    return found


def test_412_dollars_above_200_percent_is_said_with_both_numbers() -> None:
    """Two people in Ohio, 2026: 15,960 + 5,680 = 21,640; 200 percent is 43,280; 43,692 is 412 above."""
    change = _aid("43692.00")["income"]
    assert change == Change(
        "aid", "income", "possible", "likely", "43692.00", "43280.00", "412.00", {"fpl": "up-to-200"}
    )


@pytest.mark.parametrize(
    ("income", "then", "to"),
    [
        ("43280.00", "possible", "43280.01"),  # on the line it still holds: one cent more is above
        ("43279.99", "possible", "43280.01"),
        ("43280.01", "likely", "43280.00"),
        ("86560.01", "possible", "86560.00"),  # 400 percent
    ],
)
def test_at_the_line_one_cent_is_the_distance(income: str, then: str, to: str) -> None:
    change = _aid(income)["income"]
    assert (change.then, change.to) == (then, to)


def test_one_more_person_or_larger_bills_are_named_too() -> None:
    """Three people: 200 percent is 54,640. A tenth of 43,692 is 4,369.20."""
    found = _aid("43692.00")
    assert (found["size"].value, found["size"].to, found["size"].through) == ("2", "3", {"fpl": "up-to-200"})
    assert (found["balance"].to, found["balance"].through) == ("4369.20", {"burden": "high"})
    assert found["balance"].distance == "3969.20"


def test_a_line_of_a_state_is_named_by_its_law() -> None:
    """Washington helps up to 300 percent: 64,920 for two."""
    change = _aid("65000.00", state="WA")["income"]
    assert (change.to, change.through) == ("64920.00", {"fpl": "201-300", "floor": "F-ST-WA"})


def test_with_nothing_to_pay_at_once_or_monthly_the_signs_are_clear() -> None:
    answers = {**SETTLED_HOUSEHOLD, "lump-sum": "yes", "monthly": "no"}
    change = _aid("43692.00", answers=answers)["cannot-pay"]
    assert (change.then, change.answers) == ("likely", {"lump-sum": "no"})


def test_without_income_or_size_nothing_is_guessed() -> None:
    home = {"answers": SETTLED_HOUSEHOLD}
    case = small_case(GUIDE, {"id": "b", "answers": SETTLED}, **home)
    found = aid_changes(GUIDE, case, assess(GUIDE, case, case.bills[0], ON), ON)
    assert [change.key for change in found if not change.answers] == []


@pytest.mark.parametrize(
    ("billed", "then", "to", "distance"),
    [
        ("1880.00", "over", "1900.00", "20.00"),  # 1,500 + 400
        ("1899.99", "over", "1900.00", "0.01"),
        ("1900.00", "within", "1899.99", "0.01"),
        ("2230.00", "within", "1899.99", "330.01"),
    ],
)
def test_the_estimate_is_told_from_both_sides_of_its_line(billed: str, then: str, to: str, distance: str) -> None:
    amounts = {"billed": billed, "estimate": "1500.00"}
    case = small_case(GUIDE, {"id": "b", "answers": {**SETTLED, "estimate": "written"}, "amounts": amounts})
    found = changes(GUIDE, case, assess(GUIDE, case, case.bills[0], ON), ON)
    told = {change.key: change for change in found if change.about == "estimate-gap"}
    assert (told["billed"].then, told["billed"].to, told["billed"].distance) == (then, to, distance)
    assert told["estimate"].distance == distance


@pytest.mark.parametrize(
    ("on", "now", "to", "distance"),
    [
        (date(2027, 4, 16), "open", "2027-04-18", "2"),  # August 20 + 240 days is April 17, and that day still counts
        (date(2027, 4, 17), "open", "2027-04-18", "1"),
        (date(2027, 4, 18), "past", "2027-04-17", "1"),
    ],
)
def test_a_window_is_told_to_the_day(on: date, now: str, to: str, distance: str) -> None:
    bill = {"id": "b", "answers": {"biller": "nonprofit-hospital"}, "dates": {"first-bill": "2026-08-20"}}
    case = small_case(GUIDE, bill)
    found = {one.key: one for one in window_changes(GUIDE, case, assess(GUIDE, case, case.bills[0], on), on)}
    change = found["fap-apply-end"]
    assert (change.now, change.to, change.distance) == (now, to, distance)


def test_the_gate_names_its_first_closed_row_and_the_answer_it_waits_for(guide: Guide) -> None:
    bill = {"id": "b", "answers": {**SETTLED, "coverage": "insured", "claim": "pending"}, "dates": RECENT}
    case = small_case(guide, bill, answers=SETTLED_HOUSEHOLD)
    (change,) = gate_changes(guide, case, assess(guide, case, case.bills[0], ON), ON)
    assert (change.key, change.now, change.answers) == ("insurance", "confirm-insurance", {"claim": "final"})


def test_a_gate_that_a_letter_opens_names_the_letter(guide: Guide) -> None:
    amounts = {"billed": "1900.00", "balance": "1900.00", "estimate": "1500.00"}
    bill = {"id": "b", "answers": {**SETTLED, "estimate": "written"}, "amounts": amounts, "dates": RECENT}
    case = small_case(guide, bill, answers=SETTLED_HOUSEHOLD)
    (change,) = gate_changes(guide, case, assess(guide, case, case.bills[0], ON), ON)
    assert (change.key, change.now, change.to) == ("estimate", "dispute-estimate", "dispute-estimate")


def test_an_open_gate_has_nothing_to_change(guide: Guide) -> None:
    bill = {"id": "b", "answers": SETTLED, "amounts": {"balance": "900.00"}, "dates": RECENT}
    case = small_case(guide, bill, answers=SETTLED_HOUSEHOLD)
    assert list(gate_changes(guide, case, assess(guide, case, case.bills[0], ON), ON)) == []

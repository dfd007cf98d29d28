"""State floors: each tier ends exactly where its law says, for the bills it covers, while it is in force."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rulebook.case import Household
from rulebook.floors import floors_of, is_inside_floor, tier_of
from rulebook.guide import Guide
from rulebook.tables import Floor
from tests.rulebook.small_case import ON, SETTLED, answer, assessed

CENT = Decimal("0.01")
UNINSURED = ("CT", "IL", "MN", "NJ", "RI")  # these floors leave out care that insurance covers
NONPROFIT = ("OR",)
COULD_PAY = {"hardship": "no", "lump-sum": "yes", "monthly": "yes"}
# The last cent of each tier for one person in 2026, of 15,960: 125 % 19,950; 150 % 23,940; 200 % 31,920; 250 % 39,900;
# 300 % 47,880; 350 % 55,860; 400 % 63,840; 500 % 79,800. "Below" a line ends a cent before it. Percent off, or "help".
TIERS: dict[str, tuple[tuple[str, int | str], ...]] = {
    "CA": (("63840.00", "help"),),
    "CO": (("39900.00", "help"),),
    "CT": (("39900.00", "help"),),
    "IL": (("19950.00", 100), ("47880.00", "help")),
    "MA": (("23940.00", 100), ("47880.00", "help")),
    "MD": (("31920.00", 100), ("39900.00", 75), ("47880.00", 60)),
    "ME": (("31920.00", 100), ("63840.00", "help")),
    "MN": (("124999.99", "help"),),  # below 125,000 dollars
    "NC": (("47880.00", 50),),
    "NJ": (("79799.99", "help"),),  # below 500 percent
    "NM": (("31920.00", "help"),),
    "NY": (("31919.99", 100), ("47880.00", "help"), ("63840.00", "help")),  # free below 200 percent
    "OR": (("31920.00", 100), ("47880.00", 75), ("55860.00", 50), ("63840.00", 25)),
    "RI": (("31920.00", 100), ("47880.00", "help")),
    "TX": (),
    "VT": (("39900.00", 100), ("63840.00", 40)),
    "WA": (("31920.00", 100), ("39900.00", 75), ("47880.00", 50)),
}
EDGES = [(state, n, Decimal(end)) for state, tiers in TIERS.items() for n, (end, _) in enumerate(tiers)]


def floor_of(guide: Guide, state: str) -> Floor:
    return next(floor for floor in guide.floors if floor.state == state)


def one(state: str | None, income: Decimal | str, size: int | None = 1) -> Household:
    return Household(size=size, state=state, income=Decimal(income))


def floors(guide: Guide, on: date = ON, answers: dict[str, str] | None = None, **household: Any) -> list[str]:
    """The ids of the floors in the answer for one bill without insurance from a nonprofit hospital."""
    bill = {"answers": {**SETTLED, "biller": "nonprofit-hospital", **(answers or {})}}
    return list(answer(guide, bill, on=on, **household)["assistance"]["floors"])


def test_every_floor_and_every_tier_is_in_the_table_above(guide: Guide) -> None:
    found = {floor.state: tuple(tier.off or "help" for tier in floor.tiers) for floor in guide.floors}
    assert found == {state: tuple(gets for _, gets in tiers) for state, tiers in TIERS.items()}


@pytest.mark.parametrize(("state", "number", "end"), EDGES, ids=[f"{s}-{n}" for s, n, _ in EDGES])
def test_a_tier_ends_at_its_last_cent(state: str, number: int, end: Decimal, guide: Guide) -> None:
    floor = floor_of(guide, state)
    below, at, above = (tier_of(floor, guide, one(state, end + step), ON) for step in (-CENT, Decimal(0), CENT))
    assert below == at == floor.tiers[number]
    assert above == (floor.tiers[number + 1] if number + 1 < len(floor.tiers) else None)


@pytest.mark.parametrize(
    ("state", "end"), [(state, Decimal(tiers[-1][0])) for state, tiers in TIERS.items() if tiers], ids=str
)
def test_the_answer_names_a_floor_up_to_its_last_line(state: str, end: Decimal, guide: Guide) -> None:
    named = [floors(guide, state=state, size=1, income=str(end + step)) for step in (-CENT, Decimal(0), CENT)]
    assert named == [[f"F-ST-{state}"], [f"F-ST-{state}"], []]


@pytest.mark.parametrize(
    ("size", "end"),
    [(1, "31920.00"), (2, "43280.00"), (4, "66000.00"), (9, "122800.00")],  # 200 % of 15,960 + 5,680 for each other
)
def test_a_larger_household_has_a_higher_line(size: int, end: str, guide: Guide) -> None:
    floor = floor_of(guide, "WA")
    found = [tier_of(floor, guide, one("WA", Decimal(end) + step, size), ON) for step in (Decimal(0), CENT)]
    assert found == list(floor.tiers[:2])


@pytest.mark.parametrize(("state", "end"), [("AK", "39900.00"), ("HI", "36720.00")])  # 200 % of 19,950 and of 18,360
def test_a_floor_in_alaska_or_hawaii_would_count_by_their_own_table(state: str, end: str, guide: Guide) -> None:
    floor = replace(floor_of(guide, "WA"), state=state)
    steps = (-CENT, Decimal(0), CENT)
    found = [tier_of(floor, guide, one(state, Decimal(end) + step), ON) for step in steps]
    assert found == [floor.tiers[0], floor.tiers[0], floor.tiers[1]]


@pytest.mark.parametrize("state", ["AK", "HI", "OH", "TX", "DC", "PR", "VI", "GU", "AS", "MP", None])
def test_without_a_floor_we_know_no_income_is_inside_one(state: str | None, guide: Guide) -> None:
    for income in ("-1.00", "0.00", "15960.00", "124999.99"):
        assert floors(guide, state=state, size=1, income=income) == []


@pytest.mark.parametrize("state", sorted(TIERS))
def test_without_an_income_or_a_size_no_guideline_counts(state: str, guide: Guide) -> None:
    assert floors(guide, state=state, size=1) == []
    by_dollars = ["F-ST-MN"] if state == "MN" else []  # its line is in dollars, whatever the household
    assert floors(guide, state=state, income="1.00") == by_dollars


@pytest.mark.parametrize("state", UNINSURED)
@pytest.mark.parametrize(
    ("coverage", "is_covered"),
    [("self-pay", True), ("insured-not-used", True), ("insured", False), ("medicare", False), ("unsure", False)],
)
def test_a_floor_for_care_without_insurance_needs_such_a_bill(
    state: str, coverage: str, is_covered: bool, guide: Guide
) -> None:
    household: dict[str, Any] = {"state": state, "size": 1, "income": "19950.00"}
    assert floors(guide, answers={"coverage": coverage}, **household) == [f"F-ST-{state}"] * is_covered


def test_other_floors_count_with_insurance_too(guide: Guide) -> None:
    for state in sorted(set(TIERS) - set(UNINSURED) - {"TX"}):
        household: dict[str, Any] = {"state": state, "size": 1, "income": "19950.00"}
        assert floors(guide, answers={"coverage": "insured"}, **household) == [f"F-ST-{state}"]


def test_a_floor_for_nonprofits_leaves_other_hospitals_out(guide: Guide) -> None:
    household: dict[str, Any] = {
        "size": 1,
        "income": "55860.00",
        "answers": {"hardship": "no", "lump-sum": "yes", "monthly": "yes"},
    }
    for biller in guide.question["biller"].answer_ids:
        bill = {"answers": {**SETTLED, "biller": biller}, "amounts": {"balance": "10.00"}}
        for state in ("OR", "WA"):
            named = answer(guide, bill, state=state, **household)["assistance"]["floors"]
            is_bound = biller in ("nonprofit-hospital", "hospital-unsure", "doctor-group", "unsure")
            assert named == ([f"F-ST-{state}"] if state in NONPROFIT and is_bound else []), (state, biller)


def test_without_bills_only_floors_without_a_condition_are_named(guide: Guide) -> None:
    for state in sorted(set(TIERS) - {"TX"}):
        found = floors_of(guide, one(state, "1.00"), (), ON)
        assert [floor.state for floor, _ in found] == ([] if state in (*UNINSURED, *NONPROFIT) else [state])


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("NM", date(2021, 7, 1)),
        ("WA", date(2022, 7, 1)),
        ("CO", date(2022, 9, 1)),
        ("MN", date(2023, 11, 1)),
        ("VT", date(2024, 7, 1)),
        ("NY", date(2024, 10, 20)),
        ("CA", date(2025, 1, 1)),
        ("NC", date(2025, 1, 1)),
        ("ME", date(2026, 7, 1)),
    ],
)
def test_a_floor_counts_from_the_day_its_law_starts(state: str, first: date, guide: Guide) -> None:
    tables = tuple(replace(table, valid_from=date(2020, 1, 1)) for table in guide.poverty.tables if table.year == 2026)
    always = replace(guide, poverty=replace(guide.poverty, tables=tables))
    days = (first - timedelta(1), first, first + timedelta(1))
    assert [bool(tier_of(floor_of(guide, state), always, one(state, "1.00"), on)) for on in days] == [False, True, True]


@pytest.mark.parametrize(
    ("on", "is_named"), [(date(2027, 2, 14), True), (date(2027, 2, 15), True), (date(2027, 2, 16), False)]
)
def test_without_a_guideline_only_a_line_in_dollars_is_left(on: date, is_named: bool, guide: Guide) -> None:
    named = [state for state in TIERS if floors(guide, on=on, state=state, size=1, income="1.00")]
    assert named == (sorted(set(TIERS) - {"TX"}) if is_named else ["MN"])


@pytest.mark.parametrize("status", ["contested", "announced", "ended"])
def test_a_floor_whose_law_does_not_hold_counts_for_nothing(status: str, guide: Guide) -> None:
    changed = [replace(s, status=status) if s.id == "F-ST-WA" else s for s in guide.sources]  # type: ignore[arg-type] # one of the statuses
    assert floors(replace(guide, sources=tuple(changed)), state="WA", size=1, income="1.00") == []


@pytest.mark.parametrize(("state", "number", "end"), EDGES, ids=[f"{s}-{n}" for s, n, _ in EDGES])
def test_inside_a_floor_aid_is_likely_at_a_hospital(state: str, number: int, end: Decimal, guide: Guide) -> None:
    """Above 200 percent nothing else makes it so here: the bill is small, and they could pay."""
    household: dict[str, Any] = {
        "size": 1,
        "state": state,
        "answers": {"hardship": "no", "lump-sum": "yes", "monthly": "yes"},
    }
    bill = {"answers": {**SETTLED, "biller": "nonprofit-hospital"}, "amounts": {"balance": "10.00"}}
    is_last = number + 1 == len(TIERS[state])
    for income, is_inside in ((end, True), (end + CENT, not is_last)):
        found = assessed(guide, bill, income=str(income), **household).situation
        other = "likely" if found["fpl"] == "up-to-200" else "unlikely" if found["fpl"] == "over-400" else "possible"
        assert found["aid"] == ("likely" if is_inside else other)


def test_a_case_is_judged_by_its_own_state_only(guide: Guide) -> None:
    bill = assessed(guide, {"answers": SETTLED}).situation
    assert is_inside_floor(guide, one("WA", "31920.00"), bill, ON)
    assert not is_inside_floor(guide, one("ID", "31920.00"), bill, ON)


def test_the_numbers_of_every_tier_stand_in_the_words_of_its_source(guide: Guide) -> None:
    """A number that changes in one place and not in the other is found here."""
    for floor in guide.floors:
        says = guide.source[floor.source].says.replace(",", "")
        for tier in (*floor.tiers, *(tier for larger in floor.larger for tier in larger.tiers)):
            numbers = [tier.up_to, tier.below, None if tier.off in (100, 50) else tier.off]
            missing = [number for number in numbers if number is not None and str(number) not in says]
            assert missing == [], floor.id
            assert tier.off != 100 or any(word in says.lower() for word in ("free", "pays for care")), floor.id
            assert tier.income_below is None or str(int(tier.income_below)) in says


def test_every_floor_says_whom_it_leaves_out_and_how_sure_we_are(guide: Guide) -> None:
    named = [guide.source[floor.source] for floor in guide.floors]
    assert [source.id for source in named if not source.not_covers.strip()] == []
    assert [source.id for source in named if source.evidence == "second-hand" and not source.warning] == []

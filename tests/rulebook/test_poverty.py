"""The poverty guideline: the table of the day and the place, exact bands, and nothing after the tables run out."""

from datetime import date
from decimal import Decimal

import pytest

from rulebook.case import Household
from rulebook.guide import Guide
from rulebook.poverty import guideline_of, is_at_most, poverty_band, table_for
from tests.rulebook.small_case import ON, SETTLED, answer


def _guideline(guide: Guide, state: str, size: int, on: date) -> Decimal | None:
    table = table_for(guide, state, on)
    return None if table is None else guideline_of(table, size)


@pytest.mark.parametrize(
    ("on", "ohio", "alaska", "hawaii"),
    [
        (date(2026, 11, 24), 33_000, 41_250, 37_950),  # 15,960 + 3 × 5,680; 19,950 + 3 × 7,100; 18,360 + 3 × 6,530
        (date(2025, 7, 1), 32_150, 40_190, 36_980),  # 15,650 + 3 × 5,500; 19,550 + 3 × 6,880; 17,990 + 3 × 6,330
        (date(2024, 7, 1), 31_200, 39_000, 35_880),  # 15,060 + 3 × 5,380; 18,810 + 3 × 6,730; 17,310 + 3 × 6,190
    ],
)
def test_four_people_have_the_guideline_of_the_facts(
    on: date, ohio: int, alaska: int, hawaii: int, guide: Guide
) -> None:
    found = [_guideline(guide, state, 4, on) for state in ("OH", "AK", "HI")]
    assert found == [ohio, alaska, hawaii]


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2024, 1, 10), None),  # before the first table we have
        (date(2024, 1, 11), 2024),
        (date(2025, 1, 14), 2024),
        (date(2025, 1, 15), 2025),
        (date(2026, 1, 12), 2025),
        (date(2026, 1, 13), 2026),
        (date(2027, 2, 15), 2026),  # the last day it may be used
        (date(2027, 2, 16), None),
    ],
)
def test_the_table_in_force_on_the_day_counts(on: date, year: int | None, guide: Guide) -> None:
    table = table_for(guide, "OH", on)
    assert (table.year if table else None) == year


@pytest.mark.parametrize("state", ["PR", "VI", "GU", "AS", "MP", None])
def test_a_territory_or_no_state_has_no_guideline(state: str | None, guide: Guide) -> None:
    assert table_for(guide, state, ON) is None


def test_every_state_but_alaska_and_hawaii_shares_one_table(guide: Guide) -> None:
    areas = {state.code: state.area for state in guide.states}
    assert (areas["AK"], areas["HI"], areas["DC"]) == ("alaska", "hawaii", "contiguous")
    assert sum(area == "contiguous" for area in areas.values()) == 49  # 48 states and DC
    for year in (2024, 2025, 2026):
        assert {t.area for t in guide.poverty.tables if t.year == year} == {"contiguous", "alaska", "hawaii"}


@pytest.mark.parametrize(
    ("income", "band"),
    [
        ("31919.99", "up-to-200"),  # one person, Ohio, 2026: 200 % of 15,960 = 31,920
        ("31920.00", "up-to-200"),
        ("31920.01", "201-300"),
        ("47879.99", "201-300"),  # 300 % = 47,880
        ("47880.00", "201-300"),
        ("47880.01", "301-400"),
        ("63839.99", "301-400"),  # 400 % = 63,840
        ("63840.00", "301-400"),
        ("63840.01", "over-400"),
        ("0", "up-to-200"),
        ("-1", "up-to-200"),
    ],
)
def test_a_band_ends_exactly_at_its_percentage(income: str, band: str, guide: Guide) -> None:
    assert poverty_band(guide, Household(size=1, state="OH", income=Decimal(income)), ON) == band


@pytest.mark.parametrize(("income", "is_inside"), [("33812.49", True), ("33812.50", True), ("33812.51", False)])
def test_a_percentage_between_whole_dollars_is_compared_exactly(income: str, is_inside: bool, guide: Guide) -> None:
    two_in_alaska = _guideline(guide, "AK", 2, ON)  # 19,950 + 7,100 = 27,050; 125 % of it is 33,812.5
    assert two_in_alaska == 27_050
    assert is_at_most(Decimal(income), 125, two_in_alaska) == is_inside


@pytest.mark.parametrize(
    "household",
    [
        Household(size=None, state="OH", income=Decimal(1)),
        Household(size=1, state=None, income=Decimal(1)),
        Household(size=1, state="OH", income=None),
        Household(size=1, state="PR", income=Decimal(1)),
    ],
)
def test_without_size_state_or_income_the_band_is_unknown(household: Household, guide: Guide) -> None:
    assert poverty_band(guide, household, ON) == "unknown"


def test_after_the_tables_run_out_the_band_is_unknown(guide: Guide) -> None:
    household = Household(size=1, state="OH", income=Decimal(1))
    assert poverty_band(guide, household, date(2027, 2, 15)) == "up-to-200"
    assert poverty_band(guide, household, date(2027, 2, 16)) == "unknown"


def test_the_percent_is_rounded_half_up_for_display_only(guide: Guide) -> None:
    bill = {"answers": SETTLED}
    shown = answer(guide, bill, size=3, state="OH", income="52000.00")["assistance"]
    # 15,960 + 2 × 5,680 = 27,320; 52,000 / 27,320 = 190.336… %
    assert shown == {"guideline-year": 2026, "guideline": "27320.00", "percent": "190.3", "floors": []}
    half = answer(guide, bill, size=1, state="OH", income="7.98")["assistance"]  # 0.05 % of 15,960
    assert half["percent"] == "0.1"
    over = answer(guide, bill, size=1, state="OH", income="31920.01")  # 200.00006 % is shown as 200.0
    assert over["assistance"]["percent"] == "200.0"

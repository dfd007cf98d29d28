"""Income as a share of the federal poverty guideline, compared exactly and rounded only to be shown."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rulebook.case import Household
from rulebook.guide import Guide
from rulebook.tables import PovertyTable

BANDS = ((200, "up-to-200"), (300, "201-300"), (400, "301-400"))


def table_for(guide: Guide, state: str | None, on: date) -> PovertyTable | None:
    """The table in force on this day for this state; None for territories, no state, or out-of-date tables."""
    area = guide.area_of.get(state or "", "none")
    return next((table for table in guide.poverty.tables if table.area == area and table.is_in_force(on)), None)


def guideline_of(table: PovertyTable, size: int) -> Decimal:
    """The yearly guideline in dollars: base plus a step for each further person."""
    return table.base + table.step * (size - 1)


def household_guideline(guide: Guide, household: Household, on: date) -> tuple[PovertyTable, Decimal] | None:
    """The table and the guideline of a household; None when its size or state leaves it open."""
    table = table_for(guide, household.state, on)
    if table is None or household.size is None:
        return None
    return table, guideline_of(table, household.size)


def is_at_most(income: Decimal, percent: int, guideline: Decimal) -> bool:
    """Whether an income is at or below a percentage of the guideline, exactly."""
    return income * 100 <= percent * guideline


def poverty_band(guide: Guide, household: Household, on: date) -> str:
    """The fact `fpl`: which band of the guideline the income falls in."""
    found = household_guideline(guide, household, on)
    if found is None or household.income is None:
        return "unknown"
    for percent, band in BANDS:
        if is_at_most(household.income, percent, found[1]):
            return band
    return "over-400"


def poverty_percent(income: Decimal, guideline: Decimal) -> Decimal:
    """The income as a percentage of the guideline, for display only: half-up with one decimal."""
    return (income * 100 / guideline).quantize(Decimal("0.1"), ROUND_HALF_UP)

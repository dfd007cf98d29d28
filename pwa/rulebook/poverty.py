"""Income as a share of the federal poverty guideline, compared exactly and rounded only to be shown."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rulebook.case import Household
from rulebook.guide import Guide
from rulebook.records import Floor, PovertyTable
from rulebook.situation import Situation

BANDS = ((200, "up-to-200"), (300, "201-300"), (400, "301-400"))
UNINSURED = ("self-pay", "insured-not-used")


@dataclass(frozen=True)
class Assistance:
    """What the guideline says of this household; `percent` is for display only, half-up with one decimal."""

    guideline_year: int | None
    guideline: Decimal | None
    percent: Decimal | None
    floors: tuple[str, ...]


def table_for(guide: Guide, state: str | None, on: date) -> PovertyTable | None:
    """The table in force on this day for this state; None for territories, no state, or out-of-date tables."""
    area = guide.area_of.get(state or "", "none")
    if area == "none" or on > guide.poverty.expires:
        return None
    in_force = [table for table in guide.poverty.tables if table.area == area and table.effective <= on]
    return max(in_force, key=lambda table: table.effective, default=None)


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


def floor_holds(floor: Floor, guide: Guide, household: Household, on: date) -> bool:
    """Whether the household's income is inside a state's floor; what the hospital's own policy adds is not counted."""
    if household.state != floor.state or household.income is None:
        return False
    if floor.income_below is not None and household.income < floor.income_below:
        return True
    found = household_guideline(guide, household, on)
    top = max((p for p in (floor.free_up_to, floor.helped_up_to) if p is not None), default=None)
    return found is not None and top is not None and is_at_most(household.income, top, found[1])


def is_inside_floor(guide: Guide, household: Household, coverage: str | None, on: date) -> bool:
    """Whether some floor of the household's state holds for a bill with this coverage."""
    return any(
        floor_holds(floor, guide, household, on) and (not floor.only_uninsured or coverage in UNINSURED)
        for floor in guide.floors
    )


def assistance(guide: Guide, household: Household, bills: tuple[Situation, ...], on: date) -> Assistance:
    """The household's place against the guideline, and the state floors it is inside of."""
    found = household_guideline(guide, household, on)
    uninsured = any(bill.get("coverage") in UNINSURED for bill in bills)
    floors = tuple(
        floor.id
        for floor in guide.floors
        if floor_holds(floor, guide, household, on) and (uninsured or not floor.only_uninsured)
    )
    if found is None:
        return Assistance(None, None, None, floors)
    table, guideline = found
    if household.income is None:
        return Assistance(table.year, guideline, None, floors)
    percent = (household.income * 100 / guideline).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Assistance(table.year, guideline, percent, floors)

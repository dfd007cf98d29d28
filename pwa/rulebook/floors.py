"""What a state asks of its hospitals for a household like this one; a hospital's own policy may give more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.case import Household
from rulebook.guide import Guide
from rulebook.poverty import household_guideline, is_at_most, poverty_percent
from rulebook.situation import Situation, matches
from rulebook.tables import Floor, Tier


@dataclass(frozen=True)
class Assistance:
    """What guideline and state say of this household; `percent` is for display only, half-up with one decimal."""

    guideline_year: int | None
    guideline: Decimal | None
    percent: Decimal | None
    floors: tuple[str, ...]


def tier_of(floor: Floor, guide: Guide, household: Household, on: date) -> Tier | None:
    """The first tier of a floor that a household's income is inside of, while its law is in force."""
    income = household.income
    if household.state != floor.state or income is None or not guide.source[floor.source].is_in_force(on):
        return None
    found = household_guideline(guide, household, on)
    guideline = found[1] if found else None
    return next((tier for tier in floor.tiers if _holds(tier, income, guideline)), None)


def _holds(tier: Tier, income: Decimal, guideline: Decimal | None) -> bool:
    if tier.income_below is not None:
        return income < tier.income_below
    if guideline is None:
        return False
    if tier.below is not None:
        return income * 100 < tier.below * guideline
    return tier.up_to is not None and is_at_most(income, tier.up_to, guideline)


def is_inside_floor(guide: Guide, household: Household, bill: Situation, on: date) -> bool:
    """Whether some floor of the household's state holds for this bill."""
    floors = guide.floors_in.get(household.state, ())
    return any(matches(floor.when, bill) and tier_of(floor, guide, household, on) for floor in floors)


def floors_of(
    guide: Guide, household: Household, bills: Iterable[Situation], on: date
) -> tuple[tuple[Floor, Tier], ...]:
    """The floors this household is inside of, with their tiers; one with a condition needs a bill that meets it."""
    situations = tuple(bills)
    return tuple(
        (floor, tier)
        for floor in guide.floors_in.get(household.state, ())
        if (tier := tier_of(floor, guide, household, on))
        and (not floor.when or any(matches(floor.when, bill) for bill in situations))
    )


def assistance(guide: Guide, household: Household, bills: Iterable[Situation], on: date) -> Assistance:
    """The household's place against the guideline, and the state floors it is inside of."""
    floors = tuple(floor.id for floor, _ in floors_of(guide, household, bills, on))
    found = household_guideline(guide, household, on)
    if found is None:
        return Assistance(None, None, None, floors)
    table, guideline = found
    percent = None if household.income is None else poverty_percent(household.income, guideline)
    return Assistance(table.year, guideline, percent, floors)

"""Each day that `/changes/` names: the answer is another one from that very day on, and for nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from builder.__main__ import ROOT
from builder.bundle import compiled
from builder.read import read_sources
from rulebook.guide import Guide
from tests.rulebook.small_case import SETTLED, answer

CONTENT = read_sources(ROOT).english.content
GUIDE = compiled(CONTENT)
CHANGES = {change.id: change for change in CONTENT.changes}
ONE_DAY = timedelta(days=1)
ASSISTANCE = {**SETTLED, "biller": "nonprofit-hospital"}


def _medicaid(guide: Guide, on: date, service: str = "2026-10-01") -> object:
    bill = {"answers": {**SETTLED, "late-coverage": "medicaid-maybe"}, "dates": {"service": service}}
    found = {one["id"]: one for one in answer(guide, bill, on=on)["bills"][0]["deadlines"]}
    return found["medicaid-apply"]["past"], found["medicaid-apply"]["date"]


def _assistance(guide: Guide, on: date, state: str, income: str) -> dict[str, Any]:
    found = answer(guide, {"answers": ASSISTANCE}, on=on, state=state, size=1, income=income)["assistance"]
    return dict(found)


# What is asked on the day before, the day itself and the day after, with the three answers.
DATED: dict[str, tuple[Callable[[Guide, date], object], tuple[object, object, object]]] = {
    "medicaid-reach": (_medicaid, ((False, "2026-12-31"), (True, "2026-12-31"), (True, "2026-12-31"))),
    "guideline-ends": (lambda g, on: _assistance(g, on, "OH", "15960.00")["percent"], ("100.0", None, None)),
    "maine-lines": (lambda g, on: _assistance(g, on, "ME", "63840.00")["floors"], ([], ["F-ST-ME"], ["F-ST-ME"])),
    "guideline-2026": (lambda g, on: _assistance(g, on, "OH", "1.00")["guideline-year"], (2025, 2026, 2026)),
}
# Told, because somebody's answer is another one, but no day of ours turns on it.
TOLD = {"california-screening", "more-states", "oregon-nonprofits", "no-federal-ban"}


def test_every_change_with_a_day_is_tried_or_only_told() -> None:
    assert {change.id for change in CHANGES.values() if change.from_} == {*DATED, *TOLD}


@pytest.mark.parametrize("name", DATED)
def test_the_answer_changes_on_the_day_that_is_told(name: str) -> None:
    ask, answers = DATED[name]
    day = CHANGES[name].from_
    assert day is not None
    assert tuple(ask(GUIDE, on) for on in (day - ONE_DAY, day, day + ONE_DAY)) == answers


@pytest.mark.parametrize(
    ("service", "until"),
    [
        ("2026-09-30", "2026-12-31"),  # three months later, the last month in which three still count
        ("2026-10-01", "2026-12-31"),
        ("2026-11-30", "2026-12-31"),
        ("2026-12-01", "2027-01-31"),  # one month later, by the new rule
        ("2027-01-01", "2027-02-28"),
    ],
)
def test_medicaid_reaches_back_by_the_rule_of_the_day_somebody_applies(service: str, until: str) -> None:
    for on in (date(2026, 12, 31), date(2027, 1, 1)):
        assert _medicaid(GUIDE, on, service) == (until < on.isoformat(), until)


def test_the_states_that_were_added_are_those_the_change_names() -> None:
    before = {"CA", "CO", "MN", "OR", "VT", "WA"}
    added = {floor.source for floor in GUIDE.floors if floor.state not in before and floor.tiers}
    assert set(CHANGES["more-states"].sources) == added
    names = {state.code: state.name for state in GUIDE.states}
    whose = CHANGES["more-states"].whose
    assert [floor.state for floor in GUIDE.floors if floor.source in added and names[floor.state] not in whose] == []
    assert whose.startswith("People in ")


def test_every_change_says_whose_answer_it_leaves_alone() -> None:
    assert [change.id for change in CHANGES.values() if not change.not_whose.strip()] == []

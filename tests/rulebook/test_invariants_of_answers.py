"""The invariants that speak of whole answers: scripts, money, private amounts, dates.

test_whole_cases.py holds the same claims against 20,000 random cases.
"""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.read import read
from rulebook.advise import advise
from rulebook.assess import assess
from rulebook.case import Dates
from rulebook.decode import outside
from rulebook.guide import Guide
from rulebook.records import Letter, PaperKind, Script
from rulebook.report import report
from tests.rulebook.household_claims import CASE_CLAIMS
from tests.rulebook.output_claims import Answered
from tests.rulebook.projection import asked_keys
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import ON, SETTLED, SETTLED_HOUSEHOLD, answer, assessed, settled

CONTENT = Path(__file__).parents[2] / "content"
DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))


def _beside_on(guide: Guide, on: date) -> set[str]:
    """Every script, letter and paper that is named on a day, over bills that reach every step."""
    named: set[str] = set()
    for case, _ in random_cases(guide, seed=70, count=150):
        for bill in advise(guide, case, on)["bills"]:  # type: ignore[attr-defined] # a list of bills
            for kind in ("scripts", "letters", "papers"):
                named.update(name for advice in bill["now"] for name in advice[kind])
    return named


def _beside(guide: Guide) -> list[Script | Letter | PaperKind]:
    return [*guide.scripts, *guide.letters, *(paper for paper in guide.papers if paper.sources)]


def test_09_nothing_beside_a_step_leans_on_a_source_past_its_review(guide: Guide) -> None:
    """On the last day and on the day after, for the days on which anything changes."""
    last = sorted({guide.source[name].review_by for item in _beside(guide) for name in item.sources})
    for on in (day for review in last for day in (review, review + timedelta(1))):
        named = _beside_on(guide, on)
        stale = {item.id for item in _beside(guide) if any(guide.source[name].review_by < on for name in item.sources)}
        assert named & stale == set(), on
    assert _beside_on(guide, last[-1] + timedelta(1)) & {item.id for item in _beside(guide)} == set()


@pytest.mark.parametrize("status", ["ended", "contested", "announced"])
@pytest.mark.parametrize("name", ["P-S9", "F-HIPAA-30"])
def test_09_nothing_beside_a_step_leans_on_a_source_that_is_not_in_force(name: str, status: str, guide: Guide) -> None:
    leaning = {item.id for item in _beside(guide) if name in item.sources}
    assert leaning
    changed = [replace(source, status=status) if source.id == name else source for source in guide.sources]  # type: ignore[arg-type] # one of the statuses
    assert _beside_on(replace(guide, sources=tuple(changed)), ON) & leaning == set()


@given(st.integers(0, 10_000_000))
def test_10_and_11_money_stays_within_limits_and_private(guide: Guide, seed: int) -> None:
    for case, on in random_cases(guide, seed, count=2):
        bills = tuple(assess(guide, case, bill, on) for bill in case.bills)
        answered = Answered(guide, case, on, bills, advise(guide, case, on))
        assert [failure for claim in CASE_CLAIMS for failure in claim(answered)] == []


def test_11_private_amounts_stand_in_nothing_but_the_offer(guide: Guide) -> None:
    """A pay-now of 7,391.13 gives an offer of 7,391, 5,912 and 4,434; a monthly 661.17 gives 661."""
    private = {"pay-now": "7391.13", "pay-monthly": "661.17", "savings": "88123.00"}
    household: dict[str, Any] = {"private": private, "income": "93817.00", "size": 1, "state": "OH"}
    for lump_sum in ("yes", "no"):
        answers = {**SETTLED_HOUSEHOLD, "lump-sum": lump_sum, "monthly": "yes"}
        said = answer(guide, settled("9000.00"), answers=answers, **household)
        text = report(guide, said)
        (bill,) = said["bills"]
        money = json.dumps([bill.pop("offer"), bill.pop("instalment")])
        assert ("7391.00" in money) == (lump_sum == "yes")
        assert ("661.00" in money) == (lump_sum == "no")
        rest = json.dumps(said) + text
        assert [number for number in ("7391", "5912", "4434", "661", "88123", "93817") if number in rest] == []


def test_11_no_words_of_ours_have_a_place_for_an_amount(guide: Guide) -> None:
    """Scripts and reasons are fixed words: nothing is filled in, so nothing private can be."""
    texts = _texts()
    assert set(texts) == {one.id for one in guide.scripts} | {one.id for one in guide.letters}
    texts |= {paper.id: f"{paper.title} {paper.note}" for paper in guide.papers}
    texts |= {row.id: row.because for row in guide.rows} | {row.id: row.because for row in guide.gate}
    texts |= {step.id: f"{step.title} {step.do} {step.done}" for step in guide.steps}
    assert [name for name, text in texts.items() if any(mark in text for mark in ("{", "}", "%(", "____"))] == []


def test_11_nobody_is_made_to_say_what_they_could_pay() -> None:
    told = re.compile(r"my (savings|target|bank)|I have .* saved|the most I (can|could)|at most I", re.I)
    lines = [(name, line) for name, text in _texts().items() for line in text.splitlines() if line[:1] == ">"]
    assert lines
    assert [(name, line) for name, line in lines if told.search(line)] == []


def test_11_no_letter_admits_a_debt_or_names_what_the_reader_has() -> None:
    """What goes to the other side: the form, and the lines to fill in."""
    admits = re.compile(r"\b(I owe|my debt|I can pay|I could pay|I will pay|my (income|savings|limit|bank))\b", re.I)
    denied = "I do not say that I owe this"
    content, _ = read(CONTENT.parent)
    assert content
    for letter in content.letters:
        form = [section.text for section in letter.sections if section.key in ("letter", "ending")]
        text = " ".join([letter.subject, *form]).replace(denied, "")
        assert not admits.search(text), letter.id
        asked = [letter.own_words.label if letter.own_words else "", *letter.fields]
        assert not re.search(r"amount|income|saving|pay", " ".join(asked)), letter.id


def _texts() -> dict[str, str]:
    """The bodies of scripts and letters, without their front matter."""
    paths = sorted([*(CONTENT / "scripts").glob("*.md"), *(CONTENT / "letters").glob("*.md")])
    return {path.stem: path.read_text("utf-8").split("\n---\n", 1)[1] for path in paths}


def test_12_nothing_that_advises_assistance_looks_at_the_first_bill(guide: Guide) -> None:
    """Exact: its rows name no fact that a day of the bill could change."""
    keys = asked_keys(guide, {key for row in guide.rows if row.step == "apply-assistance" for key in row.when})
    assert keys & {"clock-near", "validation", "debt-age", "estimate-gap"} == set()


@pytest.mark.parametrize("days", [0, 119, 120, 121, 239, 240, 241, 365, 2000])
def test_12_day_240_does_not_end_asking_for_assistance(days: int, guide: Guide) -> None:
    first_bill = (ON - timedelta(days)).isoformat()
    bill = {
        "answers": {**SETTLED, "biller": "nonprofit-hospital", "assistance": "not-applied"},
        "dates": {"first-bill": first_bill},
    }
    (said,) = answer(guide, bill, answers={**SETTLED_HOUSEHOLD, "hardship": "yes"})["bills"]
    assert "apply-assistance" in [advice["step"] for advice in said["now"]]
    (end,) = [clock for clock in said["deadlines"] if clock["id"] == "fap-apply-end"]
    assert end["past"] == (days > 240)


def test_12_without_dates_there_are_no_dates(guide: Guide) -> None:
    for case, on in random_cases(guide, seed=71, count=150):
        bare = replace(case, bills=tuple(replace(bill, dates=Dates(), payments=()) for bill in case.bills))
        for bill in bare.bills:
            found = assess(guide, bare, bill, on)
            assert found.clocks == ()
            assert (found.situation["debt-age"], found.situation["validation"]) == ("unknown", "unknown")


@given(DAYS, DAYS, st.sampled_from([outside(name) for name in Dates.__annotations__ if name != "extra"]))
def test_12_no_weekday_changes_how_days_are_counted(guide: Guide, start: date, on: date, name: str) -> None:
    """A start one day later ends one day later, whatever day that is: no weekend, no holiday."""
    counted = {deadline.id for deadline in guide.deadlines if deadline.days}
    answers = {**SETTLED, "biller": "nonprofit-hospital", "coverage": "insured", "claim": "denied"}
    ends = []
    for day in (start, start + timedelta(1)):
        clocks = assessed(guide, {"answers": answers, "dates": {name: day.isoformat()}}, on).clocks
        ends.append({clock.id: clock.date for clock in clocks if clock.id in counted})
    assert {key: day + timedelta(1) for key, day in ends[0].items()} == ends[1]


@given(DAYS, DAYS, st.sampled_from(["medicare-advantage", "short-term-or-sharing", "medicaid", "va-tricare-ihs"]))
def test_18_a_denial_starts_no_clock_that_we_do_not_ship(guide: Guide, denial: date, on: date, plan: str) -> None:
    is_coverage = plan in ("medicaid", "va-tricare-ihs")
    kinds = {"coverage": plan} if is_coverage else {"coverage": "insured", "plan-kind": plan}
    dates = {name: denial.isoformat() for name in ("denial", "final-denial", "eob", "coverage-lost", "birth")}
    (said,) = answer(guide, {"answers": {**kinds, "claim": "denied"}, "dates": dates}, on=on)["bills"]
    assert said["deadlines"] == []
    appeal = next(advice for advice in said["now"] if advice["step"] == "appeal-denial")
    reasons = [why["because"] for why in (appeal, *appeal.get("also", ()))]
    assert any("shorter" in because and "printed on the notice" in because for because in reasons)

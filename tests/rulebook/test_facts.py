"""Each fact below, at and above its limit; what is not given makes it unknown, never a guess."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from rulebook.assess import assess
from rulebook.guide import Guide
from rulebook.situation import matches_any
from tests.rulebook.projection import NEEDS
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import MATCHES, ON, SETTLED, SETTLED_HOUSEHOLD, assessed, small_case


def _fact(guide: Guide, name: str, bill: Mapping[str, object], on: date = ON, **household: Any) -> str:
    return assessed(guide, bill, on, **household).situation[name]


def _estimate(billed: str | None, answered: str = "written", **amounts: str | None) -> dict[str, object]:
    return {
        "answers": {**SETTLED, "estimate": answered},
        "amounts": {"billed": billed, "estimate": "1000.00", **amounts},
        "payments": [{"amount": "100.00"}],
    }


@pytest.mark.parametrize(
    ("bill", "gap"),
    [
        (_estimate("1399.99"), "within"),  # 1,399.99 − 1,000 = 399.99
        (_estimate("1400.00"), "over"),  # at least 400
        (_estimate("1400.01"), "over"),
        (_estimate("1400.00", "unsure"), "over"),
        (_estimate("1400.00", "none"), "unknown"),
        (_estimate("1400.00", estimate=None), "unknown"),
        (_estimate(None, balance="1299.99"), "within"),  # 1,299.99 + 100 paid − 1,000 = 399.99
        (_estimate(None, balance="1300.00"), "over"),
        (_estimate(None, balance="1300.01"), "over"),
        (_estimate(None), "unknown"),
        (_estimate("900.00"), "within"),  # below the estimate
    ],
)
def test_estimate_gap_is_over_from_400_dollars(bill: Mapping[str, object], gap: str, guide: Guide) -> None:
    assert _fact(guide, "estimate-gap", bill) == gap


@pytest.mark.parametrize(
    ("dates", "days", "state"),
    [
        ({"collector-letter": "2026-10-25"}, 0, "open"),  # 30 days: the last day is Nov 24
        ({"collector-letter": "2026-10-25"}, -1, "open"),
        ({"collector-letter": "2026-10-25"}, 1, "closed"),
        ({"collector-letter": "2026-01-01", "collector-deadline": "2026-11-24"}, 0, "open"),  # printed wins
        ({"collector-letter": "2026-11-20", "collector-deadline": "2026-11-24"}, 1, "closed"),
        ({"collector-deadline": "2026-11-24"}, 0, "open"),
        ({}, 0, "unknown"),
    ],
)
def test_validation_is_open_through_its_last_day(dates: Mapping[str, str], days: int, state: str, guide: Guide) -> None:
    bill = {"answers": {**SETTLED, "holder": "collector"}, "dates": dates}
    assert _fact(guide, "validation", bill, ON + timedelta(days)) == state


@pytest.mark.parametrize(
    ("service", "last_payment", "age"),
    [
        ("2024-11-25", None, "recent"),  # one day short of two years
        ("2024-11-24", None, "old"),  # two years today
        ("2024-11-23", None, "old"),
        ("2024-11-24", "2024-11-24", "old"),  # the payment is two years ago, too
        ("2024-11-24", "2024-11-25", "mixed"),  # a payment within two years
        ("2010-01-01", "2026-11-24", "mixed"),
        ("2024-11-25", "2026-11-24", "recent"),
        (None, "2026-11-24", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_a_debt_is_old_from_two_years(service: str | None, last_payment: str | None, age: str, guide: Guide) -> None:
    assert _fact(guide, "debt-age", {"dates": {"service": service, "last-payment": last_payment}}) == age


def test_a_listed_payment_counts_as_the_last_one(guide: Guide) -> None:
    bill = {"dates": {"service": "2020-01-01"}, "payments": [{"date": "2026-01-01", "amount": "5.00"}]}
    assert _fact(guide, "debt-age", bill) == "mixed"


@pytest.mark.parametrize(
    ("balance", "income", "burden"),
    [
        ("999.99", "40000.00", "low"),  # 2.5 % of 40,000 = 1,000
        ("1000.00", "40000.00", "moderate"),
        ("1000.01", "40000.00", "moderate"),
        ("3999.99", "40000.00", "moderate"),  # 10 % = 4,000
        ("4000.00", "40000.00", "high"),
        ("4000.01", "40000.00", "high"),
        ("0.00", "40000.00", "low"),
        ("1.00", "0", "high"),
        (None, "0", "high"),
        (None, "40000.00", "unknown"),
        ("4000.00", None, "unknown"),
    ],
)
def test_burden_is_moderate_from_a_fortieth_and_high_from_a_tenth(
    balance: str | None, income: str | None, burden: str, guide: Guide
) -> None:
    assert _fact(guide, "burden", {"amounts": {"balance": balance}}, income=income) == burden


def test_burden_adds_up_all_open_bills_and_leaves_out_what_is_paid(guide: Guide) -> None:
    bills = [{"amounts": {"balance": "2000.00"}}, {"amounts": {"balance": "2000.00"}}]
    case = small_case(guide, *bills, income="40000.00")
    assert assess(guide, case, case.bills[0], ON).situation["burden"] == "high"  # 4,000 of 40,000
    bills[1]["answers"] = {"paid-some": "all"}
    case = small_case(guide, *bills, income="40000.00")
    assert assess(guide, case, case.bills[0], ON).situation["burden"] == "moderate"  # 2,000 of 40,000


@pytest.mark.parametrize(
    ("balance", "size"),
    [
        ("199.99", "small"),
        ("200.00", "middle"),
        ("200.01", "middle"),
        ("3999.99", "middle"),  # a tenth of 40,000 = 4,000
        ("4000.00", "large"),
        ("4000.01", "large"),
        (None, "unknown"),
    ],
)
def test_a_balance_is_small_under_200_and_large_from_a_tenth_of_the_income(
    balance: str | None, size: str, guide: Guide
) -> None:
    assert _fact(guide, "balance-size", {"amounts": {"balance": balance}}, income="40000.00") == size


@pytest.mark.parametrize(("pay_now", "is_set"), [(None, "no"), ("0.00", "no"), ("0.01", "yes"), ("900", "yes")])
def test_a_limit_is_set_when_there_is_something_to_pay_with(pay_now: str | None, is_set: str, guide: Guide) -> None:
    assert _fact(guide, "limit-set", {}, private={"pay-now": pay_now}) == is_set


@pytest.mark.parametrize(
    ("balance", "network", "match"),
    [
        ("209.99", "in", "no"),  # deductible 150 + coinsurance 60 = 210
        ("210.00", "in", "yes"),
        ("210.01", "in", "no"),
        ("210.00", "out", "unknown"),
        ("210.00", "unsure", "unknown"),
        ("300.00", "out", "no"),
        (None, "in", "unknown"),
    ],
)
def test_an_eob_matches_to_the_cent_and_in_network(balance: str | None, network: str, match: str, guide: Guide) -> None:
    bill = {**MATCHES, "answers": {**MATCHES["answers"], "network": network}, "amounts": {"balance": balance}}  # type: ignore[dict-item] # answers are names
    assert _fact(guide, "eob-match", bill) == match


def test_what_was_paid_counts_towards_the_share_of_the_eob(guide: Guide) -> None:
    paid = {**MATCHES, "amounts": {"balance": "160.00"}, "payments": [{"amount": "50.00"}]}
    assert _fact(guide, "eob-match", paid) == "yes"  # 160 + 50 = 210


def test_what_the_plan_does_not_cover_counts_only_when_it_is_the_patients(guide: Guide) -> None:
    for group, match in (("PR", "yes"), ("CO", "no"), (None, "no")):
        bill = {**MATCHES, "eob": [{"deductible": "150.00", "not-covered": "60.00", "group": group}]}
        assert _fact(guide, "eob-match", bill) == match


def test_without_an_eob_nothing_matches(guide: Guide) -> None:
    for eob in ([], [{"billed": "900.00"}]):
        assert _fact(guide, "eob-match", {**MATCHES, "eob": eob}) == "unknown"


SIGNS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("income at 200 percent", {"size": 1, "state": "OH", "income": "31920.00"}),
    ("inside a state floor", {"size": 1, "state": "CA", "income": "63840.00"}),
    ("no income, so a high burden", {"income": "0"}),
    ("no way to pay", {"answers": {**SETTLED_HOUSEHOLD, "lump-sum": "no", "monthly": "no"}}),
)


@pytest.mark.parametrize(("sign", "household"), SIGNS, ids=[name for name, _ in SIGNS])
def test_a_sign_makes_aid_likely_at_a_hospital_and_possible_elsewhere(
    sign: str, household: Mapping[str, Any], guide: Guide
) -> None:
    for answer in guide.question["biller"].answers:
        bill = {"answers": {**SETTLED, "biller": answer.id}, "amounts": {"balance": "10.00"}}
        likely = "likely" if answer.id.endswith("-hospital") or answer.id == "hospital-unsure" else "possible"
        assert _fact(guide, "aid", bill, **household) == likely, sign


@pytest.mark.parametrize(
    ("household", "aid"),
    [
        ({"size": 1, "state": "OH", "income": "31920.01"}, "possible"),  # just above 200 percent
        ({"size": 1, "state": "OH", "income": "63840.00"}, "possible"),  # 400 percent
        ({"size": 1, "state": "OH", "income": "63840.01"}, "unlikely"),
        ({"income": "400.00"}, "possible"),  # a moderate burden is a sign without a state: 10 of 400 = 2.5 %
        ({"income": "400.01"}, "unknown"),
        ({"size": 1, "state": "OH"}, "unknown"),
        ({"state": "OH", "income": "90000.00"}, "unknown"),
        ({"size": 1, "income": "90000.00"}, "unknown"),  # no state, so no guideline: never "unlikely"
        ({"size": 1, "state": "PR", "income": "90000.00"}, "unknown"),
    ],
)
def test_without_a_sign_aid_is_possible_unlikely_or_unknown(
    household: Mapping[str, Any], aid: str, guide: Guide
) -> None:
    bill = {"answers": {**SETTLED, "biller": "nonprofit-hospital"}, "amounts": {"balance": "10.00"}}
    assert _fact(guide, "aid", bill, answers=SETTLED_HOUSEHOLD, **household) == aid


@pytest.mark.parametrize(
    ("holder", "before"), [("provider", "yes"), ("collector", "no"), ("court", "no"), ("unsure", "unknown")]
)
def test_before_collections_follows_who_asks(holder: str, before: str, guide: Guide) -> None:
    assert _fact(guide, "before-collections", {"answers": {"holder": holder}}) == before


@pytest.mark.parametrize(("takes_part", "match"), [("yes", "yes"), ("no", "unknown"), ("unsure", "unknown")])
def test_with_medicare_a_bill_matches_when_the_biller_takes_part(takes_part: str, match: str, guide: Guide) -> None:
    answers = {**MATCHES["answers"], "coverage": "medicare", "medicare-biller": takes_part}  # type: ignore[dict-item] # answers are a dict
    assert _fact(guide, "eob-match", {**MATCHES, "answers": answers}) == match


def test_an_empty_case_has_no_guess_in_it(guide: Guide) -> None:
    situation = assessed(guide, {}).situation
    guesses = ("debt-age", "validation", "fpl", "burden", "balance-size", "estimate-gap", "eob-match", "aid")
    assert {name: situation[name] for name in guesses} == dict.fromkeys(guesses, "unknown")


def test_every_fact_has_only_declared_values_and_keeps_the_declared_limits(guide: Guide) -> None:
    declared = {fact.id: set(fact.answer_ids) for fact in guide.facts}
    for case, on in random_cases(guide, seed=20, count=500):
        for bill in case.bills:
            situation = assess(guide, case, bill, on).situation
            assert all(situation[name] in values for name, values in declared.items())
            for when, *then in NEEDS:
                if all(situation.get(key) in answers for key, answers in when.items()):
                    assert matches_any(then, situation), (when, situation)

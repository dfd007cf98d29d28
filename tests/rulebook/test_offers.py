"""Offers stay within what the reader can pay: opening, target, limit, in whole dollars, over all bills together."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.guide import Guide
from tests.rulebook.small_case import SETTLED_HOUSEHOLD, answer, settled

CENTS = st.integers(-100_00, 20_000_00).map(lambda cents: str((Decimal(cents) / 100).quantize(Decimal("0.01"))))


def _offer(guide: Guide, balance: str, pay_now: str | None, **changes: str) -> Mapping[str, str] | None:
    household: dict[str, Any] = {"answers": SETTLED_HOUSEHOLD, "private": {"pay-now": pay_now}}
    bill: dict[str, Any] = answer(guide, settled(balance, **changes), **household)["bills"][0]
    offer: Mapping[str, str] | None = bill["offer"]
    return offer


@pytest.mark.parametrize(
    ("balance", "pay_now", "numbers"),
    [
        ("4200.00", "1200.00", ("720.00", "960.00", "1200.00")),  # 60 % and 80 % of 1,200
        ("1000.00", "1200.00", ("600.00", "800.00", "1000.00")),  # never above the balance
        ("1200.00", "1200.00", ("720.00", "960.00", "1200.00")),
        ("4200.00", "999.99", ("599.00", "799.00", "999.00")),  # whole dollars, down: 599.4, 799.2
        ("4200.00", "1.99", ("0.00", "0.00", "1.00")),
    ],
)
def test_an_offer_is_60_and_80_percent_of_the_limit_in_whole_dollars(
    balance: str, pay_now: str, numbers: tuple[str, str, str], guide: Guide
) -> None:
    assert _offer(guide, balance, pay_now) == {
        **dict(zip(("opening", "target", "limit"), numbers, strict=True)),
        "kind": "ours",
    }


@pytest.mark.parametrize(
    ("balance", "pay_now"),
    [("4200.00", None), ("4200.00", "0.00"), ("4200.00", "0.99"), ("0.99", "500"), ("-5.00", "500"), ("4200.00", "-5")],
)
def test_without_a_dollar_to_offer_there_is_no_offer(balance: str, pay_now: str | None, guide: Guide) -> None:
    assert _offer(guide, balance, pay_now) is None


def test_there_is_no_offer_while_the_gate_is_closed(guide: Guide) -> None:
    assert _offer(guide, "4200.00", "1200.00", talks="not-started") is not None
    assert _offer(guide, "4200.00", "1200.00", holder="collector") is None
    assert _offer(guide, "4200.00", "1200.00", lines="not-checked") is None


def test_a_missing_limit_asks_to_set_one(guide: Guide) -> None:
    bill = answer(guide, settled("4200.00"), answers=SETTLED_HOUSEHOLD)["bills"][0]
    assert "set-limit" in [advice["step"] for advice in bill["now"]]
    assert bill["offer"] is None


def test_bills_share_what_can_be_paid_in_the_order_of_the_file(guide: Guide) -> None:
    bills = [settled("700.00"), settled("700.00"), settled("700.00")]
    said = answer(guide, *bills, answers=SETTLED_HOUSEHOLD, private={"pay-now": "1000.00"})["bills"]
    assert [bill["offer"] and bill["offer"]["limit"] for bill in said] == ["700.00", "300.00", None]


def test_a_bill_whose_gate_is_closed_takes_no_share(guide: Guide) -> None:
    bills = [settled("700.00", lines="not-checked"), settled("700.00")]
    said = answer(guide, *bills, answers=SETTLED_HOUSEHOLD, private={"pay-now": "500.00"})["bills"]
    assert [bill["offer"] and bill["offer"]["limit"] for bill in said] == [None, "500.00"]


def test_instalments_share_what_can_be_paid_each_month(guide: Guide) -> None:
    household = {**SETTLED_HOUSEHOLD, "lump-sum": "no", "monthly": "yes"}
    said = answer(guide, settled("50.00"), settled("900.00"), answers=household, private={"pay-monthly": "80.50"})[
        "bills"
    ]
    assert [bill["instalment"] for bill in said] == [
        {"amount": "50.00", "kind": "ours"},
        {"amount": "30.00", "kind": "ours"},
    ]
    assert [bill["offer"] for bill in said] == [None, None]


@given(st.lists(CENTS, min_size=1, max_size=4), CENTS, CENTS, st.sampled_from(["yes", "no"]))
def test_no_household_is_asked_for_more_than_it_can_pay(
    guide: Guide, balances: list[str], pay_now: str, pay_monthly: str, lump_sum: str
) -> None:
    household = {**SETTLED_HOUSEHOLD, "lump-sum": lump_sum, "monthly": "yes"}
    private = {"pay-now": pay_now, "pay-monthly": pay_monthly}
    said = answer(guide, *map(settled, balances), answers=household, private=private)["bills"]
    limits, monthly = Decimal(0), Decimal(0)
    for bill, balance in zip(said, balances, strict=True):
        if offer := bill["offer"]:
            opening, target, limit = Decimal(offer["opening"]), Decimal(offer["target"]), Decimal(offer["limit"])
            assert 0 <= opening <= target <= limit
            assert limit <= min(Decimal(balance), Decimal(pay_now))
            assert limit == int(limit)
            limits += limit
        if instalment := bill["instalment"]:
            assert Decimal(instalment["amount"]) <= Decimal(balance)
            monthly += Decimal(instalment["amount"])
    assert limits <= max(Decimal(pay_now), Decimal(0))
    assert monthly <= max(Decimal(pay_monthly), Decimal(0))

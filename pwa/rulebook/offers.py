"""Offers: an opening, a target and a limit per bill, never above what the reader said they can pay; all private."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from rulebook.assess import Assessed
from rulebook.case import Private

TARGET_SHARE = Decimal("0.8")
OPENING_SHARE = Decimal("0.6")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Offer:
    """Whole dollars, rounded down: where to open, what to aim for, and the limit nobody else hears."""

    opening: Decimal
    target: Decimal
    limit: Decimal


def whole_dollars(amount: Decimal) -> Decimal:
    """An amount without its cents, never rounded up."""
    return amount.quantize(Decimal(1), ROUND_DOWN)


def offers(bills: Iterable[Assessed], private: Private) -> Mapping[str, Offer]:
    """An offer for each bill where one is due now; over all bills the limits stay within `pay-now`."""
    limits = _shared_out(bills, {"offer-lump-sum"}, private.pay_now)
    return {
        name: Offer(whole_dollars(limit * OPENING_SHARE), whole_dollars(limit * TARGET_SHARE), limit)
        for name, limit in limits.items()
    }


def instalments(bills: Iterable[Assessed], private: Private) -> Mapping[str, Decimal]:
    """The most a month for each bill where a plan is due now; over all bills they stay within `pay-monthly`."""
    return _shared_out(bills, {"reduce-and-plan", "bridge-plan"}, private.pay_monthly)


def _shared_out(bills: Iterable[Assessed], steps: set[str], available: Decimal | None) -> Mapping[str, Decimal]:
    left = available or ZERO
    shares: dict[str, Decimal] = {}
    for assessed in bills:
        balance = assessed.bill.amounts.balance
        if balance is None or not any(advice.step in steps for advice in assessed.decision.now):
            continue
        share = whole_dollars(min(balance, left))
        if share > 0:
            shares[assessed.bill.id] = share
            left -= share
    return shares

"""A case with one bill from a few words, read as the reader's own file would be."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rulebook.advise import advise
from rulebook.assess import Assessed, assess
from rulebook.case import FORMAT, Case, case_from
from rulebook.guide import Guide

ON = date(2026, 11, 24)

# A bill with nothing left to settle: every row of the gate is open and an offer is due.
SETTLED = {
    "holder": "provider",
    "coverage": "self-pay",
    "bill-kind": "itemized",
    "lines": "no-errors",
    "biller": "doctor-group",
    "estimate": "none",
    "assistance": "not-for-me",
    "plan": "none",
    "paid-some": "no",
    "pressure": "none",
    "talks": "not-started",
    "other-payer": "none",
    "late-coverage": "none",
    "who-owes": "me",
    "mail-safe": "yes",
    "credit-report": "none",
}
SETTLED_HOUSEHOLD = {"hardship": "no", "lump-sum": "yes", "monthly": "no", "bankruptcy": "none"}
RECENT = {"service": "2026-10-01"}

# The honest stop: in network, the balance is the patient's share, and nothing looks wrong.
MATCHES = {
    "answers": {**SETTLED, "coverage": "insured", "claim": "final", "network": "in", "setting": "other",
                "plan-kind": "employer-insured", "assistance": "not-applied"},
    "amounts": {"billed": "900.00", "balance": "210.00"},
    "dates": RECENT,
    "eob": [{"deductible": "150.00", "coinsurance": "60.00"}],
}  # fmt: skip


def small_case(guide: Guide, *bills: Mapping[str, object], **household: Any) -> Case:
    """A case of these bills; `answers`, `size`, `state`, `income` and `private` belong to the household."""
    case, problems = case_from(
        {"format": FORMAT, "household": household, "bills": [dict(bill) for bill in bills]}, guide
    )
    assert case is not None, "; ".join(map(str, problems))
    return case


def assessed(guide: Guide, bill: Mapping[str, object], on: date = ON, **household: Any) -> Assessed:
    """One bill with its situation, clocks and decision."""
    case = small_case(guide, bill, **household)
    return assess(guide, case, case.bills[0], on)


def answer(guide: Guide, *bills: Mapping[str, object], on: date = ON, **household: Any) -> dict[str, Any]:
    """The whole answer as plain values."""
    return dict(advise(guide, small_case(guide, *bills, **household), on))


def settled(balance: str, **changes: str) -> dict[str, object]:
    """A bill over which an offer is due."""
    return {"answers": {**SETTLED, **changes}, "amounts": {"balance": balance}, "dates": RECENT}

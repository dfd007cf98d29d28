"""Facts: named functions that turn dates and amounts into one of a few declared values, which conditions can match.

Thresholds that no law sets are ours; each has a source `O-…` in the guide that says so.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from rulebook.case import Bill, Case
from rulebook.dates import years_before
from rulebook.floors import is_inside_floor
from rulebook.guide import Guide
from rulebook.poverty import poverty_band
from rulebook.situation import Situation

ESTIMATE_GAP = Decimal(400)
OLD_AFTER_YEARS = 2
VALIDATION_DAYS = 30
BURDEN_HIGH, BURDEN_MODERATE = Decimal(10), Decimal("2.5")
SMALL_BALANCE = Decimal(200)
HOSPITALS = ("nonprofit-hospital", "for-profit-hospital", "public-hospital", "hospital-unsure")
ZERO = Decimal(0)


def facts_before_answers(guide: Guide, case: Case, bill: Bill, on: date) -> dict[str, str]:
    """Facts that need no answer: they may decide which questions are asked."""
    return {
        "debt-age": debt_age(bill, on),
        "validation": validation(bill, on),
        "fpl": poverty_band(guide, case.household, on),
        "burden": burden(case),
        "balance-size": balance_size(bill, case.household.income),
        "limit-set": "yes" if (case.household.private.pay_now or ZERO) > 0 else "no",
    }


def facts_after_answers(guide: Guide, case: Case, bill: Bill, situation: Situation, on: date) -> Mapping[str, str]:
    """Facts that also need answers, for a situation that already holds the others."""
    return {
        "before-collections": {"provider": "yes", "collector": "no", "court": "no"}.get(situation["holder"], "unknown"),
        "estimate-gap": estimate_gap(bill, situation.get("estimate")),
        "eob-match": eob_match(bill, situation),
        "open-findings": "unknown",
        "aid": aid(guide, case, situation, on),
    }


def debt_age(bill: Bill, on: date) -> str:
    """old: care two years ago or more and no payment since then; mixed: but a payment within two years."""
    service = bill.dates.service
    if service is None:
        return "unknown"
    limit = years_before(on, OLD_AFTER_YEARS)
    if service > limit:
        return "recent"
    payments = [bill.dates.last_payment, *(payment.date for payment in bill.payments)]
    return "mixed" if any(day is not None and day > limit for day in payments) else "old"


def validation_end(bill: Bill) -> date | None:
    """The last day of the validation period: the printed one, else 30 days from the letter (12 CFR 1006.34(b)(5))."""
    dates = bill.dates
    if dates.collector_deadline is not None:
        return dates.collector_deadline
    return None if dates.collector_letter is None else dates.collector_letter + timedelta(days=VALIDATION_DAYS)


def validation(bill: Bill, on: date) -> str:
    """Whether a written dispute still pauses the collector; open through its last day."""
    end = validation_end(bill)
    if end is None:
        return "unknown"
    return "open" if on <= end else "closed"


def paid_so_far(bill: Bill) -> Decimal:
    """What the listed payments add up to, in dollars."""
    return sum((payment.amount for payment in bill.payments if payment.amount is not None), ZERO)


def estimate_gap(bill: Bill, estimate_answer: str | None) -> str:
    """over: the bill is at least 400 dollars above this biller's estimate (45 CFR 149.620(a))."""
    estimate, billed = bill.amounts.estimate, bill.amounts.billed
    if estimate is None or estimate_answer not in ("written", "unsure"):
        return "unknown"
    if billed is None:
        if bill.amounts.balance is None:
            return "unknown"
        billed = bill.amounts.balance + paid_so_far(bill)
    return "over" if billed - estimate >= ESTIMATE_GAP else "within"


def patient_share(bill: Bill) -> Decimal | None:
    """What the EOB says the patient owes, in dollars; None without an EOB line that says anything."""
    shares = []
    for line in bill.eob:
        not_covered = line.not_covered if line.group == "PR" else None
        shares += [part for part in (line.deductible, line.copay, line.coinsurance, not_covered) if part is not None]
    return sum(shares, ZERO) if shares else None


def eob_match(bill: Bill, situation: Situation) -> str:
    """yes: the biller is in network (or in Medicare), and balance and payments equal the patient's share on the EOB."""
    share, balance = patient_share(bill), bill.amounts.balance
    if share is None or balance is None:
        return "unknown"
    if balance + paid_so_far(bill) != share:
        return "no"
    is_inside = situation.get("network") == "in" or situation.get("medicare-biller") == "yes"
    return "yes" if is_inside else "unknown"


def open_balance(bill: Bill) -> Decimal | None:
    """What is still asked for, in dollars; None when unknown, zero when all is paid."""
    return ZERO if bill.answers.get("paid-some") == "all" else bill.amounts.balance


def burden(case: Case) -> str:
    """All open balances against a year's income: high from 10 %, moderate from 2.5 %; no income at all is high."""
    income = case.household.income
    balances = [balance for bill in case.bills if (balance := open_balance(bill)) is not None]
    if income is None:
        return "unknown"
    if income <= 0:
        return "high"
    if not balances:
        return "unknown"
    owed = sum(balances, ZERO) * 100
    if owed >= BURDEN_HIGH * income:
        return "high"
    return "moderate" if owed >= BURDEN_MODERATE * income else "low"


def balance_size(bill: Bill, income: Decimal | None) -> str:
    """large: at least a tenth of a year's income; small: under 200 dollars."""
    balance = bill.amounts.balance
    if balance is None:
        return "unknown"
    if balance < SMALL_BALANCE:
        return "small"
    if income is None:
        return "unknown"
    return "large" if balance * 100 >= BURDEN_HIGH * income else "middle"


def aid(guide: Guide, case: Case, situation: Situation, on: date) -> str:
    """How likely assistance is: signs we chose, never a promise, never a refusal."""
    fpl, load = situation["fpl"], situation["burden"]
    cannot_pay = situation.get("lump-sum") == "no" and situation.get("monthly") == "no"
    inside = is_inside_floor(guide, case.household, situation, on)
    has_sign = fpl == "up-to-200" or inside or load == "high" or cannot_pay
    if has_sign:
        return "likely" if situation.get("biller") in HOSPITALS else "possible"
    if fpl in ("201-300", "301-400") or load == "moderate":
        return "possible"
    return "unknown" if fpl == "unknown" else "unlikely"

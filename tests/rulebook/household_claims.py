"""What every answer owes the reader, for all bills of a household together: money, the week, privacy."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from rulebook.report import report
from tests.rulebook.output_claims import Answered, bill_failures


def money_stays_within_what_can_be_paid(answered: Answered) -> Iterator[str]:
    """Invariant 10, and whole dollars; over all bills of the household the shares add up to no more."""
    private = answered.case.household.private
    limits, monthly = Decimal(0), Decimal(0)
    for assessed, said in answered.each():
        balance, offer, instalment = assessed.bill.amounts.balance, said["offer"], said["instalment"]
        steps = {advice["step"] for advice in said["now"]}
        if offer:
            opening, target, limit = (Decimal(offer[name]) for name in ("opening", "target", "limit"))
            limits += limit
            is_fair = 0 <= opening <= target <= limit <= min(balance or 0, private.pay_now or 0)
            if not is_fair or "offer-lump-sum" not in steps or {opening % 1, target % 1, limit % 1} != {0}:
                yield f"offer {offer} of balance {balance}, pay-now {private.pay_now}"
        if instalment:
            monthly += Decimal(instalment["amount"])
            if not steps & {"reduce-and-plan", "bridge-plan"}:
                yield f"instalment {instalment} without a plan"
    if limits > max(private.pay_now or 0, 0) or monthly > max(private.pay_monthly or 0, 0):
        yield f"limits {limits} of {private.pay_now}, a month {monthly} of {private.pay_monthly}"


def week_is_short_and_in_time(answered: Answered) -> Iterator[str]:
    """At most three, one for each bill and its first step; a court first; never after the date it is for."""
    tasks = answered.answer["this-week"]
    said = {bill["id"]: bill for bill in answered.answer["bills"]}
    courts = [assessed.bill.id for assessed in answered.bills if assessed.situation["holder"] == "court"]
    first = [task["bill"] for task in tasks][: len(courts)]
    has_steps = [bill for bill in said.values() if bill["now"]]
    if len(tasks) != min(3, len(has_steps)) or not set(first) <= {*courts, *(set(said) if len(courts) < 1 else ())}:
        yield f"{tasks} with courts {courts}"
    for task in tasks:
        bill = said[task["bill"]]
        dates = [clock["date"] for clock in bill["deadlines"] if clock["side"] == "you" and not clock["past"]]
        latest = answered.on + timedelta(days=3)
        near = [day for day in dates if date.fromisoformat(day) <= answered.on + timedelta(days=30)]
        by = date.fromisoformat(task["by"])
        wanted = max(answered.on, date.fromisoformat(min(near)) - timedelta(days=7)) if near else latest
        if task["step"] != bill["now"][0]["step"] or by != wanted or (near and task["by"] > min(near)):
            yield f"{task} for {bill['deadlines']}"


def private_amounts_stay_private(answered: Answered) -> Iterator[str]:
    """Invariant 11: outside `offer` and `instalment` no amount of the reader's is said, nor in the text for people.

    Amounts under 3,000 are left out: they could be a year or a number of a law.
    """
    household = answered.case.household
    bills = [{**bill, "offer": None, "instalment": None} for bill in answered.answer["bills"]]
    rest = json.dumps({**answered.answer, "assistance": None, "bills": bills})
    rest += report(answered.guide, answered.answer)
    amounts = (household.private.pay_now, household.private.pay_monthly, household.income)
    for amount in (*(str(a) for a in amounts if a is not None and abs(a) >= 3000), "77123"):
        if re.search(rf"(?<!\d){re.escape(amount.split('.')[0])}(?!\d)", rest):
            yield f"{amount} is said"


CASE_CLAIMS = (
    bill_failures,
    money_stays_within_what_can_be_paid,
    week_is_short_and_in_time,
    private_amounts_stay_private,
)

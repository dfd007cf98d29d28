"""What every answer owes the reader, for each bill of a case; household_claims.py looks at all bills together.

The claims read the case, the situation that the rulebook made of it, and the answer as plain values; what they demand
is written here by hand, not taken from the content.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rulebook.assess import Assessed
from rulebook.case import Case
from rulebook.guide import Guide
from rulebook.situation import MISSING, Situation
from tests.rulebook import by_hand

Plain = Mapping[str, Any]  # JSON values of the answer, looked up by name

MONEY = ("offer-lump-sum", "reduce-and-plan", "bridge-plan", "pay-as-agreed", "pay-correct-share")
PAYING = ("on-plan", "card-or-loan")


@dataclass(frozen=True)
class Answered:
    """A whole case with the answer to it."""

    guide: Guide
    case: Case
    on: date
    bills: tuple[Assessed, ...]
    answer: Plain

    def each(self) -> Iterator[tuple[Assessed, Plain]]:
        return zip(self.bills, self.answer["bills"], strict=True)


@dataclass(frozen=True)
class Looked:
    """One bill: what is known and what is said."""

    guide: Guide
    assessed: Assessed
    said: Plain
    on: date

    @property
    def situation(self) -> Situation:
        return self.assessed.situation

    @property
    def now(self) -> list[str]:
        return [advice["step"] for advice in self.said["now"]]

    @property
    def now_or_done(self) -> set[str]:
        return {*self.now, *self.assessed.bill.done}

    @property
    def done(self) -> set[str]:
        return set(self.assessed.bill.done)

    @property
    def not_yet(self) -> dict[str, str]:
        return {waiting["step"]: waiting["until"] for waiting in self.said["not-yet"]}


def bill_failures(answered: Answered) -> Iterator[str]:
    """Every claim about one bill that does not hold."""
    for assessed, said in answered.each():
        looked = Looked(answered.guide, assessed, said, answered.on)
        for claim in BILL_CLAIMS:
            if not claim(looked):
                yield f"{claim.__name__}: {assessed.situation} done {list(assessed.bill.done)} now {looked.now}"


def stands_in_checklist_order_once(bill: Looked) -> bool:
    steps = [step.id for step in bill.guide.steps]
    listed = [steps.index(step) for step in bill.now]
    return listed == sorted(set(listed)) and not set(bill.now) & set(bill.not_yet) and not set(bill.now) & bill.done


def has_advice(bill: Looked) -> bool:
    return bool(bill.now) or {"gather-papers", "document-everything"} <= bill.now_or_done


def waits_for_what_stands_here(bill: Looked) -> bool:
    """`until` is a question that is still asked, or a step of now or done."""
    asked = {f"ask:{key}" for key, answer in bill.situation.items() if answer == MISSING}
    return all(until in asked or until in bill.now_or_done for until in bill.not_yet.values())


def gate_is_that_of_the_decision(bill: Looked) -> bool:
    done = bill.assessed.bill.done
    untils = {step: by_hand.until(bill.situation, done, step) for step in MONEY}
    said = {step: untils[step] for step in bill.not_yet}
    return said == bill.not_yet and not any(untils[step] for step in MONEY if step in bill.now)


def path_is_that_of_the_decision(bill: Looked) -> bool:
    return bool(bill.said["path"] == by_hand.path(bill.situation, bill.assessed.bill.done))


def names_the_money_step_that_waits(bill: Looked) -> bool:
    is_agreed, can_pay = bill.situation.get("agreement") == "written", bill.situation["lump-sum"] == "yes"
    wanted = "pay-as-agreed" if is_agreed else "offer-lump-sum" if can_pay else None
    return wanted is None or wanted in bill.now_or_done or wanted in bill.not_yet


def open_findings_stop_money(bill: Looked) -> bool:
    return bill.situation["open-findings"] != "yes" or not set(MONEY) & set(bill.now)


def money_is_paid_only_as_agreed_or_matched(bill: Looked) -> bool:
    s = bill.situation
    is_fair = s["eob-match"] == "yes" and s["hardship"] == "no" and s["aid"] != "likely"
    return ("pay-as-agreed" not in bill.now or s.get("agreement") == "written") and (
        "pay-correct-share" not in bill.now or is_fair
    )


def money_is_put_in_writing(bill: Looked) -> bool:
    return not set(MONEY) & set(bill.now) or "confirm-in-writing" in bill.now_or_done


def no_plan_comes_first(bill: Looked) -> bool:
    return not bill.now or bill.now[0] not in ("reduce-and-plan", "bridge-plan") or "gather-papers" in bill.done


def court_comes_first(bill: Looked) -> bool:
    if bill.situation["holder"] != "court":
        return not {"answer-court-papers", "respond-to-judgment"} & set(bill.now)
    is_before = bill.situation["court-stage"] in by_hand.BEFORE_JUDGMENT
    step = "answer-court-papers" if is_before else "respond-to-judgment"
    return bill.now[:1] == [step] or step in bill.done


def state_help_is_checked(bill: Looked) -> bool:
    has_help = bill.situation["coverage"] in ("medicaid", "medicare-plus-state-help")
    return not has_help or ("check-public-coverage" in bill.now_or_done and not set(MONEY) & set(bill.now))


def old_debt_is_checked(bill: Looked) -> bool:
    s = bill.situation
    is_old = s["debt-age"] in ("old", "mixed") or (s["debt-age"] == "unknown" and s["holder"] in ("collector", "court"))
    waits = is_old and s["checked-age"] != "in-time"
    return not waits or ("check-old-debt" in bill.now_or_done and not set(MONEY) & set(bill.now))


def collector_proves_first(bill: Looked) -> bool:
    waits = bill.situation.get("validated", "verified") != "verified"
    ends = [clock for clock in bill.said["deadlines"] if clock["id"] == "validation-end"]
    is_open = {True: "closed", False: "open"}
    return (not waits or "validate-debt" in bill.now_or_done) and all(
        is_open[clock["past"]] == bill.situation["validation"] for clock in ends
    )


def rights_never_wait(bill: Looked) -> bool:
    return all(step in MONEY for step in bill.not_yet)


def nobody_rests_too_early(bill: Looked) -> bool:
    is_near, is_unproved = bill.situation["clock-near"] == "yes", bill.situation.get("validated") in (
        "not-sent", "waiting", "not-verified",
    )  # fmt: skip
    return not (is_near and {"rest", "pause"} & set(bill.now)) and not (is_unproved and "rest" in bill.now)


def plan_is_kept(bill: Looked) -> bool:
    if bill.situation["plan"] not in PAYING:
        return True
    said = json.dumps(bill.said, ensure_ascii=False).lower()
    keeps = "keep paying until they confirm a hold or a new plan in writing" in said
    return not re.search(r"stop paying|pay nothing|do not pay", said) and (keeps or "confirm-in-writing" in bill.done)


def private_contact_comes_before_letters(bill: Looked) -> bool:
    letters = [place for place, advice in enumerate(bill.said["now"]) if advice["letters"]]
    if bill.situation["mail-safe"] != "no" or "private-contact" in bill.done:
        return True
    return "private-contact" in bill.now and bill.now.index("private-contact") <= min(letters, default=99)


def every_reason_has_a_source_and_the_readers_own_answers(bill: Looked) -> bool:
    reasons = [why for advice in bill.said["now"] for why in (advice, *advice.get("also", ()))]
    rows = {row.id: row for row in bill.guide.rows}
    return all(
        why["sources"] and all(answer in rows[why["rule"]].when[key] for key, answer in why["answers"].items())
        for why in reasons
    )


def dates_are_counted_without_rolling(bill: Looked) -> bool:
    dates = bill.assessed.bill.dates
    said = {clock["id"]: clock for clock in bill.said["deadlines"]}
    for clock in said.values():
        if clock["past"] != (date.fromisoformat(clock["date"]) < bill.on):
            return False
    counted = (
        ("eca-earliest", dates.first_bill, 120),
        ("ppdr-end", dates.first_bill, 120),
        ("internal-appeal-end", dates.denial, 180),
        ("medicare-appeal-end", dates.denial, 120),
        ("records-due", dates.records_request, 30),
    )
    return all(
        name not in said or (start and said[name]["date"] == (start + timedelta(days=days)).isoformat())
        for name, start, days in counted
    )


def unshipped_clocks_show_no_counted_date(bill: Looked) -> bool:
    s = bill.situation
    is_unshipped = s["coverage"] in ("medicaid", "va-tricare-ihs") or s.get("plan-kind") in (
        "medicare-advantage", "short-term-or-sharing",
    )  # fmt: skip
    counted = {"internal-appeal-end", "external-review-end", "medicare-appeal-end"}
    return not is_unshipped or not counted & {clock["id"] for clock in bill.said["deadlines"]}


BILL_CLAIMS: tuple[Callable[[Looked], bool], ...] = (
    stands_in_checklist_order_once,
    has_advice,
    waits_for_what_stands_here,
    gate_is_that_of_the_decision,
    path_is_that_of_the_decision,
    names_the_money_step_that_waits,
    open_findings_stop_money,
    money_is_paid_only_as_agreed_or_matched,
    money_is_put_in_writing,
    no_plan_comes_first,
    court_comes_first,
    state_help_is_checked,
    old_debt_is_checked,
    collector_proves_first,
    rights_never_wait,
    nobody_rests_too_early,
    plan_is_kept,
    private_contact_comes_before_letters,
    every_reason_has_a_source_and_the_readers_own_answers,
    dates_are_counted_without_rolling,
    unshipped_clocks_show_no_counted_date,
)

"""The dates: which run, whose they are, on which day they fall, and what "past" means."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rulebook.case import Bill, Dates
from rulebook.deadlines import clocks, due_date, due_dates, is_clock_near, next_reader_date
from rulebook.guide import Guide
from rulebook.records import Deadline
from rulebook.situation import Situation
from tests.rulebook.projection import counterexamples, situations
from tests.rulebook.small_case import ON, SETTLED, SETTLED_HOUSEHOLD, assessed

PRIVATE = ("employer-self-funded", "employer-insured", "own-or-marketplace", "unsure")
BEFORE_JUDGMENT = ("papers", "hearing-or-order", "unsure")
COLLECTORS = ("collector", "unsure")
HOSPITALS = ("nonprofit-hospital", "public-hospital", "hospital-unsure")


def _has_own_appeal(s: Situation) -> bool:
    return s["coverage"] == "insured" and s["plan-kind"] in PRIVATE


def _may_have_medicaid(s: Situation) -> bool:
    signs = s.get("late-coverage") == "medicaid-maybe" or s["hardship"] != "no" or s["fpl"] == "up-to-200"
    return s["coverage"] in ("self-pay", "unsure") and signs


def _has_printed_clock(s: Situation) -> bool:
    is_program = s["coverage"] in ("medicaid", "va-tricare-ihs") or s.get("claim") == "needs-me"
    return is_program or s.get("plan-kind") in ("medicare-advantage", "short-term-or-sharing")


def _has_other_printed_day(s: Situation) -> bool:
    is_open = s.get("appeal") in ("not-started", "lost-internal")
    counted = (*PRIVATE, "dental-or-vision")
    is_denied = s.get("claim") == "denied" and (
        s.get("plan-kind") in (*counted, "medicare-original") or s["coverage"] == "unsure"
    )
    is_refused = s.get("protection") == "refused" and s["claim"] not in ("denied", "needs-me")
    return is_open and (is_denied or (is_refused and s.get("plan-kind") in counted))


def _may_have_a_hearing(s: Situation) -> bool:
    is_alone = s["coverage"] == "self-pay" or (s["coverage"] == "unsure" and s["claim"] not in ("needs-me", "denied"))
    return s.get("medicaid-request") == "refused" and is_alone


def _waits_for_the_plan(s: Situation) -> bool:
    return _has_own_appeal(s) and s.get("appeal") == "filed"


# Each deadline of the decision, and those we added: whose date, what it starts from or is printed as, and when it runs.
DECISION: dict[str, tuple[str, str | None, str | None, Callable[[Situation], bool]]] = {
    "court-answer": ("you", None, "court-deadline", lambda s: s.get("court-stage") in BEFORE_JUDGMENT),
    "fap-apply-end": ("you", "first-bill", "eca-deadline", lambda s: s["biller"] in HOSPITALS),
    "eca-earliest": ("them", "first-bill", None, lambda s: s["biller"] == "nonprofit-hospital"),
    "eca-notice-end": ("you", "eca-notice", "eca-deadline", lambda s: s["biller"] == "nonprofit-hospital"),
    "ppdr-end": ("you", "first-bill", None, lambda s: s.get("estimate") == "written" and s["estimate-gap"] == "over"),
    "internal-appeal-end": ("you", "denial", None, lambda s: _has_own_appeal(s) and s.get("appeal") == "not-started"),
    "external-review-end": ("you", "final-denial", None, _has_own_appeal),
    "medicare-appeal-end": ("you", "denial", None, lambda s: s.get("plan-kind") == "medicare-original"),
    "notice-date": ("you", None, "appeal-printed", _has_printed_clock),
    "printed-appeal-end": ("you", None, "appeal-printed", _has_other_printed_day),
    "hearing-end": ("you", None, "appeal-printed", _may_have_a_hearing),
    "appeal-decision-due": ("them", "appeal-sent", None, _waits_for_the_plan),
    "medicaid-apply": ("you", "service", None, _may_have_medicaid),
    "validation-end": ("you", "collector-letter", "collector-deadline", lambda s: s["holder"] in COLLECTORS),
    "records-due": ("them", "records-request", None, lambda _: True),
    "pay-by": ("you", None, "pay-by", lambda s: s.get("agreement") == "written"),
    "promo-end": ("you", None, "promo-end", lambda s: s["plan"] == "card-or-loan"),
}  # fmt: skip


def _find(guide: Guide, name: str) -> Deadline:
    return next(deadline for deadline in guide.deadlines if deadline.id == name)


def _dated(*names: str | None, day: date = ON) -> Dates:
    return Dates(**{name.replace("-", "_"): day for name in names if name})  # type: ignore[arg-type] # fields by name


@pytest.mark.parametrize("name", DECISION)
def test_a_deadline_runs_exactly_when_the_decision_says(name: str, guide: Guide) -> None:
    deadline = _find(guide, name)
    side, start, printed, runs = DECISION[name]
    assert (deadline.side, deadline.start, deadline.printed) == (side, start, printed)
    alone, bill = replace(guide, deadlines=(deadline,)), Bill(dates=_dated(start, printed))
    keys = {key for when in deadline.when for key in when}
    if name == "medicaid-apply":
        keys |= {"hardship", "fpl"}

    def is_listed(situation: Situation) -> bool:
        return [clock.id for clock in clocks(alone, due_dates(alone, bill), situation, ON)] == (
            [name] if runs(situation) else []
        )

    assert counterexamples(situations(guide, *deadline.when, names=keys), is_listed) == []


def test_every_deadline_is_listed_only_with_its_date_and_is_past_from_the_next_day(guide: Guide) -> None:
    for deadline in guide.deadlines:
        plain = replace(guide, deadlines=(replace(deadline, when=()),))
        bill = Bill(dates=_dated(deadline.start or deadline.printed))
        day = due_date(deadline, bill.dates)
        assert day is not None
        assert clocks(plain, due_dates(plain, Bill()), {}, ON) == (), deadline.id
        for on, is_past in ((day - timedelta(1), False), (day, False), (day + timedelta(1), True)):
            (clock,) = clocks(plain, due_dates(plain, bill), {}, on)
            assert (clock.date, clock.past, clock.source) == (day, is_past, deadline.source), deadline.id
            assert clock.because == (deadline.past if is_past and deadline.past else deadline.because)


def test_every_deadline_of_the_reader_says_what_is_left_when_it_is_past(guide: Guide) -> None:
    assert [deadline.id for deadline in guide.deadlines if not deadline.past] == []
    past = _find(guide, "fap-apply-end").past or ""
    assert "apply all the same" in past.lower()


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("fap-apply-end", date(2026, 3, 3), date(2026, 10, 29)),  # 240 days: the example of the rule itself
        ("fap-apply-end", date(2026, 3, 20), date(2026, 11, 15)),
        ("eca-earliest", date(2026, 3, 3), date(2026, 7, 1)),  # 120 days: 28 + 30 + 31 + 30 = 119 to Jun 30, 1 more
        ("eca-notice-end", date(2026, 11, 1), date(2026, 12, 1)),  # 30 days
        ("ppdr-end", date(2026, 3, 3), date(2026, 7, 1)),  # 120 days
        ("appeal-decision-due", date(2026, 11, 2), date(2027, 1, 1)),  # 60 days: 28 to Nov 30, 31 to Dec 31, 1 more
        ("internal-appeal-end", date(2026, 6, 1), date(2026, 11, 28)),  # 180: 29 + 31 + 31 + 30 + 31 = 152 to Oct 31
        ("external-review-end", date(2026, 10, 30), date(2027, 3, 1)),  # four months; there is no Feb 30
        ("external-review-end", date(2026, 6, 15), date(2026, 10, 15)),
        ("medicare-appeal-end", date(2026, 6, 1), date(2026, 9, 29)),  # 120: 29 + 31 + 31 = 91 to Aug 31, 29 more
        ("validation-end", date(2026, 11, 1), date(2026, 12, 1)),  # 30 days
        ("records-due", date(2026, 11, 24), date(2026, 12, 24)),  # 30 days
        ("medicaid-apply", date(2026, 8, 31), date(2026, 11, 30)),  # Aug + 3 is before December 2026
        ("medicaid-apply", date(2026, 9, 1), date(2026, 12, 31)),  # Sep + 3 = December 2026
        ("medicaid-apply", date(2026, 9, 30), date(2026, 12, 31)),
        ("medicaid-apply", date(2026, 10, 1), date(2026, 12, 31)),  # capped at December 2026
        ("medicaid-apply", date(2026, 11, 30), date(2026, 12, 31)),  # the cap and Nov + 1 fall together
        ("medicaid-apply", date(2026, 12, 1), date(2027, 1, 31)),  # Dec + 1 is after the cap
        ("medicaid-apply", date(2027, 1, 31), date(2027, 2, 28)),
        ("medicaid-apply", date(2027, 2, 1), date(2027, 3, 31)),
        ("medicaid-apply", date(2027, 3, 31), date(2027, 4, 30)),
    ],
)
def test_a_counted_date_falls_on_its_day(name: str, start: date, end: date, guide: Guide) -> None:
    deadline = _find(guide, name)
    assert due_date(deadline, _dated(deadline.start, day=start)) == end


def test_a_printed_date_wins_over_a_counted_one(guide: Guide) -> None:
    for deadline in [d for d in guide.deadlines if d.printed and d.start and d.printed_wins == "always"]:
        for printed in (date(2026, 11, 25), date(2027, 6, 1)):
            dates = _dated(deadline.start) if deadline.start else Dates()
            changed: dict[str, Any] = {str(deadline.printed).replace("-", "_"): printed}
            both = replace(dates, **changed)
            assert due_date(deadline, both) == printed, deadline.id
            assert due_date(deadline, _dated(deadline.printed, day=printed)) == printed, deadline.id


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        (date(2026, 10, 28), date(2026, 10, 29)),  # before the counted Oct 29: the counted day stands
        (date(2026, 10, 29), date(2026, 10, 29)),
        (date(2026, 10, 30), date(2026, 10, 30)),  # a later day in the 30-day notice wins
    ],
)
def test_only_a_later_notice_moves_the_day_to_apply(printed: date, end: date, guide: Guide) -> None:
    dates = Dates(first_bill=date(2026, 3, 3), eca_deadline=printed)
    assert due_date(_find(guide, "fap-apply-end"), dates) == end


def test_a_notice_alone_starts_no_day_to_apply(guide: Guide) -> None:
    assert due_date(_find(guide, "fap-apply-end"), Dates(eca_deadline=ON)) is None


def test_a_final_denial_ends_the_first_appeal_and_starts_the_review(guide: Guide) -> None:
    answers = {**SETTLED, "coverage": "insured", "plan-kind": "employer-insured", "claim": "denied"}
    dates = {"denial": "2026-06-01"}
    first = assessed(guide, {"answers": answers, "dates": dates})
    assert [clock.id for clock in first.clocks] == ["internal-appeal-end"]
    later = assessed(guide, {"answers": answers, "dates": {**dates, "final-denial": "2026-10-30"}})
    assert [(clock.id, clock.date) for clock in later.clocks] == [("external-review-end", date(2027, 3, 1))]


def test_a_hospital_of_unknown_kind_is_worded_with_if(guide: Guide) -> None:
    for biller in ("public-hospital", "hospital-unsure", "nonprofit-hospital"):
        bill = {"answers": {**SETTLED, "biller": biller}, "dates": {"first-bill": "2026-11-01"}}
        clock = next(clock for clock in assessed(guide, bill).clocks if clock.id == "fap-apply-end")
        assert clock.because.startswith("If this hospital is a nonprofit") == (biller != "nonprofit-hospital")


@pytest.mark.parametrize(
    ("days", "is_near"),
    [(-1, False), (0, True), (1, True), (29, True), (30, True), (31, False)],
)
def test_a_date_is_near_from_thirty_days_before_to_its_day(days: int, is_near: bool, guide: Guide) -> None:
    bill = {
        "answers": {**SETTLED, "holder": "collector"},
        "dates": {"collector-deadline": (ON + timedelta(days)).isoformat()},
    }
    found = assessed(guide, bill)
    assert found.situation["clock-near"] == ("yes" if is_near else "no")
    assert next_reader_date(found.clocks) == (ON + timedelta(days) if days >= 0 else None)


def test_their_date_is_never_near(guide: Guide) -> None:
    bill = {"answers": SETTLED, "dates": {"records-request": ON.isoformat()}}
    assert assessed(guide, bill).situation["clock-near"] == "no"


def test_with_a_court_a_date_is_always_near() -> None:
    assert is_clock_near((), {"holder": "court"}, ON)


def test_an_agreed_day_says_what_to_do_while_the_payment_still_waits(guide: Guide) -> None:
    """The date runs whatever the gate says, so its words must not send the reader past the gate."""
    answers = {**SETTLED, "talks": "offer-received", "agreement": "written"}
    dates = {"service": "2026-10-01", "pay-by": "2026-12-05"}
    said = {}
    for lines in ("no-errors", "not-checked"):
        found = assessed(guide, {"answers": {**answers, "lines": lines}, "dates": dates}, answers=SETTLED_HOUSEHOLD)
        said[lines] = next(clock.because for clock in found.clocks if clock.id == "pay-by")
    deadline = _find(guide, "pay-by")
    assert said == {"no-errors": deadline.because, "not-checked": deadline.waiting}

"""The invariants of decision.md §5 that hold for one bill, proved for every situation (see projection.py).

Two lemmas of test_gate.py and test_projection.py carry the proofs: the gate is open only when each of its rows is, so
it is enough to look at one row of the gate at a time; and a step depends only on its own rows and on the gate.
"""

import re

import pytest

from rulebook.decide import decide
from rulebook.gate import first_closed
from rulebook.guide import Condition, Guide, Row
from rulebook.situation import MISSING, Situation, matches_any
from tests.rulebook.projection import conditions_of_gate, counterexamples, now_of, only, rows_of, situations, value_of

PLAN_STEPS = ("reduce-and-plan", "bridge-plan")
COURT_STEPS = ("answer-court-papers", "respond-to-judgment")
PAYING: Condition = {"plan": ("on-plan", "card-or-loan")}
SAYS_STOP = re.compile(
    r"\b(stop|hold|pause|end) (pay|your plan)|\bpay nothing|\b(do|does) not pay|n[’']t pay|never pay", re.I
)
SAYS_KEEP = "keep paying until they confirm a hold or a new plan in writing"

# What a reader may answer about a right; no other answer takes the right away (facts stand for what they are made of).
OWN_ANSWERS = {
    "answer-court-papers": ("holder", "court-stage"),
    "respond-to-judgment": ("holder", "court-stage"),
    "use-bankruptcy-protection": ("bankruptcy",),
    "find-other-payer": ("other-payer",),
    "check-public-coverage": ("coverage", "late-coverage", "hardship", "fpl"),
    "check-retro-coverage": ("late-coverage",),
    "appeal-denial": ("claim", "appeal", "protection"),
    "use-surprise-protection": ("protection", "appeal", "consent", "ancillary", "plan-kind", "biller"),
    "dispute-estimate": ("estimate", "estimate-gap"),
    "validate-debt": ("holder", "validated"),
    "apply-assistance": ("assistance", "hardship", "aid"),
    "complete-application": ("assistance",),
    "appeal-assistance": ("assistance",),
}


def _when(rows: tuple[Row, ...]) -> list[Condition]:
    return [row.when for row in rows]


def test_01_no_money_moves_while_the_gate_is_closed(guide: Guide) -> None:
    """Each row of each money step against each row of the gate: closed means not now, and not yet while it matches."""
    money = [step.id for step in guide.steps if step.kind == "money"]
    for row in rows_of(guide, *money):
        assert row.needs == "ready", row.id
        for gate in guide.gate:
            small = only(guide, [row], [gate])

            def waits(situation: Situation, row: Row = row, small: Guide = small) -> bool:
                closed = first_closed(small, situation, (), row.step)
                decision = decide(small, situation)
                if not matches_any([row.when], situation):
                    return not decision.now and not decision.not_yet
                if closed is None:
                    return [advice.step for advice in decision.now] == [row.step]
                return not decision.now and [(w.step, w.until) for w in decision.not_yet] == [(row.step, closed.until)]

            assert counterexamples(situations(guide, row.when, *conditions_of_gate(gate)), waits) == [], row.id


@pytest.mark.parametrize(
    ("step", "points"),
    [
        ("offer-lump-sum", [{"lump-sum": ("yes",), "talks": ("not-started", "told-no", "offer-made", "stalled")},
                            {"lump-sum": ("yes",), "agreement": ("none", "verbal")}]),
        ("pay-as-agreed", [{"agreement": ("written",)}]),
    ],
)  # fmt: skip
def test_01_a_closed_gate_names_the_money_step_that_waits(step: str, points: list[Condition], guide: Guide) -> None:
    shut = next(row for row in guide.gate if row.id == "still-owed")
    small = only(guide, rows_of(guide, step), [shut])
    walk = situations(guide, *points, *_when(small.rows), {"paid-some": ("all",)})
    closed = (situation for situation in walk if situation["paid-some"] == "all" and matches_any(points, situation))
    assert counterexamples(closed, lambda s: [w.step for w in decide(small, s).not_yet] == [step]) == []


def test_02_an_open_finding_closes_the_gate_whatever_is_ticked(guide: Guide) -> None:
    lines = next(row for row in guide.gate if row.id == "lines")
    alone = only(guide, (), [lines])
    walk = situations(guide, *conditions_of_gate(lines), names=["open-findings"])
    found = (situation for situation in walk if situation["open-findings"] == "yes")
    every_step = tuple(guide.step)
    assert counterexamples(found, lambda s: all(first_closed(alone, s, every_step, step) for step in every_step)) == []


def test_03_paying_as_agreed_needs_a_written_agreement(guide: Guide) -> None:
    rows = rows_of(guide, "pay-as-agreed")
    small = only(guide, rows)
    walk = situations(guide, *_when(rows), names=["agreement"])
    assert counterexamples(walk, lambda s: not now_of(small, s) or s.get("agreement") == "written") == []


def test_03_paying_a_correct_share_needs_a_matching_eob_and_no_sign_of_hardship(guide: Guide) -> None:
    rows = rows_of(guide, "pay-correct-share")
    small = only(guide, rows)
    walk = situations(guide, *_when(rows), names=["eob-match", "hardship", "aid"])

    def is_fair(s: Situation) -> bool:
        return not now_of(small, s) or (s["eob-match"] == "yes" and s["hardship"] == "no" and s["aid"] != "likely")

    assert counterexamples(walk, is_fair) == []


def test_03_every_money_step_carries_getting_it_in_writing(guide: Guide) -> None:
    """Rows of the gate without `also-open` treat both steps alike, so only the others need to be walked."""
    gate = [row for row in guide.gate if row.also_open]
    writing = rows_of(guide, "confirm-in-writing")
    for row in [row for row in guide.rows if guide.step[row.step].kind == "money"]:
        small = only(guide, [row, *writing], gate)
        walk = situations(guide, *_when(small.rows), *(c for g in gate for c in conditions_of_gate(g)))

        def is_carried(situation: Situation, small: Guide = small, step: str = row.step) -> bool:
            now = now_of(small, situation)
            return step not in now or "confirm-in-writing" in now

        assert counterexamples(walk, is_carried) == [], row.id


def test_04_a_plan_is_never_the_first_advice(guide: Guide) -> None:
    always = [row for row in guide.rows if not row.when and not row.needs]
    assert min(guide.step_place[row.step] for row in always) < min(guide.step_place[step] for step in PLAN_STEPS)


def test_04_a_plan_is_a_bridge_with_an_end_and_a_reason_or_follows_a_lower_total(guide: Guide) -> None:
    for row in rows_of(guide, "bridge-plan"):
        assert "end date" in row.because, row.id
        assert "pressure" in row.when, row.id
    for row in rows_of(guide, "reduce-and-plan"):
        assert re.search(r"lower|come down|smaller", row.because), row.id
    others = [row for row in guide.rows if row.needs and row.step not in (*PLAN_STEPS, "confirm-in-writing")]
    assert [row.id for row in others if re.search(r"ask for (a|monthly) (plan|payment)", row.because, re.I)] == []


def test_05_a_court_comes_first_with_legal_aid(guide: Guide) -> None:
    small = only(guide, rows_of(guide, *COURT_STEPS))
    after = ("judgment", "garnishment-or-levy", "lien")
    walk = [s for s in situations(guide, *_when(small.rows), names=["court-stage"]) if s["holder"] == "court"]

    def comes_first(situation: Situation) -> bool:
        return now_of(small, situation) == (COURT_STEPS[situation["court-stage"] in after],)

    assert counterexamples(walk, comes_first) == []
    assert [step.id for step in guide.steps[:2]] == list(COURT_STEPS)
    assert [row.id for row in small.rows if row.needs or "O-LEGAL-HELP" not in row.sources] == []
    for step in COURT_STEPS:
        assert "call-legal-aid" in [script.id for script in guide.scripts_of[step]]


def test_06_medicaid_and_state_help_check_coverage_and_pay_nothing(guide: Guide) -> None:
    gate = next(row for row in guide.gate if row.id == "insurance")
    small = only(guide, rows_of(guide, "check-public-coverage"), [gate])
    walk = situations(guide, *_when(small.rows), *conditions_of_gate(gate), names=["coverage"])
    helped = (s for s in walk if s["coverage"] in ("medicaid", "medicare-plus-state-help"))

    def is_protected(situation: Situation) -> bool:
        shut = [first_closed(small, situation, tuple(guide.step), step.id) for step in guide.steps]
        return now_of(small, situation) == ("check-public-coverage",) and all(shut)

    assert counterexamples(helped, is_protected) == []


def test_07_an_old_debt_is_checked_before_anything_is_paid_or_promised(guide: Guide) -> None:
    gate = next(row for row in guide.gate if row.id == "debt-age")
    small = only(guide, rows_of(guide, "check-old-debt"), [gate])
    walk = situations(guide, *_when(small.rows), *conditions_of_gate(gate), names=["debt-age", "holder", "checked-age"])

    def is_checked(situation: Situation) -> bool:
        age, holder = situation["debt-age"], situation["holder"]
        is_old = age in ("old", "mixed") or (age == "unknown" and holder in ("collector", "court", "unsure"))
        waits = is_old and situation["checked-age"] != "in-time"
        shut = {bool(first_closed(small, situation, tuple(guide.step), step.id)) for step in guide.steps}
        return shut == {waits} and (now_of(small, situation) == ("check-old-debt",)) == waits

    assert counterexamples(walk, is_checked) == []


def test_07_nothing_that_promises_money_goes_around_the_gate(guide: Guide) -> None:
    promises = re.compile(r"\b(make an offer|offer one|get (a|the) (short )?plan|ask for monthly|pay just)\b", re.I)
    assert [row.id for row in guide.rows if promises.search(row.because) and not row.needs] == []


def test_08_a_collector_proves_the_debt_first(guide: Guide) -> None:
    gate = next(row for row in guide.gate if row.id == "holder")
    small = only(guide, rows_of(guide, "validate-debt"), [gate])
    walk = situations(guide, *_when(small.rows), *conditions_of_gate(gate), names=["holder", "validated", "validation"])

    def is_proved_first(situation: Situation) -> bool:
        waits = situation["holder"] in ("collector", "unsure") and situation["validated"] != "verified"
        shut = all(first_closed(small, situation, (), step.id) for step in guide.steps)
        return not waits or (shut and now_of(small, situation) == ("validate-debt",))

    assert counterexamples(walk, is_proved_first) == []
    open_window = [row for row in small.rows if "30 days are open" in row.because]
    assert open_window
    assert {row.when["validation"] for row in open_window} == {("open",)}


def test_09_every_advice_has_a_source(guide: Guide) -> None:
    assert [row.id for row in guide.rows if not row.sources] == []
    assert [row.id for row in guide.rows if not set(row.sources) <= set(guide.source)] == []


def test_13_every_situation_gets_advice(guide: Guide) -> None:
    """A row without conditions matches every situation, the empty one included."""
    always = [row.step for row in guide.rows if not row.when and not row.needs]
    assert always
    assert set(always) <= set(now_of(guide, {}))


def test_15_rights_wait_for_nothing(guide: Guide) -> None:
    for step in [step.id for step in guide.steps if step.kind == "rights"]:
        rows = rows_of(guide, step)
        small = only(guide, rows, guide.gate)

        def is_free(situation: Situation, rows: tuple[Row, ...] = rows, small: Guide = small) -> bool:
            decision = decide(small, situation)
            return not decision.not_yet and bool(decision.now) == matches_any(_when(rows), situation)

        assert counterexamples(situations(guide, *_when(rows)), is_free) == [], step


def test_15_only_its_own_answers_take_a_right_away(guide: Guide) -> None:
    """Whether a right is shown is a function of its own answers alone: no two situations agree on them and differ."""
    rights = {step.id for step in guide.steps if step.kind == "rights"}
    assert rights == set(OWN_ANSWERS), "say in OWN_ANSWERS which answers a new right depends on"
    for step, own in OWN_ANSWERS.items():
        small = only(guide, rows_of(guide, step))
        shown: dict[tuple[str, ...], bool] = {}
        walk = situations(guide, *_when(small.rows), names=own)
        assert counterexamples(walk, lambda s, own=own, small=small, shown=shown: (  # type: ignore[misc] # bound now
            shown.setdefault(value_of(s, own), bool(now_of(small, s))) == bool(now_of(small, s))
        )) == [], step  # fmt: skip


def test_16_nobody_rests_while_a_date_is_near_or_a_collector_has_proved_nothing(guide: Guide) -> None:
    for step in ("rest", "pause"):
        small = only(guide, rows_of(guide, step))
        walk = situations(guide, *_when(small.rows), names=["clock-near", "holder", "validated"])

        def may_rest(situation: Situation, small: Guide = small, step: str = step) -> bool:
            is_unproved = situation.get("validated", "verified") != "verified"
            forbidden = situation["clock-near"] == "yes" or (step == "rest" and is_unproved)
            return not (forbidden and now_of(small, situation))

        assert counterexamples(walk, may_rest) == [], step


def test_17_nobody_is_told_to_stop_a_plan(guide: Guide) -> None:
    """Rows that say so, and rows of steps that say so, exclude everybody who pays on a plan."""
    for row in guide.rows:
        step = guide.step[row.step]
        if SAYS_STOP.search(f"{row.because} {step.title} {step.do} {step.done}"):
            walk = situations(guide, row.when, PAYING, names=["plan"])
            small = only(guide, [row])

            def spares(situation: Situation, small: Guide = small) -> bool:
                return not (now_of(small, situation) and matches_any([PAYING], situation))

            assert counterexamples(walk, spares) == [], row.id
    shown = [row.because for row in guide.gate] + [deadline.because for deadline in guide.deadlines]
    shown += [wording.because for deadline in guide.deadlines for wording in deadline.wordings]
    assert [text for text in shown if SAYS_STOP.search(text)] == []
    assert [deadline.id for deadline in guide.deadlines if SAYS_STOP.search(deadline.past or "")] == []


def test_17_whoever_pays_on_a_plan_is_told_to_keep_paying(guide: Guide) -> None:
    says = only(guide, [row for row in guide.rows if SAYS_KEEP in row.because.lower()])
    walk = (s for s in situations(guide, *_when(says.rows), PAYING, names=["plan"]) if matches_any([PAYING], s))
    assert counterexamples(walk, lambda s: bool(now_of(says, s))) == []


def test_18_programs_with_clocks_we_do_not_ship_get_no_counted_appeal_date(guide: Guide) -> None:
    unshipped: list[Condition] = [
        {"coverage": ("medicaid", "va-tricare-ihs")},
        {"plan-kind": ("medicare-advantage", "short-term-or-sharing")},
    ]
    counted = [deadline for deadline in guide.deadlines if deadline.start in ("denial", "final-denial", "eob")]
    assert counted
    for deadline in counted:
        walk = situations(guide, *deadline.when, *unshipped, names=["coverage", "plan-kind"])

        def shows_none(situation: Situation, when: tuple[Condition, ...] = deadline.when) -> bool:
            return not (matches_any(when, situation) and matches_any(unshipped, situation))

        assert counterexamples(walk, shows_none) == [], deadline.id
    assert {deadline.start for deadline in guide.deadlines} & {"coverage-lost", "birth"} == set()


def test_18_their_step_says_that_the_time_is_shorter_and_printed_on_the_notice(guide: Guide) -> None:
    denied: Condition = {"claim": ("denied",), "appeal": ("not-started",)}
    unshipped: list[Condition] = [
        {**denied, "coverage": ("medicaid", "va-tricare-ihs")},
        {**denied, "plan-kind": ("medicare-advantage", "short-term-or-sharing")},
    ]
    rows = [row for row in rows_of(guide, "appeal-denial") if re.search("shorter.*printed on the notice", row.because)]
    says = only(guide, rows)
    walk = situations(guide, *_when(says.rows), *unshipped, names=["coverage", "plan-kind"])
    concerned = (situation for situation in walk if matches_any(unshipped, situation))
    assert counterexamples(concerned, lambda s: bool(now_of(says, s))) == []


def test_19_who_may_not_get_mail_at_home_is_heard_before_any_letter(guide: Guide) -> None:
    small = only(guide, rows_of(guide, "private-contact"))
    walk = list(situations(guide, *_when(small.rows), names=["mail-safe"]))
    assert {s["mail-safe"]: bool(now_of(small, s)) for s in walk} == {"yes": False, "no": True, MISSING: False}

"""The invariants about rights, rest and plans, proved for every situation (see projection.py)."""

import re

from rulebook.decide import decide
from rulebook.guide import Guide
from rulebook.records import Condition, Row
from rulebook.situation import MISSING, Situation, matches_any
from tests.rulebook.projection import counterexamples, now_of, only, rows_of, situations, value_of

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
    "check-public-coverage": ("coverage", "late-coverage", "hardship", "fpl", "medicaid-request"),
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

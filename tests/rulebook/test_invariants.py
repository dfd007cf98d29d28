"""The invariants that hold for one bill, proved for every situation (see projection.py).

Two lemmas of test_gate.py and test_projection.py carry the proofs: the gate is open only when each of its rows is, so
it is enough to look at one row of the gate at a time; and a step depends only on its own rows and on the gate.
Here stand 1 to 9; 13 and 15 to 19 stand in test_invariants_of_rights.py; what speaks of whole answers (9 to 12, 18) in
test_invariants_of_answers.py; what is reached (13, 14) in test_reach.py.
"""

import re

import pytest

from rulebook.decide import decide
from rulebook.gate import first_closed
from rulebook.guide import Guide
from rulebook.records import Condition, Row
from rulebook.situation import Situation, matches_any
from tests.rulebook.projection import conditions_of_gate, counterexamples, now_of, only, rows_of, situations

PLAN_STEPS = ("reduce-and-plan", "bridge-plan")
COURT_STEPS = ("answer-court-papers", "respond-to-judgment")


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
        aid = next(script for script in guide.scripts if script.id == "call-legal-aid")
        assert step in aid.steps
        assert not aid.when


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

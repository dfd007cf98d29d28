"""Everything is there for somebody: each row, step, question, answer, date and script is reached by some situation."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from rulebook.assess import assess
from rulebook.gate import first_closed
from rulebook.guide import Guide
from rulebook.leverage import leverage
from rulebook.records import Condition, GateRow, Letter, PaperKind, Row, Script
from rulebook.situation import MISSING, Situation, matches
from tests.rulebook.projection import conditions_of_gate, now_of, only, situations
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import MATCHES, SETTLED, SETTLED_HOUSEHOLD, answer, assessed, settled


def _may_hold(condition: Condition, situation: Situation, decided: frozenset[str]) -> bool:
    return all(key not in decided or situation.get(key) in answers for key, answers in condition.items())


def _reaching(guide: Guide, row: Row) -> Situation | None:
    """A situation in which this row is due, with the whole gate open if the row needs it."""
    gate = guide.gate if row.needs else ()

    def may_open(closed: GateRow, situation: Situation, decided: frozenset[str]) -> bool:
        may_be_unasked = closed.asked is not None and (closed.asked not in decided or closed.asked not in situation)
        ways = (*closed.open, *closed.also_open.get(row.step, ()))
        return may_be_unasked or any(_may_hold(way, situation, decided) for way in ways)

    def is_promising(situation: Situation, decided: frozenset[str]) -> bool:
        return _may_hold(row.when, situation, decided) and all(may_open(g, situation, decided) for g in gate)

    return next(situations(guide, row.when, *(c for g in gate for c in conditions_of_gate(g)), keep=is_promising), None)


def test_every_row_is_due_in_some_situation(guide: Guide) -> None:
    for row in guide.rows:
        found = _reaching(guide, row)
        assert found is not None, f"no situation reaches {row.id}"
        assert matches(row.when, found)
        assert row.step in now_of(only(guide, [row], guide.gate), found), row.id


def test_every_step_has_a_row_and_every_script_a_step(guide: Guide) -> None:
    advised = {row.step for row in guide.rows}
    assert [step.id for step in guide.steps if step.id not in advised] == []
    assert [script.id for script in guide.scripts if not set(script.steps) & advised] == []


def test_every_question_is_read_by_a_condition(guide: Guide) -> None:
    """Only `safe` belongs to the app alone: it says where notes are kept, not what to do."""
    conditions = [row.when for row in guide.rows] + [c for row in guide.gate for c in conditions_of_gate(row)]
    conditions += [when for deadline in guide.deadlines for when in deadline.when]
    conditions += [when for question in guide.questions for when in question.asked_when]
    read = {key for condition in conditions for key in condition}
    assert [question.id for question in guide.questions if question.id not in read] == ["safe"]


@pytest.fixture(scope="module")
def seen(guide: Guide) -> Counter[str]:
    """What 6,000 whole cases come to, counted."""
    found: Counter[str] = Counter()
    for case, on in random_cases(guide, seed=60, count=6_000):
        for bill in case.bills:
            one = assess(guide, case, bill, on)
            found.update(f"{key} {value}" for key, value in one.situation.items())
            found.update(f"date {clock.id} {clock.past}" for clock in one.clocks)
            found.update(f"step {advice.step}" for advice in one.decision.now)
            found.update(f"row {row.id}" for advice in one.decision.now for row in advice.rows)
            found.update(f"waiting {waiting.step}" for waiting in one.decision.not_yet)
            closed = first_closed(guide, one.situation, bill.done, "offer-lump-sum")
            found.update([f"gate {closed.row.id} {closed.until}"] if closed else [])
            found.update(f"lever {name}" for names in leverage(guide, one.situation).values() for name in names)
            found.update([f"path {one.decision.path}"])
    return found


def _missed(seen: Counter[str], start: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if not seen[f"{start}{name}"]]


def test_whole_cases_reach_every_answer_and_every_value_of_a_fact(guide: Guide, seen: Counter[str]) -> None:
    """Open findings wait for the checks on lines, which do not run yet."""
    for question in guide.questions:
        assert _missed(seen, f"{question.id} ", question.answer_ids) == []
        assert not question.rare or seen[f"{question.id} {MISSING}"]
    for fact in guide.facts:
        assert fact.id == "open-findings" or _missed(seen, f"{fact.id} ", fact.answer_ids) == []


def test_whole_cases_reach_every_row_that_needs_no_finding(guide: Guide, seen: Counter[str]) -> None:
    later = {row.id for row in guide.rows if "unknown" not in row.when.get("open-findings", ("unknown",))}
    assert set(_missed(seen, "row ", (row.id for row in guide.rows))) <= later
    assert _missed(seen, "step ", (step.id for step in guide.steps)) == []
    assert _missed(seen, "waiting ", (step.id for step in guide.steps if step.kind == "money")) == []


def test_whole_cases_reach_every_row_of_the_gate_with_each_of_its_first_steps(guide: Guide, seen: Counter[str]) -> None:
    for row in guide.gate:
        assert _missed(seen, f"gate {row.id} ", (until.first for until in row.closed)) == []


def test_whole_cases_reach_every_date_past_and_ahead(guide: Guide, seen: Counter[str]) -> None:
    assert _missed(seen, "date ", (f"{d.id} {past}" for d in guide.deadlines for past in (True, False))) == []


def test_whole_cases_reach_every_lever_and_path(guide: Guide, seen: Counter[str]) -> None:
    assert _missed(seen, "lever ", (row.id for row in guide.leverage)) == []
    assert _missed(seen, "path ", ("none-yet", "assistance", "lump-sum", "reduce-and-plan")) == []


def test_every_script_letter_and_paper_goes_with_each_of_its_steps_in_some_situation(guide: Guide) -> None:
    """Its own condition and that of some row of the step hold together, and its sources are current on the day."""
    kinds: tuple[Sequence[Script | Letter | PaperKind], ...] = (guide.scripts, guide.letters, guide.papers)
    for item in [item for kind in kinds for item in kind]:
        assert all(guide.source[name].is_current(guide.as_of) for name in item.sources), item.id
        for step in item.steps:
            ways = [(row.when, when) for row in guide.rows if row.step == step for when in item.when or ({},)]
            assert any(next(_meeting(guide, *way), None) for way in ways), f"{item.id} with {step}"


def _meeting(guide: Guide, *conditions: Condition) -> Iterator[Situation]:
    def is_promising(situation: Situation, decided: frozenset[str]) -> bool:
        return all(_may_hold(condition, situation, decided) for condition in conditions)

    return situations(guide, *conditions, keep=is_promising)


def test_14_the_honest_stop_is_reached_by_a_bill_that_matches(guide: Guide) -> None:
    household: dict[str, Any] = {
        "answers": {**SETTLED_HOUSEHOLD, "lump-sum": "no"},
        "size": 1,
        "state": "OH",
        "income": "90000.00",
    }
    (bill,) = answer(guide, MATCHES, **household)["bills"]
    stop = next(advice for advice in bill["now"] if advice["step"] == "pay-correct-share")
    assert stop["because"].startswith("This bill matches.")
    assert "confirm-in-writing" in [advice["step"] for advice in bill["now"]]


def test_a_settled_bill_is_offered_on_and_an_empty_one_waits(guide: Guide) -> None:
    (bill,) = answer(guide, settled("4200.00"), answers=SETTLED_HOUSEHOLD, private={"pay-now": "1200.00"})["bills"]
    assert (bill["path"], bill["not-yet"]) == ("lump-sum", [])
    assert "offer-lump-sum" in [advice["step"] for advice in bill["now"]]
    assert assessed(guide, {}).decision.path == "none-yet"
    assert assessed(guide, {"answers": SETTLED}).decision.now

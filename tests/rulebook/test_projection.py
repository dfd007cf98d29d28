"""What makes a proof over a projection a proof for every situation."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from rulebook.assess import assess
from rulebook.decide import decide
from rulebook.gate import first_closed
from rulebook.guide import Guide
from rulebook.records import Condition
from rulebook.situation import MISSING, Situation, effective_answers, matches
from tests.rulebook.projection import asked_keys, conditions_of_gate, now_of, only, situations, value_of
from tests.rulebook.random_cases import random_cases


def _whole_situations(guide: Guide, seed: int, count: int) -> Iterator[tuple[Situation, tuple[str, ...]]]:
    for case, on in random_cases(guide, seed, count):
        for bill in case.bills:
            yield assess(guide, case, bill, on).situation, tuple(bill.done)


def _every_condition(guide: Guide) -> list[Condition]:
    gate = [condition for row in guide.gate for condition in conditions_of_gate(row)]
    return [*(row.when for row in guide.rows), *gate]


def test_a_condition_reads_nothing_but_its_own_keys(guide: Guide) -> None:
    conditions = _every_condition(guide)
    for situation, _ in _whole_situations(guide, seed=1, count=300):
        for condition in conditions:
            small = {key: situation[key] for key in condition if key in situation}
            assert matches(condition, small) == matches(condition, situation)


def test_a_step_depends_only_on_its_own_rows_and_the_gate(guide: Guide) -> None:
    alone = {
        step.id: only(guide, [row for row in guide.rows if row.step == step.id], guide.gate) for step in guide.steps
    }
    for situation, done in _whole_situations(guide, seed=2, count=150):
        whole = decide(guide, situation, done)
        for step, small in alone.items():
            part = decide(small, situation, done)
            assert part.now == tuple(advice for advice in whole.now if advice.step == step)
            assert part.not_yet == tuple(waiting for waiting in whole.not_yet if waiting.step == step)


def test_exactly_the_rows_that_match_give_advice(guide: Guide) -> None:
    """Rows are looked up by an answer they need: none is lost, and only the gate holds one back."""
    for situation, _ in _whole_situations(guide, seed=6, count=300):
        decision = decide(guide, situation)
        given = {row.id for advice in decision.now for row in advice.rows}
        given |= {row.id for waiting in decision.not_yet for row in waiting.rows}
        matching = {row.id: row for row in guide.rows if matches(row.when, situation)}
        held_back = [row for name, row in matching.items() if name not in given]
        assert given <= set(matching)
        assert all(row.needs and first_closed(guide, situation, (), row.step) for row in held_back)


def test_another_row_never_takes_a_step_away(guide: Guide) -> None:
    for situation, done in _whole_situations(guide, seed=3, count=60):
        whole = set(now_of(guide, situation, done))
        for row in guide.rows[::3]:
            fewer = only(guide, [other for other in guide.rows if other is not row], guide.gate)
            assert set(now_of(fewer, situation, done)) <= whole


def test_a_done_step_leaves_and_takes_nothing_else_away(guide: Guide) -> None:
    for situation, _ in _whole_situations(guide, seed=4, count=200):
        before = now_of(guide, situation)
        for step in before:
            after = now_of(guide, situation, (step,))
            assert step not in after
            assert set(before) - {step} <= set(after)


def test_every_whole_situation_has_its_stand_in(guide: Guide) -> None:
    """Soundness: each row and gate row comes out alike in the situation of a real case and in one that is walked."""
    groups: list[tuple[Condition, ...]] = [*((row.when,) for row in guide.rows), *map(conditions_of_gate, guide.gate)]
    walked = []
    for conditions in groups:
        keys = sorted(asked_keys(guide, {key for condition in conditions for key in condition}))
        told = {_answers(guide, keys, conditions, situation) for situation in situations(guide, *conditions)}
        walked.append((keys, conditions, told))
    for situation, _ in _whole_situations(guide, seed=5, count=400):
        for keys, conditions, told in walked:
            assert _answers(guide, keys, conditions, situation) in told, (conditions, value_of(situation, keys))


def _answers(guide: Guide, keys: list[str], conditions: tuple[Condition, ...], situation: Situation) -> object:
    applies = tuple(key in situation for key in keys if key in guide.question)
    missing = tuple(situation.get(key) == MISSING for key in keys)
    return applies, missing, tuple(matches(condition, situation) for condition in conditions)


def test_every_walked_situation_is_one_that_answers_can_make(guide: Guide) -> None:
    """Exactness: storing the walked answers gives the walked situation back."""
    facts = [fact.id for fact in guide.facts]
    for conditions in itertools.chain(((row.when,) for row in guide.rows), map(conditions_of_gate, guide.gate)):
        for situation in situations(guide, *conditions):
            before = {key: value for key, value in situation.items() if key in facts}
            stored = {key: value for key, value in situation.items() if key not in facts and value != MISSING}
            asked = tuple(question for question in guide.questions if question.id in situation)
            assert effective_answers(replace(guide, questions=asked), stored, before) == situation

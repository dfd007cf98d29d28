"""The gate, cell by cell: each row over every answer it reads.

test_whole_cases.py compares the whole gate and the path with the same table on every random case.
"""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from rulebook.gate import first_closed, path_of
from rulebook.guide import Guide
from rulebook.records import GateRow, Question, Until
from rulebook.situation import MISSING, Situation
from tests.rulebook import by_hand
from tests.rulebook.projection import conditions_of_gate, counterexamples, only, situations

MONEY = ("offer-lump-sum", "reduce-and-plan", "bridge-plan", "pay-as-agreed", "pay-correct-share")


@pytest.mark.parametrize("name", by_hand.GATE)
def test_a_row_of_the_gate_is_open_and_closed_as_the_decision_says(name: str, guide: Guide) -> None:
    row = next(row for row in guide.gate if row.id == name)
    alone = only(guide, (), [row])
    conditions = conditions_of_gate(row)
    keys = {key for condition in conditions for key in condition} | _read_by_hand(name)
    for step, done in itertools.product(MONEY, ((), ("dispute-estimate",), tuple(guide.step))):

        def is_as_written(situation: Situation, step: str = step, done: tuple[str, ...] = done) -> bool:
            closed = first_closed(alone, situation, done, step)
            return (closed.until if closed else None) == by_hand.GATE[name](situation, done, step)

        assert counterexamples(situations(guide, *conditions, names=keys), is_as_written) == []


def _read_by_hand(name: str) -> set[str]:
    """Keys that the hand-written row looks up whatever they are."""
    return {
        "protection": {"consent", "ancillary", "appeal"},
        "estimate": {"estimate-gap"},
        "assistance": {"hardship", "aid"},
    }.get(name, set())


def test_the_gate_stands_in_the_order_of_the_decision(guide: Guide) -> None:
    known = [row.id for row in guide.gate if row.id in by_hand.GATE]
    assert known == list(by_hand.GATE)


def test_money_steps_are_those_of_the_decision(guide: Guide) -> None:
    assert {step.id for step in guide.steps if step.kind == "money"} == set(MONEY)


def test_the_first_row_closed_by_an_answer_is_told_and_a_rare_question_only_when_no_answer_closes() -> None:
    """Exact for the engine: every pattern of seven rows that are open, closed or waiting for a rare question."""
    names = [f"row-{n}" for n in range(7)]
    made = _synthetic(names)
    for pattern in itertools.product(("open", "closed", MISSING), repeat=len(names)):
        situation = dict(zip(names, pattern, strict=True))
        closed = first_closed(made, situation, (), "any-money-step")
        answered = [name for name in names if situation[name] == "closed"]
        waiting = [f"ask:{name}" for name in names if situation[name] == MISSING]
        assert (closed.until if closed else None) == next(iter([*answered, *waiting]), None)


def test_the_gate_is_open_only_when_every_row_is_open(guide: Guide) -> None:
    """Exact for the engine: every pattern of as many open and closed rows as our gate has."""
    names = [row.id for row in guide.gate]
    made = _synthetic(names)
    for pattern in itertools.product(("open", "closed"), repeat=len(names)):
        situation = dict(zip(names, pattern, strict=True))
        assert (first_closed(made, situation, (), "") is None) == all(answer == "open" for answer in pattern)


def _synthetic(names: list[str]) -> Guide:
    gate = tuple(GateRow(name, name, "first this", ({name: ("open",)},), (Until(name),)) for name in names)
    return replace(_empty(), gate=gate, questions=tuple(Question(name, "?", (), "open", rare=True) for name in names))


def _empty() -> Guide:
    plain: dict[str, object] = dict.fromkeys(Guide.__annotations__, ())
    return Guide(**{**plain, "version": "", "lang": "en", "as_of": date(2026, 11, 24), "words": {}})  # type: ignore[arg-type] # only the gate is read


def test_path_is_lump_sum_then_plan_then_assistance_when_the_gate_is_open() -> None:
    for lump_sum, monthly in itertools.product(("yes", "no", "unsure"), repeat=2):
        expected = "lump-sum" if lump_sum == "yes" else "reduce-and-plan" if monthly == "yes" else "assistance"
        assert path_of((), {"lump-sum": lump_sum, "monthly": monthly}) == expected


def test_a_closed_row_always_has_a_last_word(guide: Guide) -> None:
    assert [row.id for row in guide.gate if row.closed[-1].when] == []

"""A question is asked only while one of its answers would change what the reader is told."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rulebook.asking import questions_left
from rulebook.assess import assess
from rulebook.case import Bill, Case
from rulebook.guide import Guide
from rulebook.situation import MISSING
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import SETTLED, SETTLED_HOUSEHOLD, answer, assessed, settled, small_case


def _told(guide: Guide, case: Case, place: int, on: date) -> object:
    """What a reader would notice: steps with their rows, what waits for what, and the path."""
    decision = assess(guide, case, case.bills[place], on).decision
    now = [(advice.step, [row.id for row in advice.rows]) for advice in decision.now]
    return now, [(waiting.step, waiting.until) for waiting in decision.not_yet], decision.path


def _answered(guide: Guide, case: Case, place: int, answers: Mapping[str, str]) -> Case:
    """The case with these answers written where they belong."""
    household = {name: value for name, value in answers.items() if guide.question[name].scope == "household"}
    bill = case.bills[place]
    own = {name: value for name, value in answers.items() if name not in household}
    bills: list[Bill] = list(case.bills)
    bills[place] = replace(bill, answers={**bill.answers, **own})
    changed = replace(case.household, answers={**case.household.answers, **household})
    return replace(case, household=changed, bills=tuple(bills))


def test_a_question_is_asked_exactly_while_an_answer_changes_the_outcome(guide: Guide) -> None:
    for case, on in random_cases(guide, seed=30, count=150):
        for place, bill in enumerate(case.bills):
            found = assess(guide, case, bill, on)
            before = _told(guide, case, place, on)
            open_questions = [
                question
                for question in guide.questions
                if question.id in found.situation and not {**bill.answers, **case.household.answers}.get(question.id)
            ]
            changing = [
                question.id
                for question in open_questions
                if any(
                    _told(guide, _answered(guide, case, place, {question.id: one}), place, on) != before
                    for one in question.answer_ids
                )
            ]
            assert list(questions_left(guide, case, found, on)) == changing


def test_answering_all_leaves_nothing_to_ask(guide: Guide) -> None:
    dice = random.Random(31)
    for case, on in random_cases(guide, seed=31, count=200):
        for place in range(len(case.bills)):
            everything = {question.id: dice.choice(question.answer_ids) for question in guide.questions}
            full = _answered(guide, case, place, everything)
            assert questions_left(guide, full, assess(guide, full, full.bills[place], on), on) == ()


def test_answering_what_is_asked_comes_to_an_end(guide: Guide) -> None:
    """No question is asked twice, so a reader needs at most as many answers as there are questions."""
    dice = random.Random(32)
    for case, on in random_cases(guide, seed=32, count=60):
        asked: list[str] = []
        current = replace(case, bills=case.bills[:1])
        while left := questions_left(guide, current, assess(guide, current, current.bills[0], on), on):
            asked.append(left[0])
            current = _answered(guide, current, 0, {left[0]: dice.choice(guide.question[left[0]].answer_ids)})
        assert len(asked) == len(set(asked)) <= len(guide.questions)


def test_every_question_is_asked_of_somebody(guide: Guide) -> None:
    """All but `safe`, which the app asks at first use: it changes where notes are kept, not what to do."""
    asked: set[str] = set()
    for case, on in random_cases(guide, seed=33, count=700):
        for bill in case.bills:
            asked.update(questions_left(guide, case, assess(guide, case, bill, on), on))
    assert [question.id for question in guide.questions if question.id not in asked] == ["safe"]


def test_questions_are_asked_in_the_order_of_the_guide_and_each_in_its_place(guide: Guide) -> None:
    said = answer(guide, {}, {})
    order = [question.id for question in guide.questions]
    household = [question.id for question in guide.questions if question.scope == "household"]
    for names in (said["ask"], *(bill["ask"] for bill in said["bills"])):
        assert names == sorted(names, key=order.index)
    assert set(said["ask"]) <= set(household)
    assert all(not set(bill["ask"]) & set(household) for bill in said["bills"])


def test_a_rare_question_without_an_answer_keeps_the_gate_shut_and_an_explicit_unsure_advises(guide: Guide) -> None:
    for name, step in (
        ("who-owes", "check-who-owes"),
        ("other-payer", "find-other-payer"),
        ("late-coverage", "check-retro-coverage"),
    ):
        missing = settled("100.00")
        missing["answers"] = {key: value for key, value in SETTLED.items() if key != name}
        found = assessed(guide, missing, answers=SETTLED_HOUSEHOLD)
        assert [(w.step, w.until) for w in found.decision.not_yet] == [("offer-lump-sum", f"ask:{name}")]
        assert found.situation[name] == MISSING
        assert step not in [advice.step for advice in found.decision.now]
        unsure = assessed(guide, settled("100.00", **{name: "unsure"}), answers=SETTLED_HOUSEHOLD)
        assert [(w.step, w.until) for w in unsure.decision.not_yet] == [("offer-lump-sum", step)]
        assert step in [advice.step for advice in unsure.decision.now]


def test_an_answer_to_a_question_that_does_not_apply_is_kept_and_matches_nothing(guide: Guide) -> None:
    plain = settled("100.00")
    stale = settled(
        "100.00", claim="denied", appeal="not-started", **{"court-stage": "papers", "checked-age": "past-time"}
    )
    household: dict[str, Any] = {"answers": SETTLED_HOUSEHOLD}
    assert answer(guide, stale, **household)["bills"] == answer(guide, plain, **household)["bills"]
    assert small_case(guide, stale).bills[0].answers["claim"] == "denied"


def test_an_unknown_question_is_kept_and_ignored(guide: Guide) -> None:
    later = settled("100.00", **{"question-of-a-later-version": "perhaps"})
    household: dict[str, Any] = {"answers": SETTLED_HOUSEHOLD}
    assert answer(guide, later, **household)["bills"] == answer(guide, settled("100.00"), **household)["bills"]


def test_an_answer_in_the_wrong_place_is_not_shown_as_the_readers_own(guide: Guide) -> None:
    """`hardship` is asked of the household: written into a bill it counts for nothing and is not shown as a reason."""
    bill = settled("100.00", hardship="no", assistance="not-applied")
    said = answer(guide, bill, answers={"lump-sum": "yes"})["bills"][0]
    aid = next(advice for advice in said["now"] if advice["step"] == "apply-assistance")
    reasons = [aid, *aid.get("also", ())]
    assert all("hardship" not in reason["answers"] for reason in reasons)

"""As few questions as can still change something, in the guide's order, and all rare ones on one screen."""

import random

import pytest

from casebook.flow import applying, next_place, question_after, rare_questions, still_to_ask
from casebook.place import Place
from rulebook.__main__ import load_guide
from rulebook.asking import questions_left, urgent_questions
from rulebook.assess import assess
from rulebook.case import Case
from rulebook.guide import Guide
from tests.casebook.sitting import ON, Sitting, opened
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import SETTLED, SETTLED_HOUSEHOLD, small_case

# What closes the gate, by the step it wants first and the question that step asks when it is done.
STILL_OPEN = load_guide("en").words["tool.said-still-open"]
GATE: dict[tuple[str, str | None], dict[str, str]] = {
    ("answer-court-papers", None): {"holder": "court", "court-stage": "papers"},
    ("respond-to-judgment", None): {"holder": "court", "court-stage": "lien"},
    ("validate-debt", "validated"): {"holder": "collector"},
    ("use-bankruptcy-protection", "bankruptcy"): {"bankruptcy": "filed"},
    ("check-who-owes", "who-owes"): {"who-owes": "not-me"},
    ("check-public-coverage", "coverage"): {"coverage": "medicaid"},
    ("confirm-insurance", "unused-plan"): {"coverage": "insured-not-used"},
    ("confirm-insurance", "program-share"): {"coverage": "va-tricare-ihs", "claim": "final"},
    ("appeal-denial", "appeal"): {"coverage": "insured", "claim": "denied"},
    ("confirm-insurance", "claim"): {"coverage": "insured", "claim": "pending"},
    ("find-other-payer", "other-payer"): {"other-payer": "work-injury"},
    ("check-public-coverage", "medicaid-request"): {"coverage": "self-pay", "late-coverage": "medicaid-maybe"},
    ("check-retro-coverage", "late-coverage"): {"coverage": "self-pay", "late-coverage": "new-baby"},
    ("use-surprise-protection", "protection"): {
        "coverage": "insured",
        "claim": "final",
        "network": "out",
        "setting": "emergency",
        "protection": "not-asked",
    },
    ("dispute-estimate", None): {"coverage": "self-pay", "estimate": "written"},
    ("check-old-debt", "checked-age"): {"checked-age": "not-checked"},  # with care in 2020, below
    ("escalate", "bill-kind"): {"bill-kind": "refused"},
    ("request-itemized-bill", "bill-kind"): {"bill-kind": "summary"},
    ("dispute-errors", "lines"): {"bill-kind": "itemized", "lines": "errors-found"},
    ("check-lines", "lines"): {"bill-kind": "itemized", "lines": "not-checked"},
    ("complete-application", "assistance"): {"assistance": "incomplete"},
    ("appeal-assistance", "assistance"): {"assistance": "denied"},
    ("confirm-in-writing", None): {"assistance": "approved"},
    ("apply-assistance", "assistance"): {"assistance": "not-applied"},
    ("ask-refund", None): {"paid-some": "all"},
}


def bill_with(guide: Guide, step: str, changes: dict[str, str]) -> Sitting:
    """A settled bill with these answers instead."""
    household = {name for name in changes if guide.question[name].scope == "household"}
    own = {**SETTLED, **{name: answer for name, answer in changes.items() if name not in household}}
    answers = {**SETTLED_HOUSEHOLD, **{name: changes[name] for name in household}}
    service = "2020-03-01" if step == "check-old-debt" else "2026-10-01"
    amounts = {"balance": "500.00", "billed": "500.00", "estimate": "100.00"}  # 400 over the estimate
    bill: dict[str, object] = {"id": "er", "answers": own, "amounts": amounts}
    bill |= {"dates": {"service": service, "first-bill": "2026-10-20"}}
    return opened(guide, small_case(guide, bill, answers=answers)).at(Place("bill", "er"))


def test_every_step_of_the_gate_is_looked_at(guide: Guide) -> None:
    assert {(until.first, until.asks) for row in guide.gate for until in row.closed} == set(GATE)


@pytest.mark.parametrize(("step", "question"), GATE, ids=str)
def test_a_step_that_opens_the_gate_asks_its_question_when_it_is_done(
    guide: Guide, step: str, question: str | None
) -> None:
    before = bill_with(guide, step, GATE[step, question])
    assert step in before.now
    assert question_after(guide, assess(guide, before.case, before.bill, ON), step) == (question or "")
    after = before.does("mark-done", bill="er", step=step)
    if question is None:
        assert step in after.bill.done
        return
    assert after.place == Place("question", "er", question, done=step)
    for answer in guide.question[question].answer_ids:
        answered = after.does("answer", {question: answer}, bill="er", question=question)
        assert answered.desk.said == (STILL_OPEN if step in answered.now else guide.step[step].done)
        assert answered.place == Place("bill", "er")


def test_a_step_that_is_not_in_the_gate_asks_nothing(guide: Guide) -> None:
    gate = {until.first for row in guide.gate for until in row.closed}
    for case, on in random_cases(guide, seed=50, count=40):
        found = assess(guide, case, case.bills[0], on)
        assert {question_after(guide, found, step.id) for step in guide.steps if step.id not in gate} == {""}
        assert question_after(guide, found, "no-such-step") == ""


def without_answers(case: Case, guide: Guide, dice: random.Random) -> Case:
    """The case with about half of its answers left out, so that there is something to ask."""
    plain = opened(guide, case)
    bill = plain.case.bills[0]
    own = {name: answer for name, answer in bill.answers.items() if dice.random() < 0.5}
    return small_case(guide, {"id": "er", "answers": own, "dates": {"service": "2026-10-01"}})


def test_the_first_question_is_whether_notes_may_be_kept(guide: Guide) -> None:
    for case, on in random_cases(guide, seed=51, count=40):
        assessed = assess(guide, case, case.bills[0], on)
        left = still_to_ask(guide, case, assessed, on)
        if case.household.answers.get("safe"):
            assert "safe" not in left
        else:
            assert left[0] == "safe"
            assert next_place(guide, case, assessed, (), on) == Place("question", case.bills[0].id, "safe")


def test_only_what_the_rulebook_would_ask_is_asked_and_in_its_order(guide: Guide) -> None:
    order = [question.id for question in guide.questions]
    for case, on in random_cases(guide, seed=52, count=80):
        for bill in case.bills:
            assessed = assess(guide, case, bill, on)
            asked = [name for name in still_to_ask(guide, case, assessed, on) if name != "safe"]
            assert asked == list(questions_left(guide, case, assessed, on))
            assert asked == sorted(asked, key=order.index)


def test_a_reader_is_led_through_the_open_questions_to_the_bill(guide: Guide) -> None:
    """What can change a right comes first, then the rest, each in the guide's order; at the end is the bill."""
    dice = random.Random(53)
    for source, _ in random_cases(guide, seed=53, count=30):
        sitting = opened(guide, without_answers(source, guide, dice)).does("go", screen="question", bill="er")
        asked: list[str] = []
        rare_screens = 0
        while sitting.place.screen != "bill":
            assessed = assess(guide, sitting.case, sitting.bill, ON)
            left = still_to_ask(guide, sitting.case, assessed, ON)
            urgent = urgent_questions(guide, sitting.case, assessed, ON)
            assert set(urgent) <= set(left)
            first = left if left[0] == "safe" else urgent or left
            place = sitting.place
            if place.screen == "rare":
                rare_screens += 1
                assert all(guide.question[name].rare for name in first)
                sitting = sitting.does("answer-rare", bill="er")
                continue
            assert (place.screen, place.question) == ("question", first[0])
            assert list(place.trail) == asked
            enough = bool(sitting.page.css(".card--enough"))
            assert enough == bool(asked and not urgent and left[0] != "safe")
            asked.append(place.question)
            answer = dice.choice(guide.question[place.question].answer_ids)
            sitting = sitting.does("answer", {place.question: answer}, bill="er", question=place.question)
        assert questions_left(guide, sitting.case, assess(guide, sitting.case, sitting.bill, ON), ON) == ()
        assert asked[0] == "safe"
        assert len(set(asked)) == len(asked)
        assert rare_screens <= 1
        assert sitting.desk.said == guide.words["tool.said-all-asked"]


@pytest.mark.parametrize(("claim", "most"), [("pending", 8), ("final", 9)])
def test_few_questions_are_enough_to_start_and_none_of_the_others_is_about_a_right(
    claim: str, most: int, guide: Guide
) -> None:
    """An insured reader in an emergency meets nine screens at most before that is said; there are seventeen in all."""
    truth = {
        "safe": "yes", "coverage": "insured", "claim": claim, "bill-kind": "summary", "biller": "nonprofit-hospital",
        "setting": "emergency", "network": "in", "assistance": "not-applied",
    }  # fmt: skip
    sitting = opened(guide).does("add-bill", {"holder": "provider"})
    screens = 0
    while not sitting.page.css(".card--enough"):
        screens += 1
        if sitting.place.screen == "rare":
            sitting = sitting.does("answer-rare", bill="bill-1")
            continue
        name = sitting.place.question
        sitting = sitting.does("answer", {name: truth[name]}, bill="bill-1", question=name)
    assert screens <= most
    assessed = assess(guide, sitting.case, sitting.bill, ON)
    rights = {step.id for step in guide.steps if step.kind == "rights"}
    now = {advice.step for advice in assessed.decision.now} & rights
    for question in questions_left(guide, sitting.case, assessed, ON):
        for answer in guide.question[question].answer_ids:
            after = sitting.does("answer", {question: answer}, bill="bill-1", question=question)
            later = assess(guide, after.case, after.bill, ON)
            assert {advice.step for advice in later.decision.now} & rights == now, (question, answer)


def test_every_rare_question_that_applies_stands_on_the_one_screen_and_nowhere_else(guide: Guide) -> None:
    rare = {question.id for question in guide.questions if question.rare} - {"safe"}
    for case, on in random_cases(guide, seed=54, count=60):
        assessed = assess(guide, case, case.bills[0], on)
        here = [question.id for question in rare_questions(guide, assessed)]
        others = [question.id for question in applying(guide, assessed)]
        assert set(here) == rare & set(assessed.situation)
        assert set(here) | set(others) == (set(guide.question) & set(assessed.situation)) - {"safe"}
        assert not rare & set(others)
        sitting = opened(guide, case, on).at(Place("rare", case.bills[0].id))
        assert [node.attributes["data-question"] for node in sitting.page.css("fieldset")] == here


def test_nothing_left_to_ask_shows_the_bill(guide: Guide) -> None:
    sitting = bill_with(guide, "", {}).does("answer", {"safe": "no", "mail-safe": "yes"}, bill="er")
    asked = sitting.does("go", screen="question", bill="er")
    assert still_to_ask(guide, asked.case, assess(guide, asked.case, asked.bill, ON), ON) == ()
    assert asked.place == Place("bill", "er")


def test_answers_given_on_the_way_can_be_looked_at_again_one_by_one(guide: Guide) -> None:
    sitting = opened(guide).does("add-bill", {"holder": "provider"})
    asked = []
    while sitting.place.screen == "question":
        asked.append(sitting.place.question)
        answer = guide.question[asked[-1]].answer_ids[-1]
        sitting = sitting.does("answer", {asked[-1]: answer}, bill="bill-1", question=asked[-1])
    assert len(asked) > 3
    for question in reversed(asked):
        sitting = sitting.does("back")
        assert (sitting.place.screen, sitting.place.question) == ("question", question)
        assert sitting.page.css_first(f'[name="{question}"][checked]') is not None

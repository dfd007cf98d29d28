"""Answers, ticks and steps that are done: each goes where it belongs, and a changed answer leaves nothing behind."""

import random
from dataclasses import replace

import pytest

from casebook.place import Place
from rulebook.advise import advise
from rulebook.assess import assess
from rulebook.case import Bill, Case, canonical
from rulebook.guide import Guide
from tests.casebook.sitting import ON, Fields, opened, with_bills
from tests.rulebook.random_cases import random_cases


def test_an_answer_goes_where_it_belongs(guide: Guide) -> None:
    before = with_bills(guide, 2).at(Place("answers", "bill-2"))
    after = before.does("answer", {"coverage": "insured", "hardship": "no"}, bill="bill-2")
    assert after.bill.answers == {"coverage": "insured"}
    assert after.case.household.answers == {"hardship": "no"}
    assert after.case.bills[0] == Bill("bill-1")
    assert (after.place, after.desk.undo) == (before.place, guide.words["tool.undo-answer"])


@pytest.mark.parametrize("form", [{}, {"holder": ""}, {"holder": "pirate"}, {"holder": ()}, {"no-such": "yes"}])
def test_no_answer_is_asked_for_again(guide: Guide, form: Fields) -> None:
    before = with_bills(guide, 1).at(Place("question", "bill-1", "holder"))
    after = before.does("answer", form, bill="bill-1", question="holder")
    assert (after.case, after.place, after.troubled) == (before.case, before.place, ["holder"])


def test_an_answer_about_a_bill_that_is_not_there_changes_nothing(guide: Guide) -> None:
    after = opened(guide).does("answer", {"holder": "court"}, bill="bill-1", question="holder")
    assert (after.case, after.troubled) == (Case(), ["holder"])


def test_saying_whether_notes_may_be_kept_is_said_aloud_and_is_not_for_undo(guide: Guide) -> None:
    for answer in ("yes", "no"):
        after = with_bills(guide, 1).does("answer", {"safe": answer}, question="safe")
        assert after.case.household.answers == {"safe": answer}
        assert (after.desk.said, after.desk.undo) == (guide.words[f"tool.said-safe.{answer}"], "")
        assert after.desk.past == ()


def test_a_question_nobody_knows_can_be_named_and_the_way_back_still_leads_somewhere(guide: Guide) -> None:
    before = with_bills(guide, 1).at(Place("question", "bill-1", "holder"))
    after = before.does("answer", {"holder": "provider"}, bill="bill-1", question="no-such")
    assert after.does("back").page.css_first("h1") is not None


def told(guide: Guide, case: Case, place: int) -> object:
    """What is advised for one bill, apart from what may be asked next."""
    bill = advise(guide, case, ON)["bills"][place]  # type: ignore[index] # plain values of a known shape
    return bill["path"], bill["now"], bill["not-yet"], bill["deadlines"], bill["offer"], bill["leverage"]


def only_what_applies(guide: Guide, case: Case, place: int) -> Case:
    """A fresh case with the same final answers, and none to a question that is no longer asked."""
    bill = case.bills[place]
    applies = assess(guide, case, bill, ON).situation
    own = {name: answer for name, answer in bill.answers.items() if name in applies}
    household = {name: answer for name, answer in case.household.answers.items() if name in applies or name == "safe"}
    bills = tuple(replace(bill, answers=own) if known is bill else known for known in case.bills)
    return replace(case, bills=bills, household=replace(case.household, answers=household))


def test_a_changed_answer_leaves_nothing_of_the_old_one(guide: Guide) -> None:
    """After any changes the advice is that of a fresh case with the answers that stand at the end."""
    dice = random.Random(17)
    for case, _ in random_cases(guide, seed=17, count=60):
        sitting = opened(guide, case)
        place = dice.randrange(len(case.bills))
        name = case.bills[place].id
        for _ in range(12):
            question = dice.choice(guide.questions)
            screen = Place(dice.choice(("question", "answers")), name, question.id)
            answer = {question.id: dice.choice(question.answer_ids)}
            sitting = sitting.at(screen).does("answer", answer, bill=name, question=question.id)
        fresh = only_what_applies(guide, sitting.case, place)
        assert told(guide, sitting.case, place) == told(guide, fresh, place)


def test_answering_back_and_forth_ends_where_it_began(guide: Guide) -> None:
    for case, _ in random_cases(guide, seed=18, count=20):
        sitting = opened(guide, case).at(Place("answers", case.bills[0].id))
        for question in guide.questions:
            answers = (case.household if question.scope == "household" else case.bills[0]).answers
            if question.id in answers:
                other = next(answer for answer in question.answer_ids if answer != answers[question.id])
                for answer in (other, answers[question.id]):
                    sitting = sitting.does("answer", {question.id: answer}, bill=case.bills[0].id)
        assert sitting.text == canonical(case)


RARE = ("other-payer", "who-owes", "bankruptcy", "mail-safe")  # those that every bill is asked


def test_nothing_ticked_means_none_of_these(guide: Guide) -> None:
    after = with_bills(guide, 1).does("answer-rare", bill="bill-1")
    answers = {**after.bill.answers, **after.case.household.answers}
    assert {name: answers[name] for name in RARE} == {name: guide.question[name].answer_ids[0] for name in RARE}
    assert "safe" not in answers


def test_what_is_ticked_counts_and_all_else_is_none_of_these(guide: Guide) -> None:
    after = with_bills(guide, 1).does("answer-rare", {"who-owes": "not-me", "bankruptcy": "filed"}, bill="bill-1")
    assert after.bill.answers["who-owes"] == "not-me"
    assert after.bill.answers["other-payer"] == "none"
    assert after.case.household.answers == {"bankruptcy": "filed", "mail-safe": "yes"}
    assert after.desk.past


def test_unticking_takes_an_answer_back(guide: Guide) -> None:
    ticked = with_bills(guide, 1).does("answer-rare", {"who-owes": "not-me"}, bill="bill-1")
    assert ticked.does("answer-rare", bill="bill-1").bill.answers["who-owes"] == "me"


def test_two_ticks_under_one_question_are_named_and_nothing_changes(guide: Guide) -> None:
    before = with_bills(guide, 1).at(Place("rare", "bill-1"))
    two = {"who-owes": ("spouse", "not-me"), "other-payer": ("work-injury", "second-plan")}
    form: Fields = {**two, "bankruptcy": "filed"}
    after = before.does("answer-rare", form, bill="bill-1")
    assert (after.case, after.place, after.troubled) == (before.case, before.place, ["other-payer", "who-owes"])
    ticked = {node.attributes["value"] for node in after.page.css("input[checked]")}
    assert ticked == {"spouse", "not-me", "filed", "work-injury", "second-plan"}


def test_ticks_that_nobody_knows_count_for_nothing(guide: Guide) -> None:
    form: Fields = {"who-owes": ("pirate", "not-me"), "holder": "court", "safe": "yes"}
    after = with_bills(guide, 1).does("answer-rare", form, bill="bill-1")
    assert after.bill.answers["who-owes"] == "not-me"
    assert "holder" not in after.bill.answers
    assert "safe" not in after.case.household.answers


def test_a_step_with_nothing_to_ask_is_done_today_and_says_what_it_protected(guide: Guide) -> None:
    before = with_bills(guide, 1).at(Place("bill", "bill-1"))
    assert "gather-papers" in before.now
    after = before.does("mark-done", bill="bill-1", step="gather-papers")
    assert after.bill.done == {"gather-papers": ON}
    assert (after.place, after.desk.said) == (before.place, guide.step["gather-papers"].done)
    assert "gather-papers" not in after.now
    assert guide.step["gather-papers"].title in after.desk.undo


def test_a_step_whose_gate_has_a_question_asks_that_instead(guide: Guide) -> None:
    before = with_bills(guide, 1).at(Place("bill", "bill-1"))
    after = before.does("mark-done", bill="bill-1", step="request-itemized-bill")
    assert (after.case, after.desk.undo) == (before.case, "")
    assert after.place == Place("question", "bill-1", "bill-kind", done="request-itemized-bill")
    assert guide.step["request-itemized-bill"].title in after.page.text()
    assert after.does("back").place == Place("bill", "bill-1")


@pytest.mark.parametrize(("answer", "is_over"), [("itemized", True), ("requested", None), ("summary", False)])
def test_what_a_step_protected_is_said_when_it_leaves(guide: Guide, answer: str, is_over: bool | None) -> None:
    asked = with_bills(guide, 1).does("mark-done", bill="bill-1", step="request-itemized-bill")
    after = asked.does("answer", {"bill-kind": answer}, bill="bill-1", question="bill-kind")
    has_left = "request-itemized-bill" not in after.now
    assert has_left is (has_left if is_over is None else is_over)
    assert after.desk.said == (
        guide.step["request-itemized-bill"].done if has_left else guide.words["tool.said-still-open"]
    )
    assert (after.place, after.bill.done) == (Place("bill", "bill-1"), {})


def test_every_step_can_be_marked_done_or_leads_to_its_question(guide: Guide) -> None:
    """Over many bills: the step leaves what is to do now, or the question stands there; never neither."""
    marked = set()
    for case, on in random_cases(guide, seed=19, count=150):
        bill = case.bills[0]
        for advice in assess(guide, case, bill, on).decision.now:
            after = opened(guide, case, on).does("mark-done", bill=bill.id, step=advice.step)
            marked.add(advice.step)
            if after.place.screen == "question":
                assert after.case == case
                assert after.place.question in assess(guide, case, bill, on).situation
                continue
            left = assess(guide, after.case, after.case.bills[0], on).decision.now
            assert advice.step not in [still.step for still in left]
            assert after.case.bills[0].done[advice.step] == on
    assert len(marked) >= len(guide.steps) - 5


def test_not_done_takes_the_mark_back(guide: Guide) -> None:
    done = with_bills(guide, 1).does("mark-done", bill="bill-1", step="gather-papers")
    after = done.does("not-done", bill="bill-1", step="gather-papers")
    assert after.bill.done == {}
    assert guide.step["gather-papers"].title in after.desk.said
    assert after.desk.undo


@pytest.mark.parametrize("step", ["", "no-such-step", "pause"])
def test_a_step_that_is_not_done_cannot_be_taken_back(guide: Guide, step: str) -> None:
    before = with_bills(guide, 1)
    after = before.does("not-done", bill="bill-1", step=step)
    assert (after.case, after.desk.undo) == (before.case, "")


def test_a_step_nobody_knows_is_not_marked(guide: Guide) -> None:
    before = with_bills(guide, 1)
    assert before.does("mark-done", bill="bill-1", step="no-such-step").case == before.case

"""Each action of the reader does what it says, and what does not fit changes nothing and says what helps."""

import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from casebook.place import Place
from casebook.screens import SCREENS
from casebook.update import ACTIONS, AMOUNT_FIELDS, DATE_FIELDS, MOST_BILLS
from rulebook.advise import advise
from rulebook.assess import assess
from rulebook.case import Bill, Case, Household, canonical, read_case
from rulebook.guide import Guide
from tests.casebook.sitting import ON, Fields, Sitting, opened
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import small_case

EVERY_FIELD = {
    "biller-name": "Mercy Hospital",
    "biller-phone": "555 0100",
    "account": "778-1",
    **dict.fromkeys(AMOUNT_FIELDS, "$4,200.50"),
    **dict.fromkeys(DATE_FIELDS, "8/2/2026"),
}


def with_bills(guide: Guide, count: int) -> Sitting:
    return opened(guide, Case(bills=tuple(Bill(f"bill-{n}") for n in range(1, count + 1))))


def restored(sitting: Sitting, text: str) -> Sitting:
    return sitting.does("restore", {"file": text})


# add-bill and arrive


def test_adding_without_a_form_opens_the_form(guide: Guide) -> None:
    after = with_bills(guide, 1).does("add-bill")
    assert (after.place, len(after.case.bills), after.desk.undo) == (Place("add"), 1, "")


def test_a_bill_is_added_with_what_was_filled_in_and_the_questions_begin(guide: Guide) -> None:
    form = {"holder": "collector", "biller-name": " Mercy ", "amount.balance": "$4,200"}
    after = opened(guide).does("add-bill", form)
    assert after.bill == replace(
        Bill("bill-1", "Mercy", answers={"holder": "collector"}), amounts=replace(Bill().amounts, balance=Decimal(4200))
    )
    assert after.place == Place("question", "bill-1", "safe")
    assert after.desk.said == guide.words["tool.said-added"]
    assert "Mercy" in after.desk.undo


def test_an_empty_form_is_a_bill_too(guide: Guide) -> None:
    after = opened(guide).does("add-bill", {"biller-name": "", "amount.balance": ""})
    assert after.case.bills == (Bill("bill-1"),)


def test_an_answer_that_is_none_of_the_guide_is_left_out(guide: Guide) -> None:
    form = {"holder": "pirate", "coverage": "insured", "no-such": "yes", "hardship": "no", "safe": "yes"}
    after = opened(guide).does("add-bill", form)
    assert after.case == Case(bills=(Bill("bill-1", answers={"coverage": "insured"}),))


def test_a_bill_that_does_not_fit_is_not_added_and_every_field_is_named(guide: Guide) -> None:
    form = {"holder": "court", "amount.balance": "4,2x", "biller-name": "x" * 121}
    after = opened(guide).does("add-bill", form)
    assert (after.case, after.place) == (Case(), Place("add"))
    assert after.troubled == ["amount.balance", "biller-name"]
    assert after.desk.typed == {name: (text,) for name, text in form.items()}


def test_no_two_bills_have_the_same_id_also_after_some_are_removed(guide: Guide) -> None:
    dice = random.Random(3)
    sitting = opened(guide)
    for _ in range(60):
        if sitting.case.bills and dice.random() < 0.4:
            sitting = sitting.does("remove-bill", bill=dice.choice(sitting.case.bills).id)
        else:
            sitting = sitting.does("add-bill", {"biller-name": "one more"})
        names = [bill.id for bill in sitting.case.bills]
        assert len(set(names)) == len(names)


def test_a_new_id_is_free_whatever_the_bills_of_a_file_are_called(guide: Guide) -> None:
    names = ("bill-999999999", "bill-1000000000", "bill-0", "bill-07", "bill-x", "bill-2 ", "bill-" + "9" * 5000)
    sitting = opened(guide, Case(bills=tuple(Bill(name) for name in names)))
    for _ in range(3):
        sitting = sitting.does("add-bill", {"biller-name": "one more"})
    assert read_case(sitting.text, guide) == (sitting.case, ())
    assert len(sitting.case.bills) == len(names) + 3


@pytest.mark.parametrize(("before", "is_added"), [(MOST_BILLS - 1, True), (MOST_BILLS, False), (MOST_BILLS + 1, False)])
def test_there_is_room_for_500_bills(guide: Guide, before: int, is_added: bool) -> None:
    for name, form in (("add-bill", {"holder": "court"}), ("arrive", {"coverage": "insured"})):
        after = with_bills(guide, before).does(name, form)
        assert len(after.case.bills) == before + is_added
        assert is_added or after.desk.undo == ""


def test_no_room_is_said_when_the_reader_asks_for_it(guide: Guide) -> None:
    after = with_bills(guide, MOST_BILLS).does("add-bill", {"holder": "court"})
    assert str(MOST_BILLS) in after.desk.said


def test_answers_of_the_address_become_a_new_bill(guide: Guide) -> None:
    form = {"coverage": "insured", "claim": "pending", "hardship": "yes", "no-such": "x", "holder": "pirate", "": ""}
    after = with_bills(guide, 1).does("arrive", form)
    assert after.bill == Bill("bill-2", answers={"coverage": "insured", "claim": "pending"})
    assert after.case.household.answers == {"hardship": "yes"}
    assert after.place == Place("bill", "bill-2")
    assert after.desk.said == guide.words["tool.said-arrived"]
    assert after.desk.undo


def test_whether_notes_are_kept_never_comes_with_the_address(guide: Guide) -> None:
    after = opened(guide).does("arrive", {"safe": "yes", "coverage": "insured"})
    assert after.case.household.answers == {}
    alone = opened(guide).does("arrive", {"safe": "yes"})
    assert (alone.case, alone.desk.undo) == (Case(), "")


@pytest.mark.parametrize("form", [{}, {"no-such": "yes"}, {"coverage": "pirate"}, {"amount.balance": "5"}])
def test_an_address_without_an_answer_changes_nothing(guide: Guide, form: Fields) -> None:
    before = with_bills(guide, 1)
    after = before.does("arrive", form)
    assert (after.case, after.place, after.desk.undo) == (before.case, before.place, "")


# edit-bill and remove-bill


def test_editing_without_a_form_opens_the_form(guide: Guide) -> None:
    after = with_bills(guide, 2).does("edit-bill", bill="bill-2")
    assert after.place == Place("edit", "bill-2")


def test_every_field_of_the_form_is_kept(guide: Guide) -> None:
    after = with_bills(guide, 2).does("edit-bill", EVERY_FIELD, bill="bill-1")
    bill = after.case.bills[0]
    assert (bill.biller_name, bill.biller_phone, bill.account) == ("Mercy Hospital", "555 0100", "778-1")
    assert {getattr(bill.amounts, name) for name in AMOUNT_FIELDS.values()} == {Decimal("4200.50")}
    assert {getattr(bill.dates, name) for name in DATE_FIELDS.values()} == {date(2026, 8, 2)}
    assert after.case.bills[1] == Bill("bill-2")
    assert (after.place, after.desk.said) == (Place("bill", "bill-1"), guide.words["tool.said-saved"])
    assert "Mercy" in after.desk.undo


def test_a_field_left_empty_clears_and_a_field_that_was_not_there_stays(guide: Guide) -> None:
    full = with_bills(guide, 1).does("edit-bill", EVERY_FIELD, bill="bill-1")
    after = full.does("edit-bill", {"account": "", "amount.billed": "", "date.denial": ""}, bill="bill-1").bill
    assert (after.account, after.amounts.billed, after.dates.denial) == (None, None, None)
    assert (after.biller_name, after.amounts.balance, after.dates.service) == (
        "Mercy Hospital",
        Decimal("4200.50"),
        date(2026, 8, 2),
    )


def test_one_field_that_does_not_fit_keeps_all_others_from_being_taken(guide: Guide) -> None:
    before = with_bills(guide, 1).does("edit-bill", bill="bill-1")
    form = {**EVERY_FIELD, "date.denial": "2/29/2026", "amount.billed": "-5"}
    after = before.does("edit-bill", form, bill="bill-1")
    assert (after.case, after.place) == (before.case, Place("edit", "bill-1"))
    assert sorted(after.troubled) == ["amount.billed", "date.denial"]
    assert after.desk.typed["account"] == ("778-1",)


def test_what_the_form_does_not_show_survives_an_edit(guide: Guide) -> None:
    bill = {
        "id": "er",
        "lines": [{"code": "99285"}],
        "eob": [{"copay": "5.00"}],
        "later": 1,
        "dates": {"later": "x"},
        "done": {"gather-papers": "2026-08-25"},
    }
    before = opened(guide, small_case(guide, bill))
    after = before.does("edit-bill", {"biller-name": "Lab"}, bill="er")
    assert after.bill == replace(before.bill, biller_name="Lab")


@pytest.mark.parametrize("name", ["edit-bill", "remove-bill", "answer-rare", "mark-done", "not-done"])
def test_a_bill_that_is_not_there_leads_to_the_list(guide: Guide, name: str) -> None:
    before = with_bills(guide, 1).at(Place("bill", "bill-1"))
    after = before.does(name, EVERY_FIELD, bill="bill-7", step="gather-papers")
    assert (after.case, after.place, after.desk.undo) == (before.case, Place(), "")


def test_removing_a_bill_leaves_the_others_and_names_it(guide: Guide) -> None:
    before = with_bills(guide, 3).does("edit-bill", {"biller-name": "Lab"}, bill="bill-2")
    after = before.does("remove-bill", bill="bill-2")
    assert [bill.id for bill in after.case.bills] == ["bill-1", "bill-3"]
    assert (after.place, "Lab" in after.desk.said, "Lab" in after.desk.undo) == (Place(), True, True)


def test_removing_the_last_bill_leads_to_the_first_question(guide: Guide) -> None:
    assert with_bills(guide, 1).does("remove-bill", bill="bill-1").place == Place("add")


# answer


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


# answer-rare

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


# mark-done and not-done


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
    assert after.desk.said == (guide.step["request-itemized-bill"].done if has_left else "")
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


# household

HOUSEHOLD = {"size": "3", "state": "OH", "income": "$52,000", "pay-now": "1200", "pay-monthly": "80"}


def test_the_household_is_kept_and_its_answers_stay(guide: Guide) -> None:
    before = opened(
        guide, small_case(guide, {"id": "er"}, answers={"hardship": "no"}, private={"savings": "9"}, later=1)
    )
    after = before.does("household", HOUSEHOLD)
    household = after.case.household
    assert (household.size, household.state, household.income) == (3, "OH", Decimal(52000))
    assert (household.private.pay_now, household.private.pay_monthly) == (Decimal(1200), Decimal(80))
    assert household.private.extra == {"savings": "9"}
    assert (household.answers, household.extra) == ({"hardship": "no"}, {"later": 1})
    assert (after.place, after.desk.said) == (Place(), guide.words["tool.said-saved"])
    assert after.desk.undo == guide.words["tool.undo-household"]


def test_an_emptied_household_is_empty(guide: Guide) -> None:
    full = with_bills(guide, 1).does("household", HOUSEHOLD)
    assert full.does("household", dict.fromkeys(HOUSEHOLD, "")).case.household == Household()


def test_a_household_field_that_was_not_there_stays(guide: Guide) -> None:
    full = with_bills(guide, 1).does("household", HOUSEHOLD)
    assert full.does("household", {"income": "1"}).case.household == replace(full.case.household, income=Decimal(1))
    assert full.does("household").case == full.case


def test_a_household_that_does_not_fit_changes_nothing(guide: Guide) -> None:
    before = with_bills(guide, 1).at(Place("household"))
    form = {"size": "0", "income": "a lot", "pay-now": "-1", "pay-monthly": "1.234,56", "state": "OH"}
    after = before.does("household", form)
    assert (after.case, after.place) == (before.case, before.place)
    assert sorted(after.troubled) == ["income", "pay-monthly", "pay-now", "size"]
    assert after.page.css_first('option[value="OH"][selected]') is not None


# start-over, erase-all, restore


@pytest.mark.parametrize("safe", ["yes", "no", None])
def test_starting_over_removes_all_but_what_the_device_may_keep(guide: Guide, safe: str | None) -> None:
    answers = {"hardship": "no", **({"safe": safe} if safe else {})}
    before = opened(guide, small_case(guide, {"id": "er"}, size=3, answers=answers, later=1))
    after = before.does("start-over")
    assert after.case == Case(household=Household(answers={"safe": safe} if safe else {}))
    assert (after.place, after.desk.undo) == (Place("add"), guide.words["tool.undo-over"])
    assert after.does("undo").text == before.text


def test_erasing_asks_first(guide: Guide) -> None:
    before = with_bills(guide, 2)
    for form in ({}, {"sure": ""}, {"sure": "no"}, {"sure": "YES"}):
        asked = before.does("erase-all", form)
        assert (asked.case, asked.place, asked.desk.effects) == (before.case, Place("erase"), ())


def test_erasing_leaves_nothing_and_tells_the_page(guide: Guide) -> None:
    before = with_bills(guide, 2).does("answer", {"safe": "yes"}).does("remove-bill", bill="bill-1")
    erased = before.does("erase-all").does("erase-all", {"sure": "yes"})
    assert (erased.case, erased.place, erased.desk.past, erased.desk.undo) == (Case(), Place("add"), (), "")
    assert [effect.do for effect in erased.desk.effects] == ["erase"]
    assert erased.does("undo").case == Case()


BAD_FILES = {
    "not JSON": "{",
    "nothing": "",
    "a list": "[]",
    "only a number": "7",
    "something else": '{"format": "recipes/1"}',
    "a newer format": '{"format": "casebook/2", "bills": []}',
    "a float for an amount": '{"format": "casebook/1", "bills": [{"amounts": {"balance": 4200.5}}]}',
    "bills that are no list": '{"format": "casebook/1", "bills": {}}',
    "an unknown answer": '{"format": "casebook/1", "bills": [{"answers": {"holder": "pirate"}}]}',
    "two bills of one name": '{"format": "casebook/1", "bills": [{"id": "a"}, {"id": "a"}]}',
    "nested too deeply": "[" * 100_000,
    "half a character": '{"format": "casebook/1", "bills": [{"biller-name": "\\ud800"}]}',
    "one key twice": '{"format": "casebook/1", "bills": [], "bills": []}',
}


@pytest.mark.parametrize("text", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(guide: Guide, text: str) -> None:
    before = with_bills(guide, 2).does("answer", {"safe": "yes"})
    after = restored(before, text)
    assert (after.case, after.place, after.desk.past) == (before.case, Place("device"), before.desk.past)
    words = [trouble.words for trouble in after.desk.troubles]
    assert words[0] == guide.words["tool.restore-failed"]
    assert len(words) > 1
    _, problems = read_case(text, guide)
    assert words[1:] == [str(problem) for problem in problems]
    shown = after.page.text()
    assert [line for line in words if line not in shown] == []


@pytest.mark.parametrize(("wrong", "named"), [(4, 4), (5, 5), (6, 5)])
def test_every_reason_is_named_up_to_five(guide: Guide, wrong: int, named: int) -> None:
    bills = [{"amounts": {"balance": 0.5 + n}} for n in range(wrong)]
    after = restored(opened(guide), json.dumps({"format": "casebook/1", "bills": bills}))
    assert len(after.desk.troubles) == named + 1
    assert [f"bills[{n}].amounts.balance" in t.words for n, t in enumerate(after.desk.troubles[1:])] == [True] * named


def test_a_backup_takes_the_place_of_what_is_here(guide: Guide) -> None:
    for case, _ in random_cases(guide, seed=20, count=20):
        before = with_bills(guide, 2).does("answer", {"safe": "no"})
        after = restored(before, canonical(case))
        answers = {**case.household.answers, "safe": "no"}
        assert after.case == replace(case, household=replace(case.household, answers=answers))
        assert (after.place, str(len(case.bills)) in after.desk.said) == (Place(), True)
        assert after.desk.undo == guide.words["tool.undo-restore"]
        assert after.does("undo").text == before.text


@pytest.mark.parametrize("here", ["yes", "no", None])
@pytest.mark.parametrize("there", ["yes", "no", None])
def test_whether_this_device_keeps_notes_never_comes_from_a_file(
    guide: Guide, here: str | None, there: str | None
) -> None:
    before = with_bills(guide, 1)
    before = before.does("answer", {"safe": here}) if here else before
    backup = canonical(Case(household=Household(answers={"safe": there} if there else {}), bills=(Bill("er"),)))
    assert restored(before, backup).case.household.answers.get("safe") == here


# the rest


@pytest.mark.parametrize("name", ["unknown", "undo-all", "backup", "constructor"])
def test_an_action_nobody_knows_changes_nothing_and_says_so(guide: Guide, name: str) -> None:
    before = with_bills(guide, 1).at(Place("bill", "bill-1"))
    after = before.does(name, EVERY_FIELD, bill="bill-1")
    assert (after.case, after.place, after.desk.undo) == (before.case, before.place, "")
    assert after.desk.said == guide.words["tool.unknown-action"]


def test_printing_is_done_by_the_page(guide: Guide) -> None:
    before = with_bills(guide, 1).at(Place("bill", "bill-1"))
    after = before.does("print")
    assert (after.case, after.place, [effect.do for effect in after.desk.effects]) == (
        before.case,
        before.place,
        ["print"],
    )
    assert after.does("go").desk.effects == ()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_can_be_opened(guide: Guide, screen: str) -> None:
    after = with_bills(guide, 1).does("go", screen=screen, bill="bill-1", question="holder")
    assert after.place.screen == screen
    assert after.page.css_first("h1") is not None


def test_a_screen_that_cannot_be_shown_leads_to_one_that_can(guide: Guide) -> None:
    one = with_bills(guide, 1)
    assert one.does("go", screen="no-such").place == Place()
    assert one.does("go", screen="bill", bill="bill-7").place == Place()
    assert one.does("go", screen="question", bill="bill-1", question="no-such").place.question == "safe"
    assert opened(guide).does("go").place == Place("add")


def test_back_leads_to_the_question_before_then_to_the_bill_then_to_the_list(guide: Guide) -> None:
    sitting = with_bills(guide, 1).does("answer", {"safe": "no"}).does("go", screen="question", bill="bill-1")
    first = sitting.place.question
    sitting = sitting.does("answer", {first: guide.question[first].answer_ids[0]}, bill="bill-1", question=first)
    places = []
    for _ in range(3):
        sitting = sitting.does("back")
        places.append((sitting.place.screen, sitting.place.question))
    assert places == [("question", first), ("bill", ""), ("bills", "")]
    assert sitting.at(Place("erase")).does("back").place == Place("device")


def test_nothing_but_the_listed_actions_changes_a_case(guide: Guide) -> None:
    """`go`, `back` and `print` leave every case alone, whatever is sent with them."""
    for name in ("go", "back", "print"):
        assert name in ACTIONS
        before = with_bills(guide, 2)
        after = before.does(name, {**EVERY_FIELD, **HOUSEHOLD, "holder": "court", "safe": "yes"}, bill="bill-1")
        assert (after.text, after.desk.undo) == (before.text, "")

"""Bills are added, changed and removed as the reader says; what does not fit changes nothing and says what helps."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from casebook.early import DATE_FIELDS
from casebook.place import Place
from casebook.screens import SCREENS
from casebook.update import ACTIONS, AMOUNT_FIELDS, MOST_BILLS
from rulebook.case import Bill, Case, read_case
from rulebook.guide import Guide
from tests.casebook.sitting import EVERY_FIELD, HOUSEHOLD, Fields, opened, with_bills
from tests.rulebook.small_case import small_case


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
    form = {**EVERY_FIELD, "date.denial": "2/29/2026", "amount.billed": "five"}
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

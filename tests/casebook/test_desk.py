"""The desk: what was done can be taken back to the letter, and no order of actions leads to a broken case or screen."""

from dataclasses import replace

import pytest

from casebook.action import read_action
from casebook.desk import MOST_UNDO, Desk, act
from casebook.place import Place
from casebook.render import render
from casebook.scene import without_safe
from casebook.update import ACTIONS
from rulebook.case import Case, canonical, read_case
from rulebook.guide import Guide
from tests.casebook.random_actions import HOSTILE, UNREADABLE, Dice
from tests.casebook.sitting import ON, Fields, Sitting, opened
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import small_case

BACKUP = '{"format": "casebook/1", "bills": [{"id": "from-the-backup", "amounts": {"balance": "1.50"}}]}'
UNDOABLE: dict[str, tuple[Fields, dict[str, str]]] = {
    "add-bill": ({"holder": "court", "biller-name": "Lab"}, {}),
    "arrive": ({"coverage": "insured", "hardship": "yes"}, {}),
    "edit-bill": ({"amount.balance": "17", "date.denial": "8/2/2026", "account": ""}, {"bill": "er"}),
    "remove-bill": ({}, {"bill": "er"}),
    "answer": ({"holder": "court", "hardship": "yes"}, {"bill": "er"}),
    "answer-rare": ({"who-owes": "not-me", "bankruptcy": "filed"}, {"bill": "er"}),
    "mark-done": ({}, {"bill": "er", "step": "gather-papers"}),
    "not-done": ({}, {"bill": "er", "step": "pause"}),
    "household": ({"size": "4", "state": "", "income": "1", "pay-now": "2", "pay-monthly": ""}, {}),
    "start-over": ({}, {}),
    "restore": ({"file": BACKUP}, {}),
}
OF_WORDS = {"look-words", "use-words", "leave-words", "write-words", "words-back", "clear-words"}  # they are no case
NOTHING_TO_UNDO = {"go", "back", "print", "erase-all", *OF_WORDS}


def full(guide: Guide) -> Sitting:
    """Two bills with everything that has to come back to the letter: amounts as written, keys nobody knows."""
    first = {
        "id": "er",
        "biller-name": "Mercy",
        "account": "778-1",
        "answers": {"holder": "collector", "later-question": "maybe"},
        "amounts": {"balance": "4200.00", "billed": "5000", "later": 1.5},
        "dates": {"service": "2026-08-02"},
        "done": {"pause": "2026-08-25"},
        "lines": [{"code": "99285", "amount": "1980.0"}],
    }
    household = {"size": 3, "state": "OH", "income": "52000.00", "later": {"kept": [1, None]}}
    own = {"answers": {"safe": "yes"}, "private": {"pay-now": "1200.00"}}
    return opened(guide, small_case(guide, first, {"id": "lab"}, **household, **own))


def test_every_action_is_undone_here_or_has_nothing_to_undo() -> None:
    assert set(UNDOABLE) | NOTHING_TO_UNDO == set(ACTIONS)


@pytest.mark.parametrize("name", UNDOABLE)
def test_undo_brings_back_every_byte_and_the_screen(guide: Guide, name: str) -> None:
    before = full(guide).at(Place("bill", "er"))
    fields, about = UNDOABLE[name]
    after = before.does(name, fields, **about)
    assert after.text != before.text
    assert after.desk.past[-1].words
    undone = after.does("undo")
    assert (undone.text, undone.place) == (before.text, before.place)
    assert (undone.desk.said, undone.desk.undo) == (guide.words["tool.said-undone"], "")


@pytest.mark.parametrize("name", UNDOABLE)
def test_doing_it_again_changes_nothing_and_adds_nothing_to_undo(guide: Guide, name: str) -> None:
    fields, about = UNDOABLE[name]
    once = full(guide).does(name, fields, **about)
    if name in ("add-bill", "arrive"):
        return  # each of these is one more bill
    again = once.does(name, fields, **about)
    assert again.text == once.text
    assert len(again.desk.past) == 1


def test_saving_a_form_as_it_stands_changes_no_byte(guide: Guide) -> None:
    """A field shows $4,200.00 as 4200: sent back unchanged it is no change, so nothing is stored or undone."""
    for screen, name in ((Place("edit", "er"), "edit-bill"), (Place("household"), "household")):
        before = full(guide).at(screen)
        shown = {}
        for node in before.page.css('input[id^="field-"], select'):
            chosen = node.css_first("option[selected]") or node
            shown[str(node.attributes["name"])] = chosen.attributes["value"] or ""
        after = before.does(name, shown, bill="er")
        assert after.troubled == []
        assert (after.text, after.desk.past, after.desk.undo) == (before.text, (), "")


@pytest.mark.parametrize("safe", ["yes", "no"])
def test_undo_never_changes_whether_notes_are_kept(guide: Guide, safe: str) -> None:
    sitting = opened(guide).does("add-bill", {"holder": "court"}).does("answer", {"safe": safe}, bill="bill-1")
    sitting = sitting.does("edit-bill", {"account": "7"}, bill="bill-1")
    other = "no" if safe == "yes" else "yes"
    sitting = sitting.does("answer", {"safe": other}, bill="bill-1").does("undo").does("undo")
    assert sitting.case == replace(Case(), household=replace(Case().household, answers={"safe": other}))
    assert sitting.desk.past == ()


def test_undo_with_nothing_to_undo_is_quiet(guide: Guide) -> None:
    before = full(guide)
    after = before.does("undo")
    assert (after.text, after.place, after.desk.said) == (before.text, before.place, "")


@pytest.mark.parametrize(("done", "can_undo"), [(49, 49), (50, 50), (51, 50)])
def test_the_last_50_changes_can_be_taken_back(guide: Guide, done: int, can_undo: int) -> None:
    sitting = full(guide)
    texts = [sitting.text]
    for n in range(done):
        sitting = sitting.does("edit-bill", {"account": f"number {n}"}, bill="er")
        texts.append(sitting.text)
    assert MOST_UNDO == 50
    assert len(sitting.desk.past) == can_undo
    for text in reversed(texts[done - can_undo : done]):
        sitting = sitting.does("undo")
        assert sitting.text == text
    assert (sitting.desk.past, sitting.desk.undo) == ((), "")


def test_each_undo_offers_the_one_before(guide: Guide) -> None:
    sitting = full(guide).does("remove-bill", bill="lab").does("start-over")
    assert sitting.desk.undo == guide.words["tool.undo-over"]
    assert "Bill 2" in sitting.does("undo").desk.undo


def test_what_does_not_fit_and_what_changes_nothing_leaves_nothing_to_undo(guide: Guide) -> None:
    for name, field in (("edit-bill", "amount.balance"), ("household", "size"), ("restore", "file")):
        after = full(guide).does(name, {field: "x"}, bill="er")
        assert (after.desk.past, after.desk.undo, after.text) == ((), "", full(guide).text)


def test_a_field_without_a_value_in_a_form_that_does_not_fit_is_shown_empty(guide: Guide) -> None:
    after = opened(guide).does("add-bill", {"holder": (), "biller-name": (), "amount.balance": "4,2x"})
    assert after.troubled == ["amount.balance"]
    assert [node.attributes["value"] for node in after.page.css('input[name="amount.balance"]')] == ["4,2x"]


def test_words_of_one_action_are_gone_after_the_next(guide: Guide) -> None:
    after = full(guide).does("restore", {"file": "x"}).does("go", screen="device")
    assert (after.desk.troubles, after.desk.said, after.desk.typed) == ((), "", {})
    assert after.page.css_first('[role="alert"]') is None


def test_a_case_of_an_older_release_is_undone_to_the_letter(guide: Guide) -> None:
    """Whole random cases, with keys and answers nobody knows: start over, then undo."""
    for case, on in random_cases(guide, seed=40, count=60):
        for name in ("start-over", "household", "restore"):
            fields, _ = UNDOABLE[name]
            after = opened(guide, case, on).does(name, fields).does("undo")
            assert after.text == canonical(case)


class Walk:
    """One reader who does many things in any order."""

    def __init__(self, guide: Guide, seed: int) -> None:
        self.guide = guide
        self.dice = Dice(seed)
        cases = random_cases(guide, seed, 1)
        case = self.dice.choice((Case(), next(iter(cases))[0]))
        self.desk = opened(guide, case).desk
        self.first = without_safe(case)  # where undoing all leads: the start, or what was there after erasing

    def step(self) -> None:
        """One action; whatever it was, the case can be kept and the screen can be shown."""
        before = self.desk
        text = self.dice.action(self.guide, before.case, (before.place.bill, before.place.question))
        action, _ = read_action(text)
        if action is None:
            return
        self.desk = act(self.guide, before, action, ON)
        if any(effect.do == "erase" for effect in self.desk.effects):
            self.first = Case()
        if action.name == "undo":
            assert self.safe(self.desk) == self.safe(before)
        elif self.desk.case == before.case:
            assert canonical(self.desk.case) == canonical(before.case)
        self.check(before)

    @staticmethod
    def safe(desk: Desk) -> str | None:
        return desk.case.household.answers.get("safe")

    def check(self, before: Desk) -> None:
        assert len(self.desk.past) <= MOST_UNDO
        assert render(self.guide, self.desk, ON).encode()
        if self.desk.case is before.case:
            return
        text = canonical(self.desk.case)
        text.encode()
        read, problems = read_case(text, self.guide)
        assert (read, problems) == (self.desk.case, ())
        assert read is not None
        assert canonical(read) == text

    def undo_all(self) -> None:
        undo, _ = read_action('{"name": "undo"}')
        assert undo is not None
        while self.desk.past:
            self.desk = act(self.guide, self.desk, undo, ON)
            assert render(self.guide, self.desk, ON)


@pytest.mark.parametrize("seed", range(0, 320, 16))
def test_any_order_of_actions_keeps_a_case_that_can_be_read_and_a_screen_that_can_be_shown(
    guide: Guide, seed: int
) -> None:
    """Thirty actions each, hostile ones too; at the end undoing all of it gives the bytes of the start."""
    for one in range(seed, seed + 16):
        walk = Walk(guide, one)
        for _ in range(30):
            walk.step()
        walk.undo_all()
        assert canonical(without_safe(walk.desk.case)) == canonical(walk.first), f"seed {one}"


def test_hostile_actions_are_refused_by_the_border_or_by_the_action(guide: Guide) -> None:
    """Text that is no action is no action; any name, bill, step, question or screen leaves the case as it was."""
    assert [text for text in UNREADABLE if read_action(text)[0] is not None] == []
    before = full(guide)
    for text in HOSTILE:
        for name in ("go", "edit-bill", "remove-bill", "answer-rare", "mark-done", "not-done"):
            assert before.does(name, bill=text, step=text, question=text, screen=text).text == before.text

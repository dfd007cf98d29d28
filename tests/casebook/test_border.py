"""The border to the browser: text in, JSON text out, whatever comes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casebook.border import Border, load_guide
from casebook.place import Place
from casebook.scene import without_safe
from rulebook.__main__ import main
from rulebook.advise import advice_text
from rulebook.case import Bill, Case, Household, canonical, read_case
from rulebook.decode import to_plain
from rulebook.guide import Guide
from tests.casebook.random_actions import UNREADABLE
from tests.casebook.screens import KNOWN, SOME, known_cases
from tests.casebook.sitting import ON, Fields, action, opened

DAY = ON.isoformat()
SHAPE = {
    "html": str,
    "place": dict,
    "title": str,
    "said": str,
    "undo": str,
    "case": str | None,
    "keep": str,
    "backup": str | None,
    "told": str | None,
    "effects": list,
    "trouble": bool,
    "passing": bool,
}
SAVED = canonical(Case(household=Household(answers={"safe": "yes"}), bills=(Bill("er", "Mercy"), Bill("lab"))))


def shaped(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, after a look at its shape."""
    assert list(answer) == list(SHAPE)
    assert [name for name, kind in SHAPE.items() if not isinstance(answer[name], kind)] == []
    return answer


class Page:
    """The page of a browser: it sends text and gets text, and keeps the last case it was given."""

    def __init__(self, saved: str = "") -> None:
        self.border = Border("en")
        self.first = shaped(json.loads(self.border.open(saved, DAY)))
        self.kept = saved

    def does(self, name: str, fields: Fields | None = None, **about: str) -> dict[str, Any]:
        return self.sends(json.dumps(to_plain(action(name, fields, **about))))

    def sends(self, text: str) -> dict[str, Any]:
        answer = shaped(json.loads(self.border.act(text, DAY)))
        if answer["case"] is not None:
            self.kept = answer["case"]
        return answer


def test_a_first_visit_opens_with_the_first_question_and_nothing_to_keep() -> None:
    first = Page().first
    assert first["place"] == to_plain(Place("add"))
    assert (first["case"], first["backup"], first["keep"], first["said"]) == (None, "", "", "")
    assert (first["undo"], first["effects"], first["trouble"]) == ("", [], False)
    assert first["html"] == opened(load_guide("en")).html


def test_what_was_kept_opens_with_the_list_and_is_not_stored_again() -> None:
    first = Page(SAVED).first
    assert first["place"]["screen"] == "bills"
    assert "Mercy" in first["html"]
    assert (first["case"], first["keep"]) == (None, "yes")


def test_every_case_opens_as_it_was_kept() -> None:
    border = Border("en")
    for known in SOME:
        answer = shaped(json.loads(border.open(canonical(known.case), known.on.isoformat())))
        assert answer["backup"] == (canonical(without_safe(known.case)) if known.case.bills else "")
        assert answer["place"]["screen"] == ("bills" if known.case.bills else "add")


@pytest.mark.parametrize(
    ("saved", "is_newer"),
    [
        ("{", False),
        ("[]", False),
        ("null", False),
        ('{"bills": [{"amounts": {"balance": 4200.5}}]}', False),
        ('{"bills": [{"id": "a"}, {"id": "a"}]}', False),
        ('{"format": "casebook/2"}', True),
        ('{"format": "casebook/12", "bills": "another shape"}', True),
    ],
)
def test_what_cannot_be_read_is_left_where_it_is_and_named(saved: str, is_newer: bool) -> None:
    border = Border("en")
    answer = json.loads(border.open(saved, DAY))
    assert set(answer) == {"problems", "newer"}
    assert answer["newer"] is is_newer
    assert 1 <= len(answer["problems"]) <= 5
    assert all(isinstance(line, str) and line for line in answer["problems"])
    afterwards = shaped(json.loads(border.open("", DAY)))
    assert afterwards["place"]["screen"] == "add"


def test_a_file_of_something_else_is_not_called_newer() -> None:
    """Only a file that a newer version made asks for an update of the page."""
    answer = json.loads(Border("en").open('{"format": "recipes/1", "bills": 7}', DAY))
    assert len(answer["problems"]) == 2
    assert answer["newer"] is False


def test_the_case_is_told_when_it_changed_and_only_then() -> None:
    page = Page(SAVED)
    assert page.does("go", screen="bill", bill="er")["case"] is None
    changed = page.does("edit-bill", {"account": "778-1", "amount.balance": "4200"}, bill="er")
    assert changed["case"] is not None
    assert "778-1" in changed["case"]
    for name, fields, about in (
        ("edit-bill", {"account": "778-1", "amount.balance": "$4,200.00"}, {"bill": "er"}),
        ("edit-bill", {"amount.balance": "4,2x"}, {"bill": "er"}),
        ("go", {}, {"screen": "device"}),
        ("back", {}, {}),
        ("print", {}, {}),
        ("no-such", {}, {}),
        ("mark-done", {}, {"bill": "no-such", "step": "pause"}),
        ("restore", {"file": "{"}, {}),
    ):
        answer = page.does(name, fields, **about)
        assert (answer["case"], answer["backup"]) == (None, None), name
    assert page.does("undo")["case"] == SAVED


def test_what_the_page_was_told_last_is_what_the_desk_holds(guide: Guide) -> None:
    """Closing the page after any action and opening what was kept shows the same bills."""
    page = Page()
    for name, fields, about in (
        ("add-bill", {"holder": "collector", "biller-name": "Mercy"}, {}),
        ("answer", {"safe": "yes"}, {"bill": "bill-1", "question": "safe"}),
        ("answer", {"coverage": "self-pay"}, {"bill": "bill-1", "question": "coverage"}),
        ("arrive", {"coverage": "insured", "claim": "pending"}, {}),
        ("household", {"size": "3", "income": "52000"}, {}),
        ("mark-done", {}, {"bill": "bill-1", "step": "gather-papers"}),
        ("undo", {}, {}),
        ("remove-bill", {}, {"bill": "bill-2"}),
    ):
        page.does(name, fields, **about)
        case, problems = read_case(page.kept, guide)
        assert case is not None, problems
        assert canonical(case) == page.kept
        again = Page(page.kept)
        assert again.does("go")["html"] == page.does("go")["html"]


def test_a_backup_never_says_what_this_device_may_keep_and_is_empty_without_bills() -> None:
    page = Page(SAVED)
    assert '"safe"' not in page.first["backup"]
    changed = page.does("answer", {"safe": "no"}, question="safe")
    assert changed["keep"] == "no"
    assert '"safe": "no"' in changed["case"]
    assert changed["backup"] == page.first["backup"]
    page.does("remove-bill", bill="er")
    assert page.does("remove-bill", bill="lab")["backup"] == ""


def test_a_backup_can_be_loaded_on_another_device_with_every_byte() -> None:
    for known in SOME[::10]:
        there = Page(canonical(known.case))
        here = Page()
        backup = there.first["backup"]
        loaded = here.does("restore", {"file": backup})
        if backup:
            assert loaded["case"] == loaded["backup"] == backup
        else:
            assert loaded["trouble"] is True


def test_what_only_the_page_can_do_is_told_once() -> None:
    page = Page(SAVED)
    assert page.does("print")["effects"] == ["print"]
    assert page.does("go")["effects"] == []
    asked = page.does("erase-all")
    assert (asked["effects"], asked["place"]["screen"], asked["case"]) == ([], "erase", None)
    erased = page.does("erase-all", {"sure": "yes"})
    assert (erased["effects"], erased["case"], erased["backup"], erased["keep"]) == (
        ["erase"],
        canonical(Case()),
        "",
        "",
    )
    assert (page.does("undo")["case"], page.does("go")["effects"]) == (None, [])


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_action_changes_nothing_and_says_so(text: str) -> None:
    page = Page(SAVED)
    before = page.does("go", screen="bill", bill="er")
    answer = page.sends(text)
    assert answer["said"] == load_guide("en").words["tool.unreadable"]
    assert (answer["case"], answer["html"], answer["place"], answer["undo"]) == (
        None,
        before["html"],
        before["place"],
        "",
    )


def test_what_did_not_fit_is_still_there_after_something_unreadable() -> None:
    page = Page(SAVED)
    page.does("edit-bill", bill="er")
    troubled = page.does("edit-bill", {"amount.balance": "4,2x"}, bill="er")
    assert troubled["trouble"] is True
    assert "4,2x" in troubled["html"]
    assert page.sends("{")["html"] == troubled["html"]


def test_no_title_holds_a_readers_own_words() -> None:
    """The browser keeps titles in its history, also for those who said that nothing may be kept."""
    page = Page(SAVED)
    words = load_guide("en").words
    assert page.does("go", screen="bill", bill="er")["title"] == words["tool.screen.bill"]
    assert page.does("go")["title"] == words["tool.screen.bills"]


def test_every_answer_can_be_sent_as_utf_8() -> None:
    page = Page(SAVED)
    for name in ("é", "🙂", "\u2028", "医院", "\x00"):
        raw = page.border.act(json.dumps({"name": "edit-bill", "bill": "er", "fields": {"biller-name": [name]}}), DAY)
        assert json.loads(raw.encode()) == json.loads(raw)


def test_advice_is_the_commands_to_the_byte(guide: Guide) -> None:
    border = Border("en")
    for known in known_cases(guide, 100):
        answer = json.loads(border.advise(canonical(known.case), known.on.isoformat()))
        assert answer == {"advice": advice_text(guide, known.case, known.on)}, known.name


def test_advice_is_what_the_command_prints(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    known = next(found for found in KNOWN if len(found.case.bills) > 1)
    (tmp_path / "case.json").write_text(canonical(known.case), "utf-8")
    assert main(["advise", str(tmp_path / "case.json"), "--on", known.on.isoformat()]) == 0
    answer = json.loads(Border("en").advise(canonical(known.case), known.on.isoformat()))
    assert answer["advice"].encode() == capsysbinary.readouterr().out


@pytest.mark.parametrize(
    ("case", "on", "named"),
    [("{", DAY, 1), ('{"format": "casebook/2"}', DAY, 1), ("{}", "2026-02-30", 1), ("[]", "today", 2), ("{}", "", 1)],
)
def test_advice_on_what_cannot_be_read_names_every_problem(case: str, on: str, named: int) -> None:
    answer = json.loads(Border("en").advise(case, on))
    assert set(answer) == {"problems"}
    assert len(answer["problems"]) == named


def test_asking_for_advice_leaves_the_desk_alone() -> None:
    page = Page(SAVED)
    before = page.does("go")
    page.border.advise(canonical(Case()), "2030-01-01")
    assert page.does("go") == before


def test_the_day_is_the_one_that_is_passed_in() -> None:
    border = Border("en")
    bill = {"id": "er", "answers": {"biller": "nonprofit-hospital"}, "dates": {"first-bill": "2026-08-20"}}
    border.open(json.dumps({"format": "casebook/1", "bills": [bill]}), DAY)
    go = '{"name": "go", "screen": "bill", "bill": "er"}'
    today, later = (json.loads(border.act(go, on))["html"] for on in (DAY, date(2027, 4, 18).isoformat()))
    assert "card--past" not in today
    assert "card--past" in later


def test_a_language_that_was_not_compiled_is_an_error() -> None:
    with pytest.raises((LookupError, OSError)):
        load_guide("xx")

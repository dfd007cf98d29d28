"""10,000 hostile texts, each in every place: no new element or attribute, and each is shown as it was written."""

import json
from collections.abc import Sequence
from typing import get_args

import pytest
from selectolax.lexbor import LexborHTMLParser

from casebook.border import Border
from casebook.place import Place, Screen
from casebook.scene import LONGEST_NAME
from casebook.screens import SCREENS
from rulebook.case import case_from
from rulebook.guide import Guide
from rulebook.line import one_line
from tests.casebook.sitting import Sitting, opened
from tests.hostile import likeness
from tests.hostile.likeness import RAW_TEXT, Likeness, Reply
from tests.hostile.strings import half_texts, hostile_texts
from tests.hostile.visit import DAY, KNOWN, NAMES, Visitor, form_fields, whole_case
from tests.hostile.words import Slot, harmless, hostile, packed

COUNT = 10_000
AT_ONCE = 4_000  # characters, some seventy texts: a file or an address may hold that much in one place
BILLS_AT_ONCE = 500
OF_ONE_BILL: tuple[Screen, ...] = ("bill", "question", "rare", "answers", "edit")


@pytest.fixture(scope="module")
def border() -> Border:
    return Border("en")


@pytest.fixture(scope="module")
def replies(border: Border, guide: Guide) -> list[Likeness]:
    """Every reply to a reader with harmless words."""
    visitor = Visitor(border, guide, harmless())
    return [
        Likeness(name, reply, likeness.Screen(reply["html"], is_quoted=name == "restore"))
        for name, reply in visitor.visit()
    ]


def test_10_000_texts_in_every_place_change_nothing_but_the_words(
    border: Border, guide: Guide, replies: list[Likeness]
) -> None:
    """Screens, sentences, places, cases and backups are those of a reader with harmless words, but for the words."""
    texts = packed(hostile_texts(COUNT), AT_ONCE)
    for turn in range(len(texts)):
        words = hostile(texts, turn)
        for harmless_one, (name, reply) in zip(replies, Visitor(border, guide, words).visit(), strict=True):
            difference = harmless_one.difference(reply, words.slots)
            assert not difference, f"turn {turn}, {name}: {difference}"


def test_10_000_texts_as_the_name_of_a_bill_change_no_screen(guide: Guide) -> None:
    """A name stands in every title and in its field, read from a file and typed."""
    marked = [likeness.Screen(html) for html in _screens_of(guide, "place0word", "place1word")]
    names = packed(hostile_texts(COUNT), LONGEST_NAME)
    for number, name in enumerate(names):
        slots = [Slot(name, "filed", 1), Slot(names[number - 1], "typed", 1)]
        for screen, html in zip(marked, _screens_of(guide, *(slot.text for slot in slots)), strict=True):
            difference = screen.difference(html, slots)
            assert not difference, f"{name!r}: {difference}"


def _screens_of(guide: Guide, filed: str, typed: str) -> Sequence[str]:
    """Every screen of a bill with this name, and its form once more after another name and no amount were typed."""
    answers = {question.id: question.default for question in guide.questions if question.scope == "bill"}
    names = {"biller-name": filed, "account": filed, "biller-phone": filed}
    bill = {"id": "one", **names, "answers": {**answers, "holder": "court"}}
    household = {question.id: question.default for question in guide.questions if question.scope == "household"}
    case, problems = case_from({"bills": [bill], "household": {"answers": {**household, "safe": "yes"}}}, guide)
    assert case is not None, problems
    opening = opened(guide, case)
    unfit = opening.at(Place("edit", "one")).does(
        "edit-bill", {**dict.fromkeys(NAMES, typed), "amount.balance": "x"}, bill="one"
    )
    screens = [opening.at(Place(screen, "one", "holder")) for screen in OF_ONE_BILL]
    return [sitting.html for sitting in (*screens, unfit)]


def test_10_000_names_stand_in_the_list_of_bills_as_they_are(guide: Guide) -> None:
    names = packed(hostile_texts(COUNT), LONGEST_NAME)
    for start in range(0, len(names), BILLS_AT_ONCE):
        some = names[start : start + BILLS_AT_ONCE]
        slots = [Slot(name, "filed", number) for number, name in enumerate(some, start=1)]
        marked = likeness.Screen(_list_of(guide, [f"place{number}word" for number in range(len(some))]).html)
        assert marked.difference(_list_of(guide, some).html, slots) == ""


def _list_of(guide: Guide, names: Sequence[str]) -> Sitting:
    bills = [{"id": f"bill-{number}", "biller-name": name} for number, name in enumerate(names)]
    case, problems = case_from({"bills": bills}, guide)
    assert case is not None, problems
    return opened(guide, case)


def test_the_id_a_page_sends_back_finds_its_bill(guide: Guide) -> None:
    """Browsers change some characters of an attribute; the bill opens all the same, under the id of the file."""
    for text in filter(None, hostile_texts(COUNT // 10)):
        case, problems = case_from({"bills": [{"id": text}]}, guide)
        assert case is not None, problems
        (line,) = opened(guide, case).page.css("[data-bill]")
        sent = line.attributes["data-bill"]
        assert sent is not None
        assert opened(guide, case).does("go", screen="bill", bill=sent).place == Place("bill", text)


@pytest.mark.parametrize("text", half_texts(20), ids=range(20))
def test_half_a_character_is_refused_at_the_door(border: Border, guide: Guide, text: str) -> None:
    """No file can hold one; the screen stays, and the sentence is one of ours."""
    before = json.loads(border.open("", DAY))
    after = json.loads(border.act(json.dumps({"name": "add-bill", "fields": {"biller-name": [text]}}), DAY))
    assert after["html"] == before["html"]
    assert after["said"] == guide.words["tool.unreadable"]
    opened_from = json.loads(border.open(json.dumps({"format": "casebook/1", "bills": [{"id": text}]}), DAY))
    assert list(opened_from) == ["problems", "newer"]


def test_the_visit_opens_every_screen_and_does_every_action(replies: list[Likeness]) -> None:
    assert set(KNOWN) <= {one.name for one in replies}
    assert {one.reply["place"]["screen"] for one in replies} == set(SCREENS)


def test_the_visit_fills_every_field_a_reader_can_write_into(replies: list[Likeness]) -> None:
    """Each field shows its own marker again after a form that did not fit; a state is chosen from a list."""
    for screen in set(get_args(Screen)) - {"words"}:  # test_words.py writes into that one
        shown = [one.reply for one in replies if one.reply["trouble"] and one.reply["place"]["screen"] == screen]
        for field in form_fields(screen):
            assert field == "state" or any("place" in _value(reply, field) for reply in shown), f"{screen}: {field}"


def _value(reply: Reply, field: str) -> str:
    node = LexborHTMLParser(reply["html"]).css_first(f'input[name="{field}"]')
    return (node.attributes.get("value") or "") if node else ""


def test_the_case_of_the_visit_has_words_in_every_text(guide: Guide) -> None:
    """Every text and every unknown key of a case file is a place: what is not is fixed by its meaning."""
    fixed = {"casebook/1", "OH", "other", "pause", "yes", "court"}
    known = {answer for question in guide.questions for answer in question.answer_ids}
    words = harmless()
    plain = whole_case(guide, words)
    texts = set(_texts(plain)) - fixed - known
    assert {text for text in texts if not text.startswith("place")} <= {"4200.50", "2026-08-02"}
    assert len(words.slots) > 60


def _texts(plain: object) -> list[str]:
    if isinstance(plain, dict):
        return [text for value in plain.values() for text in _texts(value)]
    if isinstance(plain, list):
        return [text for item in plain for text in _texts(item)]
    return [plain] if isinstance(plain, str) else []


def test_no_screen_holds_raw_text(replies: list[Likeness]) -> None:
    """Where an element reads its inside as text, what a parser writes out could be read in two ways."""
    for one in replies:
        found = [node.attributes.get("id") for node in LexborHTMLParser(one.reply["html"]).css(RAW_TEXT)]
        assert set(found) <= {"field-words"}, one.name  # what is written into it: test_words.py


def test_titles_hold_words_of_ours_alone(replies: list[Likeness], guide: Guide) -> None:
    titles = {guide.words[f"tool.screen.{screen}"] for screen in SCREENS}
    assert {one.reply["title"] for one in replies} <= titles


def test_only_known_effects_reach_the_page(replies: list[Likeness]) -> None:
    assert {effect for one in replies for effect in one.reply["effects"]} <= {"print", "erase"}


def test_a_message_about_a_file_quotes_it_on_one_short_line(border: Border) -> None:
    for text in hostile_texts(300):
        border.open("", DAY)
        file = json.dumps({"household": {"state": f"x{text}", "answers": {text: 1}}})
        reply = json.loads(border.act(json.dumps({"name": "restore", "fields": {"file": [file]}}), DAY))
        lines = [node.text() for node in LexborHTMLParser(reply["html"]).css("#found li")]
        assert len(lines) == 2
        assert all(len(line) < 300 and one_line(line) == line for line in lines), lines

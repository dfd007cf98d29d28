"""Every word of every screen can be translated: in the pseudo language no plain English is left."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from builder.bundle import compiled
from builder.read import read_sources
from builder.words import PSEUDO
from casebook.place import Place
from rulebook.case import Case
from rulebook.guide import Guide
from tests.casebook.screens import ALL_SCREENS, GUIDE, SOME, Known, sittings
from tests.casebook.sitting import Sitting, opened

ROOT = Path(__file__).resolve().parents[2]
SAID_IN = ("aria-label", "title", "alt", "placeholder")
KEPT = re.compile(r"\b[\w.-]+\.(?:gov|org|com)\b(?:/\S*)?|https?://\S+")  # addresses stay as they are
ENGLISH = re.compile(r"[A-Za-z]{2,}|\b[A-Za-z]\b")


@pytest.fixture(scope="module")
def pseudo() -> Guide:
    content = read_sources(ROOT).content(PSEUDO)
    assert content is not None
    return compiled(content)


def nameless(known: Known) -> Known:
    """The case with names of its own in letters that are no English."""
    bills = tuple(replace(bill, biller_name=bill.biller_name and "№ 1") for bill in known.case.bills)
    household = replace(known.case.household, state=None)  # shown as its two letters, as the reader chose it
    return replace(known, case=replace(known.case, bills=bills, household=household))


def english(html: str) -> Iterator[str]:
    """Plain words that a reader sees or hears."""
    root = LexborHTMLParser(html).root
    assert root is not None
    for node in root.traverse(include_text=True):
        said = [node.text_content or ""] if node.tag == "-text" else []
        said += [value for name, value in node.attributes.items() if name in SAID_IN and value] if not said else []
        yield from (text for text in said if ENGLISH.search(KEPT.sub("", text)))


def test_no_screen_of_any_case_has_english_of_its_own(pseudo: Guide) -> None:
    seen = set()
    for turn, known in enumerate(map(nameless, SOME[::2])):
        for sitting in sittings(pseudo, known, turn):
            if sitting.place.screen == "device" and sitting.desk.troubles:
                continue  # below
            found = list(english(sitting.html))
            assert found == [], f"{known.name}: {sitting.place}"
            seen.add(sitting.place.screen)
    assert seen == ALL_SCREENS


def test_the_language_of_a_screen_is_the_guides_and_not_another(pseudo: Guide) -> None:
    """The test above sees something: the same screens in English are full of it."""
    assert len(list(english(opened(GUIDE).html))) > 8
    assert "⟦" in opened(pseudo).html


def test_a_file_that_cannot_be_read_is_answered_in_the_readers_language(pseudo: Guide) -> None:
    """The reasons below are the file reader's own and name keys of the file; what to do about it is translated."""
    page = opened(pseudo).does("restore", {"file": "{"}).page
    assert list(english(page.css('[role="alert"] .card__title')[0].html or "")) == []


def everything_said(start: Sitting) -> Iterator[str]:
    """What the page says aloud, offers to undo, and calls the screen, over a sitting with every action."""
    bill = {"bill": "bill-1"}
    sitting = start
    for name, fields, about in (
        ("add-bill", {"holder": "court"}, {}),
        ("answer", {"safe": "yes"}, bill),
        ("answer", {"safe": "no"}, bill),
        ("arrive", {"coverage": "insured"}, {}),
        ("edit-bill", {"account": "7"}, bill),
        ("answer", {}, bill),
        ("answer", {"coverage": "self-pay"}, bill),
        ("answer-rare", {"who-owes": "not-me"}, bill),
        ("answer-rare", {"who-owes": ("spouse", "not-me")}, bill),
        ("mark-done", {}, {**bill, "step": "gather-papers"}),
        ("not-done", {}, {**bill, "step": "gather-papers"}),
        ("household", {"size": "3"}, {}),
        ("household", {"size": "0"}, {}),
        ("remove-bill", {}, bill),
        ("undo", {}, {}),
        ("no-such", {}, {}),
        ("restore", {"file": '{"format": "casebook/1"}'}, {}),
        ("look-words", {"words": " "}, {}),
        ("look-words", {"words": "____ 4111 1111 1111 1111"}, {}),
        ("use-words", {"mark": "5-card-number"}, {}),
        ("words-back", {}, {}),
        ("leave-words", {"mark": "0-placeholder"}, {}),
        ("write-words", {}, {}),
        ("clear-words", {}, {}),
        ("start-over", {}, {}),
        ("erase-all", {"sure": "yes"}, {}),
    ):
        sitting = sitting.does(name, fields, **about)
        desk = sitting.desk
        yield from (desk.said, desk.undo, sitting.guide.words[f"tool.screen.{desk.place.screen}"])
        yield from (trouble.words for trouble in desk.troubles)


def test_whatever_is_said_aloud_is_in_the_readers_language(pseudo: Guide) -> None:
    said = [text for text in everything_said(opened(pseudo, Case())) if text]
    assert [text for text in said if ENGLISH.search(text)] == []
    assert len(set(said)) > 20


def test_a_date_and_the_days_left_are_in_the_readers_language(pseudo: Guide) -> None:
    sitting = opened(pseudo).does("add-bill", {"biller-name": "№ 1"})
    dated = sitting.does("edit-bill", {"date.service": "8/2/2026", "date.first-bill": "8/20/2026"}, bill="bill-1")
    assert list(english(dated.at(Place("bill", "bill-1")).html)) == []
    assert list(english(dated.does("go").html)) == []

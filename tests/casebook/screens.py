"""Every screen of the tool for a case: what a reader could have open."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from casebook.border import load_guide
from casebook.place import Place, Screen
from casebook.screens import SCREENS
from casebook.told import Told, ToldBill, news_since
from rulebook.advise import advise
from rulebook.case import Case
from rulebook.guide import Guide
from tests.case_files import readable_cases
from tests.casebook.sitting import Sitting, opened
from tests.rulebook.random_cases import random_cases

NOT_FIT = {
    "biller-name": "x" * 121,
    "amount.balance": "4,2x",
    "date.denial": "2/29/2026",
    "size": "0",
    "income": "a lot",
    "pay-now": "-1",
    "file": "{",
    "holder": "court",
}


# In any language the same: numbers and blanks are no words.
TO_SAY = ("____ 4111 1111 1111 1111", "№ 1", "", "____\n\n____")
OF_ALL_BILLS: tuple[Screen, ...] = ("bills", "add", "household", "words", "device", "erase")
OF_ONE_BILL: tuple[Screen, ...] = ("bill", "rare", "answers", "edit")


@dataclass(frozen=True)
class Known:
    """A case with its day and a name for messages."""

    name: str
    case: Case
    on: date


def known_cases(guide: Guide, count: int) -> list[Known]:
    """All cases of `tests/cases`, and as many random ones."""
    written = [Known(f"{found.file}: {found.name}", found.case, found.on) for found in readable_cases()]
    chance = [Known(f"random {n}", case, on) for n, (case, on) in enumerate(random_cases(guide, seed=60, count=count))]
    return [*written, *chance]


def places(guide: Guide, case: Case, turn: int) -> Iterator[Place]:
    """Each screen of each bill; of the questions, another one with each turn."""
    yield from (Place(screen) for screen in OF_ALL_BILLS)
    step = guide.steps[turn % len(guide.steps)].id
    question = guide.questions[turn % len(guide.questions)].id
    for bill in case.bills:
        yield from (Place(screen, bill.id) for screen in OF_ONE_BILL)
        yield Place("question", bill.id, question, done=step if turn % 3 == 0 else "")


def sittings(guide: Guide, known: Known, turn: int) -> Iterator[Sitting]:
    """All screens, and those with a form once more after what was typed did not fit."""
    opening = opened(guide, known.case, known.on)
    for place in places(guide, known.case, turn):
        here = opening.at(place)
        yield here
        if turn % 10 == 0:
            yield from _troubled(here)
            yield from _after_an_update(here)
    yield from (opening.saying(text) for text in (TO_SAY if turn % 10 == 0 else TO_SAY[:1]))


def _after_an_update(here: Sitting) -> Iterator[Sitting]:
    """The screens that tell what an update changed, as if the guide had said nothing of any bill before."""
    if here.place.screen not in ("bills", "bill"):
        return
    before = Told("before", "en", here.on, {bill.id: ToldBill() for bill in here.case.bills})
    news = news_since(here.guide, here.case, before, here.on)
    yield replace(here, desk=replace(here.desk, news=news))


def _troubled(here: Sitting) -> Iterator[Sitting]:
    place = here.place
    names = {"add": "add-bill", "edit": "edit-bill", "household": "household", "device": "restore"}
    if place.screen in names:
        yield here.does(names[place.screen], NOT_FIT, bill=place.bill)
    if place.screen == "question":
        yield here.does("answer", bill=place.bill, question=place.question)
    if place.screen == "words":
        yield here.does("look-words", {"words": " "})
    if place.screen == "rare":
        two = {question.id: question.answer_ids[1:3] for question in here.guide.questions if question.rare}
        yield here.does("answer-rare", two, bill=place.bill)


GUIDE = load_guide("en")
KNOWN = known_cases(GUIDE, 300)
SOME = KNOWN[:-260]  # all written cases and a few random ones, where every screen is looked at
ALL_SCREENS = set(SCREENS)


@cache
def shown() -> tuple[tuple[Sitting, str], ...]:
    """Every screen of every case, made once."""
    return tuple((here, here.html) for turn, known in enumerate(SOME) for here in sittings(GUIDE, known, turn))


def pages() -> Iterator[tuple[Sitting, LexborHTMLParser]]:
    """The same, parsed."""
    for sitting, html in shown():
        yield sitting, LexborHTMLParser(html)


@cache
def bill_screens() -> tuple[tuple[str, dict[str, Any], str], ...]:
    """Each bill of each case: what the rulebook says of it, and its screen, made once."""
    return tuple(
        (known.name, said, opened(GUIDE, known.case, known.on).at(Place("bill", said["id"])).html)
        for known in KNOWN
        for said in said_of(known)["bills"]
    )


def bill_pages() -> Iterator[tuple[str, dict[str, Any], LexborHTMLParser]]:
    """The same, parsed."""
    for name, said, html in bill_screens():
        yield name, said, LexborHTMLParser(html)


def said_of(known: Known) -> dict[str, Any]:
    """What the command would say."""
    return dict(advise(GUIDE, known.case, known.on))


def attribute(node: LexborNode, name: str) -> str:
    """The value of an attribute; empty when it is not there."""
    return node.attributes.get(name) or ""


def attributes(page: LexborHTMLParser | LexborNode, selector: str, name: str) -> list[str]:
    """The values of one attribute, of every element that a selector finds."""
    return [attribute(node, name) for node in page.css(selector)]

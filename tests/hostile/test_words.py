"""10,000 hostile texts in "Check my words": the coach shows them as written and makes no new element of them."""

from pathlib import Path

import pytest
import yaml
from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from casebook.draft import MOST_LETTERS
from casebook.place import Place
from rulebook.case import Case
from rulebook.guide import Guide
from tests.casebook.sitting import Sitting, opened
from tests.hostile.strings import hostile_texts
from tests.hostile.words import packed

COUNT = 10_000
AT_ONCE = 1_000  # characters: some cards, not more than the screen shows
SENTENCES = Path(__file__).resolve().parents[1] / "coach" / "sentences.yaml"


@pytest.fixture(scope="module")
def start(guide: Guide) -> Sitting:
    return opened(guide, Case()).at(Place("words"))


@pytest.fixture(scope="module")
def known(start: Sitting) -> set[tuple[str | None, str]]:
    """Every element with each of its attributes that harmless sentences bring, alone and many at once."""
    lines = [row["text"] for row in yaml.safe_load(SENTENCES.read_text("utf-8"))]
    found = {pair for text in (*lines, " ".join(lines)) for html in _screens(start, text) for pair in _pairs(html)}
    return found | {pair for html in _screens(start, "x" * (MOST_LETTERS + 1)) for pair in _pairs(html)}


def test_10_000_texts_are_shown_as_they_were_written_and_make_nothing_new(
    start: Sitting, known: set[tuple[str | None, str]]
) -> None:
    for text in packed(hostile_texts(COUNT), AT_ONCE):
        looked, writing = _screens(start, text)
        assert {*_pairs(looked), *_pairs(writing)} <= known, repr(text)
        if not text.strip():
            continue
        page = LexborHTMLParser(looked)
        for number in page.css(".looked .looked__n"):
            number.decompose()
        read = text.replace("\r\n", "\n")
        assert _only(page, ".looked").text() == _parsed("p", read), repr(text)
        assert _only(page, "[data-copy]").attributes["data-copy"] == _copied(read), repr(text)
        assert _only(LexborHTMLParser(writing), "textarea").text() == _parsed("textarea", f"\n{read}"), repr(text)


def _screens(start: Sitting, text: str) -> tuple[str, str]:
    """The text looked over, and again in its field."""
    looked = start.does("look-words", {"words": text})
    return looked.html, looked.does("write-words").html


def _pairs(html: str) -> set[tuple[str | None, str]]:
    root = LexborHTMLParser(html).root
    assert root is not None
    return {(node.tag, name) for node in root.traverse(include_text=False) for name in ("", *node.attributes)}


def _parsed(tag: str, text: str) -> str:
    """What a parser reads where this text stands escaped, and nothing else."""
    return _only(LexborHTMLParser(f"<{tag}>{escape(text)}</{tag}>"), tag).text()


def _copied(text: str) -> str | None:
    return _only(LexborHTMLParser(f'<b data-copy="{escape(text)}"></b>'), "b").attributes["data-copy"]


def _only(page: LexborHTMLParser, selector: str) -> LexborNode:
    (found,) = page.css(selector)
    return found

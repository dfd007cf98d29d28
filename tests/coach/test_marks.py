"""A mark says exactly where it is, and any text at all is read in one go."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.sentences import Judged
from rulebook.__main__ import load_guide
from rulebook.coach import Coach, coach_text
from tests.coach.conftest import judged_sentences

COACH = load_guide("en").coach
SENTENCES: list[Judged] = judged_sentences("sentences")
ALONE = "\n\n"  # a blank line: no phrase reaches over it
ODD = (
    "i", "I will", "$400", "[x", "4111 1111", "…", "🙂", "é", "e\u0301", "\r\n", "\n", "\n\n", " ", "\u2028", "\u200b",
    "\0", "“", "’", "__", "Dr.", "- ", "((", "STRASSE ß", "İ", "٣", "401(k",
)  # fmt: skip
PIECES = st.lists(st.sampled_from([*(one.sentence.text for one in SENTENCES), *ODD]), max_size=12)
TEXTS = st.one_of(st.text(max_size=300), PIECES.map("".join), PIECES.map(" ".join))


@given(TEXTS)
def test_every_mark_lies_in_its_text_in_order_and_within_its_sentence(text: str) -> None:
    marks = COACH.marks(text)
    for mark in marks:
        assert 0 <= mark.sentence[0] <= mark.start < mark.end <= mark.sentence[1] <= len(text)
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end]
    assert [mark.start for mark in marks] == sorted(mark.start for mark in marks)
    assert COACH.marks(text) == marks


@given(TEXTS)
def test_marks_of_one_kind_never_overlap(text: str) -> None:
    reached: dict[str, int] = {}
    for mark in COACH.marks(text):
        assert mark.start >= reached.get(mark.row.kind, 0)
        reached[mark.row.kind] = mark.end


@given(st.lists(st.sampled_from([one.sentence.text for one in SENTENCES]), max_size=6))
def test_what_stands_alone_is_marked_as_if_it_were_alone(texts: list[str]) -> None:
    """Only a second offer looks at the whole text."""
    alone, place = [], 0
    for text in texts:
        alone += [(mark.start + place, mark.row.id) for mark in COACH.marks(text) if mark.row.kind != "two-offers"]
        place += len(text + ALONE)
    together = [(mark.start, mark.row.id) for mark in COACH.marks(ALONE.join(texts)) if mark.row.kind != "two-offers"]
    assert together == alone


@given(TEXTS)
def test_the_command_tells_the_very_characters(text: str) -> None:
    told = json.loads(coach_text(COACH, text))
    assert list(told) == ["marks"]
    for mark in told["marks"]:
        assert list(mark) == ["kind", "start", "end", "text", "because", "instead"]
        assert text[mark["start"] : mark["end"]] == mark["text"]
        assert (mark["instead"] is None) == (mark["kind"] == "P-L2")


def test_places_are_counted_in_characters_not_in_bytes_or_halves() -> None:
    (mark,) = COACH.marks("🙂é: I am sorry.")
    assert (mark.start, mark.end) == (4, 14)


def test_the_sentence_around_a_mark_leaves_greeting_and_bullet_alone() -> None:
    text = "Dear Dr. Lee,\nI know I owe it. \n- I am sorry!\n\nThank you"
    assert [text[slice(*mark.sentence)] for mark in COACH.marks(text)] == ["I know I owe it.", "I am sorry!"]


def test_a_row_marks_once_in_a_sentence_and_again_in_the_next() -> None:
    marks = COACH.marks("I am sorry and I apologize. I am sorry.")
    assert [(mark.start, mark.row.id) for mark in marks] == [(0, "apology"), (28, "apology")]


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("I owe it.", True),
        ("I OWE IT", True),
        ("i owe\nit", True),  # a line that was only wrapped
        ("“I owe it.”", True),
        ("I. Owe it.", False),  # two sentences
        ("whether I owe it", False),
        ("I'm sorry, but whether I owe it", False),
    ],
)
def test_a_phrase_is_known_in_any_dress_but_not_over_the_end_of_a_sentence(text: str, is_marked: bool) -> None:
    assert ("admission-of-debt" in {mark.row.kind for mark in COACH.marks(text)}) is is_marked


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("I can pay $400.", 0),
        ("I can pay $400. I can pay $400.00.", 0),
        ("I can pay $400. I can pay 400 dollars.", 0),
        ("I can pay $400. I can pay $401.", 1),
        ("I can pay $400. I can pay $401. I can pay $402.", 2),
        ("I can pay $4,000. I can pay $4000.", 0),
        ("I can pay $400 and $50 a month.", 0),  # two different things
    ],
)
def test_a_second_offer_is_one_with_another_amount(text: str, marks: int) -> None:
    assert [mark.row.kind for mark in COACH.marks(text)] == ["two-offers"] * marks


LONG = 50_000
HUGE = {
    "sentences": " ".join(one.sentence.text for one in SENTENCES) * 3,
    "one word": "a" * LONG,
    "the start of many phrases": "i " * (LONG // 4),
    "phrases that nearly end": "i will pay " * (LONG // 20),
    "full stops": "." * LONG,
    "stops and quotes": ".'" * LONG,
    "letters and stops": "a." * (LONG // 4),
    "apostrophes": "a'" * LONG,
    "digits": "1" * LONG,
    "groups of digits": "41 " * (LONG // 8),
    "groups with a letter at the end": "1 " * (LONG // 4) + "1a",
    "brackets": "[" * LONG,
    "open braces": "{a" * LONG,
    "blanks": " " * LONG,
    "lines": "\n " * LONG,
    "a line and blanks": "\n" + " " * LONG + "x",
    "under lines": "_" * LONG + "_a" * LONG,
    "commas": ", " * LONG + "1," * LONG,
    "offers": "i can pay $4 or $5 " * (LONG // 40),
    "accents": "\u0300" * LONG,
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_text_of_any_kind_is_read_in_one_go(coach: Coach, name: str) -> None:
    """Where time grew with the square of the length, or worse, the test would not end."""
    text = HUGE[name]
    assert all(text[mark.start : mark.end] for mark in coach.marks(text))

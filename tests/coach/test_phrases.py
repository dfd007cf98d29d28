"""The language of phrases: each sign means one thing, and what is found is what a patient reader would find."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.phrases import GAP, MOST_SKIPPED, find, net_of, words_of
from rulebook.tokens import STOP, tokens

LISTS = {"i": ("i", "we"), "dollars": ("dollars",)}
SHORT = {"don't": ("do", "not"), "i'm": ("i", "am")}
WORDS = st.sampled_from(["one", "two", "and", "."])
PARTS = st.sampled_from(["one", "two", "and", "one/and", "(one)", "(two/and)", GAP])


def found(phrase: str, text: str) -> list[str]:
    """The words of a text that the phrase finds."""
    words = tokens(text, SHORT, ("dr",), LISTS["dollars"])
    return [text[one.start : one.end] for one in find(net_of([(0, phrase)], LISTS), words)]


@pytest.mark.parametrize(
    ("phrase", "text", "there"),
    [
        ("i owe", "Well, I OWE it", ["I OWE"]),
        ("i do not owe", "i don’t owe", ["i don’t owe"]),
        ("i am", "I'm here", ["I'm"]),
        ("@i pay", "they say we pay", ["we pay"]),
        ("this/that bill", "that bill", ["that bill"]),
        ("i (do) owe", "I owe and I do owe", ["I owe", "I do owe"]),
        ("i … owe", "I one two three four owe", ["I one two three four owe"]),
        ("i … owe", "I one two three four five owe", []),
        ("i … owe", "I. You owe", []),
        ("pay $", "pay $4,200.50 now", ["pay $4,200.50"]),
        ("pay $", "pay 300 dollars", ["pay 300 dollars"]),
        ("pay $", "pay 300", []),
        ("pay #", "pay 300", ["pay 300"]),
        ("pay ####", "pay 300 pay 3000", ["pay 3000"]),
        ("no way .", "No way!", ["No way"]),
        ("no way .", "No way", ["No way"]),
        ("no way .", "No way out", []),
        ("see dr lee", "see Dr. Lee", ["see Dr. Lee"]),
        ("the end the", "The end. The", []),
        ("401k", "my 401k", ["401k"]),
    ],
)
def test_a_sign_means_one_thing(phrase: str, text: str, there: list[str]) -> None:
    assert found(phrase, text) == there


def spelled_out(parts: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    """Every row of words that a phrase stands for, the long way; None is any word."""
    ways: list[list[tuple[str | None, ...]]] = []
    for part in parts:
        if part == GAP:
            ways.append([(None,) * count for count in range(MOST_SKIPPED + 1)])
        else:
            ways.append([(word,) for word in words_of(part, LISTS)] + [()] * part.startswith("("))
    for way in product(*ways):
        yield tuple(word for words in way for word in words)


def by_hand(parts: Sequence[str], words: Sequence[str]) -> set[tuple[int, int]]:
    """Every end of the phrase with its earliest start, in words."""
    ends: dict[int, int] = {}
    for row in set(spelled_out(parts)):
        for start in range(len(words) - len(row) + 1):
            here = words[start : start + len(row)]
            if STOP not in here and all(word in (None, other) for word, other in zip(row, here, strict=True)):
                ends[start + len(row)] = min(start, ends.get(start + len(row), start))
    return {(start, end) for end, start in ends.items()}


@given(st.lists(PARTS, max_size=4), st.lists(WORDS, max_size=10))
def test_the_net_finds_what_trying_every_way_finds(middle: list[str], said: list[str]) -> None:
    parts = ["one", *middle, "two"]
    listed = tokens(" ".join(said).replace(" .", "."), {}, (), ())
    expected = by_hand(parts, [one.forms[0] for one in listed])
    got = {(one.start, one.end) for one in find(net_of([(0, " ".join(parts))], {}), listed)}
    assert got == {(listed[start].start, listed[end - 1].end) for start, end in expected}


def test_phrases_with_the_same_beginning_share_it() -> None:
    one, both = net_of([(0, "i will pay")], LISTS), net_of([(0, "i will pay"), (1, "i will send")], LISTS)
    assert len(both.ways) == len(one.ways) + 1

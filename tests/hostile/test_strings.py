"""The hostile texts are many kinds of hostile, and the comparison sees each that gets through."""

import re

from rulebook.line import one_line
from tests.hostile.likeness import Screen, skeleton
from tests.hostile.strings import half_texts, hostile_texts
from tests.hostile.words import Slot, packed

COUNT = 10_000
PLACES = '<p title="place0word"><bdi>place0word</bdi></p><label><input value="place0word"></label>'
KINDS = (
    "<", ">", '"', "'", "`", "&", "\x00", "\x1b", "\r", "\n", "\u2028", "\u2029", "\u202e", "\u2066", "\u200b",
    "\ufeff", "\ufffe", "\u0301", "🙂", "\U0010ffff", "<!--", "-->", "]]>", "<![CDATA[", "</script>", "</title>",
    "<math>", "<svg>", "<style>", "<noscript>", "<template>", "annotation-xml", "onerror=", "javascript:",
    "data:text/html", "expression(", "{{ ", "{% ", "${", "$name", "%s", "&lt;", "&#", "\\u003c", "<\x00", "https:",
)  # fmt: skip


def test_each_kind_stands_in_many_texts() -> None:
    texts = hostile_texts(COUNT)
    assert {kind: found for kind in KINDS if (found := sum(kind in text for text in texts)) < 10} == {}
    assert max(map(len, texts)) > 1_000


def test_the_texts_are_different_and_the_same_on_every_run() -> None:
    texts = hostile_texts(COUNT)
    assert len(set(texts)) == COUNT
    assert hostile_texts(100) == texts[:100]
    assert hostile_texts(100, seed=9) != texts[:100]


def test_packing_leaves_no_text_out() -> None:
    texts = hostile_texts(500)
    assert "".join(packed(texts, 5_000)) == "".join(texts)
    assert max(map(len, packed(texts, 120))) == 120


def test_half_characters_cannot_be_written_down() -> None:
    assert all(re.search("[\ud800-\udbff]", text) for text in half_texts(50))


def test_a_screen_that_forgot_to_escape_is_seen() -> None:
    """Put in raw, most texts add an element or an attribute, and none of those passes for its likeness."""
    marked, plain = Screen(PLACES), skeleton(PLACES.replace("place0word", "word"))
    changing = 0
    for text in hostile_texts(COUNT):
        raw = PLACES.replace("place0word", text)
        shown = [[value for _, value in attributes] for _, attributes in skeleton(raw)]
        names = [(tag, [name for name, _ in attributes]) for tag, attributes in skeleton(raw)]
        if names != [(tag, [name for name, _ in attributes]) for tag, attributes in plain]:
            changing += 1
            assert marked.difference(raw, [Slot(text, "plain", 1)]), (text, shown)
    assert changing > COUNT / 2


def test_one_line_is_one_line_for_every_text() -> None:
    for text in hostile_texts(COUNT):
        line = one_line(text)
        assert len(line.splitlines()) <= 1
        assert line == line.strip() == one_line(line)
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", line)

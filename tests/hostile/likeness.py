"""A screen or a reply with markers, and whether another one is the same but for the words in their places.

Screens are compared as a parser that follows the standard sees them: parsed, written out again by the parser, equal to
the letter once the words stand in the places of the markers. No screen may hold raw text (`<script>`, `<style>`), where
the written form could be read in two ways.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from rulebook.line import one_line
from tests.hostile.words import MARKER, Slot, as_kept, as_said

RAW_TEXT = "script, style, xmp, iframe, noembed, noframes, noscript, plaintext, textarea, title, template"
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\u00a0", "&nbsp;"))  # as the standard writes text

Reply = Mapping[str, Any]  # Any: the reply is plain JSON values
Skeleton = list[tuple[str | None, list[tuple[str, str | None]]]]


def written(html: str) -> str:
    """The screen as the parser writes it out."""
    page = LexborHTMLParser(html)
    body = page.css_first("body")
    return (body.html if body else "") or ""


def skeleton(html: str) -> Skeleton:
    """The elements in order with their attributes, without any text."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return [(node.tag, sorted(node.attributes.items())) for node in root.traverse(include_text=False)]


@dataclass(frozen=True)
class Screen:
    """A screen with markers; where `is_quoted`, a message quotes the words shortened, so its text may differ."""

    html: str
    is_quoted: bool = False

    @cached_property
    def _pieces(self) -> Sequence[str]:
        return MARKER.split(written(self.html))

    @cached_property
    def _is_value(self) -> Sequence[bool]:
        """For each marker, whether it stands in the value of an attribute."""
        html = written(self.html)
        places = [found.start() for found in MARKER.finditer(html)]
        return [html.rfind("<", 0, place) > html.rfind(">", 0, place) for place in places]

    @cached_property
    def _skeleton(self) -> Skeleton:
        return skeleton(self.html)

    def expected(self, slots: Sequence[Slot]) -> str:
        """The screen with these words in the places of the markers."""
        made = list(self._pieces)
        once: dict[tuple[str, bool], str] = {}
        for number, is_value in enumerate(self._is_value):
            place = made[number * 2 + 1]
            if (place, is_value) not in once:
                slot = slots[int(place)]
                once[place, is_value] = as_value(slot) if is_value else escaped(slot.title)
            made[number * 2 + 1] = once[place, is_value]
        return "".join(made)

    def difference(self, html: str, slots: Sequence[Slot]) -> str:
        """Where another screen is not this one with the words in their places; empty when it is."""
        if self.is_quoted:
            return "" if skeleton(html) == self._skeleton else f"other elements: {html}"
        found, wanted = written(html), self.expected(slots)
        if found == wanted:
            return ""
        pairs = enumerate(zip(found, wanted, strict=False))
        at = next((place for place, (one, other) in pairs if one != other), min(len(found), len(wanted)))
        return f"{found[max(at - 60, 0) : at + 60]!r} in place of {wanted[max(at - 60, 0) : at + 60]!r}"


@dataclass(frozen=True)
class Likeness:
    """A reply to harmless words."""

    name: str
    reply: Reply
    screen: Screen

    @cached_property
    def _plain(self) -> Mapping[str, object]:
        return {key: _read(self.reply[key]) for key in ("case", "backup")}

    def difference(self, reply: Reply, slots: Sequence[Slot]) -> str:
        """What else differs from the reply to harmless words; empty when nothing does."""
        for key in ("title", "keep", "effects", "trouble"):
            if reply[key] != self.reply[key]:
                return f"{key}: {reply[key]!r}"
        for key in ("said", "undo"):
            if reply[key] != as_said(self.reply[key], slots):
                return f"{key}: {reply[key]!r}"
        if reply["place"] != as_kept(self.reply["place"], slots):
            return f"place: {reply['place']!r}"
        for key, plain in self._plain.items():
            if _read(reply[key]) != as_kept(plain, slots):
                return f"{key}: {reply[key]!r}"
        return self.screen.difference(reply["html"], slots)


def _read(text: str | None) -> object:
    """The values of a case or a backup; nothing where the reply leaves them out."""
    return json.loads(text) if text else text


def as_value(slot: Slot) -> str:
    """The words in the value of an attribute, after what the standard does there to line ends and NUL."""
    text = one_line(slot.text) if slot.kind == "filed" else slot.text
    return escaped(re.sub(r"\r\n?", "\n", text).replace("\0", "\ufffd")).replace('"', "&quot;")


def escaped(text: str) -> str:
    """The text as a parser writes it out."""
    for character, entity in ESCAPES:
        text = text.replace(character, entity)
    return text

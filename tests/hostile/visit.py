"""A visit to the tool that puts words into every place a reader, a file or an address has, and opens every screen.

Only the border is used, as the page uses it: JSON text in, JSON text out.
"""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from casebook.border import Border
from casebook.place import Screen
from casebook.update import ACTIONS
from rulebook.case import Case
from rulebook.decode import hints_of, outside
from rulebook.guide import Guide
from tests.hostile.words import Words

DAY = "2026-11-24"
KNOWN = (*ACTIONS, "undo")
WRITABLE = 'input:not([type="radio"]):not([type="checkbox"]):not([type="hidden"]):not([type="file"]), select, textarea'
NAMES = ("biller-name", "account", "biller-phone")
SHOWN_NAMES = ("biller_name", "account", "biller_phone")  # of a file; an edit shows each

Plain = dict[str, Any]  # Any: plain JSON values


def whole_case(guide: Guide, words: Words) -> Plain:
    """A case with words in every text there is, in unknown keys, answers and steps; all known questions answered."""
    plain = _record(Case, words)
    plain["format"] = "casebook/1"
    plain["household"] |= {"size": 2, "state": "OH"}
    for part, scope in ((plain["household"], "household"), (plain["bills"][0], "bill")):
        part["answers"] |= {question.id: question.default for question in guide.questions if question.scope == scope}
    plain["household"]["answers"]["safe"] = "yes"
    plain["bills"][0]["answers"]["holder"] = "court"  # the shortest bill to draw
    plain["bills"][0]["done"]["pause"] = "2026-08-02"
    plain["bills"].append({"id": "other"})
    return plain


def _record(kind: type, words: Words) -> Plain:
    """Every field of a record, and one that no version knows."""
    made: Plain = {}
    for field in dataclasses.fields(kind):
        if field.name == "extra":
            made[words.some()] = {words.some(): [words.some()]}
        elif field.name == "id":
            made["id"] = words.some(number=1)
        elif field.name in SHOWN_NAMES:
            made[outside(field.name)] = words.some("filed", number=1)
        else:
            made[outside(field.name)] = _value(hints_of(kind)[field.name], words)
    return made


def _value(kind: object, words: Words) -> object:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return _value(inside[0], words)
    if origin is tuple:
        return [_value(inside[0], words)]
    if origin is Mapping:
        return {words.some(): _value(inside[1], words)}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _record(kind, words)
    fixed: Mapping[object, object] = {Decimal: "4200.50", date: "2026-08-02", int: 3}
    return fixed[kind] if kind in fixed else words.some()


@functools.cache
def form_fields(screen: Screen) -> tuple[str, ...]:
    """Every field of a screen that a reader can write into."""
    border = Border("en")
    border.open(json.dumps({"format": "casebook/1", "bills": [{"id": "one"}]}), DAY)
    html = json.loads(border.act(json.dumps({"name": "go", "screen": screen, "bill": "one"}), DAY))["html"]
    return tuple(dict.fromkeys(str(node.attributes["name"]) for node in LexborHTMLParser(html).css(WRITABLE)))


@dataclass(frozen=True)
class Visitor:
    """Goes through the tool and reports each reply with the name of what was done."""

    border: Border
    guide: Guide
    words: Words

    def visit(self) -> Iterator[tuple[str, Plain]]:
        """Everything once, in an order that shows each place on each screen that has it."""
        yield from self._open_screens()
        yield from self._type()
        yield from self._look_words()
        yield from self._send_strange_things()

    def _open_screens(self) -> Iterator[tuple[str, Plain]]:
        case = whole_case(self.guide, self.words)
        yield "open", json.loads(self.border.open(json.dumps(case), DAY))
        own = case["bills"][0]["id"]
        about = {"bill": own, "done": self.words.some(), "trail": [self.words.some()], "step": self.words.some()}
        for screen in typing.get_args(Screen):
            yield self._does("go", screen=screen, question="holder", **about)
        yield self._does("go", screen="question", question=self.words.some(), **about)
        yield self._does("mark-done", bill=own, step="gather-papers")

    def _type(self) -> Iterator[tuple[str, Plain]]:
        some, own = self.words.some, self._own
        yield self._does("edit-bill", bill=own)
        yield self._does("edit-bill", self._unfit("edit", 1), bill=own)
        yield self._does("edit-bill", {name: some("typed", 1) for name in NAMES}, bill=own)
        yield self._does("go", screen="add")
        yield self._does("add-bill", self._unfit("add", 3) | {"holder": some()})
        yield self._does("add-bill", {"biller-name": some("typed", 3), "holder": "court"})
        yield self._does("go", screen="household")
        yield self._does("household", self._unfit("household", 0))
        yield self._does("remove-bill", bill="bill-1")
        yield self._does("undo")

    def _look_words(self) -> Iterator[tuple[str, Plain]]:
        """The coach with one text of ours: what it says hangs on the words, so hostile ones are in test_words.py."""
        some = self.words.some
        yield self._does("go", screen="words", bill=some())
        yield self._does("look-words", {"words": "This bill is ridiculous."})
        for name in ("use-words", "leave-words", "write-words", "words-back", "clear-words"):
            yield self._does(name, {"mark": some(), some(): some()}, bill=some())

    def _unfit(self, screen: Screen, number: int) -> dict[str, str]:
        """Every field of the screen filled; no amount, date or count is one."""
        return {
            name: self.words.some("typed", number) if name in NAMES else f"x{self.words.some()}"
            for name in form_fields(screen)
        }

    def _send_strange_things(self) -> Iterator[tuple[str, Plain]]:
        """What only a changed page or address would send, and files that are none."""
        some = self.words.some
        yield self._does("arrive", {some(): some(), "coverage": some()})
        yield self._does("answer", {some(): some()}, bill=some(), question=some())
        yield self._does("answer-rare", {some(): some()}, bill=self._own)
        yield self._does("not-done", bill=self._own, step=some())
        yield self._does("go", screen=some(), bill=some(), question=some(), done=some(), trail=[some()], step=some())
        yield self._does("erase-all", {"sure": some()})
        yield self._does(some(), {"x": some()})
        unfit = f"x{some()}"
        file = {
            "format": "casebook/1",
            "household": {"state": unfit, "answers": {some(): {some(): some()}}},
            "bills": [{"answers": {"holder": unfit}, "amounts": {"balance": unfit}, "done": {some(): unfit}}],
        }
        yield self._does("restore", {"file": json.dumps(file)})
        yield self._does("restore", {"file": json.dumps({"format": unfit})})
        yield self._does("restore", {"file": f"<{some()}"})
        for name in ("print", "back", "start-over", "undo"):
            yield self._does(name, {some(): some()}, bill=some())

    @property
    def _own(self) -> str:
        """The id of the bill from the file."""
        return next(slot.text for slot in self.words.slots if slot.number == 1 and slot.kind == "plain")

    def _does(self, name: str, fields: Mapping[str, str] | None = None, **about: object) -> tuple[str, Plain]:
        sent = {"name": name, "fields": {key: [value] for key, value in (fields or {}).items()}, **about}
        return (name if name in KNOWN else "strange"), json.loads(self.border.act(json.dumps(sent), DAY))

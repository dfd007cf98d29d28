"""Other languages: overlays of `content/i18n/`, the pseudo language, the translator's file.

A translation changes words only. Missing words are shown in English and counted; words whose English has changed since
are a warning with the difference. A translation keeps the links, citations and blanks of its English.
"""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.fault import Fault, fault, warning
from builder.model import Place
from builder.units import Unit
from builder.yaml_nodes import Node, line_of, plain
from rulebook.decode import YAML_STRICT, decode, did_you_mean, shorten

PSEUDO = "qps"
KEPT = re.compile(
    r"\]\([^)\s]*\)|\[@[^\]]*\]|\{[^}]*\}|\$\{?[a-z_]\w*\}?|https?://\S+|\b[\w.-]+\.(?:gov|org|com)\b(?:/\S*)?"
)
BLOCK_MARK = re.compile(r"\s*(?:[>~]\s*)*(?:[-*]\s+|\d+\.\s+)?")
ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)


@dataclass(frozen=True)
class Entry:
    """One translated unit; `was` is the English it was made from when that has changed since."""

    english: str
    text: str = ""
    was: str | None = None


@dataclass(frozen=True)
class Overlay:
    """The words of one language, and how far they have come."""

    lang: str
    entries: Mapping[str, Entry]
    total: int
    missing: int
    faults: tuple[Fault, ...]

    def translate(self, unit: Unit) -> str:
        """The words of the unit in this language, or in English where they are missing."""
        entry = self.entries.get(unit.id)
        return entry.text if entry and entry.text.strip() else unit.english


def read_overlay(lang: str, files: Mapping[str, Node], units: Iterable[Unit]) -> Overlay:
    """Read the overlay files of one language against the English units."""
    english = {unit.id: unit.english for unit in units}
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    for file, node in sorted(files.items()):
        if not isinstance(node.value, dict):
            faults.append(Fault(file, node.line, "expected unit ids with words", "run builder words"))
            continue
        for name, inner in node.value.items():
            place = Place(file, inner.line)
            entry, wrong = decode(Entry, plain(inner), YAML_STRICT)
            faults += [fault(Place(file, line_of(inner, found.path)), found.what, found.hint) for found in wrong]
            if name not in english:
                faults.append(fault(place, f'nothing is called "{shorten(name)}"', did_you_mean(name, english)))
            elif name in entries:
                faults.append(fault(place, f'"{shorten(name)}" is translated twice', "keep one of the two"))
            elif entry:
                entries[name] = entry
                faults += _entry_faults(place, name, entry, english[name])
    missing = sum(1 for name in english if not entries.get(name, Entry("")).text.strip())
    return Overlay(lang, entries, len(english), missing, tuple(faults))


def _entry_faults(place: Place, name: str, entry: Entry, english: str) -> list[Fault]:
    if not entry.text.strip():
        return []
    older = entry.was if entry.was is not None else entry.english
    if older != english:
        return [warning(place, f'the English of "{shorten(name)}" has changed', difference(older, english))]
    kept, here = sorted(KEPT.findall(english)), sorted(KEPT.findall(entry.text))
    if kept == here:
        return []
    odd = sorted(set(kept) ^ set(here)) or kept
    return [fault(place, f'"{shorten(name)}" differs from English in {odd[0]}', "keep links, [@…] and {…} as they are")]


def difference(older: str, newer: str) -> str:
    """A short picture of what changed: `[-old-]` and `{+new+}` words."""
    before, after = older.split(), newer.split()
    parts = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone, new = " ".join(before[a:b]), " ".join(after[c:d])
            parts += [f"[-{gone}-]"] * bool(gone) + [f"{{+{new}+}}"] * bool(new)
    shown = " ".join(parts[:8]) or "only spaces"
    return shown if len(shown) <= 200 else shown[:199] + "…"


def pseudo(unit: Unit) -> str:
    """The unit in the pseudo language: every letter accented and each line wrapped, so that plain words stand out."""
    return "\n".join(_pseudo_line(line) for line in unit.english.split("\n"))


def _pseudo_line(line: str) -> str:
    mark = BLOCK_MARK.match(line)
    start = mark.end() if mark else 0
    if not KEPT.sub("", line[start:]).strip():  # a picture, say, has no words of its own
        return line
    made, here = [], start
    for kept in KEPT.finditer(line, start):
        made += [line[here : kept.start()].translate(ACCENTS), kept.group()]
        here = kept.end()
    made.append(line[here:].translate(ACCENTS))
    return f"{line[:start]}⟦{''.join(made)}⟧"


def translator_files(lang: str, units: Iterable[Unit], overlay: Overlay | None) -> dict[str, str]:
    """The files a translator fills in, English beside each text; what is translated already stays."""
    known = overlay.entries if overlay else {}
    made: dict[str, list[str]] = {}
    for unit in units:
        lines = made.setdefault(f"content/i18n/{lang}/{unit.id.split('/')[0]}.yaml", [])
        lines.append(_entry_lines(unit, known.get(unit.id, Entry(unit.english))))
    return {file: "".join(entries) for file, entries in made.items()}


def _entry_lines(unit: Unit, entry: Entry) -> str:
    older = entry.was if entry.was is not None else entry.english
    is_stale = bool(entry.text.strip()) and older != unit.english
    was = [f"  was: {_scalar(older)}"] if is_stale else []
    lines = [f"{unit.id}:", f"  english: {_scalar(unit.english)}", *was, f"  text: {_scalar(entry.text)}"]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    lines = text.split("\n")
    if len(lines) == 1 or not (lines[0].strip() and lines[-1] and all(line.isprintable() for line in lines)):
        return json.dumps(text, ensure_ascii=False)
    return "|-\n" + "\n".join(f"    {line}" if line else "" for line in lines)

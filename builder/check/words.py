"""Checks on interface strings: each word id that code names exists, each word that exists is named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from builder.fault import Fault, fault
from builder.known import Known, quote
from builder.model import Place
from rulebook.decode import did_you_mean

WORD_ID = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
NAMED = re.compile(
    rf"""(?:\b(?:w|words)[\[(]|\b_fill\(\w+,|\bdata-word=)\s*["']({WORD_ID})["'](?!\s*[~+%])""", re.MULTILINE
)
QUOTED = re.compile(rf"""["']({WORD_ID})["']""")
STARTED = re.compile(rf"""f["']({WORD_ID}\.)\{{|["']({WORD_ID}\.)["']\s*~|\.starting\(\s*["']({WORD_ID}\.?)["']""")


@dataclass(frozen=True)
class Named:
    """Word ids in templates and code: named for certain, perhaps named, and starts like `kind.` of `kind.law`."""

    places: Mapping[str, Place]
    quoted: frozenset[str]
    starts: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Whether anything may show this word."""
        return name in self.places or name in self.quoted or name.startswith(self.starts)


def used_word_ids(texts: Mapping[str, str]) -> Named:
    """The ids that templates and code name for certain, each with its first place, and those they may name."""
    places: dict[str, Place] = {}
    for file, text in sorted(texts.items()):
        for found in NAMED.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            places.setdefault(found.group(1), Place(file, line))
    everything = "\n".join(texts.values())
    starts = {start for found in STARTED.findall(everything) for start in found if start}
    return Named(places, frozenset(QUOTED.findall(everything)), tuple(sorted(starts)))


def check_words(look: Known, texts: Mapping[str, str]) -> list[Fault]:
    """Section headings without words, ids nothing defines, words nothing names."""
    words = look.content.words
    if not words:
        return []
    headings = [
        (f"section.{section.key}", Place(page.place.file, section.line))
        for page in look.pages
        for section in page.sections
        if section.heading is None
    ]
    named = used_word_ids(texts)
    wanted = [*headings, *named.places.items()]
    faults = [
        fault(place, f"words.yaml has no {quote(name)}", did_you_mean(name, words))
        for name, place in wanted
        if name not in words
    ]
    used = {name for name, _ in headings}
    for name in words if texts else ():
        if name not in used and not named.has(name):
            what = f"nothing shows the words {quote(name)}"
            faults.append(fault(look.place(f"word/{name}"), what, "name the id in a template, or remove it"))
    return faults

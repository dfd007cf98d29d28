"""How hard a page is to read: Flesch–Kincaid grade, with terms we explain and names counted as easy words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textstat import textstat  # type: ignore[import-untyped] # it has no type hints

from builder.check.pages import spoken
from builder.check.text import owner_of
from builder.fault import Fault, fault
from builder.known import Known, say
from builder.model import MarkdownPage, Place

HIGHEST = 8.0
FEWEST_WORDS = 100
EASY_WORD = "term"
START = 2  # letters that are compared first
HINT = f"it may be {HIGHEST}: shorter sentences, shorter words, or explain a term in glossary.yaml"
ENDS = (".", "!", "?")


@dataclass(frozen=True)
class Grade:
    """The grade of one page."""

    owner: str
    grade: float
    words: int
    place: Place


def check_reading(look: Known) -> list[Fault]:
    """Pages that are too hard to read."""
    return [
        fault(found.place, f"{say(found.owner)}: reading grade {found.grade:.1f}", HINT)
        for found in grades(look)
        if found.grade > HIGHEST
    ]


def grades(look: Known) -> list[Grade]:
    """The grade of every page long enough to measure."""
    easy = easy_words(look)
    found = []
    for page in look.pages:
        text = readable(look, page, easy)
        words = len(text.split())
        if words >= FEWEST_WORDS:
            grade = round(float(textstat.flesch_kincaid_grade(text)), 1)
            found.append(Grade(owner_of(page), grade, words, page.place))
    return found


def easy_words(look: Known) -> re.Pattern[str]:
    """Terms of the glossary, names of contacts and states: longest first, so that whole names win.

    Names with the same start stand together: a text is compared with a few of them at each word, not with all.
    """
    content = look.content
    names = {contact.name for contact in content.contacts} | {state.name for state in content.rules.states}
    names |= {name for term in content.glossary for name in (term.term, *term.also)}
    by_start: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_start.setdefault(name[:START].lower(), []).append(re.escape(name[START:]))
    listed = "|".join(f"{re.escape(start)}(?:{'|'.join(ends)})" for start, ends in by_start.items())
    return re.compile(rf"\b(?:{listed})(?:s|es)?\b" if listed else r"(?!)", re.IGNORECASE)


def readable(look: Known, page: MarkdownPage, easy: re.Pattern[str]) -> str:
    """The page as sentences: headings, list items and spoken lines end like one."""
    return easy.sub(EASY_WORD, " ".join(_sentences(unit.english for unit in look.units_of(page))))


def _sentences(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for line in spoken(text).split("\n"):
            bare = line.strip()
            if bare:
                yield bare if bare.rstrip("”’)\"'").endswith(ENDS) else f"{bare.rstrip(':;,')}."

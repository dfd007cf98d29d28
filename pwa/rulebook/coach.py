"""The coach: marks, in a text the reader wants to say or send, what closes a door and what opens one."""

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rulebook.numbers import secret_numbers
from rulebook.phrases import Lists, Net, find, net_of
from rulebook.records import Phrase, Phrases
from rulebook.tokens import AMOUNT, NUMBER, STOP, Token, as_typed, tokens

# In brackets, braces or angles; a line or dots to write on; XXX. No tick box, no address for e-mail.
PLACEHOLDER = (
    r"\[(?![xX]?\])[^\[\]\n]{1,80}\]|\{[^{}\n]{1,80}\}|<[A-Za-z][^<>@\n]{0,80}>"
    r"|(?<!_)_{2,}+|(?<!\.)\.{4,}+|(?<![^\W_])(?:X{3,}+|TBD|TODO)(?![\w-])"
)
DOLLARS, NOT_A_CARD, BANK = "dollars", "not-a-card", "bank"  # lists that code leans on
NEAR_WORDS = 4
Place = tuple[int, int]
Numbered = tuple[int, int, int]  # a place and the number of its row


@dataclass(frozen=True)
class Mark:
    """Words of a text by their first character and the one after the last; their row; the sentence they stand in."""

    row: Phrase
    start: int
    end: int
    sentence: Place


@dataclass(frozen=True, repr=False)
class Coach:
    """The table made ready: every phrase in one net, where goals count the rows, and once more for what spares them."""

    rows: tuple[Phrase, ...]
    net: Net
    lists: Lists
    short_forms: Mapping[str, tuple[str, ...]]
    titles: Container[str]

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Every mark of a text in order; where marks of one kind overlap, the first and longest stays."""
        words = tokens(text, self.short_forms, self.titles, self.lists.get(DOLLARS, ()))
        found: dict[int, list[Place]] = {}
        for one in find(self.net, words):
            found.setdefault(one.goal, []).append((one.start, one.end))
        places: list[Numbered] = []
        for number, row in enumerate(self.rows):
            own = self._found_by(row, text, words, found.get(number, ()))
            kept = separate(_without(own, found.get(number + len(self.rows), ())))
            if row.finder == "second-offer":
                kept = list(_others(kept, text, words))
            places += [(start, end, number) for start, end in kept]
        marks = (
            Mark(self.rows[number], start, end, sentence)
            for (start, end, number), sentence in _with_sentences(self._one_of_a_kind(places), words)
        )
        return tuple(_once_a_sentence(marks))

    def _found_by(self, row: Phrase, text: str, words: Sequence[Token], said: Iterable[Place]) -> Iterable[Place]:
        if row.finder == "placeholder":
            return (found.span() for found in re.finditer(PLACEHOLDER, as_typed(text)))
        if row.finder == "number":
            return self._secrets(text, words)
        return said

    def _secrets(self, text: str, words: Sequence[Token]) -> Iterator[Place]:
        """Numbers of cards and banks, but none that the words just before call an account, a claim or a case."""
        others, bank = self.lists.get(NOT_A_CARD, ()), self.lists.get(BANK, ())
        before: list[str] = []
        place = 0
        for start, end in secret_numbers(text):
            while words[place].end <= start and place + 1 < len(words):
                word = words[place].forms[0]
                before = [] if word == STOP else [*before[1 - NEAR_WORDS :], word]
                place += 1
            if not any(word in others for word in before) or any(word in bank for word in before):
                yield start, end

    def _one_of_a_kind(self, places: Iterable[Numbered]) -> Iterator[Numbered]:
        reached: dict[str, int] = {}
        for start, end, number in sorted(places, key=lambda place: (place[0], -place[1], place[2])):
            kind = self.rows[number].kind
            if start >= reached.get(kind, 0):
                reached[kind] = end
                yield start, end, number


def coach_of(table: Phrases) -> Coach:
    """The coach of a table; to make it takes longer than to look over a letter."""
    lists = {name: listed(words) for name, words in table.lists.items()}
    says = [(number, line) for number, row in enumerate(table.rows) for line in lines_of(row.says)]
    unless = [(number, line) for number, row in enumerate(table.rows, len(table.rows)) for line in lines_of(row.unless)]
    return Coach(
        table.rows, net_of([*says, *unless], lists), lists, short_forms(table), frozenset(listed(table.titles))
    )


def lines_of(phrases: str | None) -> list[str]:
    """The phrases of a row, one from each line."""
    return [line.strip() for line in (phrases or "").splitlines() if line.strip()]


def listed(words: str) -> tuple[str, ...]:
    """Words with commas between."""
    return tuple(word.strip() for word in words.split(",") if word.strip())


def short_forms(table: Phrases) -> Mapping[str, tuple[str, ...]]:
    """What each short form stands for, from lines like `don't = do not`."""
    pairs = (line.partition("=") for line in lines_of(table.short_forms))
    return {short.strip(): tuple(full.split()) for short, _, full in pairs}


def separate(places: Iterable[Place]) -> list[Place]:
    """Places that do not overlap, the first and longest before the others."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _without(places: Iterable[Place], spared: Iterable[Place]) -> Iterator[Place]:
    """The places that no spared one overlaps."""
    left = _merged(spared)
    here = 0
    for start, end in sorted(places):
        while here < len(left) and left[here][1] <= start:
            here += 1
        if here == len(left) or left[here][0] >= end:
            yield start, end


def _merged(places: Iterable[Place]) -> list[Place]:
    """The same characters as places that lie apart."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _others(places: Iterable[Place], text: str, words: Iterable[Token]) -> Iterator[Place]:
    """Of offers, those that name another amount than the first one does."""
    amounts = [one for one in words if AMOUNT in one.forms or NUMBER in one.forms]
    here, first = 0, ""
    for start, end in places:
        while here < len(amounts) and amounts[here].start < start:
            here += 1
        named: list[str] = []
        while here < len(amounts) and amounts[here].end <= end:
            named.append(_value(text[amounts[here].start : amounts[here].end]))
            here += 1
        first = first or (named[0] if named else "")
        if any(value != first for value in named):
            yield start, end


def _value(amount: str) -> str:
    """The same text for the same amount: 400, $400.00 and 0400 dollars."""
    digits = "".join(letter for letter in amount if letter in "0123456789.")
    return digits.removesuffix(".00").lstrip("0")


def _once_a_sentence(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The first mark of each row in a sentence: to say it again helps nobody; numbers and blanks count one by one."""
    reached: dict[str, int] = {}
    for mark in marks:
        if mark.row.finder in ("number", "placeholder") or mark.start >= reached.get(mark.row.id, 0):
            yield mark
        reached[mark.row.id] = mark.sentence[1]


def _with_sentences(places: Iterable[Numbered], words: Iterable[Token]) -> Iterator[tuple[Numbered, Place]]:
    """Each place with the sentence it stands in, or the sentences where it is in more than one."""
    sentences = _sentences(words)
    here = 0
    for start, end, number in places:
        while here < len(sentences) and sentences[here][1] <= start:
            here += 1
        last = here
        while last + 1 < len(sentences) and sentences[last + 1][0] < end:
            last += 1
        around = [sentences[here], sentences[last]] if here < len(sentences) and sentences[here][0] < end else []
        edges = [(start, end), *around]
        yield (start, end, number), (min(edge[0] for edge in edges), max(edge[1] for edge in edges))


def _sentences(words: Iterable[Token]) -> list[Place]:
    found: list[Place] = []
    begun: int | None = None
    for word in words:
        begun = word.start if begun is None else begun
        if word.forms[0] == STOP:
            if word.start > begun:
                found.append((begun, word.end))
            begun = None
    return found


def coach_text(coach: Coach, text: str) -> str:
    """The marks of a text as JSON text: `{"marks": [{"kind", "start", "end", "text", "because", "instead"}]}`.

    Places are counted in characters of the text; `instead` is null where the words open a door and should stay.
    """
    marks = [
        {
            "kind": mark.row.kind,
            "start": mark.start,
            "end": mark.end,
            "text": text[mark.start : mark.end],
            "because": mark.row.because,
            "instead": mark.row.instead,
        }
        for mark in coach.marks(text)
    ]
    return json.dumps({"marks": marks}, ensure_ascii=False, indent=1) + "\n"

"""A text as words with their places, the way phrases are matched: small letters, short forms written out, amounts."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

AMOUNT, NUMBER, LONG_NUMBER, STOP = "$", "#", "####", "."
LONG = 4  # digits
ShortForms = Mapping[str, tuple[str, ...]]
# Marks as on a keyboard, each for one, so that places stay; patterns without rare characters are also sooner ready.
ON_A_KEYBOARD = str.maketrans("‘’“”…•✓✔☑", "''\"\".*xxx")
# Each alternative gives nothing back once it has matched, so a text of any kind is read in one go.
PIECES = (
    r"(?P<amount>\$ ?[0-9]++(?:,[0-9]{3})*+(?:\.[0-9]{1,2})?+)"
    r"|(?P<number>[0-9]++(?:,[0-9]{3})*+(?:\.[0-9]++)?+(?![^\W_]))"
    r"|(?P<word>[^\W_]++(?:'[^\W_]++)*+)"
    r"|(?P<stop>[.!?]++(?=[\"')\]]*+(?:\s|$)))"
    r"|(?P<line>(?<=[,:;])[ \t\r]*+\n(?=[^a-z])|(?<![ \t\r])[ \t\r]*+(?:\n\s*\n|\n(?=[ \t]*+[-*])))"
)


@dataclass(frozen=True)
class Token:
    """A word, an amount, a number or the end of a sentence, in each form a phrase may ask for, and where it stands."""

    forms: tuple[str, ...]
    start: int
    end: int


END = (STOP,)


def tokens(text: str, short: ShortForms, titles: Container[str], dollars: Container[str]) -> list[Token]:
    """The words of a text in their order, and `.` where a sentence ends.

    `short` writes out short forms ("don't"), `titles` are words whose full stop ends nothing ("Dr."), `dollars` make an
    amount of the number before them.
    """
    found: list[Token] = []
    for piece in re.finditer(PIECES, as_typed(text)):
        start, end = piece.span()
        if piece.lastgroup == "amount":
            found.append(Token((AMOUNT,), start, end))
        elif piece.lastgroup == "number":
            found.append(Token(_number_forms(piece[0]), start, end))
        elif piece.lastgroup == "word":
            found += _words(piece[0].casefold(), start, end, short)
            if _is_amount(found, dollars):
                found[-2:] = [Token((AMOUNT,), found[-2].start, end)]
        elif piece.lastgroup == "line" or not _is_short_for(found, piece[0], start, titles):
            found.append(Token(END, start, end if piece.lastgroup == "stop" else start))
    end = len(text.rstrip())
    return [*found, Token(END, end, end)]


def as_typed(text: str) -> str:
    """The text with every curly mark as on a keyboard, and every character at its place."""
    return text.translate(ON_A_KEYBOARD)


def _number_forms(text: str) -> tuple[str, ...]:
    digits = text.replace(",", "")
    is_long = len(digits.replace(".", "")) >= LONG
    return (digits, NUMBER, LONG_NUMBER) if is_long else (digits, NUMBER)


def _words(word: str, start: int, end: int, short: ShortForms) -> Iterator[Token]:
    return (Token((part,), start, end) for part in short.get(word, (word,)))


def _is_amount(found: list[Token], dollars: Container[str]) -> bool:
    """Whether the last two are "400 dollars"."""
    return len(found) > 1 and NUMBER in found[-2].forms and found[-1].forms[0] in dollars


def _is_short_for(found: list[Token], stop: str, start: int, titles: Container[str]) -> bool:
    """Whether this full stop belongs to the word before it: "Dr.", "J."."""
    if stop != "." or not found or found[-1].end != start:
        return False
    word = found[-1].forms[0]
    return word in titles or (len(word) == 1 and word.isalpha() and word != "i")

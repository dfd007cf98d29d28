"""The screen "Check my words": a text with its marks, and a card for each with the better sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from casebook.cards import Chip, chip_of
from casebook.draft import MOST_LETTERS, can_use
from casebook.look import Look
from casebook.scene import bill_title
from casebook.wording import WORDS, mark_name
from rulebook.coach import Mark

MOST_CARDS = 30
OPENS, CLOSES = "opens", "closes"


@dataclass(frozen=True)
class Part:
    """Some characters of the text; `side` says how they are marked, `ends` which marks end with them."""

    text: str
    side: str
    ends: Sequence[int]


@dataclass(frozen=True)
class MarkCard:
    """One mark: the sentence it stands in, why it matters, and the better one; `name` is what a form sends."""

    name: str
    number: int
    kind: str
    side: str
    title: str
    said: str
    because: str
    instead: str
    can_use: bool
    chips: Sequence[Chip]


def words_values(look: Look) -> Mapping[str, object]:
    """What the template `words.html` places."""
    draft, w = look.desk.draft, look.w
    marks = draft.marks(look.guide.coach)[:MOST_CARDS] if draft.is_looked_over else ()
    cards = [_card(look, number, mark) for number, mark in enumerate(marks, start=1)]
    closes = sum(card.side == CLOSES for card in cards)
    bill = next((bill for bill in look.desk.case.bills if bill.id == look.desk.place.bill), None)
    return {
        "back": bill_title(w, look.desk.case, bill)
        if bill
        else w("tool.my-bills")
        if look.desk.case.bills
        else w("tool.back"),
        "is_looked_over": draft.is_looked_over and not look.desk.troubles,
        "text": look.desk.typed.get(WORDS, (draft.text,))[-1],
        "most": MOST_LETTERS,
        "trouble": look.trouble(WORDS),
        "parts": list(_parts(draft.text, marks)),
        "cards": cards,
        "summary": _summary(look, closes, len(cards) - closes),
        "can_go_back": bool(draft.before),
    }


def _summary(look: Look, closes: int, opens: int) -> Sequence[str]:
    w = look.w
    found = [w("tool.words-closing-one") if closes == 1 else w("tool.words-closing", n=closes)] if closes else []
    found += [w("tool.words-opening-one") if opens == 1 else w("tool.words-opening", n=opens)] if opens else []
    return found if closes else [*found, w("tool.words-nothing")]


def _side(mark: Mark) -> str:
    return OPENS if mark.row.instead is None else CLOSES


def _card(look: Look, number: int, mark: Mark) -> MarkCard:
    row = mark.row
    return MarkCard(
        mark_name(mark),
        number,
        row.kind,
        _side(mark),
        row.title,
        " ".join(look.desk.draft.text[slice(*mark.sentence)].split()),
        row.because,
        row.instead or "",
        can_use(mark),
        [chip_of(look.w, look.guide.source[name], look.on) for name in row.sources],
    )


def _parts(text: str, marks: Sequence[Mark]) -> Iterator[Part]:
    """The text cut where a mark begins or ends."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    for start, end in pairwise(edges):
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        sides = {_side(mark) for mark in here}
        side = CLOSES if CLOSES in sides else OPENS if sides else ""
        yield Part(text[start:end], side, [n for n, mark in enumerate(marks, start=1) if mark.end == end])

"""Values as people read them: dollars, days left, the grade of a source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casebook.words import Words
from rulebook.records import PaperKind, Source
from rulebook.tables import Tier

PAPER_KINDS = ("have", "ask-for", "write-down")  # in the order they are shown
FREE = 100


def dollars(amount: Decimal) -> str:
    """An amount as people write it: $4,200 or $4,200.50."""
    return f"${amount:,.2f}".removesuffix(".00")


def plain_amount(amount: Decimal | None) -> str:
    """An amount as it stands in a field to type into; empty when there is none."""
    return "" if amount is None else f"{amount:.2f}".removesuffix(".00")


def iso(day: date | None) -> str:
    """A day as a field holds it; empty when there is none."""
    return day.isoformat() if day else ""


def days_left(w: Words, day: date, on: date) -> str:
    """How far away a day is: today, tomorrow, 38 days, or how long ago it was."""
    days = (day - on).days
    if days in (-1, 0, 1):
        return w({-1: "tool.yesterday", 0: "tool.today", 1: "tool.tomorrow"}[days])
    return w("tool.days-ago", n=-days) if days < 0 else w("tool.days", n=days)


def chip_label(w: Words, source: Source) -> str:
    """What a grade chip says: the kind, and that we have not read the official page ourselves where it is so."""
    kind = w(f"kind.{source.kind}")
    return kind if source.evidence == "read" else w("chip.second-hand", kind=kind)


@dataclass(frozen=True)
class PaperList:
    """What to have, to ask for or to write down."""

    kind: str
    papers: Sequence[PaperKind]


def paper_lists(kinds: Iterable[PaperKind]) -> list[PaperList]:
    """Papers as short lists by kind, without empty ones."""
    listed = list(kinds)
    found = [PaperList(kind, [one for one in listed if one.kind == kind]) for kind in PAPER_KINDS]
    return [one for one in found if one.papers]


def tier_gets(w: Words, tier: Tier) -> str:
    """What a state asks of its hospitals for incomes in this tier: "At least 75 percent off"."""
    if tier.help:
        return tier.help
    return w("states.free") if tier.off == FREE else w("states.off", percent=tier.off)

"""Pictures, worked out at build time from the same records as everything else: no number stands in a drawing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from builder.pages.address import file_of, href
from builder.pages.lookup import Lookup
from rulebook.records import Deadline

DAYS_IN_A_YEAR = 365
MONTHS_IN_A_YEAR = 12
STARTS = ("first-bill", "denial", "final-denial", "collector-letter", "eca-notice", "records-request", "service")


@dataclass(frozen=True)
class Clock:
    """A deadline as a line; `share` is the part of a year that runs, None where no length is set."""

    deadline: Deadline
    href: str
    until: str
    share: str | None


@dataclass(frozen=True)
class Band:
    """The clocks that one paper starts; `start` is None for those whose end is printed on the paper itself."""

    start: str | None
    clocks: Sequence[Clock]


@dataclass(frozen=True)
class OneBill:
    """The clocks of one bill over one year, and the days on the scale with their place on it (percent)."""

    bands: Sequence[Band]
    scale: Sequence[tuple[int, str]]


def one_bill(look: Lookup, file: str) -> OneBill:
    """Every deadline of the rules, grouped by the paper that starts it; printed dates first, as courts print theirs."""
    deadlines = look.guide.deadlines
    starts = [*STARTS, *dict.fromkeys(d.start for d in deadlines if d.start and d.start not in STARTS)]
    bands = [Band(None, [_clock(look, file, d) for d in deadlines if not d.start])]
    for start in starts:
        found = sorted((d for d in deadlines if d.start == start), key=_length)
        bands.append(Band(start, [_clock(look, file, d) for d in found]))
    days = sorted({d.days for d in deadlines if d.days})
    return OneBill([band for band in bands if band.clocks], [(day, _percent(day / DAYS_IN_A_YEAR)) for day in days])


def _clock(look: Lookup, file: str, deadline: Deadline) -> Clock:
    step = deadline.step
    link = (
        href(file, file_of("step", step)) if step else href(file, file_of("page", "rules"), f"deadline-{deadline.id}")
    )
    if deadline.days:
        return Clock(deadline, link, look.w("picture.day", n=deadline.days), _percent(deadline.days / DAYS_IN_A_YEAR))
    if deadline.months:
        share = _percent(deadline.months / MONTHS_IN_A_YEAR)
        return Clock(deadline, link, look.w("picture.months", n=deadline.months), share)
    return Clock(deadline, link, look.w("picture.differs") if deadline.start else "", None)


def _length(deadline: Deadline) -> float:
    return (deadline.days or 0) / DAYS_IN_A_YEAR + (deadline.months or 0) / MONTHS_IN_A_YEAR


def _percent(share: float) -> str:
    """How far along a year, at most its end."""
    return f"{min(share, 1) * 100:.2f}%"


DRAWN: Mapping[str, Callable[[Lookup, str], object]] = {"one-bill": one_bill}

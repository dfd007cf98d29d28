"""What stands on the cards of one bill: steps to take, steps that wait, clocks, leverage, the reader's own offer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casebook.show import PaperList, chip_label, days_left, dollars, paper_lists
from casebook.words import Words
from rulebook.assess import Assessed
from rulebook.beside import Beside
from rulebook.case import Case
from rulebook.deadlines import Clock
from rulebook.gate import first_closed
from rulebook.guide import Guide
from rulebook.leverage import leverage
from rulebook.offers import Offer
from rulebook.records import Question, Row, Source, Step

LAST_DAYS = 1


@dataclass(frozen=True)
class Chip:
    """The grade of a source, with its id for the link, what it is called, and when it was checked."""

    id: str
    kind: str
    label: str
    title: str
    checked: str
    stale: str


@dataclass(frozen=True)
class Said:
    """A question with the reader's own answer, in words."""

    question: str
    asks: str
    answer: str


@dataclass(frozen=True)
class Why:
    """One rule behind a step: the reader's answers, the rule, its reason, its sources."""

    rule: str
    because: str
    said: Sequence[Said]
    facts: Sequence[Said]
    chips: Sequence[Chip]


@dataclass(frozen=True)
class Turn:
    """What would change an answer: where it stands, what can still change it, a last word, and its sources."""

    lead: Sequence[str]
    can: str = ""
    things: Sequence[str] = ()
    after: str = ""
    chips: Sequence[Chip] = ()


@dataclass(frozen=True)
class Way:
    """A page that helps with a step, and what its link says: a script, a letter, or the step itself."""

    href: str
    words: str


@dataclass(frozen=True)
class Now:
    """A step to take now, with the pages that help and its papers, `is_letter` where only that counts."""

    step: str
    title: str
    do: str
    because: str
    ways: Sequence[Way]
    papers: Sequence[PaperList]
    is_letter: bool
    whys: Sequence[Why]
    turn: Turn | None = None


@dataclass(frozen=True)
class Waits:
    """A step that waits, and what comes first; `question` is set where that is an answer of the reader's."""

    step: str
    title: str
    until: str
    first: str
    because: str
    question: str
    turn: Turn | None = None


@dataclass(frozen=True)
class ClockCard:
    """A date: when, how far away, whose, and what happens."""

    id: str
    iso: str
    day: str
    left: str
    side: str
    title: str
    because: str
    chip: Chip
    is_past: bool
    is_last: bool


@dataclass(frozen=True)
class Lever:
    """Something that makes a bill easier or harder to bargain over."""

    label: str
    chips: Sequence[Chip]


@dataclass(frozen=True)
class OfferCard:
    """The reader's own three numbers, which nobody else should hear."""

    opening: str
    target: str
    limit: str


@dataclass(frozen=True)
class Cards:
    """Makes the cards of one bill on one day."""

    guide: Guide
    case: Case
    assessed: Assessed
    on: date

    @property
    def w(self) -> Words:
        return Words(self.guide.words)

    def now(self) -> list[Now]:
        """Steps to take now, the first one first."""
        return [self._now(advice.step, advice.rows) for advice in self.assessed.decision.now]

    def _now(self, name: str, rows: Sequence[Row]) -> Now:
        step = self.guide.step[name]
        whys = [self._why(row) for row in rows]
        papers = paper_lists(Beside(self.guide, self.assessed.situation, self.on).papers(name))
        return Now(name, step.title, step.do, rows[0].because, self._ways(step), papers, step.by == "letter", whys)

    def _ways(self, step: Step) -> list[Way]:
        """The pages that help with a step: where only a letter counts, the letters come first."""
        beside = Beside(self.guide, self.assessed.situation, self.on)
        scripts, letters = beside.scripts(step.id), beside.letters(step.id)
        calls = [Way(f"scripts/{one.id}/", one.title if len(scripts) > 1 else self.w("step.script")) for one in scripts]
        write = [Way(f"letters/{one.id}/", one.title if len(letters) > 1 else self.w("step.letter")) for one in letters]
        read = [Way(f"steps/{step.id}/", self.w("card.read-step"))]
        return [*(write or read), *calls, *(read if write else [])] if step.by == "letter" else [*calls, *write, *read]

    def _why(self, row: Row) -> Why:
        stored = self.assessed.answers
        own = [self.said(self.guide.question[key], stored[key]) for key in row.when if stored.get(key)]
        worked_out = [self._fact(key) for key in row.when if key not in self.guide.question]
        return Why(row.id, row.because, own, [fact for fact in worked_out if fact], self.chips(row.sources))

    def said(self, question: Question, answer: str) -> Said:
        """The reader's answer to a question, in words."""
        label = next(known.label for known in question.answers if known.id == answer)
        return Said(question.id, question.ask, label)

    def _fact(self, name: str) -> Said | None:
        """What was worked out from dates and amounts; nothing where they are missing."""
        fact = next(fact for fact in self.guide.facts if fact.id == name)
        found = self.assessed.situation[name]
        label = next(known.label for known in fact.answers if known.id == found)
        return None if found == "unknown" else Said("", fact.label, label)

    def waits(self) -> list[Waits]:
        """Steps that wait; where the answers point to none yet, what every payment would wait for."""
        found = [
            self._waits(waiting.step, self.guide.step[waiting.step].title, waiting.until, waiting.because)
            for waiting in self.assessed.decision.not_yet
        ]
        if found:
            return found
        closed = first_closed(self.guide, self.assessed.situation, self.assessed.bill.done, "")
        if not closed:
            return []
        title = self.w("decide.any-money")
        return [self._waits("", title, closed.until, closed.row.because)]

    def _waits(self, step: str, title: str, until: str, because: str) -> Waits:
        question = until.removeprefix("ask:") if until.startswith("ask:") else ""
        first = self.guide.question[question].ask if question else self.guide.step[until].title
        return Waits(step, title, until, first, because, question)

    def clocks(self) -> list[ClockCard]:
        """Dates still ahead by day, then those that have passed."""
        return [self._clock(clock) for clock in sorted(self.assessed.clocks, key=lambda c: (c.past, c.date, c.id))]

    def _clock(self, clock: Clock) -> ClockCard:
        days = (clock.date - self.on).days
        is_last = clock.side == "you" and days >= 0 and (days <= LAST_DAYS or clock.id == "court-answer")
        return ClockCard(
            clock.id,
            clock.date.isoformat(),
            self.w.day(clock.date),
            days_left(self.w, clock.date, self.on),
            clock.side,
            clock.title,
            clock.because,
            self.chip(self.guide.source[clock.source]),
            clock.past,
            is_last,
        )

    def levers(self, side: str) -> list[Lever]:
        """What makes this bill easier (`up`) or harder (`down`) to bargain over."""
        holding = leverage(self.guide, self.assessed.situation)[side]
        return [Lever(row.label, self.chips(row.sources)) for row in self.guide.leverage if row.id in holding]

    def chips(self, names: Iterable[str]) -> list[Chip]:
        """A chip for each of these sources, each once."""
        return [self.chip(self.guide.source[name]) for name in dict.fromkeys(names)]

    def chip(self, source: Source) -> Chip:
        """The chip of one source on this day."""
        return chip_of(self.w, source, self.on)


def chip_of(w: Words, source: Source, on: date) -> Chip:
    """The chip of one source; past its review day it says so."""
    stale = w("stale.source", day=w.day(source.review_by)) if on > source.review_by else ""
    return Chip(source.id, source.kind, chip_label(w, source), source.title, w.day(source.checked), stale)


def offer_card(offer: Offer | None) -> OfferCard | None:
    """The three numbers in dollars."""
    return OfferCard(dollars(offer.opening), dollars(offer.target), dollars(offer.limit)) if offer else None


def instalment_words(amounts: Mapping[str, Decimal], bill: str) -> str:
    """The most a month for this bill, in dollars; empty where there is none."""
    return dollars(amounts[bill]) if bill in amounts else ""

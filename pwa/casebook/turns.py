"""What would change what a bill is told, in words: how far its lines are, and the few things that still move them."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from casebook.cards import Chip, Now, Turn, Waits, chip_of
from casebook.look import Look
from casebook.show import dollars
from rulebook.assess import Assessed
from rulebook.changes import OPEN, Change, aid_changes, estimate_changes, gate_changes
from rulebook.facts import open_balance, paid_so_far
from rulebook.nearest import CENT
from rulebook.poverty import BANDS

PERCENT = {band: percent for percent, band in BANDS}
ASSISTANCE, ESTIMATE = "apply-assistance", "dispute-estimate"


@dataclass(frozen=True)
class WhyNot:
    """A step that is not advised, and what would change that."""

    id: str
    title: str
    turn: Turn


class Turns:
    """For the bill of a screen: what would change its cards, and what is not on any."""

    def __init__(self, look: Look) -> None:
        gate = {change.now: change for change in gate_changes(look.guide, look.desk.case, look.assessed, look.on)}
        self._look = look
        self._gate = {until: _gate(look, change) for until, change in gate.items()}
        self._of_step = {ASSISTANCE: _aid(look, look.assessed), ESTIMATE: _estimate(look, look.assessed)}

    def to_take(self, card: Now) -> Now:
        return replace(card, turn=self._of_step.get(card.step))

    def to_wait_for(self, card: Waits) -> Waits:
        return replace(card, turn=self._gate.get(card.until))

    def why_not(self, advised: Container[str]) -> list[WhyNot]:
        """Steps that are near, and that nothing on this screen advises yet."""
        said = {ASSISTANCE: self._look.w("turn.aid-title"), ESTIMATE: self._look.w("turn.estimate-title")}
        return [
            WhyNot(step, said[step], turn)
            for step, turn in self._of_step.items()
            if turn and step not in advised and not self._is_settled(step)
        ]

    def _is_settled(self, step: str) -> bool:
        """Whether the answer is there already: the step was advised, and the reader has done it."""
        situation = self._look.assessed.situation
        return situation["aid"] == "likely" if step == ASSISTANCE else situation["estimate-gap"] == "over"


def _chips(look: Look, *facts: str, floor: str = "") -> Sequence[Chip]:
    """Chips for the sources of facts, or of a state's line."""
    names = [name for fact in look.guide.facts if fact.id in facts for name in fact.sources]
    names += [one.source for one in look.guide.floors if one.id == floor]
    return [chip_of(look.w, look.guide.source[name], look.on) for name in dict.fromkeys(names)]


def _aid(look: Look, assessed: Assessed) -> Turn | None:
    """How far income is from the line of assistance; nothing where the application is on its way or decided."""
    situation, w = assessed.situation, look.w
    if situation["assistance"] != "not-applied" or situation["aid"] == "unknown" or situation["holder"] == "court":
        return None
    found = list(aid_changes(look.guide, look.desk.case, assessed, look.on))
    if situation["aid"] == "likely":
        return next((_margin(look, change) for change in found if change.key == "income" and _is_up(change)), None)
    better = {change.key: change for change in found if _is_better(change)}
    if not better:
        return None
    lead = [_above(look, better["income"])] if "income" in better else []
    things = [_thing(look, change) for key, change in better.items() if key != "income"]
    floor = next((change.through["floor"] for change in better.values() if "floor" in change.through), "")
    can = w(f"turn.can.{len(things)}") if things else ""
    return Turn(lead, can, things, w("turn.aid-ask"), _chips(look, "aid", "fpl", floor=floor))


def _is_up(change: Change) -> bool:
    return Decimal(change.to) > Decimal(change.value)


def _is_better(change: Change) -> bool:
    return change.then == "likely" or (change.now, change.then) == ("unlikely", "possible")


def _margin(look: Look, change: Change) -> Turn:
    last = dollars(Decimal(change.to) - CENT)
    words = look.w("turn.aid-margin", line=last, value=dollars(Decimal(change.value)))
    return Turn([words], after=look.w("turn.aid-ask"), chips=_chips(look, "aid", "fpl"))


def _above(look: Look, change: Change) -> str:
    """How far an income is above the line, and what line that is."""
    w, through = look.w, change.through
    distance, line = dollars(Decimal(change.distance)), dollars(Decimal(change.to))
    if "floor" in through:
        return w("turn.above-state", distance=distance, line=line)
    if "fpl" in through:
        return w("turn.above-percent", distance=distance, line=line, percent=PERCENT[through["fpl"]])
    return w("turn.above-burden", line=line)


def _thing(look: Look, change: Change) -> str:
    w = look.w
    if change.key == "size":
        return w("turn.by-size", to=change.to, value=change.value)
    if change.key == "cannot-pay":
        return w("turn.by-cannot-pay")
    owed = sum((open_balance(bill) or Decimal(0) for bill in look.desk.case.bills), Decimal(0))
    return w("turn.by-balance", to=dollars(owed + Decimal(change.distance)), value=dollars(owed))


def _estimate(look: Look, assessed: Assessed) -> Turn | None:
    """How far the bill is from the line of a dispute over the estimate."""
    found = next(estimate_changes(look.desk.case, assessed), None)
    amounts = assessed.bill.amounts
    if found is None or amounts.estimate is None:
        return None
    charged = Decimal(found.value) + (paid_so_far(assessed.bill) if found.key == "balance" else 0)
    gap, distance = charged - amounts.estimate, Decimal(found.distance)
    chips = _chips(look, "estimate-gap")
    if found.now == "over":
        return Turn([look.w("turn.estimate-over", gap=dollars(gap), line=dollars(gap - distance + CENT))], chips=chips)
    if gap <= 0:
        return Turn([look.w("turn.estimate-below", line=dollars(gap + distance))], chips=chips)
    words = look.w("turn.estimate-within", gap=dollars(gap), line=dollars(gap + distance), distance=dollars(distance))
    return Turn([words], chips=chips)


def _gate(look: Look, change: Change) -> Turn:
    """What a step waits for, when that is settled, and what comes after."""
    w, guide = look.w, look.guide
    row = next(row for row in guide.gate if row.id == change.key)
    lead = [w("turn.waits-for", label=row.label), row.because]
    things = []
    for name, answer in change.answers.items():
        question = guide.question[name]
        label = next(known.label for known in question.answers if known.id == answer)
        things.append(w("turn.when-answer", question=question.ask, answer=label))
    if change.to:
        things.append(w("turn.when-done", step=guide.step[change.to].title))
    after = (
        ""
        if not things
        else w("turn.then-open")
        if change.then == OPEN
        else w("turn.then-next", first=_first(look, change.then))
    )
    return Turn(lead, w("turn.opens-when") if things else "", things, after)


def _first(look: Look, until: str) -> str:
    if until.startswith("ask:"):
        return look.guide.question[until.removeprefix("ask:")].ask
    return look.guide.step[until].title

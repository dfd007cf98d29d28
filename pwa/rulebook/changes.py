"""What would change this answer: for assistance, the estimate, the reader's dates and the gate, the nearest facts.

Every answer is asked of the functions that decide, with one thing changed (`nearest.py`), so no line stands here twice.
A bill takes at most 2 searches for each of income, people, balance, charge and estimate, one for each of its dates, and
one try for each way a row of the gate can open.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Literal

from rulebook.assess import Assessed, assess, assess_otherwise
from rulebook.case import Amounts, Bill, Case
from rulebook.deadlines import Clock
from rulebook.facts import aid, burden, estimate_gap
from rulebook.floors import assistance
from rulebook.gate import Closed, closed_rows, first_of
from rulebook.guide import Guide
from rulebook.meaning import MOST_PEOPLE
from rulebook.nearest import MOST_CENTS, Dial, amount_of, cents_of, first_turn, turned
from rulebook.poverty import poverty_band
from rulebook.records import Condition
from rulebook.situation import Situation, matches

NO_MONEY = {"lump-sum": "no", "monthly": "no"}
OPEN, PAST = "open", "past"


@dataclass(frozen=True)
class Change:
    """One answer and what would turn it: `key` from `value` to `to`, so far away; or `answers` instead.

    Amounts are dollars with two decimals, windows count days. `through` names the facts and the state floor that turn
    on the way. For the gate `key` is the first closed row, `now` what it says to do, `then` what is next, or `open`.
    """

    about: Literal["aid", "estimate-gap", "window", "gate"]
    key: str
    now: str
    then: str
    value: str = ""
    to: str = ""
    distance: str = ""
    through: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def changes(guide: Guide, case: Case, assessed: Assessed, on: date) -> tuple[Change, ...]:
    """Everything near that would change what is said about one bill."""
    return (
        *aid_changes(guide, case, assessed, on),
        *estimate_changes(case, assessed),
        *window_changes(guide, case, assessed, on),
        *gate_changes(guide, case, assessed, on),
    )


def aid_changes(guide: Guide, case: Case, assessed: Assessed, on: date) -> Iterator[Change]:
    """Income, people, open bills and what can be paid: what makes assistance more likely, and what less."""
    situation = assessed.situation

    def answer(changed: Case) -> str:
        return aid(guide, changed, {**situation, **_facts(guide, changed, on)}, on)

    for found in turned(_aid_dials(case, assessed.bill), situation["aid"], answer):
        change = _change("aid", found.dial, situation["aid"], found.answer, found.value)
        yield replace(change, through=_through(guide, case, found.case, situation, on))
    yield from _without_money(guide, case, assessed, on)


def _change(about: Literal["aid", "estimate-gap"], dial: Dial, now: str, then: str, value: int) -> Change:
    value_now, to, distance = map(dial.written, (dial.start, value, abs(value - dial.start)))
    return Change(about, dial.key, now, then, value_now, to, distance)


def _facts(guide: Guide, case: Case, on: date) -> Mapping[str, str]:
    """The facts that income, people and balances decide."""
    return {"fpl": poverty_band(guide, case.household, on), "burden": burden(case)}


def _aid_dials(case: Case, bill: Bill) -> Iterator[Dial]:
    household, balance = case.household, bill.amounts.balance
    if household.income is not None and household.income >= 0:
        yield Dial("income", cents_of(household.income), (0, MOST_CENTS), partial(_with_income, case), _dollars)
    if household.size is not None:
        yield Dial("size", household.size, (MOST_PEOPLE, 1), partial(_with_size, case))
    if balance is not None and balance >= 0:
        yield replace(_amount_dial(case, bill, "balance"), ends=(MOST_CENTS, 0))


def _through(guide: Guide, before: Case, after: Case, situation: Situation, on: date) -> Mapping[str, str]:
    """The facts that turned with the answer, and the state floor that the household came into or left."""
    facts = [_facts(guide, case, on) for case in (before, after)]
    floors = [{*assistance(guide, case.household, (situation,), on).floors} for case in (before, after)]
    found = {name: value for name, value in facts[1].items() if facts[0][name] != value}
    crossed = sorted(floors[0] ^ floors[1])
    return {**found, "floor": crossed[0]} if crossed else found


def _without_money(guide: Guide, case: Case, assessed: Assessed, on: date) -> Iterator[Change]:
    """Nothing to pay at once and nothing each month is a sign of its own."""
    now = assessed.situation["aid"]
    answers = {name: answer for name, answer in NO_MONEY.items() if assessed.situation.get(name) != answer}
    then = assess_otherwise(guide, case, assessed, answers, on).situation["aid"]
    if then != now:
        yield Change("aid", "cannot-pay", now, then, answers=answers)


def estimate_changes(case: Case, assessed: Assessed) -> Iterator[Change]:
    """The charge and the estimate: how far they are from the line of a dispute."""
    bill, said, now = assessed.bill, assessed.situation.get("estimate"), assessed.situation["estimate-gap"]
    if now == "unknown":
        return
    place = case.bills.index(bill)
    dials = (
        _amount_dial(case, bill, name) for name in ("balance" if bill.amounts.billed is None else "billed", "estimate")
    )
    for found in turned(dials, now, lambda changed: estimate_gap(changed.bills[place], said)):
        yield _change("estimate-gap", found.dial, now, found.answer, found.value)


def window_changes(guide: Guide, case: Case, assessed: Assessed, on: date) -> Iterator[Change]:
    """The reader's own dates: the first day that is too late; for one that has passed, the last day that was not."""
    for clock in assessed.clocks:
        if clock.side != "you":
            continue
        found = _turning_day(guide, case, assessed.bill, clock, on)
        if found is not None:
            now, then = (PAST, OPEN) if clock.past else (OPEN, PAST)
            yield Change("window", clock.id, now, then, on.isoformat(), found.isoformat(), str(abs((found - on).days)))


def _turning_day(guide: Guide, case: Case, bill: Bill, clock: Clock, on: date) -> date | None:
    def is_open(days: int) -> bool:
        running = assess(guide, case, bill, on + timedelta(days=days)).clocks
        return any(one.id == clock.id and not one.past for one in running)

    last = (clock.date - on).days
    if is_open(last) and not is_open(last + 1):
        return clock.date if clock.past else clock.date + timedelta(days=1)
    days = first_turn(0, last if clock.past else last + 1, lambda days: is_open(days) == clock.past)
    return None if days is None else on + timedelta(days=days)  # something else ends it before its day


def gate_changes(guide: Guide, case: Case, assessed: Assessed, on: date) -> Iterator[Change]:
    """Why not: the first closed row of the gate for each step that waits, and the fewest answers that open it."""
    told = set()
    for step in [waiting.step for waiting in assessed.decision.not_yet] or [""]:
        closed = _closed(guide, assessed.situation, assessed.bill.done, step)
        if closed and (closed.row.id, closed.until) not in told:
            told.add((closed.row.id, closed.until))
            yield _opening(guide, case, assessed, closed, step, on)


def _closed(guide: Guide, situation: Situation, done: Container[str], step: str) -> Closed | None:
    return first_of(closed_rows(guide, situation, done), situation, step)


def _opening(guide: Guide, case: Case, assessed: Assessed, closed: Closed, step: str, on: date) -> Change:
    row, bill = closed.row, assessed.bill
    asks = next((until.asks for until in row.closed if matches(until.when, assessed.situation)), None)
    ways = [_answers_for(guide, when, assessed.situation) for when in (*row.open, *row.also_open.get(step, ()))]
    for answers in sorted((way for way in ways if way), key=lambda way: (len(way), asks not in way)):
        then = assess_otherwise(guide, case, assessed, answers, on)
        after = _closed(guide, then.situation, bill.done, step)
        if after is None or after.row.id != row.id:
            return Change("gate", row.id, closed.until, after.until if after else OPEN, answers=answers)
    if row.done_opens:
        after = _closed(guide, assessed.situation, {*bill.done, row.done_opens}, step)
        return Change("gate", row.id, closed.until, after.until if after else OPEN, to=row.done_opens)
    return Change("gate", row.id, closed.until, "")


def _answers_for(guide: Guide, when: Condition, situation: Situation) -> Mapping[str, str]:
    """The answers that would make this condition hold; none where a fact stands in the way."""
    missing = [key for key, answers in when.items() if situation.get(key) not in answers]
    return {key: when[key][0] for key in missing} if all(key in guide.question for key in missing) else {}


def _with_income(case: Case, cents: int) -> Case:
    return replace(case, household=replace(case.household, income=amount_of(cents)))


def _with_size(case: Case, people: int) -> Case:
    return replace(case, household=replace(case.household, size=people))


def _amount_dial(case: Case, bill: Bill, name: str) -> Dial:
    start = {"billed": bill.amounts.billed, "balance": bill.amounts.balance, "estimate": bill.amounts.estimate}[name]

    def case_at(cents: int) -> Case:
        changed = replace(bill, amounts=_with_amount(bill.amounts, name, cents))
        return replace(case, bills=tuple(changed if known is bill else known for known in case.bills))

    return Dial(name, cents_of(start or amount_of(0)), (MOST_CENTS, -MOST_CENTS), case_at, _dollars)


def _with_amount(amounts: Amounts, name: str, cents: int) -> Amounts:
    if name == "billed":
        return replace(amounts, billed=amount_of(cents))
    return (
        replace(amounts, balance=amount_of(cents)) if name == "balance" else replace(amounts, estimate=amount_of(cents))
    )


def _dollars(cents: int) -> str:
    return str(amount_of(cents))

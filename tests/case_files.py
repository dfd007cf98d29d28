"""Readable cases: load `tests/cases/*.yaml`, ask the rulebook, and say in short words where the answer differs.

`builder.cases` reads the situations; here is only what they expect. What `expect` leaves out is not looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from builder.cases import read_cases
from rulebook.__main__ import load_guide
from rulebook.advise import advise
from rulebook.case import Case
from rulebook.decode import YAML_STRICT, decode
from rulebook.guide import Guide

Plain = Mapping[str, object]


CASES = Path(__file__).parent / "cases"


class CaseTrouble(ValueError):
    """A case file that cannot be used; the text names the file, the case and what to change."""


@dataclass(frozen=True)
class Task:
    """One line of `this-week`."""

    bill: str
    step: str
    by: date


@dataclass(frozen=True)
class ExpectOffer:
    """The three numbers of an offer, as text with two decimals."""

    opening: str
    target: str
    limit: str


@dataclass(frozen=True)
class ExpectBill:
    """What one bill must lead to."""

    path: str | None = None
    first: str | None = None
    now: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    not_yet: Mapping[str, str] = field(default_factory=dict)
    deadlines: Mapping[str, date] = field(default_factory=dict)
    past: tuple[str, ...] = ()
    no_deadlines: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    not_ask: tuple[str, ...] = ()
    leverage_up: tuple[str, ...] = ()
    leverage_down: tuple[str, ...] = ()
    offer: ExpectOffer | None = None
    no_offer: bool = False
    instalment: str | None = None
    rows: tuple[str, ...] = ()
    no_rows: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    no_scripts: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    no_letters: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    no_papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expect(ExpectBill):
    """What a case must lead to: its one bill, or each bill by its id; and what the household is told.

    An empty `percent` means that none is shown.
    """

    percent: str | None = None
    this_week: tuple[Task, ...] | None = None
    bills: Mapping[str, ExpectBill] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseFile:
    """One readable case: a claim, a day, a casebook, and what must come of it."""

    file: str
    name: str
    on: date
    case: Case
    expect: Expect

    @property
    def each(self) -> Mapping[str, ExpectBill]:
        """The expectations of each bill, by its id; a single bill needs no id there."""
        if self.expect.bills:
            return self.expect.bills
        return {self.case.bills[0].id: self.expect} if len(self.case.bills) == 1 else {}


@cache
def readable_cases() -> Sequence[CaseFile]:
    """Every case of `tests/cases`, read once: several tests are made from them."""
    return load_cases(CASES, load_guide("en"))


def load_cases(folder: Path, guide: Guide) -> list[CaseFile]:
    """Every case of every file of a folder, in the order of the files; raises CaseTrouble with all problems."""
    found, faults = read_cases({path.stem: path.read_text("utf-8") for path in folder.glob("*.yaml")}, guide)
    troubles = [str(fault) for fault in faults]
    cases: list[CaseFile] = []
    for one in found:
        expect, wrong = decode(Expect, one.expect, YAML_STRICT)
        troubles += [f"{one.file}:{one.line}: {one.name}: expect.{problem}" for problem in wrong]
        if expect is not None:
            cases.append(CaseFile(one.file, one.name, one.on, one.case, expect))
    if troubles:
        raise CaseTrouble("\n".join(troubles))
    return cases


def differences(case: CaseFile, guide: Guide) -> list[str]:
    """Where the rulebook's answer is not what the case expects; empty when all is as written."""
    advice = advise(guide, case.case, case.on)
    bills = {str(bill["id"]): bill for bill in _list(advice["bills"])}
    household = _texts(advice["ask"])
    found = [f"bill {name}: there is no such bill" for name in case.each if name not in bills]
    for name, expect in case.each.items():
        start = f"bill {name}: " if case.expect.bills else ""
        found += [start + line for line in _bill_differences(expect, bills.get(name, {}), household)]
    return found + _household_differences(case.expect, advice)


def _bill_differences(expect: ExpectBill, bill: Plain, household_ask: list[str]) -> list[str]:
    now = [str(item["step"]) for item in _list(bill.get("now"))]
    not_yet = {str(item["step"]): str(item["until"]) for item in _list(bill.get("not-yet"))}
    clocks = {str(item["id"]): item for item in _list(bill.get("deadlines"))}
    asked = household_ask + _texts(bill.get("ask"))
    leverage = cast(Mapping[str, list[str]], bill.get("leverage", {}))
    found = _same("path", expect.path, bill.get("path"))
    found += _same("first", expect.first, now[0] if now else None)
    found += _there("now", expect.now, now) + _not_there("not-now", expect.not_now, now)
    for step, until in expect.not_yet.items():
        found += _same(f"not-yet {step}", until, not_yet.get(step), also=f" (now: {', '.join(now)})")
    for name, day in expect.deadlines.items():
        found += _same(f"deadline {name}", day.isoformat(), clocks.get(name, {}).get("date"))
    found += _there("deadlines", expect.past, clocks) + _not_there("no-deadlines", expect.no_deadlines, clocks)
    for name in {**expect.deadlines, **dict.fromkeys(expect.past)}:
        if name in clocks:
            found += _same(f"deadline {name} past", name in expect.past, clocks[name]["past"])
    found += _there("ask", expect.ask, asked) + _not_there("not-ask", expect.not_ask, asked)
    found += _there("leverage-up", expect.leverage_up, leverage.get("up", ()))
    found += _there("leverage-down", expect.leverage_down, leverage.get("down", ()))
    return [*found, *_money_differences(expect, bill), *_beside_differences(expect, bill)]


def _beside_differences(expect: ExpectBill, bill: Plain) -> list[str]:
    """What goes with the steps of now: the rows behind them, scripts, letters and papers."""
    now = _list(bill.get("now"))
    reasons = [why for item in now for why in (item, *_list(item.get("also")))]
    named = {kind: {name for item in now for name in _texts(item[kind])} for kind in ("scripts", "letters", "papers")}
    named["rows"] = {str(why["rule"]) for why in reasons}
    found: list[str] = []
    for kind, names in sorted(named.items()):
        found += _there(kind, getattr(expect, kind), sorted(names))
        found += _not_there(f"no-{kind}", getattr(expect, f"no_{kind}"), names)
    return found


def _money_differences(expect: ExpectBill, bill: Plain) -> list[str]:
    offer = cast(Mapping[str, str], bill.get("offer") or {})
    found = ["offer: expected none"] if expect.no_offer and offer else []
    if expect.offer:
        for name in ("opening", "target", "limit"):
            found += _same(f"offer {name}", getattr(expect.offer, name), offer.get(name))
    instalment = cast(Mapping[str, str], bill.get("instalment") or {})
    return found + _same("instalment", expect.instalment, instalment.get("amount"))


def _household_differences(expect: Expect, advice: Plain) -> list[str]:
    percent = cast(Plain, advice["assistance"])["percent"]
    found = _same("percent", expect.percent, percent or "")
    if expect.this_week is not None:
        wanted = [f"{task.bill}: {task.step} by {task.by}" for task in expect.this_week]
        got = [f"{task['bill']}: {task['step']} by {task['by']}" for task in _list(advice["this-week"])]
        found += _same("this-week", wanted, got)
    return found


def _same(what: str, wanted: object, got: object, also: str = "") -> list[str]:
    return [] if wanted is None or wanted == got else [f"{what}: expected {wanted}, found {got}{also}"]


def _there(what: str, wanted: Iterable[str], got: Iterable[str]) -> list[str]:
    found = list(got)
    return [f"{what}: {name} is missing (found: {', '.join(found)})" for name in wanted if name not in found]


def _not_there(what: str, unwanted: Iterable[str], got: Iterable[str]) -> list[str]:
    found = list(got)
    return [f"{what}: {name} should not be there" for name in unwanted if name in found]


def _list(items: object) -> list[Plain]:
    return list(items) if isinstance(items, list) else []


def _texts(items: object) -> list[str]:
    return [str(item) for item in items] if isinstance(items, list) else []

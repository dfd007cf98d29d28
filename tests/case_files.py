"""Readable cases: load `tests/cases/*.yaml`, ask the rulebook, and say in short words where the answer differs.

Every scalar is read as text, an empty one as missing. What `expect` leaves out is not looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

import yaml

from rulebook.advise import advise
from rulebook.case import FORMAT, Case, case_from
from rulebook.decode import YAML_STRICT, decode, did_you_mean
from rulebook.guide import Guide

KEYS = ("name", "on", "household", "bill", "bills", "expect")

Plain = Mapping[str, object]


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
    """One readable case: a claim, a day, a casebook as plain values, and what must come of it."""

    file: str
    name: str
    on: date
    plain: Plain
    expect: Expect

    @property
    def each(self) -> Mapping[str, ExpectBill]:
        """The expectations of each bill, by its id; a single bill without an id is `bill-1`."""
        if self.expect.bills:
            return self.expect.bills
        bills = cast(list[Plain], self.plain["bills"])
        return {str(bills[0].get("id") or "bill-1"): self.expect} if len(bills) == 1 else {}


def load_cases(folder: Path) -> list[CaseFile]:
    """Every case of every file of a folder, in the order of the files; raises CaseTrouble with all problems."""
    troubles: list[str] = []
    cases = [
        case
        for path in sorted(folder.glob("*.yaml"))
        for place, item in enumerate(_items(path, troubles), start=1)
        if (case := _case(path.stem, place, item, troubles))
    ]
    names = [case.name for case in cases]
    troubles += [f'"{name}" stands twice. rename one' for name in sorted({n for n in names if names.count(n) > 1})]
    if troubles:
        raise CaseTrouble("\n".join(troubles))
    return cases


def read_household(case: CaseFile, guide: Guide) -> Case:
    """The casebook of a case, as the reader's own file would be read."""
    found, problems = case_from(case.plain, guide)
    if found is None:
        raise CaseTrouble("\n".join(f"{case.file}: {case.name}: {problem}" for problem in problems))
    return found


def differences(case: CaseFile, guide: Guide) -> list[str]:
    """Where the rulebook's answer is not what the case expects; empty when all is as written."""
    advice = advise(guide, read_household(case, guide), case.on)
    bills = {str(bill["id"]): bill for bill in _list(advice["bills"])}
    household = _texts(advice["ask"])
    found = [f"bill {name}: there is no such bill" for name in case.each if name not in bills]
    for name, expect in case.each.items():
        start = f"bill {name}: " if case.expect.bills else ""
        found += [start + line for line in _bill_differences(expect, bills.get(name, {}), household)]
    return found + _household_differences(case.expect, advice)


def _items(path: Path, troubles: list[str]) -> list[object]:
    found: object = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    if isinstance(found, list):
        return found
    troubles.append(f"{path.name}: expected a list of cases. start each with - name:")
    return []


def _case(file: str, place: int, item: object, troubles: list[str]) -> CaseFile | None:
    if not isinstance(item, dict) or not item.get("name"):
        troubles.append(f"{file}: case {place} has no name. write - name: what the case shows")
        return None
    where = f"{file}: {item['name']}"
    before = len(troubles)
    troubles += [f'{where}: unknown key "{key}". {did_you_mean(key, KEYS)}' for key in item if key not in KEYS]
    on, wrong = decode(date, item.get("on"), YAML_STRICT)
    troubles += [f"{where}: on: {problem.what}. {problem.hint}" for problem in wrong]
    expect, wrong = decode(Expect, item.get("expect", {}), YAML_STRICT)
    troubles += [f"{where}: expect.{problem}" for problem in wrong]
    if len(troubles) > before or on is None or expect is None:
        return None
    bills = item.get("bills", [item["bill"]] if "bill" in item else [])
    plain = {"format": FORMAT, "household": _household(item.get("household", {})), "bills": _filled(bills)}
    return CaseFile(file, item["name"], on, plain, expect)


def _household(plain: object) -> object:
    filled = _filled(plain)
    if isinstance(filled, dict) and str(filled.get("size", "")).isdecimal():
        filled["size"] = int(filled["size"])
    return filled


def _filled(plain: object) -> object:
    """The same values; an empty text means that nothing was written."""
    if isinstance(plain, dict):
        return {key: _filled(inner) for key, inner in plain.items()}
    if isinstance(plain, list):
        return [_filled(inner) for inner in plain]
    return None if plain == "" else plain


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
    return found + _money_differences(expect, bill)


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

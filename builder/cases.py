"""The situations of `tests/cases/*.yaml`: a name, a day, a household, bills, and what to expect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from builder.fault import Fault
from builder.yaml_nodes import Node, line_of, plain, read_yaml
from rulebook.case import FORMAT, Case, case_from
from rulebook.decode import YAML_STRICT, Problem, Reading, decode, to_plain
from rulebook.guide import Guide

CASE_TEXT = Reading(text_scalars=True)


@dataclass(frozen=True)
class Expect:
    """What a situation must lead to; what is left out is not looked at."""

    path: str | None = None
    now: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    not_yet: Mapping[str, str] | None = None
    first: str | None = None
    deadlines: Mapping[str, str] | None = None
    no_deadlines: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    leverage_up: tuple[str, ...] = ()
    leverage_down: tuple[str, ...] = ()
    offer: Mapping[str, str] | None = None
    this_week: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """One readable case and where it stands."""

    name: str
    on: date
    case: Case
    expect: Expect
    file: str
    line: int


def read_cases(files: Mapping[str, str], guide: Guide) -> tuple[list[Situation], list[Fault]]:
    """Read all situations; the faults name file and line."""
    found: list[Situation] = []
    faults: list[Fault] = []
    for file, text in sorted(files.items()):
        node, wrong = read_yaml(text, file)
        faults += wrong
        if node is None:
            continue
        if not isinstance(node.value, list):
            faults.append(Fault(file, node.line, "expected a list of cases", "start each with - name:"))
            continue
        for item in node.value:
            situation, wrong = _situation(item, file, guide)
            faults += wrong
            if situation:
                found.append(situation)
    twice = [one for one in found if sum(other.name == one.name for other in found) > 1]
    return found, [
        *faults,
        *(Fault(one.file, one.line, f'case "{one.name}" stands twice', "rename one") for one in twice),
    ]


def _situation(item: Node, file: str, guide: Guide) -> tuple[Situation | None, list[Fault]]:
    raw = plain(item)
    if not isinstance(raw, dict):
        return None, [Fault(file, item.line, "expected a case with a name", "write - name: …")]
    bills = raw.get("bills", [raw["bill"]] if "bill" in raw else [])
    written = {"format": FORMAT, "household": raw.get("household", {}), "bills": bills}
    shaped, wrong = decode(Case, written, CASE_TEXT)
    case = None
    if shaped is not None:
        case, wrong = case_from(to_plain(shaped), guide)
    on, wrong_day = decode(date, raw.get("on"), YAML_STRICT)
    expect, wrong_expect = decode(Expect, raw.get("expect", {}), YAML_STRICT)
    faults = [_fault(item, file, found) for found in wrong]
    faults += [Fault(file, item.line, f'"on": {found.what}', found.hint) for found in wrong_day]
    faults += [_fault(item, file, found, "expect") for found in wrong_expect]
    known = ("name", "on", "household", "bill", "bills", "expect")
    faults += [
        Fault(file, line_of(item, (key,)), f'unknown key "{key}"', ", ".join(known)) for key in raw if key not in known
    ]
    if not raw.get("name"):
        faults.append(Fault(file, item.line, '"name" is missing', "say what the case shows"))
    if faults or case is None or on is None or expect is None:
        return None, faults
    return Situation(str(raw["name"]), on, case, expect, file, item.line), []


def _fault(item: Node, file: str, found: Problem, start: str = "") -> Fault:
    path = (start, *found.path) if start else found.path
    is_one_bill = path[:2] == ("bills", 0) and isinstance(item.value, dict) and "bill" in item.value
    line = line_of(item, ("bill", *path[2:]) if is_one_bill else path)
    return Fault(file, line, f"{found.where}: {found.what}", found.hint)

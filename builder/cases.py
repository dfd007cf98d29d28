"""The situations of `tests/cases/*.yaml`: a name, a day, a household, bills, and what to expect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from builder.fault import Fault
from builder.yaml_nodes import Node, line_of, plain, read_yaml
from rulebook.case import FORMAT, Case, case_from
from rulebook.decode import YAML_STRICT, Problem, Reading, decode, did_you_mean, to_plain
from rulebook.guide import Guide

KEYS = ("name", "scenario", "on", "household", "bill", "bills", "expect")
CASE_TEXT = Reading(text_scalars=True)


@dataclass(frozen=True)
class Situation:
    """One readable case and where it stands; what it expects, as plain text values, is the tests' business."""

    name: str
    scenario: str
    on: date
    case: Case
    expect: object
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
    if not isinstance(raw, dict) or not raw.get("name"):
        return None, [Fault(file, item.line, "this case has no name", "write - name: what the case shows")]
    bills = raw.get("bills", [raw["bill"]] if "bill" in raw else [])
    written = _filled({"format": FORMAT, "household": raw.get("household", {}), "bills": bills})
    case, wrong = decode(Case, written, CASE_TEXT)
    if case is not None:
        case, wrong = case_from(to_plain(case), guide)
    on, wrong_day = decode(date, raw.get("on"), YAML_STRICT)
    faults = [_fault(item, file, found) for found in wrong]
    faults += [Fault(file, line_of(item, ("on",)), f"on: {found.what}", found.hint) for found in wrong_day]
    unknown = [key for key in raw if key not in KEYS]
    faults += [Fault(file, line_of(item, (key,)), f'unknown key "{key}"', did_you_mean(key, KEYS)) for key in unknown]
    if faults or case is None or on is None:
        return None, faults
    scenario = raw.get("scenario")
    named = scenario if isinstance(scenario, str) else ""
    return Situation(str(raw["name"]), named, on, case, raw.get("expect", {}), file, item.line), []


def _filled(value: object) -> object:
    """The same values; an empty text means that nothing was written."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return None if value == "" else value


def _fault(item: Node, file: str, found: Problem) -> Fault:
    is_one_bill = found.path[:2] == ("bills", 0) and isinstance(item.value, dict) and "bill" in item.value
    line = line_of(item, ("bill", *found.path[2:]) if is_one_bill else found.path)
    return Fault(file, line, f"{found.where}: {found.what}", found.hint)

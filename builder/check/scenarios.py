"""Checks on scenarios: each row belongs to one, each of their rows can count in them, and cases show each of them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from builder.cases import Situation
from builder.check.rules import both, is_clear, shown
from builder.conditions import answers_of, can_hold, without_groups
from builder.fault import Fault, fault
from builder.known import Known, quote, say
from builder.model import Content, Rules, Scenario
from rulebook.assess import assess
from rulebook.decode import did_you_mean
from rulebook.guide import Guide
from rulebook.situation import matches_any

FEWEST_CASES = 2


def check_scenarios(look: Known) -> list[Fault]:
    """Rows that no scenario names, names of no row, and rows that can never count where their scenario begins."""
    faults = [found for one in look.content.scenarios for found in look.unknown(f"scenario/{one.id}", "row", one.rows)]
    if not look.can_judge("scenario"):
        return faults
    named = {name for one in look.content.scenarios for name in one.rows}
    hint = "name it in the scenarios it decides in content/scenarios.yaml, or in general-path"
    faults += [
        fault(look.place(f"row/{row.id}"), f'row "{row.id}": it belongs to no scenario', hint)
        for row in look.content.rules.rows
        if row.id not in named
    ]
    return faults


def check_rows_of_scenarios(look: Known) -> list[Fault]:
    """Rows that can never count where their scenario begins, once every id is right."""
    content = without_groups(look.content)
    known = answers_of(content.rules)
    rows = {row.id: row for row in content.rules.rows}
    return [
        fault(
            look.place(f"scenario/{one.id}", name),
            f"{say(f'scenario/{one.id}')}: the row {quote(name)} can never count in it: {shown(rows[name].when)}",
            "take it out, or let the scenario begin elsewhere",
        )
        for one in content.scenarios
        for name in one.rows
        if name in rows and is_clear(known, rows[name].when)
        if not any(can_hold(known, both(rows[name].when, when)) for when in one.when or [{}])
    ]


def asked_in(rules: Rules, scenario: Scenario) -> tuple[str, ...]:
    """The questions and facts that a scenario's rows read, in the order in which the guide asks and lists them."""
    read = {key for row in rules.rows if row.id in scenario.rows for key in row.when}
    return (*(one.id for one in rules.questions if one.id in read), *(one.id for one in rules.facts if one.id in read))


def check_cases(content: Content, guide: Guide, situations: Sequence[Situation]) -> list[Fault]:
    """Cases that name no scenario we know, and scenarios that too few cases show.

    A case may also show that a scenario does not begin yet, one day before its limit; such a case does not count.
    """
    scenarios = {one.id: one for one in without_groups(content).scenarios}
    count = Counter(one.scenario for one in situations if one.scenario in scenarios and _begins(one, scenarios, guide))
    hint = f"write at least {FEWEST_CASES} in tests/cases, best one where something does not hold"
    return [
        *(_unknown(one, [*scenarios]) for one in situations if one.scenario not in scenarios),
        *(
            fault(content.places[f"scenario/{name}"], f'scenario "{name}" begins in {count[name]} of its cases', hint)
            for name in scenarios
            if count[name] < FEWEST_CASES
        ),
    ]


def _begins(one: Situation, scenarios: Mapping[str, Scenario], guide: Guide) -> bool:
    when = scenarios[one.scenario].when
    bills = (assess(guide, one.case, bill, one.on) for bill in one.case.bills)
    return not when or any(matches_any(when, bill.situation) for bill in bills)


def _unknown(one: Situation, names: list[str]) -> Fault:
    what = f"unknown scenario {quote(one.scenario)}" if one.scenario else "it names no scenario"
    return Fault(one.file, one.line, f'case "{one.name}": {what}', did_you_mean(one.scenario, names))

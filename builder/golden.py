"""Small readable pictures of every decision, kept under version control: a change shows what it changes for whom."""

import json
from collections.abc import Iterable
from datetime import date

from builder.cases import Situation
from builder.check.rules import shown
from rulebook.advise import advise
from rulebook.case import Case
from rulebook.guide import Guide

Plain = dict[str, object]


def rows_text(guide: Guide) -> str:
    """One line for each row of the rules and of the gate."""
    lines = [
        " | ".join([row.id, shown(row.when), row.needs or "-", row.step, ", ".join(row.sources)])
        for row in sorted(guide.rows, key=lambda row: row.id)
    ]
    gate = [
        f"gate {gate.id} | open: {' or '.join(shown(when) for when in gate.open)} | "
        + "closed: " + "; ".join(f"{shown(until.when)} → {until.first}" for until in gate.closed)
        for gate in guide.gate
    ]  # fmt: skip
    return "\n".join([*lines, *gate]) + "\n"


def cases_text(guide: Guide, situations: Iterable[Situation]) -> str:
    """One line for each situation: what it leads to."""
    lines = [f"{one.name} → {_outcome(advise(guide, one.case, one.on))}" for one in situations]
    return "\n".join(sorted(lines)) + "\n" if lines else ""


def example_text(guide: Guide, case: Case, on: date) -> str:
    """The whole output of the command for one case."""
    return json.dumps(advise(guide, case, on), ensure_ascii=False, indent=1) + "\n"


def _outcome(advice: Plain) -> str:
    return " || ".join(_bill(bill) for bill in _list(advice["bills"]))


def _bill(bill: Plain) -> str:
    now = ", ".join(str(item["step"]) for item in _list(bill["now"]))
    later = ", ".join(f"{item['step']}<{item['until']}" for item in _list(bill["not-yet"]))
    dates = ", ".join(f"{item['id']} {item['date']}" for item in _list(bill["deadlines"]))
    return " | ".join([str(bill["path"]), now or "-", later or "-", dates or "-"])


def _list(items: object) -> list[Plain]:
    return list(items) if isinstance(items, list) else []

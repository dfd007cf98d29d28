"""The decision drawn: questions → rows → steps, and the gate in its order, as DOT, Mermaid or JSON."""

import json
from collections.abc import Callable

from builder.check.rules import shown
from rulebook.guide import Guide

Drawing = Callable[[Guide], str]


def edges(guide: Guide) -> list[tuple[str, str, str]]:
    """From, to and label of every arrow, in the order of the guide."""
    found = []
    for asked in guide.questions:
        for when in asked.asked_when:
            found += [(f"ask:{key}", f"ask:{asked.id}", ", ".join(answers)) for key, answers in when.items()]
    for row in guide.rows:
        found += [(f"ask:{key}", f"row:{row.id}", ", ".join(answers)) for key, answers in row.when.items()]
        if row.needs:
            found.append(("gate:ready", f"row:{row.id}", "needs"))
        found.append((f"row:{row.id}", f"step:{row.step}", ""))
    before = "gate:start"
    for gate in guide.gate:
        here = f"gate:{gate.id}"
        found.append((before, here, "open" if before != "gate:start" else ""))
        found += [(here, f"step:{until.first}", f"closed: {shown(until.when)}") for until in gate.closed]
        before = here
    return [*found, (before, "gate:ready", "open")] if guide.gate else found


def as_json(guide: Guide) -> str:
    """The arrows as a list, for other tools."""
    plain = [{"from": start, "to": end, "label": label} for start, end, label in edges(guide)]
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def as_dot(guide: Guide) -> str:
    """The arrows for Graphviz."""
    quoted = [(json.dumps(a), json.dumps(b), json.dumps(c, ensure_ascii=False)) for a, b, c in edges(guide)]
    lines = [f"  {start} -> {end} [label={label}]" for start, end, label in quoted]
    return "\n".join(["digraph decision {", "  rankdir=LR", *lines, "}"]) + "\n"


def as_mermaid(guide: Guide) -> str:
    """The arrows for Mermaid."""
    names = sorted({name for start, end, _ in edges(guide) for name in (start, end)})
    boxes = [f'  n{number}["{name}"]' for number, name in enumerate(names)]
    number = {name: f"n{place}" for place, name in enumerate(names)}
    arrows = [f'  {number[a]} -->|"{label}"| {number[b]}' if label else f"  {number[a]} --> {number[b]}"
              for a, b, label in edges(guide)]  # fmt: skip
    return "\n".join(["flowchart LR", *boxes, *arrows]) + "\n"


FORMATS: dict[str, Drawing] = {"dot": as_dot, "mermaid": as_mermaid, "json": as_json}

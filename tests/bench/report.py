"""The result for people: the table of the README, with the day, the kind of machine and how to repeat it."""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.bench.rows import MORE_IS_BETTER, Row, cells

START, END = "<!-- bench: make bench ARGS=--readme -->", "<!-- /bench -->"
FAMILIES = (
    ("guide-first-view-bytes", r"guide-first-view-bytes-.+"),
    ("lighthouse performance", r"lighthouse-.+-performance"),
    ("lighthouse accessibility", r"lighthouse-.+-accessibility"),
    ("lighthouse best-practices", r"lighthouse-.+-best-practices"),
    ("lighthouse seo", r"lighthouse-.+-seo"),
)


def machine() -> Mapping[str, str]:
    """What kind of machine this is, without any name that belongs to it alone."""
    return {
        "processor": _first(r"model name\s*: (.+)", "/proc/cpuinfo") or "unknown processor",
        "cores": str(os.cpu_count() or "?"),
        "memory": f"{round(int(_first(r'MemTotal:\s*(\d+) kB', '/proc/meminfo') or 0) / 1024**2)} GB",
    }


def _first(pattern: str, file: str) -> str:
    path = Path(file)
    found = re.search(pattern, path.read_text("utf-8")) if path.is_file() else None
    return " ".join(found[1].split()) if found else ""


def run_facts(versions: Mapping[str, str], on: date) -> Mapping[str, object]:
    """When and where it was measured."""
    return {"on": on.isoformat(), "machine": machine(), "browsers": dict(sorted(versions.items()))}


def markdown(rows: Sequence[Row], facts: Mapping[str, object]) -> str:
    """The table; a family of rows, one for each template, stands in it with its worst."""
    lines = [
        _about(facts),
        "",
        "| what | browser | measured | limit | time | plain | n |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for name, row in _gathered(rows):
        _, browser, measured, limit, time, plain, n, verdict, _ = cells(row)
        shown = f"**{measured}, missed**" if row.is_missed else f"{measured} ({verdict})" if row.good else measured
        lines.append(f"| {name} | {browser} | {shown} | {limit} | {time} | {plain} | {n} |")
    lines += [
        "",
        "To repeat: `make bench`, on a machine with nothing else to do. Each number is the median of n. "
        "*Plain* is stock Pyodide in the same run: same packages, worker and server. "
        "Slow 4G is 1.6 Mbps with 150 ms for each request.",
    ]
    return "\n".join(lines)


def _about(facts: Mapping[str, object]) -> str:
    here, browsers = facts["machine"], facts["browsers"]
    assert isinstance(here, dict)
    assert isinstance(browsers, dict)
    names = ", ".join(f"{name.capitalize()} {version}" for name, version in browsers.items())
    return f"Measured on {facts['on']}: {here['processor']}, {here['cores']} cores, {here['memory']} memory; {names}."


def _gathered(rows: Sequence[Row]) -> Sequence[tuple[str, Row]]:
    """Each row by its name; of a family the worst one, where its first one stands."""
    shown: dict[str, list[Row]] = {}
    for row in rows:
        family = next((name for name, pattern in FAMILIES if re.fullmatch(pattern, row.id)), f"{row.id} {row.browser}")
        shown.setdefault(family, []).append(row)
    return [
        (f"{name}, worst of {len(members)} templates", _worst(members))
        if len(members) > 1
        else (members[0].id, members[0])
        for name, members in shown.items()
    ]


def _worst(rows: Sequence[Row]) -> Row:
    broken = [row for row in rows if row.measured is None]
    if broken:
        return broken[0]
    way = -1 if rows[0].of in MORE_IS_BETTER else 1
    return max(rows, key=lambda row: (row.is_missed, way * (row.measured or 0)))


def put(text: str, made: str) -> str:
    """The README with the table between its two marks."""
    pattern = re.compile(f"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)
    if not pattern.search(text):
        raise RuntimeError(f"README.md has no place for the table: add two lines, {START} and {END}")
    return pattern.sub(lambda _: f"{START}\n{made}\n{END}", text)

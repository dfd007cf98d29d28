"""One line of the result: what was measured, its limit, and whether it holds.

`build/bench.json` is a list with an object for each row. The first eight keys are in every row, null where they say
nothing:

    id            what was measured
    browser       where: chromium, firefox, webkitgtk, or cpython for the command
    ms            median time; for a row of bytes, of a score or of a rate, null
    baseline-ms   median of plain Pyodide (or what the id names) in the same run, for rows judged by their share of it
    ratio         ms / baseline-ms
    limit         what the row is judged by: the largest ratio, ms or bytes allowed, or the smallest score or rate
    n             how many times it was measured
    of            which key the limit speaks of: ratio, ms, bytes, score or rate
    bytes, score, rate (a second)  instead of ms
    note          only where there is one: what went wrong, or that fewer than the official number of runs were made
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["ratio", "ms", "bytes", "score", "rate"]
OFFICIAL = 5  # as many times is each time measured, at least
DIGITS = {"ratio": 3, "ms": 1, "bytes": 0, "score": 0, "rate": 0}
MORE_IS_BETTER = ("score", "rate")


@dataclass(frozen=True)
class Row:
    """What was measured in which browser; a row with a trouble, or with nothing measured, is missed."""

    id: str
    browser: str
    of: Kind
    limit: float
    values: Sequence[float] = ()
    baselines: Sequence[float] = ()
    good: float | None = None
    best: float | None = None
    trouble: str = ""
    official: int = OFFICIAL
    than: str = "plain"

    @property
    def n(self) -> int:
        return min(len(self.values), len(self.baselines)) if self.of == "ratio" else len(self.values)

    @property
    def ratio(self) -> float | None:
        if self.of != "ratio" or not self.n:
            return None
        return round(statistics.median(self.values) / statistics.median(self.baselines), DIGITS["ratio"])

    @property
    def measured(self) -> float | None:
        """The number the limit speaks of, rounded as it is shown."""
        if self.of == "ratio":
            return self.ratio
        return round(statistics.median(self.values), DIGITS[self.of]) if self.values else None

    @property
    def is_missed(self) -> bool:
        if self.trouble or self.measured is None:
            return True
        return self.measured < self.limit if self.of in MORE_IS_BETTER else self.measured > self.limit

    @property
    def verdict(self) -> str:
        """How good it is, in a word."""
        if self.measured is None or self.is_missed:
            return "MISSED"
        if self.best is not None and self.measured <= self.best:
            return "best"
        return "good" if self.good is not None and self.measured <= self.good else "holds"

    @property
    def note(self) -> str:
        few = f"n below {self.official}: not an official run" if 0 < self.n < self.official else ""
        return "; ".join(part for part in (self.trouble, few) if part)


def as_json(row: Row) -> Mapping[str, object]:
    """The row as `build/bench.json` holds it."""
    times = row.values if row.of in ("ratio", "ms") else ()
    told: dict[str, object] = {
        "id": row.id,
        "browser": row.browser,
        "ms": _median(times),
        "baseline-ms": _median(row.baselines),
        "ratio": row.ratio,
        "limit": row.limit,
        "n": row.n,
        "of": row.of,
    }
    if row.of in ("bytes", *MORE_IS_BETTER):
        told[row.of] = row.measured
    return told | ({"note": row.note} if row.note else {})


def _median(times: Sequence[float]) -> float | None:
    return round(statistics.median(times), DIGITS["ms"]) if times else None


def misses(rows: Sequence[Row]) -> list[str]:
    """Each miss in a sentence."""
    return [_miss(row) for row in rows if row.is_missed]


def _miss(row: Row) -> str:
    name = f"{row.id} ({row.browser})"
    if row.trouble or row.measured is None:
        return f"{name}: {row.trouble or 'nothing was measured'}"
    side = "below" if row.of in MORE_IS_BETTER else "above"
    measured, limit = (amount(row.of, number, row.than) for number in (row.measured, row.limit))
    return f"{name}: {measured} is {side} its limit {limit}"


def amount(kind: Kind, number: float | None, than: str = "plain") -> str:
    """A number with its unit, as people read it."""
    if number is None:
        return "–"
    if kind == "ratio":
        return f"{number:.3f} × {than}"
    if kind == "ms":
        return f"{number / 1000:.2f} s" if number >= 1000 else f"{number:.0f} ms"
    if kind == "bytes":
        return f"{number / 1e6:.2f} MB" if number >= 1e6 else f"{number / 1e3:.1f} KB"
    return f"{number:.0f} a second" if kind == "rate" else f"{number:.0f}"


HEADINGS = ("id", "browser", "measured", "limit", "time", "plain", "n", "verdict", "")


def cells(row: Row) -> tuple[str, ...]:
    """A row as the words of a table."""
    return (
        row.id,
        row.browser,
        amount(row.of, row.measured, row.than),
        amount(row.of, row.limit, row.than),
        amount("ms", _median(row.values)) if row.of == "ratio" else "",
        amount("ms", _median(row.baselines)) if row.of == "ratio" else "",
        str(row.n),
        row.verdict,
        row.note,
    )


def table(rows: Sequence[Row]) -> str:
    """All rows with their columns in line, for a terminal."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )

"""`make bench`: measures, shows a table, writes build/bench.json, and ends with 1 when a limit is missed.

make bench                                all rows
make bench ARGS="--only engine --n 1"     some rows, quickly: a row by its id, a family by the start of its ids
make bench ARGS="--site /path/to/site"    another built site, to try an idea
make bench ARGS=--readme                  also writes the table into README.md
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import decide, engine, jsonl, lighthouse, report, weight
from tests.bench.rows import OFFICIAL, Row, as_json, misses, table
from tests.bench.setting import Setting
from tests.bench.templates import TEMPLATES
from tools.browser import MISSING, find

ROOT = Path(__file__).resolve().parents[2]
MEASUREMENTS: tuple[Callable[[Setting], Iterable[Row]], ...] = (
    engine.starts,
    engine.actions,
    decide.answers,
    engine.slow_start,
    weight.to_ready,
    weight.first_views,
    lighthouse.scores,
    jsonl.streams,
)


def known_ids() -> Iterator[str]:
    """The id of every row there is."""
    yield from (*engine.START_IDS, "action", decide.ID, "engine-slow-4g", *weight.READY_LIMITS, *jsonl.IDS)
    yield from (f"guide-first-view-bytes-{template}" for template in TEMPLATES if template != "app")
    yield from (lighthouse.row_id(template, category) for template in TEMPLATES for category in lighthouse.LIMITS)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the built site.")
    parser.add_argument("--only", nargs="+", default=(), metavar="ID", help="rows, or the start of their ids")
    parser.add_argument("--n", type=int, default=OFFICIAL, help=f"how often each time is measured ({OFFICIAL})")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site to measure (site)")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md as well")
    options = parser.parse_args(arguments)
    if options.n < 1:
        parser.error("--n: at least once")
    if options.readme and (options.only or options.n < OFFICIAL):
        parser.error(f"--readme: only with all rows, {OFFICIAL} times or more")
    for one in options.only:
        if not any(id_ == one or id_.startswith(f"{one}-") for id_ in known_ids()):
            parser.error(f"--only: no row is named {one}; there are {', '.join(known_ids())}")
    if not (options.site / "index.html").is_file():
        parser.error(f"--site: {options.site} holds no built site: run make build")
    if not find():
        print(f"bench: {MISSING}", file=sys.stderr)
        return 1
    setting = Setting(options.site.resolve(), ROOT / "build" / "bench", options.n, tuple(options.only))
    return run(setting, ROOT / "build", ROOT / "README.md" if options.readme else None)


def run(setting: Setting, out: Path, readme: Path | None) -> int:
    """Measure what is wanted and write it down; the number the program ends with."""
    rows: list[Row] = []
    for measure in MEASUREMENTS:
        for row in measure(setting):
            rows.append(row)
            print(f"bench: {row.id} ({row.browser}): {row.verdict}", file=sys.stderr, flush=True)
    out.mkdir(parents=True, exist_ok=True)
    facts = report.run_facts(setting.versions, datetime.now(UTC).date())
    _write(out / "bench.json", [as_json(row) for row in rows])
    _write(out / "bench-files.json", {"run": facts, **setting.details})
    if readme:
        readme.write_text(report.put(readme.read_text("utf-8"), report.markdown(rows, facts)), "utf-8")
    print(table(rows))
    return verdict(rows)


def verdict(rows: Sequence[Row]) -> int:
    """Name each miss; 1 where there is one, 0 where all limits hold."""
    missed = misses(rows)
    for one in missed:
        print(f"bench: missed: {one}", file=sys.stderr)
    return 1 if missed else 0


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())

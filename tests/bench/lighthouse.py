"""Lighthouse with its defaults for phones: one page of each template, the middle of three runs."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from builder.serve import running
from tests.bench.browsers import BenchTrouble
from tests.bench.rows import Row
from tests.bench.setting import Setting
from tests.bench.templates import TEMPLATES
from tools.browser import MISSING, find

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "pwa/node_modules/lighthouse/cli/index.js"
LIMITS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
PATIENCE = 300  # seconds
# The browser resolves no name at all: neither a page nor the browser itself can ask another machine for anything.
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"


def scores(setting: Setting) -> Iterator[Row]:
    """A row for each template and category; what cost points goes to the details."""
    with running(setting.site) as url:
        for template, path in TEMPLATES.items():
            wanted = [category for category in LIMITS if setting.wants(row_id(template, category))]
            if not wanted:
                continue
            try:
                reports = [_report(url + path, wanted) for _ in range(min(setting.n, RUNS))]
            except BenchTrouble as found:
                reports, trouble = [], str(found)
            else:
                trouble = ""
            setting.details[f"lighthouse-{template}"] = lost(reports)
            for category in wanted:
                points = [score(report, category) for report in reports]
                limit = LIMITS[category]
                yield Row(
                    row_id(template, category), "chromium", "score", limit, points, trouble=trouble, official=RUNS
                )


def row_id(template: str, category: str) -> str:
    return f"lighthouse-{template}-{category}"


def score(report: Mapping[str, object], category: str) -> float:
    """The points of a category, out of 100; nothing judged is no point."""
    categories = report["categories"]
    assert isinstance(categories, dict)
    return round(100 * (categories[category]["score"] or 0))


def lost(reports: Sequence[Mapping[str, object]]) -> Mapping[str, str]:
    """Every audit that had less than its full score in one of the runs, and what it says."""
    found: dict[str, str] = {}
    for report in reports:
        audits = report["audits"]
        assert isinstance(audits, dict)
        for name, audit in audits.items():
            if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] != "informative":
                found[name] = f"{audit['title']} {audit.get('displayValue', '')}".strip()
    return found


def _report(url: str, categories: Sequence[str]) -> Mapping[str, object]:
    chrome = find()
    if not chrome:
        raise BenchTrouble(MISSING)
    command = [
        str(Path(sys.executable).parent / "node"),
        str(PROGRAM),
        url,
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        f"--chrome-path={chrome}",
        f"--chrome-flags={CHROME_FLAGS}",
        f"--only-categories={','.join(categories)}",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as late:
        raise BenchTrouble(f"Lighthouse did not end within {PATIENCE} s") from late
    if done.returncode:
        raise BenchTrouble(f"Lighthouse failed: {done.stderr.strip().splitlines()[-1:]}")
    report: Mapping[str, object] = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise BenchTrouble(f"Lighthouse: {error}")
    return report

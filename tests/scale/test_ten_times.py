"""Ten times the content takes at most ten times as long, in processor time of the same run."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.check import check
from builder.fault import problems
from builder.read import read_files, sources_of
from tests.scale.grow import grown, put

ROOT = Path(__file__).resolve().parents[2]
TIMES = 10
RUNS = 2  # the better one counts: another process can only make a run slower


def content() -> Mapping[str, str]:
    files, faults = read_files(ROOT)
    assert not faults
    return files


def test_the_copies_are_good_content_and_as_many_as_they_should_be() -> None:
    once, thrice = (sources_of(grown(content(), times)) for times in (1, 3))
    assert [str(found) for found in problems(check(thrice, {}))] == []
    left_out = [source for source in once.english.content.sources if source.status != "in-force"]
    assert _size(thrice.english.content, "sources") == 3 * _size(once.english.content, "sources") - 2 * len(left_out)
    for kind in ("rules.rows", "scripts", "checklist.steps", "glossary", "contacts", "rules.deadlines"):
        few, many = (_size(sources.english.content, kind) for sources in (once, thrice))
        assert 3 * few <= many <= 3 * few + 2, kind


def _size(content: object, path: str) -> int:
    for part in path.split("."):
        content = getattr(content, part)
    assert isinstance(content, tuple)
    return len(content)


@pytest.mark.soak
@pytest.mark.parametrize("command", ["check", "pages", "build"])
def test_ten_times_the_content_takes_at_most_ten_times_as_long(command: str, tmp_path: Path) -> None:
    files = content()
    small = put(tmp_path / "one", grown(files, 1), ROOT)
    large = put(tmp_path / "ten", grown(files, TIMES), ROOT)
    once, often = (min(_processor_time(command, root) for _ in range(RUNS)) for root in (small, large))
    print(f"{command}: {once:.2f} s, {TIMES} times the content {often:.2f} s: {often / once:.1f} times")  # noqa: T201 # the figure is what `make soak` is for
    assert often <= TIMES * once


def _processor_time(command: str, root: Path) -> float:
    """Seconds of the processor for one run, MkDocs and esbuild included."""
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-m", "builder", "--root", root, command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    after = os.times()
    assert done.returncode == 0, done.stderr
    return after.children_user + after.children_system - before.children_user - before.children_system

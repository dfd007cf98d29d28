"""How many cases a second `advise --jsonl` answers, whether the last cost what the first did, and what memory it takes.

The cases are those of the tests: a thousand by a seed, again and again, so that nothing but the number grows.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from rulebook.__main__ import load_guide
from rulebook.case import canonical
from tests.bench.rows import Row
from tests.bench.setting import Setting
from tests.bench.stream import STEP
from tests.rulebook.random_cases import random_cases

DAY = "2026-11-24"
SEED = 81
DIFFERENT = 1_000
CASES, PART = 100_000, 10_000  # the last part is compared with the first
RATE, LINEAR, MEMORY = "advise-jsonl-rate", "advise-jsonl-linear", "advise-jsonl-memory"
LEAST_A_SECOND = 350
MOST_COST = 1.1
MOST_GROWTH = 8_000_000  # bytes between the first part and the end
IDS = (RATE, LINEAR, MEMORY)


@dataclass(frozen=True)
class Streamed:
    """Processor time and most memory after each thousand answers."""

    seconds: list[float]
    memory: list[int]

    @property
    def count(self) -> int:
        return len(self.seconds) * STEP

    @property
    def rate(self) -> float:
        """Cases a second, over all of them."""
        return self.count / self.seconds[-1]

    def cost(self, first: int, last: int) -> float:
        """Milliseconds for one case, in the quickest thousand of those from `first` to `last`.

        Each thousand is the same work, so what is slower than the quickest was the machine's other business.
        """
        ends = self.seconds[first // STEP - 1 : last // STEP]
        return min(end - begun for begun, end in pairwise(ends)) / STEP * 1000


def streams(setting: Setting) -> Iterator[Row]:
    """One run over all cases."""
    if not setting.wants(*IDS):
        return
    run, trouble = None, ""
    try:
        run = stream(CASES)
    except RuntimeError as found:
        trouble = str(found)
    yield from (row for row in rows(run, trouble) if setting.wants(row.id))


def rows(run: Streamed | None, trouble: str = "") -> Iterator[Row]:
    """The rows of one run; the first thousand cases also load the guide, and are part of no comparison."""
    rate = [run.rate] if run else []
    late, early = ([run.cost(run.count - PART, run.count)], [run.cost(STEP, STEP + PART)]) if run else ([], [])
    growth = [float(run.memory[-1] - run.memory[PART // STEP - 1])] if run else []
    yield Row(RATE, "cpython", "rate", LEAST_A_SECOND, rate, trouble=trouble, official=1)
    yield Row(LINEAR, "cpython", "ratio", MOST_COST, late, early, trouble=trouble, official=1, than="the first 10,000")
    yield Row(MEMORY, "cpython", "bytes", MOST_GROWTH, growth, trouble=trouble, official=1)


def stream(cases: int) -> Streamed:
    """Send so many cases through the command."""
    text = _thousand()
    command = [sys.executable, "-m", "tests.bench.stream", DAY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stderr is not None
        _send(child.stdin, text, cases // DIFFERENT)
        told = child.stderr.read().decode()
    if child.returncode:
        raise RuntimeError(told.strip().splitlines()[-1] if told.strip() else f"it ended with {child.returncode}")
    found = json.loads(told)
    if found["code"] or found["lines"] != cases // DIFFERENT * DIFFERENT:
        raise RuntimeError(f"{found['lines']} of {cases} lines answered, exit code {found['code']}")
    return Streamed(found["seconds"], found["memory"])


def _send(pipe: IO[bytes], text: bytes, times: int) -> None:
    with suppress(BrokenPipeError), pipe:  # it ended early, and says why
        for _ in range(times):
            pipe.write(text)


def _thousand() -> bytes:
    cases = random_cases(load_guide("en"), SEED, DIFFERENT)
    return b"".join(json.dumps(json.loads(canonical(case))).encode() + b"\n" for case, _ in cases)

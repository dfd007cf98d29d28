"""The command is watched in a process of its own; what is judged is the rate, the last part's cost, and memory."""

import pytest

from tests.bench.jsonl import IDS, LEAST_A_SECOND, MOST_GROWTH, Streamed, rows, stream
from tests.bench.rows import Row, as_json, cells, misses

STEADY = [2.0 * n for n in range(1, 101)]  # two seconds for each thousand cases
FLAT = [50_000_000] * 100


def judged(seconds: list[float], memory: list[int]) -> dict[str, Row]:
    return {row.id: row for row in rows(Streamed(seconds, memory))}


def test_a_run_is_told_by_rate_cost_and_memory() -> None:
    found = judged(STEADY, FLAT)
    assert list(found) == list(IDS)
    assert found["advise-jsonl-rate"].measured == 500
    assert found["advise-jsonl-linear"].measured == 1.0
    assert found["advise-jsonl-memory"].measured == 0
    assert misses(list(found.values())) == []


@pytest.mark.parametrize(("slower", "is_missed"), [(1.09, False), (1.10, False), (1.12, True)])
def test_the_last_ten_thousand_may_cost_a_tenth_more_than_the_first_and_no_more(slower: float, is_missed: bool) -> None:
    seconds = [*STEADY[:90], *(STEADY[89] + 2 * slower * n for n in range(1, 11))]
    row = judged(seconds, FLAT)["advise-jsonl-linear"]
    assert row.is_missed is is_missed
    assert "× the first 10,000" in cells(row)[2]


def test_the_first_thousand_with_the_start_of_the_command_is_no_measure() -> None:
    late = [30 + second for second in STEADY]
    assert judged(late, FLAT)["advise-jsonl-linear"].measured == 1.0


def test_other_business_of_the_machine_is_no_cost() -> None:
    busy = [
        second + 9 * (n > 95) for n, second in enumerate(STEADY)
    ]  # one thousand of the last took five times as long
    assert judged(busy, FLAT)["advise-jsonl-linear"].measured == 1.0


@pytest.mark.parametrize(("growth", "is_missed"), [(MOST_GROWTH, False), (MOST_GROWTH + 1, True)])
def test_memory_may_grow_by_its_limit_and_no_more(growth: int, is_missed: bool) -> None:
    assert judged(STEADY, [*FLAT[:99], FLAT[0] + growth])["advise-jsonl-memory"].is_missed is is_missed


@pytest.mark.parametrize(("rate", "is_missed"), [(LEAST_A_SECOND - 1, True), (LEAST_A_SECOND, False)])
def test_a_rate_must_reach_its_limit(rate: int, is_missed: bool) -> None:
    row = Row("advise-jsonl-rate", "cpython", "rate", LEAST_A_SECOND, [rate], official=1)
    assert row.is_missed is is_missed
    assert as_json(row)["rate"] == rate
    assert f"{rate} a second" in cells(row)


def test_a_run_that_fails_is_a_miss_with_its_reason() -> None:
    assert misses(list(rows(None, "it ended with 2"))) == [f"{name} (cpython): it ended with 2" for name in IDS]


def test_the_command_is_really_run_and_watched() -> None:
    run = stream(2_000)
    assert len(run.seconds) == len(run.memory) == 2
    assert 0 < run.seconds[0] < run.seconds[1]
    assert run.memory[0] > 10_000_000

"""The slow line is as slow as it says, for all who share it, and changes no byte."""

import hashlib
import urllib.request
from pathlib import Path

import pytest

from builder.serve import running
from tests.bench.slow import LATE, PIECE, Line, Network, slowed


class _Clock:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        content: bytes = answer.read()
    return content


def test_as_many_bytes_as_the_rate_take_one_second() -> None:
    clock = _Clock()
    line = Line(PIECE * 50, clock)
    for _ in range(50):
        clock.wait(line.book(PIECE))
    assert clock.now == pytest.approx(1001, abs=2 * LATE)


def test_two_connections_share_the_rate() -> None:
    clock = _Clock()
    line = Line(1000, clock)
    assert line.book(500) == pytest.approx(0.5, abs=LATE)
    assert line.book(500) == pytest.approx(1.0, abs=LATE)  # asked for at the same moment: after the other one


def test_time_in_which_nothing_was_sent_is_not_saved_up() -> None:
    clock = _Clock()
    line = Line(1000, clock)
    line.book(1)
    clock.wait(60)
    assert line.book(1000) >= 1 - LATE


def test_waking_late_is_caught_up() -> None:
    clock = _Clock()
    line = Line(1000, clock)
    for _ in range(10):
        clock.wait(line.book(100) + 0.8 * LATE)  # each sleep of 100 ms ends 40 ms late
    assert clock.now == pytest.approx(1001, abs=2 * LATE)


def test_a_file_comes_whole_with_the_waits_the_network_says(tmp_path: Path) -> None:
    content = hashlib.sha256(b"seed").digest() * 3000  # 96,000 bytes
    (tmp_path / "file.zip").write_bytes(content)
    waits: list[float] = []
    with running(tmp_path) as url, slowed(url, Network(1e9, 7), waits.append) as slow_url:
        assert _read(f"{slow_url}file.zip") == content
    assert waits.count(7) == 1  # one request, one latency
    assert len(waits) - 1 >= len(content) / PIECE  # and each piece had to wait its turn


def test_two_requests_wait_twice(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("Hello")
    waits: list[float] = []
    with running(tmp_path) as url, slowed(url, Network(1e9, 7), waits.append) as slow_url:
        for _ in range(2):
            assert _read(f"{slow_url}page.html") == b"Hello"
    assert waits.count(7) == 2

"""How long the engine takes to start: first visit, second visit and slow line; and how long one action takes."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.serve import running
from tests.bench import plain
from tests.bench.browsers import STARTS, TROUBLES, Browser, Chromium, fresh, keep_all, ready_ms, repeated, started, told
from tests.bench.others import other_starts
from tests.bench.rows import Row
from tests.bench.setting import Setting
from tests.bench.slow import SLOW_4G, slowed
from tests.browser.tool import PENDING, add_bill, answer_all

START_IDS = ("engine-cold", "engine-warm")
ACTIONS = "performance.getEntriesByName('action').map(({ duration }) => duration)"


def starts(setting: Setting) -> Iterator[Row]:
    """Plain, first visit, second visit, and again from the start: noise of the machine meets all three alike."""
    if not setting.wants(*START_IDS):
        return
    plain_site = setting.work / "plain"
    plain.write(setting.site, plain_site)
    with ExitStack() as servers:
        stock = servers.enter_context(running(plain_site))
        ours = servers.enter_context(running(setting.site))
        others = servers.enter_context(other_starts())
        for name, start in {**STARTS, **others}.items():
            yield from _starts_in(name, start, stock, ours, setting)


def _starts_in(name: str, start: Callable[[Path], Browser], stock: str, ours: str, setting: Setting) -> Iterator[Row]:
    plain_ms: list[float] = []
    cold: list[float] = []
    warm: list[float] = []
    troubles = dict.fromkeys(START_IDS, "")
    for _ in range(setting.n):
        try:
            with fresh(start) as browser:
                setting.versions[name] = browser.version
                plain_ms.append(_visit(browser, stock, "cold"))
        except TROUBLES as trouble:
            troubles = dict.fromkeys(START_IDS, f"plain: {told(trouble)}")
            break
        with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            _two_visits(start, Path(profile), ours, cold, warm, troubles, setting)
    if setting.wants("engine-cold"):
        yield Row("engine-cold", name, "ratio", 0.45, cold, plain_ms, 0.29, 0.22, troubles["engine-cold"])
    if setting.wants("engine-warm"):
        yield Row("engine-warm", name, "ratio", 0.20, warm, plain_ms, 0.14, 0.08, troubles["engine-warm"])


def _two_visits(
    start: Callable[[Path], Browser],
    profile: Path,
    url: str,
    cold: list[float],
    warm: list[float],
    troubles: dict[str, str],
    setting: Setting,
) -> None:
    """Two visits with the browser closed in between; what goes wrong once is not waited for again."""
    at = "engine-cold"
    try:
        with started(start, profile) as browser:
            cold.append(_visit(browser, url, "cold"))
            at = "engine-warm"
            if not setting.wants(at) or troubles[at]:
                return
            keep_all(browser)
        with started(start, profile) as browser:
            warm.append(_visit(browser, url, "warm"))
    except TROUBLES as trouble:
        troubles[at] = told(trouble)


def _visit(browser: Browser, url: str, how: str) -> float:
    browser.goto(f"{url}app/")
    return ready_ms(browser, how)


def slow_start(setting: Setting) -> Iterator[Row]:
    """The first visit at slow 4G, sent as `make serve` sends it; the service worker fetches the guide meanwhile."""
    if not setting.wants("engine-slow-4g"):
        return
    with running(setting.site) as url, slowed(url, SLOW_4G) as slow_url:
        times, trouble = repeated(setting.n, lambda: _first_visit(slow_url))
    yield Row("engine-slow-4g", "chromium", "ms", 25_000, times, trouble=trouble)


def actions(setting: Setting) -> Iterator[Row]:
    """The middle one of all actions on a walk through the questions, from the tap to the new screen."""
    if not setting.wants("action"):
        return
    with running(setting.site) as url:
        walks, trouble = repeated(setting.n, lambda: _walk(url))
    yield Row("action", "chromium", "ms", 50, walks, trouble=trouble)


def _first_visit(url: str) -> float:
    with fresh(Chromium) as browser:
        return _visit(browser, url, "cold")


def _walk(url: str) -> float:
    with fresh(Chromium) as browser:
        _visit(browser, url, "cold")
        add_bill(browser.page, "Mercy Hospital", balance="$4,200")
        answer_all(browser.page, PENDING)
        found = browser.ask(ACTIONS)
    assert isinstance(found, list)
    return float(statistics.median(found))

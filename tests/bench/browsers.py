"""The browsers that are measured, and what is asked of each; `STARTS` is the place for another one.

A browser is a program with a profile of its own on the disk, driven from outside. Chromium is driven by Playwright.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from playwright.sync_api import Error, Page, sync_playwright

from tests.browser.conftest import FLAGS, PHONE
from tools.browser import find

SETTLED = 2.0  # seconds: a browser that has just started is busy with itself, and that is not our page
LOOK_EVERY = 0.1  # seconds; what is measured comes from the page's own clock
READY = "(() => document.documentElement.dataset.engine)()"
MEASURES = (
    "(() => [document.documentElement.dataset.start, ...performance.getEntriesByType('measure')"
    ".filter(({ name }) => name.startsWith('engine-')).map(({ name, duration }) => [name, duration])])()"
)
# The engine goes to the device when a reader wants the site offline; here it is asked for at once.
KEEP_ENGINE = """(async () => {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const whole = new Promise((done) => {
    port1.onmessage = ({ data }) => { if (data.whole !== undefined) done(data.whole); };
  });
  active.postMessage({ kind: "keep-engine" }, [port2]);
  return await whole && navigator.serviceWorker.controller !== null;
})()"""
# Opening a database that is not there would make an empty one: look at the names first.
SNAPSHOT = """(async () => {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === "footing-engine")) return "";
  const result = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const database = await result(indexedDB.open("footing-engine"));
  try {
    if (!database.objectStoreNames.contains("snapshot")) return "";
    const [found] = await result(database.transaction("snapshot").objectStore("snapshot").getAll());
    return !found ? "" : "bytes" in found ? "kept" : "refused";
  } finally {
    database.close();
  }
})()"""


class BenchTrouble(Exception):
    """Something could not be measured; the text says what."""


TROUBLES = (BenchTrouble, Error)  # what a row tells as its miss; the other rows are measured all the same


class Browser(Protocol):
    """A running browser with one tab."""

    version: str

    def goto(self, url: str) -> None:
        """Go to an address; may return before the page is whole."""

    def ask(self, script: str, /) -> object:
        """Give the value of a JavaScript expression, waited for where it is a promise; only what JSON can say."""

    def close(self) -> None:
        """End it; what is in its profile stays."""


class Chromium:
    """Chromium as a phone shows a page."""

    def __init__(self, profile: Path) -> None:
        path = find()
        self._playwright = sync_playwright().start()
        self._context = self._playwright.chromium.launch_persistent_context(
            profile, executable_path=path, args=FLAGS, viewport=PHONE, locale="en-US", timezone_id="America/New_York"
        )
        self._context.set_default_timeout(60_000)
        self.page: Page = self._context.pages[0]
        self.version = str(self.page.context.browser.version) if self.page.context.browser else ""

    def goto(self, url: str) -> None:
        self.page.goto(url, wait_until="commit")

    def ask(self, script: str) -> object:
        return self.page.evaluate(script)

    def slow_down(self, times: float) -> None:
        """Give scripts, styles and layout only a part of the processor."""
        session = self._context.new_cdp_session(self.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def close(self) -> None:
        self._context.close()
        self._playwright.stop()


# Name of a browser → how it starts with a profile folder. Each one here is measured: rows engine-cold and engine-warm.
STARTS: dict[str, Callable[[Path], Browser]] = {"chromium": Chromium}


@contextmanager
def fresh[B: Browser](start: Callable[[Path], B]) -> Iterator[B]:
    """Start a browser that remembers nothing, and forget it afterwards."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile, started(start, Path(profile)) as browser:
        yield browser


@contextmanager
def started[B: Browser](start: Callable[[Path], B], profile: Path) -> Iterator[B]:
    browser = start(profile)
    try:
        time.sleep(SETTLED)
        yield browser
    finally:
        browser.close()


def repeated(n: int, measure: Callable[[], float]) -> tuple[list[float], str]:
    """Measure n times, up to the first trouble; the times and what the trouble says."""
    times: list[float] = []
    for _ in range(n):
        try:
            times.append(measure())
        except TROUBLES as trouble:
            return times, told(trouble)
    return times, ""


def told(trouble: Exception) -> str:
    """A trouble in one line."""
    return (str(trouble).strip().splitlines() or [type(trouble).__name__])[0]


def wait(what: str, seconds: float, look: Callable[[], object]) -> object:
    """Look until there is something to see; after so many seconds it is a trouble."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(LOOK_EVERY)
    raise BenchTrouble(f"{what} did not come within {seconds:.0f} s")


def ready_ms(browser: Browser, start: str, seconds: float = 90) -> float:
    """Wait for the engine; milliseconds from the start of the navigation. `start` is how it must have started."""

    def settled() -> bool:
        state = browser.ask(READY)
        if state == "failed":
            raise BenchTrouble("the engine failed to start")
        return state == "ready"

    wait("the engine", seconds, settled)
    found = browser.ask(MEASURES)
    assert isinstance(found, list)
    how, *measures = found
    for name, duration in measures:
        if how == start and name == f"engine-{start}":
            return float(duration)
    raise BenchTrouble(f"not a {start} start: data-start={how}, measured {[name for name, _ in measures]}")


def keep_all(browser: Browser, seconds: float = 60) -> None:
    """Wait until the device holds all a second visit can use: service worker, engine, snapshot."""
    if browser.ask(KEEP_ENGINE) is not True:
        raise BenchTrouble("the service worker did not keep the engine, or does not answer for this page")
    if wait("a snapshot in IndexedDB", seconds, lambda: browser.ask(SNAPSHOT)) != "kept":
        raise BenchTrouble("the browser could not start from a snapshot, and noted so")

"""Faults while the guide is being kept for the first time: nothing half is used, and what came is not asked again."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page

from builder.precache import WORKER
from tests.browser.faults.conftest import ENGINE
from tests.browser.faults.mortal import Mortal
from tests.browser.faults.worker import BARE, heading, install, keep_engine, kept, stop_all, visit, wait_until_kept
from tests.browser.faults.wrong import Wrong, altered, cut, held, portal, redirect, status, typed
from tests.browser.host import Host
from tests.browser.published import listed, release
from tests.browser.until import until

STEP = "steps/pause/"
# Ahead of the worker's own script: it tells the host before and after each file is put, and waits for the answer.
MARKS = """{
    const put = Cache.prototype.put;
    Cache.prototype.put = async function (key, response) {
        const name = String(key).split("/").at(-1) || "page";
        await fetch(`mark/before/${name}`);
        await put.call(this, key, response);
        await fetch(`mark/after/${name}`);
    };
}
"""


def _broken_at(page: Page, host: Host, small: Path, name: str, wrong: Wrong) -> set[str]:
    """Install while one file of the guide is wrong, after all others have come; what was kept."""
    go_on = Event()
    host.wrong[name] = held(Event(), go_on, wrong)
    page.goto(host.url + BARE)
    page.evaluate("window.state = navigator.serviceWorker.register('sw.js').catch(() => null); 0")
    wait_until_kept(page, len(listed(small, "guide")) - 1)
    go_on.set()
    until(page, "await navigator.serviceWorker.getRegistration() === undefined")
    host.wrong.clear()
    host.asked.clear()
    return kept(page, host.url)


@pytest.mark.parametrize("place", [0, 0.5, 1], ids=["first", "middle", "last"])
def test_an_install_cut_at_one_file_asks_for_that_file_only(page: Page, small: Path, host: Host, place: float) -> None:
    names = list(listed(small, "guide"))
    name = names[round(place * (len(names) - 1))]
    assert _broken_at(page, host, small, name, cut(after=100)) == {*names} - {name}
    assert install(page, host.url) == "activated"
    assert [asked for asked in host.asked if asked != WORKER] == [name]
    host.stop()
    assert heading(page, host.url + STEP) == "Pause before you pay"


@pytest.mark.parametrize(
    "wrong",
    [portal, status(404), status(500), status(503), altered, redirect("checklist/")],
    ids=["portal", "404", "500", "503", "altered", "another page"],
)
def test_a_wrong_answer_is_not_kept_and_asked_for_again(page: Page, small: Path, host: Host, wrong: Wrong) -> None:
    _broken_at(page, host, small, STEP, wrong)
    assert heading(page, host.url + STEP) == "Pause before you pay", "from the network, as without a worker"
    until(page, "navigator.serviceWorker.controller !== null")
    assert STEP in kept(page, host.url)
    host.stop()
    assert heading(page, host.url + STEP) == "Pause before you pay"


@pytest.mark.parametrize(
    "wrong",
    [portal, status(404), status(500), status(503), typed("text/plain"), cut(after=3_000), redirect("checklist/")],
    ids=["portal", "404", "500", "503", "another type", "cut", "elsewhere"],
)
def test_a_worker_script_that_does_not_come_leaves_the_site_as_it_is(page: Page, host: Host, wrong: Wrong) -> None:
    asked, go_on = Event(), Event()
    go_on.set()
    host.wrong[WORKER] = held(asked, go_on, wrong)
    assert install(page, host.url) in ("SecurityError", "TypeError", "AbortError")
    asked.clear()
    assert heading(page, host.url + STEP) == "Pause before you pay"
    assert asked.wait(60), "the page has asked for it too"
    until(page, "!(await navigator.serviceWorker.getRegistrations()).length")
    host.wrong.clear()
    visit(page, host.url)
    host.stop()
    assert heading(page, host.url + STEP) == "Pause before you pay"


def test_a_page_the_host_sends_on_from_opens_without_network(page: Page, host: Host) -> None:
    host.wrong[STEP] = redirect(f"{STEP}index.html")
    assert install(page, host.url) == "activated"
    host.stop()
    assert heading(page, host.url + STEP) == "Pause before you pay"


def test_a_worker_stopped_in_the_middle_goes_on_where_it_was(page: Page, small: Path, host: Host) -> None:
    asked = Event()
    host.wrong[STEP] = held(asked, Event())
    page.goto(host.url + BARE)
    page.evaluate("window.state = navigator.serviceWorker.register('sw.js').catch(() => null); 0")
    assert asked.wait(60)
    wait_until_kept(page, len(listed(small, "guide")) - 1)
    stop_all(page)
    until(page, "await navigator.serviceWorker.getRegistration() === undefined")
    host.wrong.clear()
    host.asked.clear()
    assert install(page, host.url) == "activated"
    assert [name for name in host.asked if name != WORKER] == [STEP]
    host.stop()
    assert heading(page, host.url + STEP) == "Pause before you pay"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_browser_killed_at_a_put_goes_on_with_what_it_has(
    start: Callable[[], Mortal], small: Path, host: Host, when: str
) -> None:
    release(small, {}, MARKS)
    reached = Event()
    host.wrong[f"mark/{when}/a.bin"] = held(reached, Event())
    first = start()
    visit(first.page, host.url)
    first.page.evaluate("navigator.serviceWorker.controller.postMessage({ kind: 'keep-engine' })")
    assert reached.wait(60)
    first.kill()
    host.wrong.clear()
    host.asked.clear()
    again = start().page
    visit(again, host.url)
    assert keep_engine(again)[-1]["whole"]
    asked = [name for name in host.asked if name in ENGINE]
    assert asked == sorted(ENGINE)[0 if when == "before" else 1 :]
    host.stop()
    assert again.evaluate("fetch('engine/1/a.bin').then(answer => answer.text())") == "first"
    assert heading(again, host.url + STEP) == "Pause before you pay"


def test_a_browser_killed_while_the_guide_comes_starts_from_what_is_kept(
    start: Callable[[], Mortal], small: Path, host: Host
) -> None:
    reached = Event()
    host.wrong[STEP] = held(reached, Event())
    first = start()
    first.page.goto(host.url + BARE)
    first.page.evaluate("navigator.serviceWorker.register('sw.js').catch(() => null); 0")
    assert reached.wait(60)
    wait_until_kept(first.page, len(listed(small, "guide")) - 1)
    first.kill()
    host.wrong.clear()
    host.asked.clear()
    again = start().page
    assert install(again, host.url) == "activated"
    assert [name for name in host.asked if name not in (WORKER, BARE, "favicon.ico")] == [STEP]
    host.stop()
    assert heading(again, host.url + STEP) == "Pause before you pay"


def test_a_device_without_room_for_the_guide_keeps_no_half_of_it(page: Page, host: Host) -> None:
    console = page.context.new_cdp_session(page)
    origin = host.url.rstrip("/")
    console.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 300_000})
    assert install(page, host.url) == "redundant"
    assert kept(page, host.url) == set()
    assert heading(page, host.url + STEP) == "Pause before you pay"
    console.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    assert install(page, host.url) == "activated"
    host.stop()
    assert heading(page, host.url + STEP) == "Pause before you pay"

"""What the tool's worker may do, however it was started: nothing foreign runs in it, and nothing goes elsewhere.

Each way out is first taken in a worker without a policy: there it does reach the other site, so the tests can fail.
"""

import re
from collections.abc import Mapping

from playwright.sync_api import BrowserContext, Page, Worker, expect

from tests.browser.conftest import listen
from tests.browser.elsewhere import IN_A_WORKER, Elsewhere
from tests.browser.test_policy import OPEN, SETTLE, any_page, bare_host, let_work, other
from tests.browser.tool import open_tool, wait_until_ready
from tests.browser.until import until

__all__ = ["any_page", "bare_host", "other"]  # fixtures

KEPT = """new Promise((resolve) => {
  indexedDB.open("footing-engine").onsuccess = ({ target: { result } }) => {
    const asked = result.transaction("snapshot").objectStore("snapshot").count();
    asked.onsuccess = () => { result.close(); resolve(asked.result > 0); };
  };
})"""


def _tool_worker(page: Page, url: str) -> Worker:
    page.goto(f"{url}app/")
    wait_until_ready(page)
    return page.workers[-1]


def _try_in(worker: Worker, attempts: Mapping[str, str], other: Elsewhere) -> None:
    for name, body in attempts.items():
        worker.evaluate(f"url => {{ try {{ {body} }} catch {{}} return 0 }}", other.url + name)


def _is_bound(page: Page, worker: Worker, other: Elsewhere) -> None:
    """The last attempt fails in the engine's own fetch, which ends the worker: then all had their turn."""
    ended: list[Worker] = []
    worker.on("close", lambda one: ended.append(one))  # noqa: PLW0108  # Playwright marks the function it gets
    _try_in(worker, IN_A_WORKER, other)
    let_work(page, lambda: ended == [worker])
    page.evaluate(SETTLE)
    assert other.reached == []


def test_the_worker_of_a_first_visit_inherits_the_policy(any_page: Page, bare_host: str, other: Elsewhere) -> None:
    any_page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    worker = _tool_worker(any_page, bare_host)
    assert worker.url.startswith("blob:")
    _is_bound(any_page, worker, other)


def test_the_worker_of_a_later_visit_gets_the_policy_with_its_script(
    any_page: Page, bare_host: str, other: Elsewhere
) -> None:
    any_page.goto(bare_host)
    until(any_page, "navigator.serviceWorker.controller !== null")
    worker = _tool_worker(any_page, bare_host)
    assert re.search(r"/assets/worker-\w+\.js$", worker.url)
    _is_bound(any_page, worker, other)


def test_the_worker_is_bound_by_what_a_host_sends(any_page: Page, site_url: str, other: Elsewhere) -> None:
    _is_bound(any_page, _tool_worker(any_page, site_url), other)


def test_a_later_start_from_the_snapshot_needs_nothing_more(page: Page, bare_host: str) -> None:
    """The fixture `page` fails on a violation."""
    open_tool(page, bare_host)
    expect(page.locator("html")).to_have_attribute("data-start", "cold")
    until(page, f"await ({KEPT})")
    open_tool(page, bare_host)
    expect(page.locator("html")).to_have_attribute("data-start", "warm")


def test_a_worker_the_service_worker_has_never_heard_of_gets_the_policy_too(
    any_page: Page, bare_host: str, other: Elsewhere
) -> None:
    """As that of a newer page, which came past an older service worker."""
    any_page.goto(bare_host)
    until(any_page, "navigator.serviceWorker.controller !== null")
    any_page.goto(bare_host + OPEN)
    with any_page.expect_worker() as started:
        any_page.evaluate("globalThis.kept = new Worker('worker.js', { type: 'module' }); 0")
    _try_in(started.value, IN_A_WORKER, other)
    started.value.evaluate("fetch('missing').then(() => 0)")  # after all of them
    any_page.evaluate(SETTLE)
    assert other.reached == []


def test_without_a_policy_a_worker_reaches_anybody(any_page: Page, bare_host: str, other: Elsewhere) -> None:
    any_page.goto(bare_host + OPEN)
    with any_page.expect_worker() as started:
        any_page.evaluate("globalThis.kept = new Worker('worker.js', { type: 'module' }); 0")
    _try_in(started.value, IN_A_WORKER, other)
    let_work(any_page, lambda: set(other.reached) == set(IN_A_WORKER))


def test_a_violation_in_the_worker_fails_a_test_that_uses_page(
    context: BrowserContext, bare_host: str, other: Elsewhere
) -> None:
    """What the fixture `page` hears: otherwise "no violation in normal use" would be true of the page alone."""
    page = context.new_page()
    heard: list[str] = []
    listen(page, heard)
    worker = _tool_worker(page, bare_host)
    assert heard == []
    _try_in(worker, {"worker-socket": IN_A_WORKER["worker-socket"]}, other)
    let_work(page, lambda: bool(heard))
    assert "Content Security Policy" in heard[0]

"""Where a browser lacks something, or its owner refuses it: what is left works, and the page says what is so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.host import Host
from tests.others.driver import Browser
from tests.others.firefox import Firefox
from tests.others.reader import (
    SETTLED,
    WHOLE,
    edit,
    go_to_bills,
    how_it_started,
    may_keep,
    open_tool,
    start_with_a_bill,
)
from tests.others.start import Open

pytestmark = pytest.mark.soak

# The browser's own word beside a refusal, which we meet.
REFUSED = ("Failed to register/update a ServiceWorker", "Failed to get service worker registration")


@contextmanager
def _quiet(browser: Browser) -> Iterator[Browser]:
    """Open a browser whose pages may complain about nothing even so."""
    with browser:
        yield browser
        troubles = browser.troubles()
    assert [line for line in troubles if not line.startswith(REFUSED)] == []


def test_a_private_window_works_like_any_other_and_forgets_when_it_closes(
    opener: Open, host: Host, tmp_path: Path
) -> None:
    with _quiet(opener(tmp_path / "profile", is_private=True)) as browser:
        start_with_a_bill(browser, host.url)
        edit(browser, {"biller-name": "Mercy Hospital"})
        open_tool(browser, host.url)
        browser.wait_text("h1", "Mercy Hospital")
        browser.restart()
        open_tool(browser, host.url)
        browser.wait_for("#form-add")
        assert how_it_started(browser) == "cold"


def test_without_service_workers_notes_are_kept_and_nothing_is_said_of_offline(
    opener: Open, host: Host, tmp_path: Path
) -> None:
    with _quiet(opener(tmp_path / "profile", lacks="service workers")) as browser:
        start_with_a_bill(browser, host.url)
        assert browser.evaluate("'serviceWorker' in navigator") is False
        browser.wait_text("#kept", "Saved on this device")
        edit(browser, {"biller-name": "Mercy Hospital"})
        browser.restart()
        open_tool(browser, host.url)
        browser.wait_text("h1", "Mercy Hospital")
        assert "offline" not in browser.text("#kept")
        for page in ("", "checklist/", "decide/", "steps/pause/"):
            browser.goto(host.url + page)
            browser.wait_for("h1")


def test_without_storage_the_tool_or_its_ways_around_work_and_say_so(opener: Open, host: Host, tmp_path: Path) -> None:
    with _quiet(opener(tmp_path / "profile", lacks="storage")) as browser:
        browser.goto(f"{host.url}app/#holder=provider&coverage=insured&claim=pending")
        browser.wait_until(SETTLED)
        if not isinstance(browser, Firefox):  # no IndexedDB at all: older than any browser we promise
            browser.wait_text("#failed", "too old")
            browser.tap("#failed a[href*=decide]")
            browser.wait_text("main", "asks you for the money")
            return
        browser.wait_for("article[data-bill]")
        may_keep(browser, "yes")
        browser.wait_text("[role=status]", "does not let us save here")
        browser.wait_text("#kept", "Not saved. Make a backup now.")
        go_to_bills(browser)
        browser.tap("[data-action=backup]")
        browser.wait_text("[role=status]", "backup")
        assert [path.suffix for path in browser.downloads.iterdir()] == [".json"]
        browser.tap("[data-screen=device]")
        browser.tap("[data-action=erase-all]")
        browser.tap("#form-erase [data-action=erase-all]")
        browser.wait_for("#form-add")
        # What was kept before its owner chose this is out of our reach: nothing else would be true.
        browser.wait_text("[role=status]", "did not let us erase everything")


def test_a_browser_that_cannot_promise_to_keep_notes_is_not_said_to_have(browser: Browser, host: Host) -> None:
    start_with_a_bill(browser, host.url)
    go_to_bills(browser)
    browser.tap("[data-screen=device]")
    browser.wait_for(".filepick")
    open_tool(browser, host.url)  # until now it may have been waiting for its owner's word
    browser.wait_for(".filepick")
    can_promise = browser.evaluate("typeof navigator.storage?.persisted === 'function'")
    assert browser.shows("[data-persisted]") is can_promise
    assert can_promise is isinstance(browser, Firefox)
    if can_promise:
        is_promised = browser.evaluate("navigator.storage.persisted()")
        browser.wait_text("[data-persisted]", "has promised" if is_promised else "may clear it by itself")


@pytest.fixture
def firefox(browser: Browser) -> Firefox:
    """Only Firefox lets a test into its network; for the others the host is stopped."""
    if not isinstance(browser, Firefox):
        pytest.skip("only Firefox lets a test into its network")
    return browser


def test_in_flight_mode_the_tool_starts_and_asks_nobody(firefox: Firefox, host: Host) -> None:
    _keep_all_but_the_snapshot(firefox, host.url)
    firefox.go_offline()
    host.asked.clear()
    assert "NetworkError" in str(firefox.evaluate("fetch('/not-kept').catch(String)"))
    open_tool(firefox, host.url)
    assert how_it_started(firefox) == "cold"
    firefox.wait_text("#kept", "works offline")
    assert host.asked == []


def test_the_engine_comes_from_the_copy_even_when_no_service_worker_answers_for_it(
    firefox: Firefox, host: Host
) -> None:
    """Some versions refuse what a worker asks for before our service worker hears of it: bug 2067202."""
    _keep_all_but_the_snapshot(firefox, host.url)
    firefox.run("await (await navigator.serviceWorker.getRegistration()).unregister();")
    firefox.restart()  # the last page it answered for is gone
    firefox.forget_answers()
    host.asked.clear()
    open_tool(firefox, host.url)
    assert "app/" in host.asked, "the page itself came from the host"
    sizes = firefox.evaluate("JSON.parse(document.getElementById('tool-frame').dataset.parts).sizes")
    assert isinstance(sizes, dict)
    fetched = {name for name in sizes if not name.endswith(("js", "mjs"))}
    assert len(fetched) >= 3
    assert fetched & {name.rpartition("/")[2] for name in host.asked} == set()


def _keep_all_but_the_snapshot(browser: Browser, url: str) -> None:
    start_with_a_bill(browser, url)
    browser.wait_until(WHOLE)
    browser.goto(f"{url}checklist/")
    browser.run("await new Promise((done) => { indexedDB.deleteDatabase('footing-engine').onsuccess = done; });")

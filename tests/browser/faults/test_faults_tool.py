"""Faults around the tool's page: strange addresses, old history, wrong clocks, no storage; notes outlive them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE, QUIET
from tests.browser.faults.notes import BILLER, notes, put_notes
from tests.browser.faults.worker import keep_engine, kept, visit
from tests.browser.host import Host
from tests.browser.test_tool_troubles import OTHER_STORE
from tests.browser.tool import READY, STORED, add_bill, answer, edit, open_tool, status, stored, wait_until_ready
from tests.browser.until import PATIENCE, until

PUT_SCREEN = """value => new Promise((resolve) => {
    indexedDB.open("footing", 1).onsuccess = ({ target }) => {
        const change = target.result.transaction("screen", "readwrite");
        change.objectStore("screen").put(value, "case");
        change.oncomplete = () => { target.result.close(); resolve(0); };
    };
})"""
PRIVATE = """
    delete Navigator.prototype.serviceWorker;
    delete globalThis.caches;
    delete globalThis.BroadcastChannel;
    Object.defineProperty(navigator, "storage", { value: undefined });
    IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); };
    Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
"""
YEAR_10000 = 253_402_387_200  # in seconds
# A device where the copies have taken all room: the notes fit once the engine's files are deleted.
FULL_OF_COPIES = """
    const put = IDBObjectStore.prototype.put;
    const remove = Cache.prototype.delete;
    IDBObjectStore.prototype.put = function (value, key) {
        if (globalThis.isFull && value.text) throw new DOMException("full", "QuotaExceededError");
        return put.call(this, value, key);
    };
    Cache.prototype.delete = function (asked) {
        if (String(asked).includes("/engine/")) globalThis.isFull = false;
        return remove.call(this, asked);
    };
"""
REFUSED_CACHES = "CacheStorage.prototype.keys = () => Promise.reject(new DOMException('no', 'SecurityError'));"
REFUSED_WORKER = (
    "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'));"
)


@pytest.fixture(scope="module")
def desk(chromium: Browser, site_url: str) -> Iterator[Page]:
    """One page for many faults, with notes; after the first start the engine wakes from its snapshot."""
    context = chromium.new_context(viewport=PHONE, locale="en-US", timezone_id="America/New_York")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    put_notes(page, site_url)
    yield page
    context.close()


def _open(page: Page, url: str, fragment: str = "") -> None:
    """Open the tool anew, with the notes that are stored."""
    page.goto(f"{url}release.json")
    page.evaluate(OTHER_STORE, notes())
    page.evaluate(PUT_SCREEN, {})  # not the screen another test left
    page.goto(f"{url}app/{fragment}")
    wait_until_ready(page)


def _works(page: Page, name: str = "Riverside Clinic") -> None:
    """An action is done, and saved."""
    page.wait_for_selector(".bill-list, article[data-bill], #form-add")
    if page.locator(".bill-list").count():
        page.locator(".bill-list .task").first.click()
    edit(page, {"biller-name": name})
    expect(page.locator("article[data-bill] h1")).to_have_text(name)
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    assert name in (stored(page) or "")


@pytest.mark.parametrize(
    "fragment",
    [
        "#constructor=a",
        "#a=1&__proto__=b&toString=c",
        "#coverage=%E0%A4%A",
        "#coverage=<img src=x onerror=alert(1)>",
        f"#coverage={'x' * 60_000}",
        "#holder=provider&holder=&&&===",
        "#%00=%00",
    ],
    ids=["constructor", "prototype", "half a letter", "markup", "long", "shape", "zero"],
)
def test_a_strange_address_neither_stops_the_tool_nor_costs_a_note(desk: Page, site_url: str, fragment: str) -> None:
    _open(desk, site_url, fragment)
    expect(desk.locator("#failed")).to_be_hidden()
    assert BILLER in desk.evaluate(STORED)
    desk.goto(f"{site_url}app/")
    wait_until_ready(desk)
    expect(desk.locator("#tool")).to_contain_text(BILLER)


@pytest.mark.parametrize(
    "state",
    [
        {"screen": "gone-since", "bill": "bill-1"},
        {"screen": "bill", "bill": "never-was"},
        {"screen": ["bill"], "bill": {"id": 1}, "trail": "bills", "done": 7},
        {"fields": 5, "name": "erase-all"},
        "a text",
        [1, 2],
        7,
    ],
    ids=["screen", "bill", "types", "fields", "text", "list", "number"],
)
def test_a_place_in_the_history_that_is_none_any_more_leads_to_the_bills(
    desk: Page, site_url: str, state: object
) -> None:
    _open(desk, site_url)
    desk.evaluate("state => history.replaceState(state, '')", state)
    desk.reload()
    wait_until_ready(desk)
    expect(desk.locator("#failed")).to_be_hidden()
    _works(desk)


@pytest.mark.parametrize("screen", [{"html": 7, "about": 5}, {"html": "<h1", "about": "{"}, "text"])
def test_a_damaged_picture_of_the_last_screen_is_passed_by(desk: Page, site_url: str, screen: object) -> None:
    _open(desk, site_url)
    desk.evaluate(PUT_SCREEN, screen)
    desk.reload()
    wait_until_ready(desk)
    _works(desk)


def test_a_picture_that_is_cut_short_is_made_anew(desk: Page, site_url: str) -> None:
    _open(desk, site_url)
    until(desk, "document.querySelector('.bill-list')")
    release = json.loads(desk.locator("#tool-frame").get_attribute("data-parts") or "")["release"]
    day = desk.evaluate("new Date().toLocaleDateString('sv')")
    about = json.dumps({"release": release, "day": day, "place": desk.evaluate("history.state")})
    desk.evaluate(PUT_SCREEN, {"html": "<section><h1>My bi", "about": about})
    desk.reload()
    wait_until_ready(desk)
    expect(desk.locator("h1").first).to_have_text("My bills")
    _works(desk)


def test_damaged_notes_are_handed_out_and_then_replaced(page: Page, site_url: str) -> None:
    put_notes(page, site_url)
    page.evaluate(
        """new Promise((resolve) => { indexedDB.open("footing", 1).onsuccess = ({ target }) => {
            const change = target.result.transaction("case", "readwrite");
            change.objectStore("case").put({ text: ["half", "of it"], revision: "x" }, "case");
            change.oncomplete = () => { target.result.close(); resolve(0); };
        }; })"""
    )
    page.goto(f"{site_url}app/")
    expect(page.locator("#unreadable")).to_be_visible(timeout=READY)
    with page.expect_download() as made:
        page.locator("[data-unreadable=keep]").click()
    assert "half" in Path(made.value.path()).read_text("utf-8")
    page.locator("[data-unreadable=new]").click()
    add_bill(page, BILLER)
    answer(page, "safe", "yes")
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    assert BILLER in (stored(page) or "")


@pytest.mark.parametrize("time", ["1970-01-01T00:00:01", "2001-02-03T04:05:06", "2099-12-31T23:59:59"])
def test_a_clock_that_is_wrong_costs_no_note(desk: Page, site_url: str, time: str) -> None:
    _open(desk, site_url)
    desk.clock.set_fixed_time(time)
    _works(desk, "Lakeside Hospital")
    desk.reload()
    wait_until_ready(desk)
    assert "Lakeside Hospital" in desk.locator("#tool").inner_text()
    desk.clock.set_fixed_time("2026-11-24T12:00:00")
    _works(desk)


def test_a_mistake_in_python_leaves_the_notes_and_the_next_action_works(desk: Page, site_url: str) -> None:
    _open(desk, site_url)
    desk.clock.set_fixed_time(YEAR_10000)  # a day that Python cannot read
    desk.locator(".bill-list .task").first.click()
    status(desk, "That did not work here")
    expect(desk.locator("#failed")).to_be_hidden()
    assert BILLER in desk.evaluate(STORED)
    desk.clock.set_fixed_time("2026-11-24T12:00:00")
    _works(desk)


def test_a_traveller_keeps_the_notes_in_another_time_zone(chromium: Browser, site_url: str) -> None:
    page = chromium.new_page(viewport=PHONE)  # without a zone of its own, which could not be changed
    _open(page, site_url)
    console = page.context.new_cdp_session(page)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"):
        console.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
        _works(page, f"Clinic in {zone}")
        page.reload()
        wait_until_ready(page)
        expect(page.locator("#tool")).to_contain_text(f"Clinic in {zone}")
    page.close()


def test_notes_that_the_browser_cleared_under_the_page_can_be_saved_again(page: Page, site_url: str) -> None:
    _open(page, site_url)
    _works(page)
    console = page.context.new_cdp_session(page)
    console.send("Storage.clearDataForOrigin", {"origin": site_url.rstrip("/"), "storageTypes": "all"})
    edit(page, {"biller-name": "Lakeside Hospital"})
    expect(page.locator("#conflict")).to_be_visible()
    page.locator("[data-keep=mine]").click()
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    assert "Lakeside Hospital" in (stored(page) or "")
    page.reload()
    wait_until_ready(page)
    expect(page.locator("#tool")).to_contain_text("Lakeside Hospital")


def test_notes_take_the_room_of_the_copies_when_there_is_no_other(page: Page, whole_host: Host) -> None:
    page.add_init_script(FULL_OF_COPIES)
    visit(page, whole_host.url)
    assert keep_engine(page)[-1]["whole"]
    _open(page, whole_host.url)
    page.evaluate("globalThis.isFull = true")
    _works(page, "Lakeside Hospital")
    assert not [name for name in kept(page, whole_host.url) if name.startswith("engine/")]
    assert "checklist/" in kept(page, whole_host.url)
    page.reload()
    wait_until_ready(page)
    assert "Lakeside Hospital" in page.locator("#tool").inner_text()
    assert keep_engine(page)[-1]["reason"] == "space", "not fetched again, only to be given up again"


def test_a_window_that_lets_nothing_be_kept_works_in_memory(context: BrowserContext, page: Page, site_url: str) -> None:
    context.add_init_script(PRIVATE)
    open_tool(page, site_url)
    add_bill(page, BILLER)
    answer(page, "safe", "yes")
    expect(page.locator("#kept")).to_contain_text("Not saved")
    page.locator("[data-screen=bill]").first.click()
    edit(page, {"biller-name": "Riverside Clinic"})
    expect(page.locator("article[data-bill] h1")).to_have_text("Riverside Clinic")


def test_a_browser_that_refuses_the_service_worker_does_without(page: Page, site_url: str) -> None:
    page.add_init_script(REFUSED_WORKER)
    _open(page, site_url)
    _works(page)


def test_erasing_says_so_when_the_copy_cannot_be_removed(page: Page, site_url: str) -> None:
    page.add_init_script(REFUSED_CACHES)
    _open(page, site_url)
    page.locator("[data-screen=device]").click()
    page.locator("[data-action=erase-all]").click()
    page.locator("form [data-action=erase-all]").click()
    status(page, "did not let us erase everything")
    assert page.evaluate(STORED) is None
    assert BILLER not in page.locator("#tool").inner_text()
    add_bill(page, BILLER)


def test_an_old_window_does_not_write_over_notes_of_a_newer_version(page: Page, site_url: str) -> None:
    newer = '{"format": "casebook/2", "bills": []}'
    _open(page, site_url)
    _works(page)
    page.evaluate(OTHER_STORE.replace("revision: 7", "revision: 70"), newer)
    edit(page, {"biller-name": "Lakeside Hospital"})
    expect(page.locator("#conflict")).to_be_visible()
    assert page.evaluate(STORED) == newer
    page.locator("[data-keep=theirs]").click()
    expect(page.locator("#unreadable")).to_be_visible()
    assert page.evaluate(STORED) == newer


def test_a_reload_in_the_middle_of_a_save_keeps_whole_notes(desk: Page, site_url: str) -> None:
    _open(desk, site_url)
    desk.locator(".bill-list .task").first.click()
    desk.locator("article [data-action=edit-bill]").last.click()
    desk.locator("[name=biller-name]").fill("Lakeside Hospital")
    desk.locator("#form-edit [data-action=edit-bill]").click(no_wait_after=True)
    desk.reload()
    wait_until_ready(desk)
    case = json.loads(desk.evaluate(STORED))
    assert case["bills"][0]["biller-name"] in (BILLER, "Lakeside Hospital")
    desk.wait_for_selector("#form-edit, article[data-bill]")
    if desk.locator("#form-edit").count():  # not done yet: the reader is where they were
        desk.locator("#tool [data-action=back]").first.click()
    _works(desk)


def test_a_page_that_comes_back_from_sleep_sees_what_another_window_saved(
    chromium: Browser, chromium_path: str, site_url: str, tmp_path: Path
) -> None:
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=chromium_path,
        args=QUIET,
        viewport=PHONE,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = context.new_page()
    page.add_init_script("addEventListener('pageshow', ({ persisted }) => { globalThis.isBack = persisted; })")
    _open(page, site_url)
    _works(page)
    page.evaluate("globalThis.isSame = true")
    page.goto("about:blank")
    other = context.new_page()
    open_tool(other, site_url)
    _works(other, "Lakeside Hospital")
    other.close()
    page.go_back()
    wait_until_ready(page)
    if page.evaluate("globalThis.isSame === true"):
        expect(page.locator("#conflict")).to_be_visible()
        page.locator("[data-keep=theirs]").click()
    expect(page.locator("#tool")).to_contain_text("Lakeside Hospital")
    assert "Lakeside Hospital" in page.evaluate(STORED)
    context.close()

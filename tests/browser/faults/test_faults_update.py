"""Faults while a newer release comes: the one that is there goes on whole, and nothing is fetched twice."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from builder.precache import WORKER
from tests.browser.faults.conftest import STEP as STEP_FILE
from tests.browser.faults.worker import ACCEPT, heading, install, kept, stop_all, update, visit
from tests.browser.faults.wrong import Wrong, cut, portal, redirect, status, typed
from tests.browser.host import Host, hosting
from tests.browser.published import release
from tests.browser.test_tool_troubles import OTHER_STORE
from tests.browser.tool import READY, STORED
from tests.browser.until import until

STEP = "steps/pause/"
OLD = "Pause before you pay"
NEW = "Pause, as a newer release tells it"
NOTES = '{"format": "casebook/1", "bills": []}'
KILL = """
addEventListener("install", () => { skipWaiting(); });
addEventListener("activate", (event) => { event.waitUntil((async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await registration.unregister();
})()); });
"""
UNREADABLE = "CacheStorage.prototype.match = () => Promise.reject(new DOMException('', 'UnknownError'));\n"


def _newer(site: Path, *names: str) -> dict[str, str | bytes | None]:
    """These pages with another heading or, where they have none, another end."""
    files: dict[str, str | bytes | None] = {}
    for name in names:
        text = (site / name).read_text("utf-8")
        files[name] = re.sub(r"(<h1[^>]*>).*?(</h1>)", rf"\g<1>{NEW}\g<2>", text, count=1, flags=re.DOTALL) + "\n"
    return files


@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
def test_an_update_cut_at_one_file_asks_for_that_file_only(page: Page, small: Path, host: Host, place: int) -> None:
    install(page, host.url)
    release(small, _newer(small, "app/index.html", "checklist/index.html", STEP_FILE))
    name = ("app/", "checklist/", STEP)[place]
    host.wrong[name] = cut(after=100)
    assert update(page) == "redundant"
    assert heading(page, host.url + STEP) == OLD
    already = {"app/", "checklist/", STEP} & set(host.asked[host.asked.index(WORKER) :])
    assert name in already
    host.wrong.clear()
    host.asked.clear()
    assert update(page) == "waiting"
    assert name in host.asked
    assert len(host.asked) <= 1 + len(already), "never more than what had not come"
    page.evaluate(ACCEPT)
    host.stop()
    assert heading(page, host.url + STEP) == NEW


@pytest.mark.parametrize(
    "wrong",
    [portal, status(404), status(500), status(503), typed("text/plain"), cut(after=3_000), redirect("checklist/")],
    ids=["portal", "404", "500", "503", "another type", "cut", "elsewhere"],
)
def test_a_newer_worker_script_that_does_not_come_leaves_the_old_copy(page: Page, host: Host, wrong: Wrong) -> None:
    install(page, host.url)
    host.wrong[WORKER] = wrong
    assert update(page) in ("SecurityError", "TypeError", "AbortError", "NetworkError")
    host.stop()
    assert heading(page, host.url + STEP) == OLD


def test_half_a_worker_script_leaves_the_old_copy(page: Page, small: Path, host: Host) -> None:
    install(page, host.url)
    text = (small / WORKER).read_text("utf-8")
    (small / WORKER).write_text(text[: len(text) // 2], "utf-8")
    assert update(page) in ("TypeError", "redundant")
    host.stop()
    assert heading(page, host.url + STEP) == OLD


def test_a_worker_that_deletes_itself_takes_the_copy_and_leaves_the_notes(page: Page, small: Path, host: Host) -> None:
    install(page, host.url)
    page.evaluate(OTHER_STORE, NOTES)
    (small / WORKER).write_text(KILL, "utf-8")
    update(page)
    until(page, "!(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length")
    host.asked.clear()
    assert heading(page, host.url + STEP) == OLD
    assert STEP in host.asked
    assert page.evaluate(STORED) == NOTES


def test_an_update_without_room_leaves_the_old_copy_whole(page: Page, small: Path, host: Host) -> None:
    install(page, host.url)
    before = kept(page, host.url)
    release(small, {"large.txt": "x" * 3_000_000, **_newer(small, STEP_FILE)})
    console = page.context.new_cdp_session(page)
    usage = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    console.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/"), "quotaSize": usage + 3_000_000})
    assert update(page) == "redundant"
    assert kept(page, host.url) == before
    assert page.evaluate("caches.keys().then(names => names.length)") == 1
    console.send("Storage.overrideQuotaForOrigin", {"origin": host.url.rstrip("/")})
    assert update(page) == "waiting"
    page.evaluate(ACCEPT)
    host.stop()
    assert heading(page, host.url + STEP) == NEW


def test_a_newer_page_beside_an_older_worker_is_whole(page: Page, small: Path, host: Host) -> None:
    install(page, host.url)
    script = next((small / "assets").glob("guide-*.js")).name
    page_html = str(_newer(small, STEP_FILE)[STEP_FILE]).replace(script, "guide-AAAAAAAA.js")
    release(
        small,
        {
            STEP_FILE: page_html,
            f"assets/{script}": None,
            "assets/guide-AAAAAAAA.js": (small / "assets" / script).read_bytes(),
        },
    )
    host.wrong[WORKER] = status(503)
    page.evaluate("async url => (await caches.open((await caches.keys())[0])).delete(url)", host.url + STEP)
    assert heading(page, host.url + STEP) == NEW
    expect(page.locator("html")).not_to_have_class("no-js")
    assert heading(page, f"{host.url}checklist/") == "The checklist"


def test_a_store_for_copies_that_cannot_be_read_leaves_the_network(page: Page, small: Path, host: Host) -> None:
    release(small, {}, UNREADABLE)
    install(page, host.url)
    assert heading(page, host.url + STEP) == OLD
    expect(page.locator("html")).not_to_have_class("no-js")


def test_an_old_page_goes_on_beside_a_newer_worker_and_nothing_is_lost(
    context: BrowserContext, page: Page, built_site: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(built_site, tmp_path / "site")
    with hosting(site) as host:
        visit(page, host.url)
        page.goto(f"{host.url}app/#holder=provider&coverage=insured&claim=pending")
        page.wait_for_selector("article[data-bill]", timeout=READY)
        page.locator("[data-question=safe] .option:has([value=yes])").click()
        page.locator("form:has([data-question=safe]) [type=submit]").click()
        expect(page.locator("#kept")).to_contain_text("Saved on this device")
        script = next((site / "assets").glob("tool-*.js"))
        app = (site / "app/index.html").read_text("utf-8").replace(script.name, "tool-AAAAAAAA.js")
        release(
            site, {"app/index.html": app, f"assets/{script.name}": None, "assets/tool-AAAAAAAA.js": script.read_bytes()}
        )
        other = context.new_page()
        other.goto(host.url)
        assert update(other) == "waiting"
        other.evaluate(ACCEPT)
        stop_all(other)
        done = page.locator("[data-step=gather-papers]")
        done.locator("summary").first.click()
        done.locator("[data-action=mark-done]").click()
        expect(page.locator("[data-step=gather-papers][data-when=done]")).to_be_visible()
        expect(page.locator("#kept")).to_contain_text("Saved on this device")
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-engine", "ready", timeout=READY)
        expect(page.locator("[data-step=gather-papers][data-when=done]")).to_be_visible()
        assert page.locator("script[src*='tool-AAAAAAAA']").count() == 1

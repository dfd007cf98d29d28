"""The panel on the privacy page from a test's side: what it says, and what the browser really keeps."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from builder.pages.site import RELEASE
from tests.browser.host import Host, hosting
from tests.browser.published import release
from tests.browser.test_offline import ENGINE
from tests.browser.until import until

KEPT_BYTES = """async () => {
    let sum = 0;
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const asked of await cache.keys()) {
            if (!asked.url.endsWith("--hashes")) sum += (await (await cache.match(asked)).blob()).size;
        }
    }
    return sum;
}"""
LEFT = """async () => [
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...(await caches.keys()),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    ...Object.keys(localStorage),
]"""
DATABASE = """([name, store, key, value]) => new Promise((resolve, reject) => {
    const open = indexedDB.open(name, 1);
    open.onupgradeneeded = () => {
        for (const made of name === "footing" ? ["case", "screen"] : [store]) open.result.createObjectStore(made);
    };
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
        const write = open.result.transaction(store, "readwrite");
        write.objectStore(store).put(value.bytes ? new Uint8Array(value.bytes) : value, key);
        write.oncomplete = () => { open.result.close(); resolve(0); };
    };
})"""
SNAPSHOT = """async () => {
    const look = async () => {
        if (!(await indexedDB.databases()).some(({ name }) => name === "footing-engine")) return 0;
        const open = indexedDB.open("footing-engine");
        await new Promise((resolve) => { open.onsuccess = resolve; });
        const get = open.result.transaction("snapshot").objectStore("snapshot").getAll();
        await new Promise((resolve) => { get.onsuccess = resolve; });
        open.result.close();
        return get.result[0]?.bytes?.byteLength ?? 0;
    };
    let bytes = 0; // it is stored once the page is idle
    while (!bytes) {
        await new Promise(requestAnimationFrame);
        bytes = await look();
    }
    return bytes;
}"""
HOLD = """name => new Promise((resolve) => {
    const open = indexedDB.open(name);
    open.onsuccess = () => { globalThis.hand = open.result; resolve(0); };
})"""
NOTHING_ALLOWED = """
    delete Navigator.prototype.serviceWorker;
    delete Navigator.prototype.storage;
    for (const does of ["open", "deleteDatabase"]) {
        IDBFactory.prototype[does] = () => { throw new DOMException("no", "SecurityError"); };
    }
"""
NOTES = """(async () => {
    const open = indexedDB.open("footing");
    await new Promise((resolve) => { open.onsuccess = resolve; });
    const get = open.result.transaction("case").objectStore("case").get("case");
    await new Promise((resolve) => { get.onsuccess = resolve; });
    open.result.close();
    return get.result ?? null;
})()"""
NOW = "2026-11-24T12:00:00"


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    """Serve a copy of the site whose engine is three small files, so that a test may change and cut it."""
    site = tmp_path / "site"
    shutil.copytree(built_site, site, ignore=shutil.ignore_patterns("engine", "screenshots"))
    publish(site, ENGINE)
    with hosting(site) as found:
        yield found


@pytest.fixture
def whole_host(built_site: Path) -> Iterator[Host]:
    with hosting(built_site) as found:
        yield found


def publish(site: Path, files: Mapping[str, str]) -> None:
    """The next release, which also says its own name."""
    told = json.loads((site / RELEASE).read_text("utf-8"))
    told["copy"] = release(site, files)
    (site / RELEASE).write_text(json.dumps(told), "utf-8")


def row(page: Page, name: str) -> Locator:
    return page.locator(f"#panel [data-row={name}]")


def says(page: Page, name: str, words: str) -> None:
    """A row shows these words; what is hidden does not count."""
    expect(row(page, name).locator("xpath=self::*[@data-known]")).to_contain_text(
        re.compile(words), use_inner_text=True
    )


def does(page: Page, name: str) -> None:
    page.locator(f"#panel [data-do={name}]").click()


def visit(page: Page, url: str) -> None:
    """Open the page, and wait for the copy of the guide that comes with the first page."""
    page.goto(f"{url}privacy/")
    until(page, "navigator.serviceWorker.controller !== null")
    says(page, "copy", "MB, a")


def keep_notes(page: Page, backup: dict[str, object] | None = None) -> None:
    """Notes as the tool stores them."""
    stored = {"text": "{}", "revision": 7, "savedAt": "2026-11-20T10:42:00"}
    page.evaluate(DATABASE, ["footing", "case", "case", stored | ({"backup": backup} if backup else {})])


def fill(page: Page) -> None:
    """Let this site keep everything it can keep: notes, the whole copy, the fast start, a choice of dark."""
    keep_notes(page)
    page.evaluate(DATABASE, ["footing-engine", "snapshot", "empty", {"bytes": 3_000_000}])
    page.locator(".menu summary").click()
    page.locator("[data-look=auto]").click()
    page.keyboard.press("Escape")
    does(page, "keep")
    says(page, "copy", "All of it is here now")

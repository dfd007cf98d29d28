"""Faults in the copy on the device: what is damaged is noticed, dropped and fetched again; the page works meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.precache import WORKER
from tests.browser.conftest import PHONE
from tests.browser.faults.conftest import ENGINE
from tests.browser.faults.worker import HASH, KEEP_ENGINE, SPOIL, heading, install, keep_engine, kept, stop_all, visit
from tests.browser.faults.wrong import cut, held
from tests.browser.host import Host, hosting
from tests.browser.published import listed, release
from tests.browser.tool import wait_until_ready
from tests.browser.until import PATIENCE, until

STEP = "steps/pause/"
COLD = "new Promise((resolve) => { indexedDB.deleteDatabase('footing-engine').onsuccess = () => resolve(0); })"
WAYS = ["truncated", "altered", "empty", "another type", "deleted"]
# A page needs the room of the engine's copy for notes.
GIVE_UP = """async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const { url } of await cache.keys()) if (url.includes("/engine/")) await cache.delete(url);
    await cache.put("--no-room", new Response());
}"""
# Ahead of the worker's own script: a device that is full for the engine's second file, as long as the host says so.
FULL = """{
    const put = Cache.prototype.put;
    Cache.prototype.put = async function (key, response) {
        const isFull = String(key).endsWith("b.bin") && (await fetch("mark/full")).status === 200;
        if (isFull) throw new DOMException("", "QuotaExceededError");
        return put.call(this, key, response);
    };
}
"""


@dataclass(frozen=True)
class Device:
    """A browser that has everything: guide, engine, and the tool open."""

    page: Page
    host: Host
    hashes: dict[str, str]

    def name(self, end: str) -> str:
        """The one kept file whose name begins and ends like this: `assets/worker-*.js`."""
        start, _, rest = end.partition("*")
        return next(name for name in self.hashes if name.startswith(start) and name.endswith(rest))

    def spoil(self, name: str, how: str) -> None:
        assert self.page.evaluate(SPOIL, [self.host.url + name, how])

    def until_whole(self, name: str) -> None:
        until(self.page, f"await ({HASH})({self.host.url + name!r}) === {self.hashes[name]!r}")


@pytest.fixture(scope="module")
def device(chromium: Browser, built_site: Path) -> Iterator[Device]:
    context = chromium.new_context(viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    console = context.new_cdp_session(page)
    console.send("Network.enable")
    console.send("Network.setCacheDisabled", {"cacheDisabled": True})  # or a tab takes a script from its own memory
    with hosting(built_site) as host:
        visit(page, host.url)
        assert keep_engine(page)[-1]["whole"]
        yield Device(page, host, listed(built_site, "guide") | listed(built_site, "engine"))
    context.close()


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("name", [STEP, "assets/guide-*.js"], ids=["page", "script"])
def test_a_damaged_file_of_the_guide_is_fetched_again_by_itself(device: Device, name: str, how: str) -> None:
    page, host = device.page, device.host
    name = device.name(name) if "*" in name else name
    page.goto(f"{host.url}release.json")
    device.spoil(name, how)
    stop_all(page)  # a worker compares each file once in its life
    page.goto(host.url + STEP)
    device.until_whole(name)
    assert heading(page, host.url + STEP) == "Pause before you pay"
    expect(page.locator("html")).not_to_have_class("no-js")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("engine/*pyodide.mjs", "another type"),
        ("engine/*pyodide.asm.js", "truncated"),
        ("engine/*pyodide.asm.wasm", "altered"),
        ("engine/*python_stdlib.pack", "empty"),
        ("engine/app-*.pack", "altered"),
        ("engine/*pyodide.asm.wasm", "deleted"),
        ("assets/worker-*.js", "truncated"),
    ],
)
def test_a_damaged_part_of_the_engine_is_replaced_and_the_tool_starts(device: Device, name: str, how: str) -> None:
    page, host = device.page, device.host
    part = device.name(name)
    page.goto(f"{host.url}release.json")
    page.evaluate(COLD)  # a start from the snapshot may not need the part
    device.spoil(part, how)
    page.goto(f"{host.url}app/")
    wait_until_ready(page)
    expect(page.locator("#failed")).to_be_hidden()
    host.asked.clear()
    assert keep_engine(page)[-1]["whole"]
    assert set(host.asked) <= {part, WORKER}
    device.until_whole(part)


def test_a_damaged_part_without_network_is_replaced_when_there_is_one(device: Device) -> None:
    page, host = device.page, device.host
    part = device.name("engine/*python_stdlib.pack")
    page.goto(f"{host.url}release.json")
    page.evaluate(COLD)
    device.spoil(part, "truncated")
    page.context.set_offline(True)
    page.goto(f"{host.url}app/")
    page.fill("[name=biller-name]", "Mercy Hospital")
    expect(page.locator("#failed")).to_be_visible()
    page.context.set_offline(False)
    page.locator("[data-again]").click()
    wait_until_ready(page)
    expect(page.locator("[name=biller-name]")).to_have_value("Mercy Hospital")
    expect(page.locator("#failed")).to_be_hidden()


def test_the_engine_cut_at_each_file_goes_on_there(page: Page, host: Host) -> None:
    install(page, host.url)
    visit(page, host.url)
    names = sorted(ENGINE)
    for place, name in enumerate(names):
        host.wrong[name] = cut(after=2)
        host.asked.clear()
        end = keep_engine(page)[-1]
        assert (end["whole"], end["reason"]) == (False, "network")
        assert host.asked[-1] == name
        assert not set(host.asked) & set(names[: max(place - 1, 0)])
        host.wrong.clear()
    host.asked.clear()
    assert keep_engine(page)[-1]["whole"]
    assert host.asked == names[-1:]
    host.stop()
    assert page.evaluate("fetch('engine/1/a.bin').then(answer => answer.text())") == "first"


def test_an_engine_that_was_given_up_for_notes_is_not_fetched_again(page: Page, host: Host) -> None:
    visit(page, host.url)
    page.evaluate(GIVE_UP)
    host.asked.clear()
    assert keep_engine(page)[-1]["reason"] == "space"
    assert host.asked == []
    assert heading(page, host.url + STEP) == "Pause before you pay"


def test_an_engine_that_is_given_up_while_it_comes_leaves_nothing_of_it(page: Page, host: Host) -> None:
    visit(page, host.url)
    asked, go_on = Event(), Event()
    host.wrong["engine/1/b.bin"] = held(asked, go_on)
    page.evaluate(f"() => {{ globalThis.end = ({KEEP_ENGINE})(); }}")
    assert asked.wait(60)
    page.evaluate(GIVE_UP)
    go_on.set()
    assert page.evaluate("end")[-1]["reason"] == "space"
    assert not kept(page, host.url) & {*ENGINE}
    assert "engine/1/c.bin" not in host.asked


def test_a_reader_who_has_made_room_and_asks_gets_the_engine_that_was_given_up(page: Page, host: Host) -> None:
    visit(page, host.url)
    page.evaluate(GIVE_UP)
    assert keep_engine(page)[-1]["reason"] == "space"
    assert page.evaluate(KEEP_ENGINE.replace("keep-engine", "keep-all"))[-1]["whole"]
    assert kept(page, host.url) >= {*ENGINE}
    assert keep_engine(page)[-1]["whole"]


def test_a_device_without_room_for_the_engine_has_the_guide_and_the_tool(page: Page, whole_host: Host) -> None:
    visit(page, whole_host.url)
    console = page.context.new_cdp_session(page)
    origin = whole_host.url.rstrip("/")
    console.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 6_000_000})
    assert keep_engine(page)[-1]["reason"] == "space"
    page.goto(f"{whole_host.url}app/")
    wait_until_ready(page)
    console.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    before = kept(page, whole_host.url)
    whole_host.asked.clear()
    assert keep_engine(page)[-1]["whole"]
    assert not before & {*whole_host.asked} - {WORKER}


def test_a_device_that_fills_up_on_the_way_keeps_what_came(page: Page, small: Path, host: Host) -> None:
    release(small, {"mark/full": "yes"}, FULL)
    visit(page, host.url)
    assert keep_engine(page)[-1]["reason"] == "space"
    assert "engine/1/a.bin" in kept(page, host.url)
    (small / "mark/full").unlink()
    host.asked.clear()
    assert keep_engine(page)[-1]["whole"]
    assert [name for name in host.asked if name in ENGINE] == ["engine/1/b.bin", "engine/1/c.bin"]


def test_what_the_browser_cleared_meanwhile_is_kept_anew(page: Page, host: Host) -> None:
    visit(page, host.url)
    console = page.context.new_cdp_session(page)
    console.send("Storage.clearDataForOrigin", {"origin": host.url.rstrip("/"), "storageTypes": "all"})
    assert heading(page, host.url + STEP) == "Pause before you pay"
    visit(page, host.url)
    assert kept(page, host.url) >= {STEP, "checklist/"}
    host.stop()
    assert heading(page, host.url + STEP) == "Pause before you pay"

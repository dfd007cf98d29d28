"""How the engine starts in other browsers: the second time from a snapshot, whole or not at all, the same answers."""

import json
from pathlib import Path

import pytest

from rulebook.advise import advice_text
from rulebook.case import canonical
from tests.browser.host import Host
from tests.browser.tool import GUIDE
from tests.case_files import readable_cases
from tests.others.driver import Browser
from tests.others.reader import WHOLE, how_it_started, open_tool, start_with_a_bill
from tests.others.start import Open

pytestmark = pytest.mark.soak

CASES = readable_cases()
MANY = 20
# Opening a database that is not there would make an empty one: look at the names first.
SNAPSHOT = """(async () => {{
  if (!(await indexedDB.databases()).some(({{ name }}) => name === "footing-engine")) return "no database";
  const result = (request) => new Promise((done, fail) => {{
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  }});
  const database = await result(indexedDB.open("footing-engine"));
  const store = database.transaction("snapshot", "readwrite").objectStore("snapshot");
  try {{
    const found = await result(store.get("snapshot"));
    if (!found) return "none";
    if (found.isRefused) return "refused";
    {change}
    await result(store.put(found, "snapshot"));
    return found.mark ?? "kept";
  }} finally {{
    database.close();
  }}
}})()"""
LOOK = SNAPSHOT.format(change="return found.mark ?? 'kept';")
ALTER = SNAPSHOT.format(change="new Uint8Array(found.bytes)[found.bytes.byteLength >> 1] ^= 1; found.mark = 'altered';")
# A whole snapshot by its hash, which still cannot come to life: as if this browser's own machine code had changed.
SPOIL = """(async () => {
  const open = indexedDB.open("footing-engine");
  await new Promise((done) => { open.onsuccess = done; });
  const get = open.result.transaction("snapshot").objectStore("snapshot").get("snapshot");
  await new Promise((done) => { get.onsuccess = done; });
  const { key, bytes } = get.result;
  new Uint8Array(bytes).fill(0, bytes.byteLength >> 2);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const write = open.result.transaction("snapshot", "readwrite");
  write.objectStore("snapshot").put({ key, bytes, sha256 }, "snapshot");
  await new Promise((done) => { write.oncomplete = done; });
  open.result.close();
})()"""


def _visit(browser: Browser, url: str) -> None:
    """Make a first visit that leaves a snapshot."""
    open_tool(browser, url)
    assert how_it_started(browser) == "cold"
    browser.wait_until(f"(await {LOOK}) === 'kept'")


def test_the_second_start_is_warm_and_does_what_the_first_did(browser: Browser, host: Host) -> None:
    _visit(browser, host.url)
    browser.restart()
    start_with_a_bill(browser, host.url)
    assert how_it_started(browser) == "warm"
    assert browser.text("article[data-bill] h1")


def test_a_warm_start_needs_no_network(browser: Browser, host: Host) -> None:
    start_with_a_bill(browser, host.url)
    browser.wait_until(WHOLE)
    browser.wait_until(f"(await {LOOK}) === 'kept'")
    host.stop()
    browser.restart()
    open_tool(browser, host.url)
    assert how_it_started(browser) == "warm"


def test_an_altered_snapshot_is_deleted_and_the_start_is_cold(browser: Browser, host: Host) -> None:
    _visit(browser, host.url)
    assert browser.evaluate(ALTER) == "altered"
    open_tool(browser, host.url)
    assert how_it_started(browser) == "cold"
    browser.wait_until(f"(await {LOOK}) === 'kept'")  # a new one, without our mark
    open_tool(browser, host.url)
    assert how_it_started(browser) == "warm"


def test_a_snapshot_that_does_not_come_to_life_is_not_tried_again(opener: Open, host: Host, tmp_path: Path) -> None:
    with opener(tmp_path / "profile") as browser:  # what Pyodide says of it on the console is no trouble of ours
        _visit(browser, host.url)
        browser.evaluate(SPOIL)
        for _ in range(2):
            open_tool(browser, host.url)
            assert how_it_started(browser) == "cold"
            assert browser.evaluate(LOOK) == "refused"


@pytest.mark.parametrize("start", ["cold", "warm"])
def test_advice_is_the_same_text_as_in_cpython(browser: Browser, host: Host, start: str) -> None:
    if start == "warm":
        _visit(browser, host.url)
    open_tool(browser, host.url)
    assert how_it_started(browser) == start
    chosen = CASES[:: len(CASES) // MANY][:MANY]
    assert len(chosen) == MANY
    for case in chosen:
        asked = json.dumps([canonical(case.case), case.on.isoformat()])
        told = browser.evaluate(f"window.footing.advise(...{asked})")
        assert told == advice_text(GUIDE, case.case, case.on), f"{case.file}: {case.name}"

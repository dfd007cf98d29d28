"""Faults under the notes: what is stored is there afterwards, or handed out as it is; saving works again."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.faults.mortal import Mortal
from tests.browser.harness.shell import served, visit
from tests.browser.test_store import read, run, save, saved
from tests.browser.until import until

# Puts any value where the notes lie, as nothing of ours would.
PUT = """async value => {
    const ask = indexedDB.open("footing", 1);
    ask.onupgradeneeded = () => { for (const name of ["case", "screen"]) ask.result.createObjectStore(name); };
    const base = await new Promise((resolve) => { ask.onsuccess = () => resolve(ask.result); });
    const change = base.transaction(["case", "screen"], "readwrite");
    if ("screen" in value) change.objectStore("screen").put(value.screen, "case");
    if ("case" in value) change.objectStore("case").put(value.case, "case");
    await new Promise((resolve) => { change.oncomplete = resolve; });
    base.close();
}"""
# Stands still at a mark, with a dialog that nobody answers.
MARKS = """
  const here = (mark) => { if (globalThis.mark === mark) alert(mark); };
  const { put, get } = IDBObjectStore.prototype;
  const { transaction } = IDBDatabase.prototype;
  IDBObjectStore.prototype.put = function (...all) {
    here("before the put");
    const request = put.apply(this, all);
    here("after the put");
    return request;
  };
  IDBObjectStore.prototype.get = function (...all) {
    const request = get.apply(this, all);
    if (this.transaction.mode === "readonly") request.addEventListener("success", () => here("after it was read back"));
    return request;
  };
  IDBDatabase.prototype.transaction = function (...all) {
    const made = transaction.apply(this, all);
    if (all[1] === "readwrite") made.addEventListener("complete", () => here("after it was written"));
    return made;
  };
"""
SILENT = "IDBRequest.prototype.addEventListener = () => undefined;"
SPEAKING = "delete IDBRequest.prototype.addEventListener;"
HOLDS_CONNECTION = """
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...all) {
    globalThis.used = this;
    return transaction.apply(this, all);
  };
"""
SLOW_TO_OPEN = """
  const { open } = indexedDB;
  IDBFactory.prototype.open = function (...all) {
    const request = open.apply(this, all);
    const add = request.addEventListener;
    request.addEventListener = (kind, heard) => add.call(request, kind, (event) => {
      globalThis.wake = () => heard(event);
    });
    return request;
  };
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("shell")) as address:
        yield address


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ({"text": 5, "revision": 3}, '["damaged",{"text":5,"revision":3}]'),
        ({"text": None, "revision": 3}, '["damaged",{"text":null,"revision":3}]'),
        ({"revision": 3}, '["damaged",{"revision":3}]'),
        ({"text": ["a"]}, '["damaged",{"text":["a"]}]'),
        ("a text alone", '["damaged","a text alone"]'),
        (None, '["damaged",null]'),
        ({"text": "whole", "revision": "7"}, "whole"),
        ({"text": "whole", "revision": 1e300}, "whole"),
        ({"text": "whole"}, "whole"),
        ({"text": "x" * 3_000_000, "revision": 1}, "x" * 3_000_000),
    ],
    ids=["number", "null", "no text", "list", "bare text", "nothing", "odd revision", "huge revision", "none", "huge"],
)
def test_damaged_notes_are_handed_out_whole_and_can_be_replaced(url: str, page: Page, case: object, text: str) -> None:
    visit(page, url)
    page.evaluate(PUT, {"case": case})
    found = read(page)
    assert isinstance(found, dict)
    assert found["text"] == text
    assert save(page, "careless", found["revision"] + 1) == {
        "kind": "conflict",
        "kept": {"text": text, "revision": found["revision"]},
    }
    revision = saved(page, "new", found["revision"])
    assert read(page) == {"text": "new", "revision": revision}


@pytest.mark.parametrize("screen", [5, "<h1>", {"html": 7}, {"html": None, "about": "r1"}, None])
def test_a_damaged_picture_of_the_notes_does_not_touch_the_notes(url: str, page: Page, screen: object) -> None:
    visit(page, url)
    page.evaluate(PUT, {"case": {"text": "whole", "revision": 3}, "screen": screen})
    assert read(page) == {"text": "whole", "revision": 3}


def test_a_database_without_our_tables_can_be_erased_and_used(url: str, page: Page) -> None:
    visit(page, url)
    page.evaluate("""new Promise((resolve) => {
        indexedDB.open("footing", 1).onsuccess = ({ target }) => { target.result.close(); resolve(); };
    })""")
    assert run(page, "return (await open()).read().catch(told)") == "blocked"
    run(page, "await store.erase()")
    revision = saved(page, "new")
    assert read(page) == {"text": "new", "revision": revision}


def test_a_connection_that_was_lost_without_a_word_is_made_anew(url: str, page: Page) -> None:
    page.add_init_script(HOLDS_CONNECTION)
    visit(page, url)
    revision = saved(page, "one")
    page.evaluate("used.close()")
    assert saved(page, "two", revision) == revision + 1
    page.evaluate("used.close()")
    assert read(page) == {"text": "two", "revision": revision + 1}


@pytest.mark.parametrize("deed", ["read()", "save('two', 7)"])
def test_a_database_that_falls_silent_is_given_up_after_ten_seconds(url: str, page: Page, deed: str) -> None:
    page.clock.install()
    visit(page, url)
    page.evaluate(PUT, {"case": {"text": "one", "revision": 7}})
    run(page, "await open()")
    run(page, SILENT)
    run(page, f"store.{deed}.catch((trouble) => {{ globalThis.reason = trouble.reason; }})")
    page.clock.run_for(8_000)
    assert page.evaluate("globalThis.reason ?? null") is None
    page.clock.run_for(3_000)
    assert page.evaluate("globalThis.reason ?? null") == "blocked"
    run(page, SPEAKING)
    assert read(page) == {"text": "one", "revision": 7}
    assert saved(page, "three", 7) == 8


def test_a_device_that_slept_has_not_fallen_silent(url: str, page: Page) -> None:
    page.clock.install()
    page.add_init_script(SLOW_TO_OPEN)
    visit(page, url)
    run(page, "globalThis.opening = Store.open().then(() => 'open', told)")
    page.clock.fast_forward("03:00:00")
    until(page, "globalThis.wake")
    page.evaluate("wake()")
    assert run(page, "return opening") == "open"


def test_what_the_browser_cleared_under_the_page_can_be_saved_again(url: str, page: Page) -> None:
    visit(page, url)
    revision = saved(page, "one")
    console = page.context.new_cdp_session(page)
    console.send("Storage.clearDataForOrigin", {"origin": url.rsplit("/", 1)[0], "storageTypes": "all"})
    assert save(page, "one", revision) == {"kind": "conflict", "kept": {"text": "", "revision": 0}}
    revision = saved(page, "one")
    assert read(page) == {"text": "one", "revision": revision}


def test_a_clock_set_back_after_an_erase_lets_no_old_window_write_over_new_notes(url: str, page: Page) -> None:
    other = visit(page.context.new_page(), url)
    visit(page, url)
    revision = saved(page, "old")
    run(other, "await open()")
    run(page, "await store.erase()")
    page.clock.set_fixed_time("2001-02-03T04:05:06Z")
    after = saved(page, "new")
    assert after < revision
    assert save(other, "old, changed", revision) == {"kind": "conflict", "kept": {"text": "new", "revision": after}}
    assert saved(page, "newer", after) == after + 1


def test_a_page_that_is_left_in_the_middle_of_a_save_keeps_the_one_or_the_other(url: str, page: Page) -> None:
    visit(page, url)
    text, revision = "0", saved(page, "0")
    for turn in range(1, 6):
        run(page, f"store.save('{turn}', {revision}).catch(() => undefined); return 0")
        visit(page, url)
        found = read(page)
        assert found in ({"text": text, "revision": revision}, {"text": f"{turn}", "revision": revision + 1})
        assert isinstance(found, dict)
        text, revision = found["text"], found["revision"]
    assert saved(page, "last", revision) == revision + 1


def test_a_browser_killed_around_a_save_has_the_old_notes_or_the_new_ones(
    url: str, start: Callable[[], Mortal]
) -> None:
    browser = start()
    revision = saved(visit(browser.page, url), "old")
    for mark, is_kept in {
        "before the put": False,
        "after the put": False,
        "after it was written": True,
        "after it was read back": True,
    }.items():
        page = browser.page
        page.add_init_script(MARKS)
        visit(page, url)
        run(page, "await open()")
        page.evaluate("mark => { globalThis.mark = mark; }", mark)
        with page.expect_event("dialog"):
            page.on("dialog", lambda _: None)
            run(page, f"store.save({mark!r}, {revision}).catch(() => undefined); return 0")
        browser.kill()
        browser = start()
        found = read(visit(browser.page, url))
        assert found == {"text": mark if is_kept else "old", "revision": revision + is_kept}, mark
        revision = saved(browser.page, "old", revision + is_kept)

"""The notes in a real browser's own database: nothing is lost silently, and what is refused says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import QUIET
from tests.browser.harness.shell import served, visit
from tests.browser.until import until

NO_NOTES = {"kind": "conflict", "kept": {"text": "", "revision": 0}}
LARGE = "'x'.repeat(2_000_000)"
# Before each step: `store` is open, `heard` lists what other windows told, `told()` says what kept us from something.
HELPERS = """
  const told = (trouble) => trouble.reason ?? `${trouble}`;
  const open = async () => {
    if (globalThis.store) return globalThis.store;
    globalThis.heard = [];
    globalThis.store = await Store.open();
    store.onOtherTab((revision) => heard.push(revision));
    return store;
  };
"""
NO_DATABASE = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };"
HIDDEN_DATABASE = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });"
SILENT_DATABASE = "IDBOpenDBRequest.prototype.addEventListener = () => undefined;"
FORGETFUL = "const put = IDBObjectStore.prototype.put;"
OTHER_TEXT = (
    f"{FORGETFUL} IDBObjectStore.prototype.put = function (v, k) {{ return put.call(this, {{...v, text: '?'}}, k); }}"
)
LOST = f"{FORGETFUL} IDBObjectStore.prototype.put = function () {{ return put.call(this, {{}}, 'elsewhere'); }}"
STRANGE_NEWER = """
  const request = indexedDB.open("footing", 2);
  request.onupgradeneeded = () => undefined;
  const newer = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
"""
OLD_HAND = """
  const request = indexedDB.open("footing");
  globalThis.hand = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
"""
LOOK = """
  const kept = hand.transaction(["case", "screen"]);
  const count = (name) => new Promise((resolve) => {
    const asked = kept.objectStore(name).count();
    asked.onsuccess = () => resolve(asked.result);
  });
  return [await count("case"), await count("screen")];
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("shell")) as address:
        yield address


@pytest.fixture
def two(url: str, context: BrowserContext, page: Page) -> tuple[Page, Page]:
    """Two windows of one browser, each with the store open."""
    pages = visit(page, url), visit(context.new_page(), url)
    for one in pages:
        run(one, "await open()")
    return pages


def run(page: Page, body: str) -> object:
    return page.evaluate(f"async () => {{ {HELPERS} {body} }}")


def save(page: Page, text: str, based_on: object = 0) -> object:
    return run(page, f"return (await open()).save({text!r}, {based_on})")


def saved(page: Page, text: str, based_on: object = 0) -> int:
    done = save(page, text, based_on)
    assert isinstance(done, dict)
    assert done["kind"] == "saved", done
    revision = done["revision"]
    assert isinstance(revision, int)
    return revision


def read(page: Page) -> object:
    return run(page, "return (await open()).read()")


def test_a_new_browser_keeps_nothing(url: str, page: Page) -> None:
    assert read(visit(page, url)) is None


@pytest.mark.parametrize(
    "text", ["{}", "", "Nota: 1 200 €, “señor” 🧾\n\0", "x" * 1_000_000], ids=["short", "empty", "odd", "long"]
)
def test_a_text_is_read_back_as_it_was(url: str, page: Page, text: str) -> None:
    visit(page, url)
    done = page.evaluate("async (text) => (await Store.open()).save(text, 0)", text)
    visit(page, url)
    assert read(page) == {"text": text, "revision": done["revision"]}


def test_each_save_stands_on_the_one_before(url: str, page: Page) -> None:
    visit(page, url)
    first = saved(page, "one")
    assert saved(page, "two", first) > first
    assert save(page, "three", first) == {"kind": "conflict", "kept": read(page)}
    assert read(page) == {"text": "two", "revision": first + 1}


@pytest.mark.parametrize("first", [0, 1])
def test_the_second_of_two_windows_is_refused_and_shown_what_is_kept(two: tuple[Page, Page], first: int) -> None:
    quick, slow = two[first], two[1 - first]
    revision = saved(quick, "quick")
    kept = {"text": "quick", "revision": revision}
    assert save(slow, "slow") == {"kind": "conflict", "kept": kept}
    assert read(slow) == kept
    saved(slow, "slow, as the reader wished", revision)
    assert save(quick, "quick again", revision) == {"kind": "conflict", "kept": read(slow)}


def test_of_two_windows_that_save_at_once_exactly_one_succeeds(two: tuple[Page, Page]) -> None:
    revision = 0
    for turn in range(20):
        for number, page in enumerate(two):
            run(page, f"globalThis.racing = store.save('{turn} by {number}', {revision})")
        ends = [run(page, "return racing") for page in two]
        kinds = [end["kind"] for end in ends if isinstance(end, dict)]
        assert sorted(kinds) == ["conflict", "saved"]
        winner = ends[kinds.index("saved")]
        assert isinstance(winner, dict)
        revision = winner["revision"]
        assert read(two[0]) == {"text": f"{turn} by {kinds.index('saved')}", "revision": revision}


def test_a_window_from_before_an_erase_does_not_overwrite_what_came_after(two: tuple[Page, Page]) -> None:
    here, there = two
    revision = saved(here, "old")
    run(here, "await store.erase()")
    after = saved(here, "new")
    assert after > revision
    assert save(there, "old, changed", revision) == {"kind": "conflict", "kept": {"text": "new", "revision": after}}


def test_other_windows_are_told_and_this_one_is_not(two: tuple[Page, Page]) -> None:
    here, there = two
    run(here, "const second = await Store.open(); second.onOtherTab((revision) => heard.push(revision));")
    revision = saved(here, "one")
    run(here, "await store.erase()")
    until(there, "heard.length === 2")
    assert there.evaluate("heard") == [revision, -1]
    answer = saved(there, "two")
    until(here, "heard.length >= 2")
    assert here.evaluate("heard") == [answer, answer]


def test_an_erase_is_not_held_up_by_another_window_and_leaves_nothing(two: tuple[Page, Page]) -> None:
    here, there = two
    saved(here, "secret")
    run(there, "await store.read()")
    run(here, "await store.erase()")
    assert there.evaluate("indexedDB.databases()") == []


def test_after_an_erase_the_other_window_neither_saves_nor_keeps_its_screen(two: tuple[Page, Page]) -> None:
    here, there = two
    revision = saved(here, "secret")
    run(there, "await store.keepScreen({ html: '<p>secret</p>', about: 'r1' })")
    run(here, "await store.erase()")
    run(there, "await store.keepScreen({ html: '<p>secret</p>', about: 'r1' })")
    assert save(there, "secret", revision) == NO_NOTES
    run(there, OLD_HAND)
    assert run(there, LOOK) == [0, 0]


def test_this_window_can_save_again_after_it_erased(url: str, page: Page) -> None:
    visit(page, url)
    saved(page, "one")
    run(page, "await store.erase()")
    assert read(page) is None
    revision = saved(page, "two")
    assert read(page) == {"text": "two", "revision": revision}


def test_a_backup_is_noted_beside_the_notes_and_stays_with_them(url: str, page: Page) -> None:
    visit(page, url)
    first = saved(page, "one")
    backup = {"day": "2026-11-24", "revision": first}
    page.evaluate("backup => store.noteBackup(backup)", backup)
    assert read(page) == {"text": "one", "revision": first, "backup": backup}, "a backup is no change of the notes"
    second = saved(page, "two", first)
    assert read(page) == {"text": "two", "revision": second, "backup": backup}
    run(page, "await store.erase()")
    assert saved(page, "three") > second
    assert "backup" not in str(read(page))


def test_a_backup_of_notes_that_are_not_kept_is_noted_nowhere(url: str, page: Page) -> None:
    visit(page, url)
    run(page, "await (await open()).noteBackup({ day: '2026-11-24', revision: 0 })")
    assert read(page) is None


def test_an_erase_that_could_neither_empty_nor_delete_says_so(two: tuple[Page, Page]) -> None:
    here, other = two
    saved(here, "one")
    run(other, OLD_HAND)
    run(here, "IDBObjectStore.prototype.clear = () => { throw new DOMException('no', 'UnknownError'); };")
    assert run(here, "return store.erase().then(() => 'erased', told)") == "blocked"


def test_a_window_that_does_not_let_go_keeps_nothing_of_what_was_erased(two: tuple[Page, Page]) -> None:
    here, there = two
    saved(here, "secret")
    run(here, "await store.keepScreen({ html: '<p>secret</p>', about: 'r1' })")
    run(there, OLD_HAND)
    run(here, "await store.erase()")
    assert run(there, LOOK) == [0, 0]


def test_what_a_newer_version_saved_is_left_alone(two: tuple[Page, Page]) -> None:
    here, there = two
    revision = saved(here, "one")
    run(there, STRANGE_NEWER)
    assert run(here, f"return store.save('two', {revision}).catch(told)") == "newer"
    assert run(here, "return store.read().catch(told)") == "newer"
    assert run(here, "return Store.open().catch(told)") == "newer"


def test_what_a_newer_version_saved_can_still_be_erased(two: tuple[Page, Page]) -> None:
    here, there = two
    saved(here, "one")
    run(there, f"{STRANGE_NEWER} newer.onversionchange = () => newer.close();")
    run(here, "await store.erase()")
    assert here.evaluate("indexedDB.databases()") == []


@pytest.mark.parametrize("trick", [NO_DATABASE, HIDDEN_DATABASE], ids=["refused", "missing"])
def test_a_browser_that_does_not_let_us_save_is_blocked(url: str, page: Page, trick: str) -> None:
    page.add_init_script(trick)
    assert run(visit(page, url), "return Store.open().catch(told)") == "blocked"


def test_a_database_that_never_answers_is_blocked_after_ten_seconds(url: str, page: Page) -> None:
    page.clock.install()
    page.add_init_script(SILENT_DATABASE)
    visit(page, url)
    run(page, "Store.open().catch((trouble) => { globalThis.reason = trouble.reason; })")
    page.clock.run_for(9_000)
    assert page.evaluate("globalThis.reason ?? null") is None
    page.clock.run_for(2_000)
    assert page.evaluate("globalThis.reason ?? null") == "blocked"


def test_a_full_device_is_told_and_what_was_kept_stays(url: str, page: Page, context: BrowserContext) -> None:
    console = context.new_cdp_session(page)
    origin = url.rsplit("/", 1)[0]
    console.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 200_000})
    revision = saved(visit(page, url), "small")
    assert run(page, f"return store.save({LARGE}, {revision}).catch(told)") == "full"
    run(page, f"await store.keepScreen({{ html: {LARGE}, about: 'r1' }})")
    assert read(page) == {"text": "small", "revision": revision}
    console.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    saved(page, "after there was room", revision)


@pytest.mark.parametrize("trick", [OTHER_TEXT, LOST], ids=["other text", "no text"])
def test_a_save_that_reads_back_differently_is_broken(url: str, page: Page, trick: str) -> None:
    page.add_init_script(trick)
    assert run(visit(page, url), "return (await open()).save('text', 0).catch(told)") == "broken"


@pytest.mark.parametrize(
    "trick",
    [
        "delete globalThis.BroadcastChannel",
        "globalThis.BroadcastChannel = class { constructor() { throw new Error(); } }",
    ],
    ids=["missing", "refused"],
)
def test_without_a_line_to_other_windows_everything_else_works(url: str, page: Page, trick: str) -> None:
    page.add_init_script(trick)
    visit(page, url)
    revision = saved(page, "one")
    assert read(page) == {"text": "one", "revision": revision}
    run(page, "await store.erase()")
    assert read(page) is None


def test_the_screen_is_kept_with_its_release_but_never_without_notes(url: str, page: Page) -> None:
    visit(page, url)
    run(page, "await (await open()).keepScreen({ html: '<h1>early</h1>', about: 'r1' })")
    revision = saved(page, "text")
    assert read(page) == {"text": "text", "revision": revision}
    run(page, "await store.keepScreen({ html: '<h1>bill</h1>', about: 'r2' })")
    assert read(page) == {"text": "text", "revision": revision, "screen": "<h1>bill</h1>", "about": "r2"}


def test_notes_and_their_picture_change_together(url: str, page: Page) -> None:
    visit(page, url)
    picture = {"html": "<h1>bill</h1>", "about": "r1"}
    store = "async picture => { const made = await Store.open(); return made.save('text', 0, picture); }"
    revision = page.evaluate(store, picture)["revision"]
    assert read(page) == {"text": "text", "revision": revision, "screen": "<h1>bill</h1>", "about": "r1"}
    assert save(page, "other notes", revision) == {"kind": "saved", "revision": revision + 1}
    assert read(page) == {"text": "other notes", "revision": revision + 1}, "never a picture of other notes"


@pytest.mark.parametrize(
    ("trick", "answer"),
    [
        ("navigator.storage.persist = async () => true", True),
        ("navigator.storage.persist = async () => false", False),
        ("navigator.storage.persist = async () => { throw new TypeError(); }", None),
        ("navigator.storage.persist = undefined", None),
        ("Object.defineProperty(navigator, 'storage', { value: undefined })", None),
    ],
)
def test_the_answer_to_keep_our_notes_is_the_browsers_own(url: str, page: Page, trick: str, answer: object) -> None:
    page.add_init_script(trick)
    assert run(visit(page, url), "return askToPersist()") == answer


def test_notes_survive_a_restart_of_the_browser(
    url: str, chromium: Browser, chromium_path: str, tmp_path: Path
) -> None:
    kept = []
    for text in ("before", "after"):
        context = chromium.browser_type.launch_persistent_context(tmp_path, executable_path=chromium_path, args=QUIET)
        page = visit(context.new_page(), url)
        found = read(page)
        kept.append(found)
        saved(page, text, found["revision"] if isinstance(found, dict) else 0)
        context.close()
    assert kept[0] is None
    assert isinstance(kept[1], dict)
    assert kept[1]["text"] == "before"

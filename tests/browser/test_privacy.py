"""The panel on the privacy page: each row is true against the browser's real state, and looking changes nothing."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from builder import precache
from builder.pages.site import RELEASE, site_hash
from tests.browser.host import Host, hosting
from tests.browser.test_accessibility import AXE, SCHEMES, SIZES, violations
from tests.browser.test_offline import ENGINE, LOOK_FOR_UPDATE, TELL
from tests.browser.tool import READY, add_bill, answer, edit, open_tool
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
HAS_NOTES = """async () => {
    const open = indexedDB.open("footing");
    await new Promise((resolve) => { open.onsuccess = resolve; });
    const get = open.result.transaction("case").objectStore("case").getKey("case");
    await new Promise((resolve) => { get.onsuccess = resolve; });
    open.result.close();
    return get.result !== undefined;
}"""
NOW = "2026-11-24T12:00:00"


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    """Serve a copy of the site whose engine is three small files, so that a test may change and cut it."""
    site = tmp_path / "site"
    shutil.copytree(built_site, site, ignore=shutil.ignore_patterns("engine", "screenshots"))
    _release(site, ENGINE)
    with hosting(site) as found:
        yield found


@pytest.fixture
def whole_host(built_site: Path) -> Iterator[Host]:
    with hosting(built_site) as found:
        yield found


def _release(site: Path, files: Mapping[str, str]) -> None:
    """Change some files, as the next release would."""
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    script = (site / precache.WORKER).read_text("utf-8").split("\n", 1)[1]
    told = json.loads((site / RELEASE).read_text("utf-8"))
    told["copy"] = precache.write(site, script)
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


# --- looking


def test_on_a_fresh_phone_nothing_is_there_and_looking_leaves_nothing(page: Page, host: Host) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.goto(f"{host.url}privacy/")
    says(page, "notes", "None")
    says(page, "backup", "Not needed")
    says(page, "copy", "None")
    says(page, "start", "None")
    says(page, "look", "As your phone")
    says(page, "version", r"\d")
    assert page.evaluate(LEFT) == []


def test_the_requests_are_those_the_browser_made(page: Page, host: Host) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    page.goto(f"{host.url}privacy/")
    says(page, "version", r"\d")
    says(page, "requests", rf"\b{len(asked)}\s+To this site: {len(asked)}. To anyone else: 0.")
    before = len(asked)
    page.evaluate("fetch('../steps/').then(answer => answer.text())")
    says(page, "requests", rf"\b{before + 1}\s+To this site: {before + 1}. To anyone else: 0.")
    expect(row(page, "requests").locator("[data-when=elsewhere]")).to_be_hidden()


def test_a_request_to_anybody_else_is_told_with_its_host(chromium: Browser, host: Host, site_url: str) -> None:
    """What an add-on might do, past our policy; the other host need not answer."""
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{host.url}privacy/")
    says(page, "version", r"\d")
    page.evaluate("url => fetch(url, { mode: 'no-cors' }).then(() => 0, () => 0)", site_url)
    says(page, "requests", "To anyone else: 1")
    says(page, "requests", re.escape(site_url.removeprefix("http://").removesuffix("/")))
    context.close()


def test_in_flight_mode_the_count_of_what_leaves_stands_still(context: BrowserContext, page: Page, host: Host) -> None:
    visit(page, host.url)
    page.reload()
    says(page, "requests", "the copy on this phone: [1-9]")
    context.set_offline(True)
    says(page, "requests", "without network. Requests that had to leave since then: 0")
    page.evaluate("fetch('../steps/pause/', { cache: 'no-store' }).then(answer => answer.text())")
    assert page.evaluate("fetch('../release.json', { cache: 'no-store' }).catch(() => 'none')") == "none"
    says(page, "requests", "had to leave since then: 1")
    context.set_offline(False)
    expect(row(page, "requests").locator("[data-when=offline]")).to_be_hidden()


def test_the_helper_tells_what_it_asked_for(page: Page, host: Host) -> None:
    visit(page, host.url)
    page.locator("#panel summary").first.click()
    told = page.evaluate(TELL, "state")[0]["sent"]
    assert 0 < told <= len(host.asked)
    says(page, "helper", f"asked this site {told} times")


def test_the_megabytes_of_the_copy_are_those_in_the_caches(page: Page, whole_host: Host) -> None:
    visit(page, whole_host.url)
    part = page.evaluate(KEPT_BYTES)
    says(page, "copy", rf"{part / 1e6:.1f} MB, a part")
    total = page.evaluate(TELL, "state")[0]["total"]
    says(page, "copy", rf"The rest is at most {(total - part) / 1e6:.1f} MB")
    does(page, "keep")
    says(page, "copy", "All of it is here now")
    whole = page.evaluate(KEPT_BYTES)
    assert whole == total > part
    says(page, "copy", rf"{whole / 1e6:.1f} MB, all")
    expect(page.locator("[data-do=keep]")).to_be_hidden()


def test_the_fast_start_is_told_in_megabytes(page: Page, whole_host: Host) -> None:
    open_tool(page, whole_host.url)
    bytes_ = page.evaluate(SNAPSHOT)
    visit(page, whole_host.url)
    says(page, "start", rf"{bytes_ / 1e6:.1f} MB\s+It is the empty program")
    assert bytes_ > 10_000_000


def test_the_version_is_the_one_the_site_publishes(page: Page, host: Host) -> None:
    visit(page, host.url)
    release = json.loads((host.root / RELEASE).read_text("utf-8"))
    says(page, "version", re.escape(f"{release['version']} · {release['sha256'][:8]}"))
    says(page, "copy", rf"Version {release['copy'][:8]}, the same as this site has now")
    assert host.asked.count("release.json") == 1
    page.get_by_text("The whole number").click()
    says(page, "mark", release["sha256"])


def test_a_newer_version_that_waits_is_told_beside_the_one_that_answers(page: Page, host: Host) -> None:
    visit(page, host.url)
    old = page.evaluate(TELL, "state")[0]["release"]
    _release(host.root, {"steps/pause/index.html": "newer"})
    assert page.evaluate(LOOK_FOR_UPDATE)
    says(page, "copy", f"Version {old[:8]}")
    says(page, "copy", "A newer version, [0-9a-f]{8}, is ready")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-25", "Today"),  # a clock that was set back
        ("2026-11-24", "Today"),
        ("2026-11-23", "Yesterday"),
        ("2026-11-22", "2 days ago"),
        ("2026-10-25", "30 days ago"),
    ],
)
def test_the_last_backup_is_told_in_days(page: Page, host: Host, day: str, words: str) -> None:
    page.clock.set_fixed_time(NOW)
    page.goto(f"{host.url}checklist/")
    keep_notes(page, {"day": day, "revision": 7})
    page.goto(f"{host.url}privacy/")
    says(page, "notes", "Kept here")
    says(page, "notes", "Nov 20, 2026")
    says(page, "backup", words)
    expect(row(page, "backup").get_by_text("changed since then")).to_be_hidden()


def test_notes_that_changed_since_the_backup_say_so(page: Page, host: Host) -> None:
    page.goto(f"{host.url}checklist/")
    keep_notes(page, {"day": "2026-11-01", "revision": 6})
    page.goto(f"{host.url}privacy/")
    says(page, "backup", "days ago\\s+Your notes have changed since then")
    page.get_by_role("link", name="Make one in My bills").click()
    expect(page).to_have_url(f"{host.url}app/")


def test_a_backup_made_in_the_tool_is_told_there_and_here(page: Page, whole_host: Host) -> None:
    open_tool(page, whole_host.url)
    add_bill(page, "Mercy Hospital")
    answer(page, "safe", "yes")
    page.locator("[data-screen=bill]").first.click()
    page.locator(".tool__back button").first.click()
    line = page.locator("#tool [data-last-backup]")
    expect(line).to_have_text("No backup yet.")
    with page.expect_download():
        page.locator("#tool [data-action=backup]").click()
    expect(line).to_have_text("Last backup: today.")
    page.reload()
    expect(line).to_have_text("Last backup: today.", timeout=READY)
    page.locator(".bill-list .task").click()
    edit(page, {"account": "778-1"})
    page.locator(".tool__back button").first.click()
    expect(line).to_have_text("Last backup: today. Your notes have changed since then.")
    page.goto(f"{whole_host.url}privacy/")
    says(page, "backup", "Today\\s+Your notes have changed since then")


def test_a_backup_taken_before_a_yes_is_remembered_after_it(page: Page, whole_host: Host) -> None:
    page.goto(f"{whole_host.url}app/#holder=provider&coverage=insured&claim=pending")
    page.wait_for_selector("article[data-bill]", timeout=READY)
    page.locator(".tool__back button").first.click()
    with page.expect_download():
        page.locator("#tool [data-action=backup]").click()
    expect(page.locator("#tool [data-last-backup]")).to_have_text("Last backup: today.")
    assert page.evaluate(HAS_NOTES) is False
    answer(page, "safe", "yes")
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    page.goto(f"{whole_host.url}privacy/")
    says(page, "backup", "Today")


@pytest.mark.parametrize(("agreed", "words"), [("true", "It will not"), ("false", "It can.*said no for now")])
def test_the_browser_may_be_asked_to_keep_it(page: Page, host: Host, agreed: str, words: str) -> None:
    page.add_init_script(
        f"""let isKept = false;
        StorageManager.prototype.persist = async () => isKept = {agreed};
        StorageManager.prototype.persisted = async () => isKept;"""
    )
    page.goto(f"{host.url}privacy/")
    says(page, "promise", "It can")
    does(page, "promise")
    expect(row(page, "promise")).to_contain_text(re.compile(words, re.DOTALL), use_inner_text=True)


def test_a_browser_that_lets_us_do_nothing_is_told_kindly(page: Page, host: Host) -> None:
    page.add_init_script(NOTHING_ALLOWED)
    page.goto(f"{host.url}privacy/")
    for name in ("notes", "backup", "start"):
        says(page, name, "Not told")
    for name in ("space", "promise"):
        says(page, name, "Not told\\s+This browser does not tell us")
    says(page, "copy", "None\\s+Private windows, old browsers")
    expect(row(page, "copy").get_by_role("button")).to_have_count(0)
    does(page, "ask-erase")
    does(page, "erase")
    says(page, "erase", "Not everything went")


def test_with_the_host_gone_the_panel_still_tells(page: Page, host: Host) -> None:
    visit(page, host.url)
    host.stop()
    page.reload()
    says(page, "version", "Not known without network")
    says(page, "copy", "MB, a part")
    says(page, "requests", "To anyone else: 0")
    says(page, "space", r"\d\.\d MB")
    does(page, "keep")
    says(page, "copy", "The network stopped it")


def test_an_odd_answer_for_the_version_is_not_believed(page: Page, host: Host) -> None:
    (host.root / "release.json").write_text("<h1>Welcome to our hotel</h1>", "utf-8")
    page.goto(f"{host.url}privacy/")
    says(page, "version", "no clear answer")


# --- keeping and removing


def test_a_cut_download_goes_on_where_it_stopped(page: Page, host: Host) -> None:
    visit(page, host.url)
    host.broken.add("engine/1/b.bin")
    does(page, "keep")
    says(page, "copy", "The network stopped it")
    host.broken.clear()
    host.asked.clear()
    does(page, "keep")
    says(page, "copy", "All of it is here now")
    assert [name for name in host.asked if name in ENGINE] == ["engine/1/b.bin", "engine/1/c.bin"]


def test_progress_is_told_in_megabytes(page: Page, whole_host: Host) -> None:
    visit(page, whole_host.url)
    page.evaluate(
        """() => {
            globalThis.told = [];
            const slot = document.querySelector("[data-row=copy] [data-fill=loaded]");
            new MutationObserver(() => told.push(slot.closest("[data-when]").innerText))
                .observe(slot, { childList: true });
        }"""
    )
    does(page, "keep")
    says(page, "copy", "All of it is here now")
    told = page.evaluate("told")
    assert len(told) > 1
    assert all(re.fullmatch(r"\d+\.\d of \d+\.\d MB", one) for one in told)
    assert told == sorted(told, key=lambda one: float(one.split()[0]))


def test_taps_in_a_hurry_keep_the_copy_once(page: Page, host: Host) -> None:
    visit(page, host.url)
    page.evaluate("() => { for (let tap = 0; tap < 3; tap++) document.querySelector('[data-do=keep]').click(); }")
    says(page, "copy", "All of it is here now")
    assert sorted(name for name in host.asked if name in ENGINE) == sorted(ENGINE)


def test_removing_the_copy_removes_it_with_the_fast_start_and_nothing_else(page: Page, host: Host) -> None:
    visit(page, host.url)
    fill(page)
    page.reload()
    says(page, "start", r"3\.0 MB")
    does(page, "remove")
    says(page, "copy", "The copy is removed. Your notes are as they were")
    says(page, "start", "None")
    says(page, "notes", "Kept here")
    assert page.evaluate(LEFT) == ["footing", "/.look"]
    does(page, "keep")
    says(page, "copy", "All of it is here now")
    expect(page.locator("[data-newer]")).to_be_hidden()
    host.stop()
    assert page.goto(f"{host.url}checklist/")


def test_removing_ends_a_keeping_and_no_open_page_brings_it_back(page: Page, host: Host) -> None:
    visit(page, host.url)
    page.evaluate(
        "() => { for (const what of ['keep', 'remove']) document.querySelector(`[data-do=${what}]`).click(); }"
    )
    says(page, "copy", "The copy is removed")
    told = page.evaluate(TELL, "keep-engine")[-1]  # this page's old worker still hears, after what it was doing
    assert (told["whole"], told["reason"]) == (False, "removed")
    assert page.evaluate(LEFT) == []
    says(page, "copy", "None")


def test_removing_leaves_an_open_tool_at_work_and_its_line_true(
    context: BrowserContext, page: Page, whole_host: Host
) -> None:
    tool = context.new_page()
    open_tool(tool, whole_host.url)
    add_bill(tool, "Mercy Hospital")
    answer(tool, "safe", "yes")
    expect(tool.locator("#kept")).to_contain_text("works offline", timeout=READY)
    visit(page, whole_host.url)
    does(page, "remove")
    says(page, "copy", "The copy is removed")
    expect(tool.locator("#kept")).not_to_contain_text("works offline")
    tool.bring_to_front()
    answer(tool, "coverage", "self-pay")
    expect(tool.locator("[data-question=coverage]")).to_have_count(0)
    expect(tool.locator("#kept")).to_have_text("Saved on this device")
    assert page.evaluate("caches.keys()") == []


# --- erasing


def _erase_in_the_panel(page: Page) -> None:
    does(page, "ask-erase")
    does(page, "erase")
    says(page, "erase", "Everything is erased")


def _erase_in_the_tool(page: Page) -> None:
    page.goto(page.url.replace("privacy/", "app/"))
    page.locator("[data-screen=device]").first.click(timeout=READY)
    page.locator("[data-action=erase-all]").click()
    page.locator("form [data-action=erase-all]").click()
    expect(page.locator("[role=status]")).to_have_text(re.compile("Everything is erased"))


@pytest.mark.parametrize("erase", [_erase_in_the_panel, _erase_in_the_tool], ids=["panel", "tool"])
def test_erasing_leaves_nothing(page: Page, whole_host: Host, erase: object) -> None:
    visit(page, whole_host.url)
    fill(page)
    keep_notes(page)
    page.evaluate("indexedDB.deleteDatabase('footing')")  # a text the tool cannot read would stop it
    page.evaluate(DATABASE, ["footing", "screen", "x", {"html": "", "about": ""}])
    page.reload()
    assert len(page.evaluate(LEFT)) == 5
    assert callable(erase)
    erase(page)
    assert page.evaluate(LEFT) == []


def test_the_panel_tells_what_remains_after_erasing(page: Page, host: Host) -> None:
    visit(page, host.url)
    fill(page)
    _erase_in_the_panel(page)
    says(page, "erase", "your browser’s history")
    assert page.evaluate("document.activeElement.dataset.when") == "erased"
    says(page, "notes", "None")
    says(page, "copy", "None")
    says(page, "start", "None")
    says(page, "look", "As your phone")
    says(page, "space", "frees the space a little later")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "auto"


def test_nothing_is_erased_before_a_yes(page: Page, host: Host) -> None:
    visit(page, host.url)
    fill(page)
    before = page.evaluate(LEFT)
    page.locator("[data-do=ask-erase]").dblclick()
    expect(page.locator("#panel-erase h3")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel-erase")).to_be_hidden()
    expect(page.locator("[data-do=ask-erase]")).to_be_focused()
    does(page, "ask-erase")
    expect(page.locator("#panel-erase").get_by_role("link", name="Make a backup first")).to_be_visible()
    does(page, "close-erase")
    assert page.evaluate(LEFT) == before


def test_what_another_window_holds_is_named_and_goes_with_that_window(
    context: BrowserContext, page: Page, host: Host
) -> None:
    visit(page, host.url)
    fill(page)
    other = context.new_page()
    other.goto(f"{host.url}checklist/")
    other.evaluate(HOLD, "footing-engine")
    page.bring_to_front()
    does(page, "ask-erase")
    does(page, "erase")
    says(page, "erase", "Not everything went. This could not be erased:\\s+The fast start of My bills")
    other.close()
    does(page, "ask-erase")
    does(page, "erase")
    says(page, "erase", "Everything is erased")
    assert page.evaluate(LEFT) == []


# --- the page


def test_without_scripts_the_page_is_whole_and_shows_no_panel(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}privacy/")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.get_by_role("heading", name="Check it in 30 seconds")).to_be_visible()
    context.close()


def test_paper_shows_no_panel(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}privacy/")
    expect(page.locator("#panel")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#panel")).to_be_hidden()


def test_no_other_page_carries_the_panel(built_site: Path) -> None:
    pages = [
        path for path in built_site.rglob("*.html") if re.search(r"assets/(privacy|panel)-", path.read_text("utf-8"))
    ]
    assert pages == [built_site / "privacy" / "index.html"]


def test_targets_are_large_enough_for_a_thumb(page: Page, host: Host) -> None:
    visit(page, host.url)
    keep_notes(page)
    page.reload()
    says(page, "notes", "Kept here")
    for state in ("", "ask-erase"):
        if state:
            does(page, state)
        small = page.locator("#panel :is(button, a, summary)").evaluate_all(
            "all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)"
            ".map(one => one.outerHTML)"
        )
        assert small == []


def test_the_panel_moves_nothing_when_it_fills(page: Page, host: Host) -> None:
    """No line of the page jumps away under the reader's eyes on a first visit."""
    page.add_init_script(
        """globalThis.moved = 0;
        new PerformanceObserver(list => { for (const { value } of list.getEntries()) moved += value; })
            .observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(f"{host.url}privacy/")
    for name in ("requests", "notes", "backup", "start", "look", "space", "promise", "version"):
        says(page, name, ".")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("moved") < 0.01


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_any_state(chromium: Browser, host: Host, scheme: Literal["light", "dark"]) -> None:
    context = chromium.new_context(viewport=SIZES["phone"], color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    visit(page, host.url)
    page.add_script_tag(path=AXE)
    found = {"fresh": violations(page)}
    fill(page)
    found["filled"] = violations(page)
    does(page, "ask-erase")
    found["asked"] = violations(page)
    does(page, "erase")
    says(page, "erase", "Everything is erased")
    found["erased"] = violations(page)
    page.evaluate("document.querySelectorAll('#panel [hidden]').forEach((part) => { part.hidden = false; })")
    page.evaluate("document.querySelectorAll('#panel details').forEach((part) => { part.open = true; })")
    found["every line"] = violations(page)
    assert found == {state: [] for state in found}
    context.close()


def test_the_hash_can_be_worked_out_from_the_files(built_site: Path, page: Page, site_url: str) -> None:
    page.goto(f"{site_url}privacy/")
    says(page, "version", site_hash(built_site)[:8])

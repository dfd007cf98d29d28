"""After one visit the site needs no network: it is kept in two phases, changes only as a whole, and when accepted."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder import precache
from tests.browser.conftest import PHONE, QUIET, SUB_PATH
from tests.browser.host import Host, hosting
from tests.browser.published import listed, release
from tests.browser.until import until

PAGES = ("", "steps/pause/", "scripts/ask-itemized-bill/", "checklist/", "decide/", "app/")
ENGINE = {"engine/1/a.bin": "first", "engine/1/b.bin": "second", "engine/1/c.bin": "third"}
ENGINE_START = 60_000  # milliseconds, on a machine with other work to do
CHANGED = "steps/pause/"
NEWER = "Pause, as a newer release tells it"
TELL = """kind => new Promise(resolve => {
    const told = [], { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { told.push(data); if ("whole" in data) resolve(told); };
    navigator.serviceWorker.controller.postMessage({ kind }, [port2]);
})"""
LOOK_FOR_UPDATE = """navigator.serviceWorker.ready.then(async made => {
    await made.update();
    if (made.installing) await new Promise(resolve => made.installing.addEventListener("statechange", resolve));
    return made.waiting !== null;
})"""
ACCEPT = """navigator.serviceWorker.ready.then(({ waiting }) => new Promise(resolve => {
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    waiting.postMessage({ kind: "skip-waiting" });
})).then(() => 0)"""

WHAT_IS_LEFT = """(async () => {
    let left;
    for (let frame = 0; frame < 600 && left !== 0; frame++) {
        await new Promise(requestAnimationFrame);
        left = (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length;
    }
    return left;
})()"""


@pytest.fixture
def site(built_site: Path, tmp_path: Path) -> Path:
    """Copy the built site, with an engine of three small files."""
    copy = tmp_path / "site"
    shutil.copytree(built_site, copy, ignore=shutil.ignore_patterns("engine", "screenshots"))
    release(copy, ENGINE)
    return copy


@pytest.fixture
def whole_site(built_site: Path, tmp_path: Path) -> Path:
    """Copy the built site with its own engine, for tests that open the tool."""
    return shutil.copytree(built_site, tmp_path / "whole-site")


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    with hosting(site) as found:
        yield found


def _newer_page(site: Path) -> dict[str, str]:
    name = f"{CHANGED}index.html"
    html = (site / name).read_text("utf-8")
    return {name: re.sub(r"(<h1[^>]*>).*?(</h1>)", rf"\g<1>{NEWER}\g<2>", html, count=1, flags=re.DOTALL)}


def _visit(page: Page, url: str) -> None:
    """Open a page and wait until the guide is kept."""
    page.goto(url)
    until(page, "navigator.serviceWorker.controller !== null")


@contextmanager
def _profile(chromium: Browser, path: str, folder: Path) -> Iterator[Page]:
    """Start a browser of its own that remembers, as people's browsers do."""
    context = chromium.browser_type.launch_persistent_context(
        folder / "profile", executable_path=path, args=QUIET, viewport=PHONE
    )
    yield context.pages[0]
    context.close()


def _heading(page: Page, url: str) -> str:
    answer = page.goto(url)
    assert answer
    assert answer.status == 200
    return page.locator("h1").first.inner_text()


@pytest.mark.parametrize("prefix", ["/", SUB_PATH])
def test_after_one_visit_no_server_is_needed(page: Page, whole_site: Path, prefix: str) -> None:
    with hosting(whole_site, prefix) as host:
        _visit(page, host.url)
        assert page.evaluate(TELL, "keep-engine")[-1]["whole"]
        host.stop()
        for address in PAGES:
            assert _heading(page, host.url + address)
        page.goto(f"{host.url}app/")
        expect(page.locator("html")).to_have_attribute("data-engine", "ready", timeout=ENGINE_START)
        page.goto(host.url)
        page.get_by_role("button", name="Search").click()
        page.locator(".md-search__input").fill("court")
        expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_every_file_of_the_guide_is_kept(page: Page, site: Path, host: Host) -> None:
    _visit(page, host.url)
    host.stop()
    missing = page.evaluate(
        """async names => (await Promise.all(names.map(
            async name => (await fetch(name).catch(() => null))?.ok ? "" : name))).filter(name => name)""",
        sorted(set(listed(site, "guide"))),
    )
    assert missing == []


@pytest.mark.parametrize("typed", ["steps/pause", "steps/pause/?from=a-friend", "steps/pause/index.html"])
def test_an_address_may_be_typed_in_more_than_one_way(page: Page, host: Host, typed: str) -> None:
    _visit(page, host.url)
    host.stop()
    page.goto(host.url + typed)
    expect(page.locator("h1")).to_have_text("Pause before you pay")
    page.locator(".top__name").click()  # what the page asks for counts from the right folder
    expect(page).to_have_url(host.url)


def test_a_page_that_is_not_kept_says_so(page: Page, host: Host) -> None:
    _visit(page, host.url)
    host.stop()
    answer = page.goto(host.url + "steps/nowhere/")
    assert answer
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("This page is not here")
    page.get_by_role("link", name="Go to the start").click()
    expect(page).to_have_url(host.url)


def test_it_is_all_there_when_the_browser_starts_again(
    chromium: Browser, chromium_path: str, host: Host, tmp_path: Path
) -> None:
    with _profile(chromium, chromium_path, tmp_path) as page:
        _visit(page, host.url)
    host.stop()
    with _profile(chromium, chromium_path, tmp_path) as page:
        assert _heading(page, f"{host.url}checklist/") == "The checklist"


def test_the_first_view_comes_before_the_copy(page: Page, host: Host) -> None:
    _visit(page, host.url)
    parts = page.locator("link[rel=stylesheet], script[src]:not([data-search])")
    first_view = parts.evaluate_all("all => all.map(one => one.href ?? one.src)")
    before = host.asked[: host.asked.index(precache.WORKER)]
    assert first_view
    assert {name.removeprefix(host.url) for name in first_view} <= set(before)


def test_nothing_is_kept_where_the_reader_saves_data(page: Page, host: Host) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.goto(host.url)
    page.evaluate("new Promise(resolve => requestIdleCallback(resolve))")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(made => made.length)") == 0


def test_a_file_with_another_hash_is_never_kept(page: Page, site: Path, host: Host) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    (site / CHANGED / "index.html").write_text("<h1>Half of a release</h1>", "utf-8")
    page.goto(host.url)
    state = page.evaluate(
        """navigator.serviceWorker.register("sw.js").then(({ installing }) => new Promise(resolve =>
            installing.addEventListener("statechange", () => resolve(installing.state))))"""
    )
    assert state == "redundant"


def test_what_was_removed_from_the_copy_comes_from_the_network(page: Page, host: Host) -> None:
    _visit(page, host.url)
    url = host.url + CHANGED
    page.evaluate("async url => (await caches.open((await caches.keys())[0])).delete(url)", url)
    host.asked.clear()
    assert _heading(page, url)
    assert CHANGED in host.asked
    assert _heading(page, f"{host.url}checklist/")
    assert "checklist/" not in host.asked


def test_a_new_release_fetches_only_what_has_changed(page: Page, site: Path, host: Host) -> None:
    _visit(page, host.url)
    old = _heading(page, host.url + CHANGED)
    release(site, _newer_page(site))
    host.asked.clear()
    assert page.evaluate(LOOK_FOR_UPDATE)
    assert sorted(host.asked) == [CHANGED, precache.WORKER]
    assert _heading(page, host.url + CHANGED) == old, "nobody has accepted the new one"


def test_a_new_release_comes_when_it_is_accepted_and_loads_the_page_once(
    context: BrowserContext, page: Page, whole_site: Path
) -> None:
    with hosting(whole_site) as host:
        other = context.new_page()
        loads: list[Page] = []

        def note(loaded: Page) -> None:
            loads.append(loaded)

        for tab in (page, other):
            _visit(tab, f"{host.url}app/")
            expect(tab.locator("html")).to_have_attribute("data-engine", "ready", timeout=ENGINE_START)
            tab.on("load", note)
        release(whole_site, _newer_page(whole_site))
        assert page.evaluate(LOOK_FOR_UPDATE)
        with page.expect_event("load"):
            page.locator("[data-update]").click()
        assert page.evaluate("caches.keys().then(names => names.length)") == 1
        assert _heading(page, host.url + CHANGED) == NEWER
        assert loads == [page, page], "once for the new release, once to read it; the other tab stays as it was"
        with other.expect_event("load"):
            other.locator("[data-update]").click()
        assert _heading(other, host.url + CHANGED) == NEWER


def test_the_engine_comes_file_by_file_and_goes_on_where_it_stopped(page: Page, site: Path, host: Host) -> None:
    total = sum(len(text) for text in ENGINE.values())
    _visit(page, host.url)
    host.broken.add("engine/1/b.bin")
    assert page.evaluate(TELL, "keep-engine") == [
        {"loaded": 5, "total": total},
        {"loaded": 5, "total": total, "whole": False, "reason": "network"},
    ]
    host.broken.clear()
    host.asked.clear()
    assert page.evaluate(TELL, "keep-engine")[-1] == {"loaded": total, "total": total, "whole": True}
    assert host.asked == ["engine/1/b.bin", "engine/1/c.bin"]
    host.stop()
    assert page.evaluate("fetch('engine/1/b.bin').then(answer => answer.text())") == "second"
    kept = sum(
        (site / (url if url and not url.endswith("/") else f"{url}index.html")).stat().st_size
        for url in set(listed(site, "guide")) | set(listed(site, "engine"))
    )
    state = page.evaluate(TELL, "state")[0]
    assert (state["bytes"], state["whole"]) == (kept, True)


def test_two_tabs_fetch_the_engine_once(context: BrowserContext, page: Page, host: Host) -> None:
    other = context.new_page()
    _visit(page, host.url)
    _visit(other, host.url)
    other.evaluate(f"window.told = ({TELL})('keep-engine'); 0")
    page.evaluate(TELL, "keep-engine")
    assert other.evaluate("window.told")[-1]["whole"]
    assert sorted(name for name in host.asked if name in ENGINE) == sorted(ENGINE)


def test_a_new_release_keeps_the_engine_files_that_have_not_changed(page: Page, site: Path, host: Host) -> None:
    _visit(page, host.url)
    page.evaluate(TELL, "keep-engine")
    release(site, {"engine/1/b.bin": "changed"})
    assert page.evaluate(LOOK_FOR_UPDATE)
    page.evaluate(ACCEPT)
    assert page.evaluate(TELL, "state")[0]["whole"] is False
    host.asked.clear()
    assert page.evaluate(TELL, "keep-engine")[-1]["whole"]
    assert host.asked == ["engine/1/b.bin"]


def test_erasing_everything_takes_the_copy_along(page: Page, whole_site: Path) -> None:
    with hosting(whole_site) as host:
        _visit(page, f"{host.url}app/")
        expect(page.locator("html")).to_have_attribute("data-engine", "ready", timeout=ENGINE_START)
        page.locator("[data-screen=device]").click()
        page.locator("[data-action=erase-all]").click()
        page.locator("form [data-action=erase-all]").click()
        assert page.evaluate(WHAT_IS_LEFT) == 0


def test_two_copies_on_one_host_leave_each_other_alone(page: Page, site: Path, tmp_path: Path) -> None:
    both = tmp_path / "both"
    shutil.copytree(site, both / "one")
    shutil.copytree(site, both / "two")
    release(both / "two", _newer_page(site))
    with hosting(both) as host:
        _visit(page, f"{host.url}one/")
        _visit(page, f"{host.url}two/")
        host.stop()
        assert _heading(page, f"{host.url}one/{CHANGED}") != NEWER
        assert _heading(page, f"{host.url}two/{CHANGED}") == NEWER


@pytest.mark.parametrize("prefix", ["/", SUB_PATH])
def test_the_browser_finds_nothing_against_installing_it(
    chromium: Browser, chromium_path: str, site: Path, tmp_path: Path, prefix: str
) -> None:
    with hosting(site, prefix) as host, _profile(chromium, chromium_path, tmp_path) as page:
        _visit(page, host.url)
        browser = page.context.new_cdp_session(page)
        assert browser.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        found = browser.send("Page.getAppManifest")
        assert found["errors"] == []
        assert (found["manifest"]["startUrl"], found["manifest"]["scope"]) == (f"{host.url}app/", host.url)

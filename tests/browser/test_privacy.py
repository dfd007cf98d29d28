"""The panel on the privacy page: each row is true against the browser's real state, and looking changes nothing."""

import json
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from builder.pages.site import RELEASE, site_hash
from tests.browser.host import Host
from tests.browser.panel import (
    KEPT_BYTES,
    LEFT,
    NOTES,
    NOTHING_ALLOWED,
    NOW,
    SNAPSHOT,
    does,
    fill,
    host,
    keep_notes,
    publish,
    row,
    says,
    visit,
    whole_host,
)
from tests.browser.test_accessibility import AXE, SCHEMES, SIZES, violations
from tests.browser.test_offline import LOOK_FOR_UPDATE, TELL
from tests.browser.tool import READY, add_bill, answer, edit, open_tool, until_saved
from tests.browser.until import until

__all__ = ["host", "whole_host"]  # fixtures


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
    publish(host.root, {"steps/pause/index.html": "newer"})
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
    until(page, f"(await {NOTES}).backup")
    page.reload()
    expect(line).to_have_text("Last backup: today.", timeout=READY)
    page.locator(".bill-list .task").click()
    edit(page, {"account": "778-1"})
    page.locator(".tool__back button").first.click()
    expect(line).to_have_text("Last backup: today. Your notes have changed since then.")
    until_saved(page)
    page.goto(f"{whole_host.url}privacy/")
    says(page, "backup", "Today\\s+Your notes have changed since then")


def test_a_backup_taken_before_a_yes_is_remembered_after_it(page: Page, whole_host: Host) -> None:
    page.goto(f"{whole_host.url}app/#holder=provider&coverage=insured&claim=pending")
    page.wait_for_selector("article[data-bill]", timeout=READY)
    page.locator(".tool__back button").first.click()
    with page.expect_download():
        page.locator("#tool [data-action=backup]").click()
    expect(page.locator("#tool [data-last-backup]")).to_have_text("Last backup: today.")
    assert page.evaluate(NOTES) is None
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

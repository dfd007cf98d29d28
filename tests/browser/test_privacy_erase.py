"""The panel keeps, removes and erases: what it says is gone is gone, and what it says is left is there."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.host import Host
from tests.browser.panel import (
    DATABASE,
    HOLD,
    LEFT,
    does,
    fill,
    host,
    keep_notes,
    says,
    visit,
    whole_host,
)
from tests.browser.test_offline import ENGINE, TELL
from tests.browser.tool import READY, add_bill, answer, open_tool

__all__ = ["host", "whole_host"]  # fixtures


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

"""When something goes wrong in the tool: nothing is lost in silence, and the line at the top says only what is so."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.tool import (
    READY,
    add_bill,
    answer,
    edit,
    held_back,
    open_tool,
    status,
    stored,
    tap,
    until_saved,
    wait_until_ready,
)
from tests.browser.until import until

OTHER_STORE = """text => new Promise((resolve, reject) => {
    const open = indexedDB.open('footing', 1);
    open.onupgradeneeded = () => { open.result.createObjectStore('case'); open.result.createObjectStore('screen'); };
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
        const write = open.result.transaction('case', 'readwrite');
        write.objectStore('case').put({ text, revision: 7, savedAt: '2026-11-24' }, 'case');
        write.oncomplete = () => { open.result.close(); resolve(0); };
    };
})"""
FULL = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
        if (globalThis.isFull) throw new DOMException('full', 'QuotaExceededError');
        return put.call(this, value, key);
    };
}"""
WORKERS = """() => {
    const Made = globalThis.Worker;
    globalThis.made = [];
    globalThis.Worker = class extends Made { constructor(...all) { super(...all); globalThis.made.push(this); } };
}"""

# From here on one thing is written, and then this page is as good as gone.
GONE_AFTER_ONE_WRITE = """() => {
    const { transaction } = IDBDatabase.prototype;
    let writes = 0;
    IDBDatabase.prototype.transaction = function (...all) {
        if (all[1] === 'readwrite' && writes++) throw new DOMException('gone', 'AbortError');
        return transaction.apply(this, all);
    };
}"""


def _with_a_bill(page: Page, url: str, safe: str = "yes") -> None:
    page.goto(f"{url}app/#holder=provider&coverage=insured&claim=pending")
    page.wait_for_selector("article[data-bill]", timeout=READY)
    answer(page, "safe", safe)
    expect(page.locator("[data-question=safe]")).to_have_count(0)
    until_saved(page)


@pytest.mark.parametrize("text", ['{"format": "casebook/2", "bills": []}', "not a case at all"], ids=["newer", "junk"])
def test_notes_we_cannot_read_are_never_written_over(page: Page, site_url: str, text: str) -> None:
    page.goto(f"{site_url}checklist/")
    page.evaluate(OTHER_STORE, text)
    page.goto(f"{site_url}app/")
    expect(page.locator("#unreadable")).to_be_visible(timeout=READY)
    assert page.locator("#tool").evaluate("region => region.inert")
    with page.expect_download() as made:
        page.locator("[data-unreadable=keep]").click()
    assert Path(made.value.path()).read_text("utf-8") == text
    assert stored(page) == text
    is_newer = "casebook/2" in text
    expect(page.locator("[data-unreadable=new]")).to_be_visible(visible=not is_newer)
    if is_newer:
        return
    page.locator("[data-unreadable=new]").click()
    add_bill(page, "Mercy Hospital")
    answer(page, "safe", "yes")
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    assert "Mercy Hospital" in (stored(page) or "")


def test_a_full_device_is_said_until_something_is_saved_again(page: Page, site_url: str) -> None:
    page.add_init_script(f"({FULL})()")
    _with_a_bill(page, site_url)
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    page.evaluate("globalThis.isFull = true")
    edit(page, {"biller-name": "Mercy Hospital"})
    status(page, "no room to save")
    expect(page.locator("#kept")).to_contain_text("Not saved")
    page.locator(".tool__back button").click()
    expect(page.locator(".bill-list")).to_be_visible()
    expect(page.locator("#kept")).to_contain_text("Not saved")
    page.evaluate("globalThis.isFull = false")
    page.locator(".bill-list .task").click()
    edit(page, {"account": "778-1"})
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    assert '"account": "778-1"' in (stored(page) or "")


def test_an_engine_that_stops_starts_again_with_notes_that_were_only_in_memory(page: Page, site_url: str) -> None:
    page.add_init_script(f"({WORKERS})()")
    _with_a_bill(page, site_url, "no")
    edit(page, {"biller-name": "Mercy Hospital"})
    page.evaluate("made.at(-1).dispatchEvent(new ErrorEvent('error'))")
    page.locator("[data-step=gather-papers] summary").first.click()
    page.locator("[data-step=gather-papers] [data-action=mark-done]").click()
    expect(page.locator("[data-step=gather-papers][data-when=done]")).to_be_visible(timeout=READY)
    expect(page.locator("article[data-bill] h1")).to_have_text("Mercy Hospital")
    expect(page.locator("#failed")).to_be_hidden()
    assert page.evaluate("made.length") == 2


def test_a_double_tap_answers_one_question_only(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    add_bill(page, "Mercy Hospital")
    answer(page, "safe", "yes")
    expect(page.locator("[data-question=coverage]")).to_be_visible()
    tap(page, "coverage", "insured")
    page.locator("form.form--one [type=submit]").dblclick()
    expect(page.locator("[data-question=coverage]")).to_have_count(0)
    expect(page.locator("form.form--one fieldset")).to_have_count(1)
    expect(page.locator(".trouble")).to_have_count(0)


def test_impatient_taps_before_the_engine_make_one_bill(page: Page, site_url: str) -> None:
    gate = held_back(page, "**/python_stdlib.pack")
    with page.expect_request("**/python_stdlib.pack"):
        page.goto(f"{site_url}app/")
    add_bill(page, "Mercy Hospital")
    for _ in range(3):
        page.locator("#form-add [data-action=add-bill]").click()
    gate[0].continue_()
    expect(page.locator("[data-question=safe]")).to_be_visible(timeout=READY)
    answer(page, "safe", "yes")
    page.locator("[data-screen=bill]").click()
    page.locator(".tool__back button").click()
    expect(page.locator("[data-bill]")).to_have_count(1)


def test_back_leads_out_of_the_questions_one_by_one(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    add_bill(page, "Mercy Hospital")
    answer(page, "safe", "yes")
    answer(page, "coverage", "insured")
    expect(page.locator("[data-question=claim], [data-question=plan-kind]")).to_be_visible()
    for question in ("coverage", "safe"):
        page.go_back()
        expect(page.locator(f"[data-question={question}]")).to_be_visible()
    page.go_back()
    expect(page.locator("#form-add")).to_be_visible()


def test_a_reload_stays_where_the_reader_was(page: Page, site_url: str) -> None:
    _with_a_bill(page, site_url)
    page.locator("article [data-action=edit-bill]").last.click()
    expect(page.locator("#form-edit")).to_be_visible()
    before = page.evaluate("history.length")
    page.reload()
    wait_until_ready(page)
    expect(page.locator("#form-edit")).to_be_visible()
    assert page.evaluate("history.length") == before


def test_a_page_left_as_soon_as_a_change_is_stored_opens_where_the_change_led(
    context: BrowserContext, page: Page, site_url: str
) -> None:
    _with_a_bill(page, site_url)
    page.locator("article [data-action=edit-bill]").last.click()
    until(page, "performance.getEntriesByName('action').length === 3")  # arrived, answered, and here
    page.evaluate(GONE_AFTER_ONE_WRITE)
    page.fill("[name=biller-name]", "Mercy Hospital")
    page.locator("#form-edit [data-action=edit-bill]").click()
    expect(page.locator("article[data-bill] h1")).to_have_text("Mercy Hospital")
    until_saved(page)
    other = context.new_page()
    open_tool(other, site_url)
    expect(other.locator("article[data-bill] h1")).to_have_text("Mercy Hospital")


def test_a_change_in_another_window_leaves_the_writer_in_peace(
    context: BrowserContext, page: Page, site_url: str
) -> None:
    _with_a_bill(page, site_url)
    other = context.new_page()
    open_tool(other, site_url)
    page.bring_to_front()
    page.locator("article [data-action=edit-bill]").last.click()
    page.locator("[name=account]").press_sequentially("12")
    other.locator("[data-step=gather-papers] summary").first.click()
    other.locator("[data-step=gather-papers] [data-action=mark-done]").click()
    expect(page.locator("#conflict")).to_be_visible()
    page.keyboard.type("345")
    expect(page.locator("[name=account]")).to_have_value("12345")


def test_answers_that_came_along_outlive_an_engine_that_failed(page: Page, site_url: str) -> None:
    page.route("**/engine/**", lambda route: route.abort())
    page.goto(f"{site_url}app/#holder=provider&coverage=insured&claim=pending")
    expect(page.locator("#failed")).to_be_visible(timeout=READY)
    page.unroute("**/engine/**")
    page.locator("[data-again]").click()
    page.wait_for_selector("article[data-bill]", timeout=READY)
    assert page.url == f"{site_url}app/"


def test_a_browser_that_cannot_run_the_script_shows_the_ways_on(page: Page, site_url: str) -> None:
    page.clock.install()
    page.route("**/tool-*.js", lambda route: route.abort())
    page.goto(f"{site_url}app/")
    expect(page.locator("#failed")).to_be_hidden()
    page.clock.run_for(15_000)
    expect(page.locator("#failed")).to_be_visible()
    assert page.locator("#failed a").count() == 3


def test_going_back_keeps_what_was_typed(page: Page, site_url: str) -> None:
    _with_a_bill(page, site_url)
    page.locator(".tool__back button").click()
    page.locator("[data-screen=household]").click()
    page.fill("[name=income]", "52000")
    page.locator(".tool__back button").click()
    expect(page.locator("h1")).to_have_text("My bills")
    expect(page.locator(".bill-list ~ p").first).to_be_visible()
    page.locator("[data-screen=household]").click()
    expect(page.locator("[name=income]")).to_have_value("52000")


def test_no_title_of_the_browsers_history_names_the_biller(page: Page, site_url: str) -> None:
    _with_a_bill(page, site_url, "no")
    edit(page, {"biller-name": "Riverside Clinic"})
    expect(page.locator("article[data-bill] h1")).to_have_text("Riverside Clinic")
    assert page.title() == "One bill · Footing"

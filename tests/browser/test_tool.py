"""The tool in a real browser: what a reader does, and what must not happen to them."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from rulebook.__main__ import main as command
from tests.browser.tool import (
    PENDING,
    READY,
    STORED,
    add_bill,
    answer,
    answer_all,
    edit,
    failed,
    go_to_bills,
    held_back,
    open_bill,
    open_tool,
    status,
    steps,
    stored,
    tap,
    until_saved,
    wait_until_ready,
)
from tests.browser.until import until

EXAMPLE = Path(__file__).resolve().parents[1] / "cases" / "example.json"


def _file(content: bytes) -> FilePayload:
    return {"name": "backup.json", "mimeType": "application/json", "buffer": content}


def _keep(page: Page, value: str) -> None:
    answer(page, "safe", value)
    expect(page.locator("[data-question=safe]")).to_have_count(0)


def _arrive(page: Page, url: str, answers: str) -> None:
    page.goto(f"{url}app/#{answers}")
    page.wait_for_selector("article[data-bill]", timeout=READY)


def test_words_typed_before_the_engine_is_there_are_kept_and_then_used(page: Page, site_url: str) -> None:
    gate = held_back(page, "**/python_stdlib.pack")
    with page.expect_request("**/python_stdlib.pack"):
        page.goto(f"{site_url}app/")
    add_bill(page, "Mercy Hospital", balance="4200")
    status(page, "What you wrote is kept")
    expect(page.locator("html")).to_have_attribute("data-engine", "loading")
    gate[0].continue_()
    expect(page.locator("[data-question=safe]")).to_be_visible(timeout=READY)
    expect(page.locator(".kicker")).to_have_text("Mercy Hospital")


def test_half_a_form_survives_the_start_of_the_engine(page: Page, site_url: str) -> None:
    gate = held_back(page, "**/python_stdlib.pack")
    with page.expect_request("**/python_stdlib.pack"):
        page.goto(f"{site_url}app/")
    tap(page, "holder", "collector")
    page.fill("[name=biller-name]", "Allied")
    gate[0].continue_()
    wait_until_ready(page)
    expect(page.locator("[name=biller-name]")).to_have_value("Allied")
    expect(page.locator("[name=biller-name]")).to_be_focused()
    expect(page.locator("[name=holder][value=collector]")).to_be_checked()


def test_answers_in_the_address_become_a_bill_and_leave_the_address(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "holder=provider&coverage=insured&claim=pending&unknown=x&plan=nobody")
    assert page.url == f"{site_url}app/"
    assert steps(page, "now")[0] == "confirm-insurance"
    status(page, "We took your answers along")


def test_the_short_questions_lead_into_the_tool(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}decide/")
    for words in ("The hospital or doctor", "Medicare", "They are still working on it"):
        page.locator(".choices:visible").get_by_role("link", name=words, exact=True).click()
    page.go_back()
    page.locator(".choices:visible").get_by_role("link", name="They are still working on it", exact=True).click()
    page.locator(".state--leaf:visible .card--keep a").click()
    page.wait_for_selector("article[data-bill]", timeout=READY)
    assert steps(page, "now")[0] == "confirm-insurance"
    page.locator("#said summary").click()
    expect(page.locator(".said__list")).to_contain_text("Medicare")


def test_nothing_is_stored_before_the_reader_allows_it(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "coverage=insured")
    assert page.evaluate(STORED) is None
    _keep(page, "yes")
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    assert '"coverage": "insured"' in (stored(page) or "")


def test_no_keeps_everything_in_memory_and_a_reload_forgets_it(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "coverage=insured")
    _keep(page, "no")
    expect(page.locator("#kept")).to_contain_text("Closing this page forgets it")
    edit(page, {"biller-name": "Mercy Hospital"})
    assert stored(page) is None
    page.reload()
    wait_until_ready(page)
    expect(page.locator("#form-add")).to_be_visible()


def test_no_after_yes_removes_what_was_stored(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "coverage=insured")
    _keep(page, "yes")
    page.locator(".tool__back button").click()
    page.locator("[data-screen=device]").click()
    answer(page, "safe", "no")
    expect(page.locator("#kept")).to_contain_text("Closing this page forgets it")
    assert stored(page) is None


def test_the_last_screen_shows_before_the_engine_runs(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "coverage=insured&claim=pending")
    _keep(page, "yes")
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    page.route("**/python_stdlib.pack", lambda _: None)
    page.evaluate("navigator.serviceWorker?.getRegistrations().then(all => all.forEach(one => one.unregister()))")
    page.evaluate("caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))")
    page.reload()
    expect(page.locator("article[data-bill]")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-engine", "loading")


def _change_in_two_windows(context: BrowserContext, page: Page, url: str) -> None:
    """Name a bill in this window and in another one, so that this window's name is not stored."""
    _arrive(page, url, "coverage=insured")
    _keep(page, "yes")
    edit(page, {"biller-name": "First"})
    until_saved(page)
    other = context.new_page()
    open_tool(other, url)
    open_bill(other, "First")
    edit(other, {"biller-name": "From the other window"})
    expect(page.locator("#conflict")).to_be_visible()
    edit(page, {"biller-name": "From this window"})


def test_two_windows_never_overwrite_each_other(context: BrowserContext, page: Page, site_url: str) -> None:
    _change_in_two_windows(context, page, site_url)
    expect(page.locator("#conflict")).to_be_visible()
    assert '"biller-name": "From the other window"' in page.evaluate(STORED)
    page.locator("[data-keep=theirs]").click()
    expect(page.locator("article[data-bill] h1")).to_have_text("From the other window")
    expect(page.locator("#conflict")).to_be_hidden()


def test_the_reader_may_keep_what_this_window_shows(context: BrowserContext, page: Page, site_url: str) -> None:
    _change_in_two_windows(context, page, site_url)
    page.locator("[data-keep=mine]").click()
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    assert '"biller-name": "From this window"' in (stored(page) or "")


def test_a_backup_comes_back_after_everything_was_erased(page: Page, site_url: str, tmp_path: Path) -> None:
    open_tool(page, site_url)
    add_bill(page, "Mercy Hospital", balance="4200")
    answer_all(page, PENDING)
    before = page.locator("article[data-bill]").inner_text()
    go_to_bills(page)
    with page.expect_download() as made:
        page.locator("[data-action=backup]").click()
    saved = tmp_path / made.value.suggested_filename
    made.value.save_as(saved)
    assert saved.name.startswith("footing-")
    assert '"safe"' not in saved.read_text("utf-8")
    page.locator("[data-screen=device]").click()
    page.locator("[data-action=erase-all]").click()
    page.locator(".button--danger").click()
    expect(page.locator("#form-add")).to_be_visible()
    status(page, "Everything is erased")
    assert stored(page) is None
    assert page.evaluate("caches.keys()") == []
    page.locator("[data-screen=device]").click()
    page.set_input_files("[data-action=restore]", saved)
    open_bill(page, "Mercy Hospital")
    page.wait_for_selector("[data-question=safe]")
    _keep(page, "yes")
    assert page.locator("article[data-bill]").inner_text() == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", id="a picture"),
        pytest.param(b"[1, 2", id="cut off"),
        pytest.param(b'{"format": "casebook/9"}', id="newer"),
        pytest.param(b'{"format": "casebook/1", "bills": [{"amounts": {"balance": 5}}]}', id="a number for an amount"),
        pytest.param(b"[" * 100_000, id="too deep"),
    ],
)
def test_a_file_we_cannot_read_changes_nothing(page: Page, site_url: str, content: bytes) -> None:
    _arrive(page, site_url, "coverage=insured")
    _keep(page, "yes")
    page.locator(".tool__back button").click()
    page.locator("[data-screen=device]").click()
    page.set_input_files("[data-action=restore]", _file(content))
    told = page.locator(".card--trouble:visible, [role=status]").filter(has_text="Nothing on this device changed")
    expect(told.first).to_be_visible()
    assert '"coverage": "insured"' in (stored(page) or "")


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    page.locator("[data-screen=device]").click()
    page.set_input_files("[data-action=restore]", _file(b" " * 6_000_000))
    status(page, "too large")


def test_a_removed_bill_comes_back(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    add_bill(page, "Mercy Hospital")
    answer_all(page, PENDING)
    page.locator("[data-action=remove-bill]").click()
    expect(page.locator("article[data-bill]")).to_have_count(0)
    page.locator("[data-action=undo]").click()
    expect(page.locator("article h1")).to_have_text("Mercy Hospital")


def test_starting_over_can_be_taken_back(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    add_bill(page, "Mercy Hospital")
    answer_all(page, PENDING)
    go_to_bills(page)
    page.locator("[data-screen=device]").click()
    page.locator("[data-action=start-over]").click()
    expect(page.locator("#form-add")).to_be_visible()
    page.locator("[data-action=undo]").click()
    page.locator(".tool__back button").click()
    expect(page.locator("[data-bill]")).to_have_count(1)


def test_back_goes_to_the_screen_before(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    add_bill(page, "Mercy Hospital")
    _keep(page, "yes")
    answer(page, "coverage", "insured")
    expect(page.locator("[data-question=coverage]")).to_have_count(0)
    page.go_back()
    expect(page.locator("[name=coverage][value=insured]")).to_be_checked()


def test_a_changed_answer_leaves_nothing_stale(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "holder=provider&coverage=insured&claim=denied&appeal=filed")
    _keep(page, "yes")
    page.locator("#said summary").click()
    page.locator("#said [data-screen=answers]").click()
    expect(page.locator("[data-question=appeal]")).to_be_visible()
    tap(page, "coverage", "self-pay")
    expect(page.locator("[data-question=appeal]")).to_have_count(0)
    page.locator(".buttons--stick button").click()
    assert "appeal-denial" not in steps(page, "now")


def test_an_engine_that_does_not_come_leaves_the_words_and_the_ways_on(page: Page, site_url: str) -> None:
    page.route("**/engine/**", lambda route: route.abort())
    page.goto(f"{site_url}app/")
    page.fill("[name=biller-name]", "Mercy Hospital")
    expect(page.locator("#failed")).to_be_visible(timeout=READY)
    expect(page.locator("html")).to_have_attribute("data-engine", "failed")
    failed(page, "A part did not arrive")
    expect(page.locator("[name=biller-name]")).to_have_value("Mercy Hospital")
    assert page.locator("#failed a").count() == 3
    page.unroute("**/engine/**")
    page.locator("[data-again]").click()
    wait_until_ready(page)
    expect(page.locator("#failed")).to_be_hidden()
    expect(page.locator("[name=biller-name]")).to_have_value("Mercy Hospital")


def test_a_browser_without_storage_says_so_and_goes_on(page: Page, site_url: str) -> None:
    page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }")
    _arrive(page, site_url, "coverage=insured")
    _keep(page, "yes")
    status(page, "does not let us save")
    expect(page.locator("#kept")).to_contain_text("Not saved. Make a backup now.")
    assert steps(page, "now")


def test_the_engine_answers_as_the_command_does(page: Page, site_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    open_tool(page, site_url)
    text = EXAMPLE.read_text("utf-8")
    answer = page.evaluate("([text, on]) => footing.advise(text, on)", [text, "2026-11-24"])
    assert command(["advise", str(EXAMPLE), "--on", "2026-11-24"]) == 0
    assert answer == capsys.readouterr().out
    refused = page.evaluate("footing.advise('{\"format\": 1}', '2026-11-24').catch(String)")
    assert "format" in refused


def test_it_works_below_a_path(page: Page, sub_path_url: str) -> None:
    _arrive(page, sub_path_url, "holder=provider&coverage=insured&claim=pending")
    assert steps(page, "now")[0] == "confirm-insurance"
    expect(page.locator("html")).to_have_attribute("data-offline", "whole", timeout=READY)


def test_hostile_words_stay_words(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    hostile = "</h1><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    add_bill(page, hostile)
    answer_all(page, PENDING)
    expect(page.locator("article h1")).to_have_text(hostile)
    assert page.locator("article[data-bill] img, article[data-bill] script").count() == 0
    assert "taken" not in page.title().replace(hostile, "")


def test_the_keyboard_alone_is_enough(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    press = page.keyboard.press
    page.locator("[name=holder]").first.focus()
    press("Space")
    press("Tab")
    page.keyboard.type("Mercy Hospital")
    press("Enter")
    expect(page.locator("[data-question=safe]")).to_be_visible()
    expect(page.locator("h1")).to_be_focused()
    for question in ("safe", "coverage"):
        press("Tab")
        press("Space")
        press("Tab")
        press("Enter")
        expect(page.locator(f"fieldset[data-question={question}]")).to_have_count(0)
        expect(page.locator("h1")).to_be_focused()
    _tab_to(page, "[data-screen=bill]")
    press("Enter")
    expect(page.locator("article h1")).to_be_focused()
    _tab_to(page, "[data-step] summary")
    press("Enter")
    expect(page.locator("[data-step] details[open]").first).to_be_visible()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no way to {selector} with the Tab key")


def test_focus_stays_where_the_reader_is_while_answers_count_at_once(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "holder=provider&coverage=insured")
    _keep(page, "yes")
    page.locator("#said summary").click()
    page.locator("#said [data-screen=answers]").click()
    field = page.locator("[name=claim][value=pending]")
    field.focus()
    page.keyboard.press("Space")
    expect(page.locator("[name=claim][value=pending]")).to_be_checked()
    until(page, "performance.getEntriesByName('action').length >= 3")
    expect(page.locator("[name=claim][value=pending]")).to_be_focused()


def test_an_open_why_stays_open_when_another_step_is_done(page: Page, site_url: str) -> None:
    _arrive(page, site_url, "holder=provider&coverage=insured&claim=pending")
    _keep(page, "yes")
    page.locator("#why-confirm-insurance summary").click()
    page.locator("[data-step=gather-papers] summary").first.click()
    page.locator("[data-step=gather-papers] [data-action=mark-done]").click()
    expect(page.locator("[data-step=gather-papers][data-when=done]")).to_be_visible()
    assert page.locator("#why-confirm-insurance").get_attribute("open") is not None

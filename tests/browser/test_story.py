"""One whole story in a real browser: a frightened person, two bills, the network gone, everything still there."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from builder.serve import running
from tests.browser.conftest import PHONE, QUIET
from tests.browser.tool import (
    COLLECTOR,
    PENDING,
    READY,
    add_bill,
    answer,
    answer_all,
    edit,
    go_to_bills,
    open_bill,
    open_tool,
    status,
    steps,
    until_saved,
    wait_until_ready,
)
from tests.browser.until import PATIENCE

PICTURES = Path(__file__).resolve().parents[2] / "build" / "story"


def _browser(chromium: Browser, path: str, profile: Path, troubles: list[str]) -> BrowserContext:
    context = chromium.browser_type.launch_persistent_context(
        profile, executable_path=path, args=QUIET, viewport=PHONE, locale="en-US", timezone_id="America/New_York"
    )
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda error: troubles.append(f"script error: {error.error}"))
    context.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    return context


def _picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def test_two_bills_are_there_after_a_restart_without_network(
    chromium_path: str, chromium: Browser, built_site: Path, tmp_path: Path
) -> None:
    troubles: list[str] = []
    with running(built_site) as url:
        context = _browser(chromium, chromium_path, tmp_path, troubles)
        _write_down_two_bills(context.pages[0], url)
        context.close()
    context = _browser(chromium, chromium_path, tmp_path, troubles)
    _find_it_all_again(context.pages[0], url)
    _read_the_guide(context.pages[0], url)
    _print_both(context.pages[0], url, tmp_path)
    context.close()
    assert troubles == []


def _write_down_two_bills(page: Page, url: str) -> None:
    page.goto(f"{url}app/")
    _picture(page, "01-first-screen")
    wait_until_ready(page)
    add_bill(page, "Mercy Hospital, ER", balance="$4,200")
    expect(page.locator("[data-question=safe]")).to_be_visible()
    _picture(page, "02-may-we-keep-it")
    answer(page, "safe", "yes")
    expect(page.locator("[data-question=coverage]")).to_be_visible()
    _picture(page, "03-one-question")
    answer_all(page, PENDING)
    _picture(page, "04-bill-without-dates")
    edit(page, {"date.service": "2026-08-02", "date.first-bill": "2026-08-20"})
    _picture(page, "05-bill-with-clocks")
    go_to_bills(page)
    page.locator("[data-action=add-bill]").click()
    add_bill(page, "Allied Recovery", "collector", "912.40")
    answer_all(page, COLLECTOR)
    _picture(page, "06-collector")
    go_to_bills(page)
    _picture(page, "07-all-bills")
    expect(page.locator("[data-bill]")).to_have_count(2)
    expect(page.locator("html")).to_have_attribute("data-offline", "whole", timeout=READY)


def _find_it_all_again(page: Page, url: str) -> None:
    page.goto(f"{url}app/")
    expect(page.locator("[data-bill]")).to_have_count(2)
    wait_until_ready(page)
    _picture(page, "08-again-without-network")
    open_bill(page, "Mercy Hospital, ER")
    assert steps(page, "now")[0] == "confirm-insurance"
    assert "offer-lump-sum" in steps(page, "not-yet")
    expect(page.locator("[data-deadline=fap-apply-end] time")).to_have_attribute("datetime", "2027-04-17")
    page.locator("[data-step=gather-papers] summary").first.click()
    page.locator("[data-step=gather-papers] [data-action=mark-done]").click()
    status(page, "paper in your hand")
    _picture(page, "09-done")
    page.locator("[data-step=confirm-insurance] [data-action=mark-done]").click()
    expect(page.locator("h1")).to_have_text("Has your insurance finished with this claim?")
    _picture(page, "10-a-step-that-asks")
    answer(page, "claim", "final")
    status(page, "You did not pay a number that was still moving.")
    until_saved(page)


def _read_the_guide(page: Page, url: str) -> None:
    pages = {
        "": "pay this bill today",
        "checklist/": "checklist",
        "decide/": "asks you for the money",
        "steps/pause/": "Pause",
    }
    for address, words in pages.items():
        page.goto(url + address)
        expect(page.locator("h1:visible")).to_contain_text(words)


def _print_both(page: Page, url: str, folder: Path) -> None:
    page.goto(f"{url}checklist/")
    assert len(_paper(page, folder / "checklist.pdf").pages) == 1
    open_tool(page, url)
    open_bill(page, "Mercy Hospital, ER")
    assert steps(page, "done") == ["gather-papers"]
    text = " ".join(part.extract_text() for part in _paper(page, folder / "bill.pdf").pages)
    assert "Mercy Hospital, ER" in text
    assert "Apr 17, 2027" in text
    assert "I have done this" not in text


def _paper(page: Page, path: Path) -> PdfReader:
    page.pdf(path=path, format="Letter")
    return PdfReader(path)

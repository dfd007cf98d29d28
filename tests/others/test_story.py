"""The story of the tool in other browsers: two bills, the host gone, everything still there."""

from pathlib import Path

import pytest

from tests.browser.host import Host
from tests.browser.tool import COLLECTOR, PENDING
from tests.others.driver import Browser
from tests.others.reader import (
    WHOLE,
    add_bill,
    answer,
    answer_all,
    edit,
    go_to_bills,
    may_keep,
    open_bill,
    open_tool,
    start_with_a_bill,
    steps,
    wait_until_ready,
)

pytestmark = pytest.mark.soak

PICTURES = Path(__file__).resolve().parents[2] / "build" / "story"
ON_SCREEN = "document.getElementById('tool').innerText"
PAGES = {
    "": "pay this bill today",
    "checklist/": "checklist",
    "decide/": "asks you for the money",
    "steps/pause/": "Pause",
}
LEFT = """Promise.all([
  caches.keys(), navigator.serviceWorker.getRegistrations(), indexedDB.databases(),
]).then((all) => all.map((one) => one.length))"""


def _picture(browser: Browser, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    browser.picture(PICTURES / f"{type(browser).__name__.lower()}-{name}.png")


def test_two_bills_are_there_after_a_restart_without_network(browser: Browser, host: Host) -> None:
    _write_down_two_bills(browser, host.url)
    browser.wait_until(WHOLE)
    browser.wait_text("#kept", "Saved on this device · works offline")
    before = browser.evaluate(ON_SCREEN)
    browser.close()
    host.stop()
    browser.open()
    browser.goto(f"{host.url}app/")
    browser.wait_until(f"{ON_SCREEN} === {_quoted(before)}")
    wait_until_ready(browser)
    assert browser.evaluate(ON_SCREEN) == before
    _go_on(browser)
    for address, words in PAGES.items():
        browser.goto(host.url + address)
        browser.wait_until("[...document.querySelectorAll('h1')].some((one) => one.checkVisibility())")
        assert words in str(browser.evaluate("[...document.querySelectorAll('h1')].map((one) => one.innerText).join()"))
    _picture(browser, "guide")
    open_tool(browser, host.url)
    open_bill(browser, "Mercy Hospital, ER")
    assert steps(browser, "done") == ["gather-papers"]


def _quoted(text: object) -> str:
    return repr(str(text))


def _write_down_two_bills(browser: Browser, url: str) -> None:
    open_tool(browser, url)
    _picture(browser, "first-screen")
    add_bill(browser, "Mercy Hospital, ER", balance="$4,200")
    answer(browser, "safe", "yes")
    answer_all(browser, PENDING)
    edit(browser, {"date.service": "2026-08-02", "date.first-bill": "2026-08-20"})
    _picture(browser, "bill")
    go_to_bills(browser)
    browser.tap("[data-action=add-bill]")
    browser.wait_for("#form-add")
    add_bill(browser, "Allied Recovery", "collector", "912.40")
    answer_all(browser, COLLECTOR)
    go_to_bills(browser)
    assert browser.count("[data-bill]") == 2
    _picture(browser, "bills")


def _go_on(browser: Browser) -> None:
    open_bill(browser, "Mercy Hospital, ER")
    assert steps(browser, "now")[0] == "confirm-insurance"
    assert "offer-lump-sum" in steps(browser, "not-yet")
    due = browser.evaluate("document.querySelector('[data-deadline=fap-apply-end] time').dateTime")
    assert due == "2027-04-17"
    browser.tap("[data-step=gather-papers] summary")
    browser.tap("[data-step=gather-papers] [data-action=mark-done]")
    browser.wait_text("[role=status]", "paper in your hand")
    browser.tap("[data-step=confirm-insurance] [data-action=mark-done]")
    browser.wait_text("h1", "Has your insurance finished with this claim?")
    answer(browser, "claim", "final")
    browser.wait_text("[role=status]", "You did not pay a number that was still moving.")


def test_a_backup_brings_everything_back_after_an_erase(browser: Browser, host: Host) -> None:
    start_with_a_bill(browser, host.url)
    edit(browser, {"biller-name": "Señora Núñez, MD"})
    go_to_bills(browser)
    browser.tap("[data-action=backup]")
    browser.wait_text("[role=status]", "backup")
    (name,) = str(browser.evaluate("`footing-${new Date().toLocaleDateString('sv')}.json`")).split()
    backup = browser.downloaded(name)
    assert "Señora Núñez, MD" in backup.read_text("utf-8")
    _erase(browser)
    _picture(browser, "erased")
    browser.tap("[data-screen=device]")
    browser.wait_for(".filepick")
    browser.choose_file("[data-action=restore]", backup)
    browser.wait_text("#tool", "Señora Núñez, MD")
    may_keep(browser, "yes")  # it is asked anew: the file may have come to another device
    browser.wait_text("#kept", "Saved on this device")


def _erase(browser: Browser) -> None:
    browser.wait_until(WHOLE)
    browser.tap("[data-screen=device]")
    browser.tap("[data-action=erase-all]")
    browser.wait_for("#form-erase")
    browser.tap("#form-erase [data-action=erase-all]")
    browser.wait_for("#form-add")


def test_erasing_leaves_nothing_on_the_device(browser: Browser, host: Host) -> None:
    start_with_a_bill(browser, host.url)
    go_to_bills(browser)
    _erase(browser)
    browser.wait_until(f"(await {LEFT}).join() === '0,0,0'")


def test_a_reader_who_says_no_leaves_no_notes(browser: Browser, host: Host) -> None:
    start_with_a_bill(browser, host.url, "no")
    browser.wait_text("#kept", "Not saved")
    browser.restart()
    open_tool(browser, host.url)
    browser.wait_for("#form-add")
    browser.wait_text("#kept", "Nothing is saved yet")

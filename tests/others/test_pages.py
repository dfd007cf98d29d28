"""The pages of the guide in other browsers: nothing is refused by our own policy, nothing is wider than the phone."""

import pytest

from tests.browser.host import Host
from tests.browser.reach import TEMPLATES
from tests.others.driver import PHONE, Browser

pytestmark = pytest.mark.soak

# Nothing of a page may lie beyond its right edge, where a reader would have to push the page to see it.
WIDTH = "document.documentElement.scrollWidth"


def test_each_kind_of_page_is_as_wide_as_the_phone_and_breaks_no_rule(browser: Browser, host: Host) -> None:
    wide: list[str] = []
    for kind, address in TEMPLATES.items():
        browser.goto(host.url + address)
        browser.wait_for("h1")
        if int(str(browser.evaluate(WIDTH))) > PHONE[0]:
            wide.append(kind)
    assert wide == []
    browser.goto(host.url)
    browser.wait_until("navigator.serviceWorker.controller !== null")  # what comes late was heard too


def test_no_page_asks_for_another_one_by_itself(browser: Browser, host: Host) -> None:
    browser.goto(f"{host.url}404.html")  # which keeps no copy
    browser.wait_for("h1")
    host.asked.clear()
    browser.goto(f"{host.url}steps/pause/")
    browser.wait_until("document.readyState === 'complete'")
    asked = host.asked[: host.asked.index("sw.js")] if "sw.js" in host.asked else list(host.asked)
    assert [name for name in asked if name.endswith("/")] == ["steps/pause/"]


def test_search_finds_a_page(browser: Browser, host: Host) -> None:
    browser.goto(f"{host.url}checklist/")
    browser.wait_for("h1")
    browser.tap("[data-open-search]")
    browser.fill(".md-search__input", "court")
    browser.wait_for(".md-search-result__item")

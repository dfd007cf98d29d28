"""The engine's worker on a later visit: it starts before the tool's own script is there, once, and is taken over."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.tool import add_bill, open_tool, wait_until_ready
from tests.browser.until import until

# Writes down when each worker was made: while the page was still being read, or after.
WATCHED = """
  window.made = [];
  const Real = Worker;
  window.Worker = class extends Real {
    constructor(...how) { super(...how); window.made.push(document.readyState); }
  };
"""
FAILING = """
  const Real = Worker;
  window.Worker = class extends Real {
    constructor(...how) {
      super(...how);
      if (!window.isSecond) setTimeout(() => { this.dispatchEvent(new Event("error")); });
      window.isSecond = true;
    }
  };
"""
CONTROLLED = "navigator.serviceWorker.controller !== null"


@pytest.fixture
def visited(context: BrowserContext, site_url: str) -> Page:
    """A device that has the guide, and a reader who comes back."""
    page = context.new_page()
    page.goto(site_url)
    until(page, CONTROLLED)
    return page


def test_on_a_first_visit_the_page_comes_first(page: Page, site_url: str) -> None:
    page.add_init_script(WATCHED)
    open_tool(page, site_url)
    wait_until_ready(page)
    made = page.evaluate("made")
    assert len(made) == 1
    assert made != ["loading"]


def test_on_a_later_visit_one_worker_starts_while_the_page_is_read(visited: Page, site_url: str) -> None:
    visited.add_init_script(WATCHED)
    open_tool(visited, site_url)
    wait_until_ready(visited)
    assert visited.evaluate("made") == ["loading"]
    assert visited.evaluate("'footingEarly' in window") is False
    add_bill(visited, "Mercy Hospital")
    visited.wait_for_selector("[data-question=safe]")


def test_one_that_does_not_start_is_replaced(visited: Page, site_url: str) -> None:
    """What it said before anybody listened is not lost: the page knows at once, and starts another."""
    visited.add_init_script(FAILING)
    visited.goto(f"{site_url}app/")
    visited.wait_for_selector("html[data-engine=failed]")
    visited.locator("#failed [data-again]").click()
    wait_until_ready(visited)

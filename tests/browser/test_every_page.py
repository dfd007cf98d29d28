"""Every page works anywhere: no request leaves this machine, nothing complains, nothing is cut off."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.reach import TEMPLATES, addresses

NARROW = 320
TARGETS = ".button, .doors a, .choices a, .top a, .top__search, summary, .foot a"


def complaints(context: BrowserContext) -> list[str]:
    """What the pages of this context complain about from now on."""
    found: list[str] = []
    context.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on(
        "response", lambda answer: found.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None
    )
    return found


def test_no_page_asks_anybody_else_or_complains(
    context: BrowserContext, page: Page, site_url: str, built_site: Path
) -> None:
    """The `page` fixture fails on a request to another host."""
    found = complaints(context)
    for address in addresses(built_site):
        page.goto(site_url + address)
    page.wait_for_load_state("networkidle")
    assert found == []


def test_every_template_works_below_a_path(context: BrowserContext, page: Page, sub_path_url: str) -> None:
    found = complaints(context)
    outside: list[str] = []
    context.on("request", lambda asked: outside.append(asked.url) if not asked.url.startswith(sub_path_url) else None)
    for address in TEMPLATES.values():
        page.goto(sub_path_url + address)
        page.wait_for_load_state("networkidle")
    assert (found, outside) == ([], [])


def test_a_missing_page_leads_home_from_any_depth(page: Page, sub_path_url: str) -> None:
    page.goto(sub_path_url + "steps/nothing/here/")
    page.locator("[data-home='']").click()
    assert page.url == sub_path_url
    page.goto(sub_path_url + "nothing/")
    page.locator("[data-home='steps/']").click()
    assert page.url == sub_path_url + "steps/"


@pytest.mark.parametrize("text_size", [1, 2])
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_is_cut_off_on_a_narrow_phone(page: Page, site_url: str, template: str, text_size: int) -> None:
    """320 px wide, with the reader's text size and with twice that."""
    page.set_viewport_size({"width": NARROW, "height": 640})
    page.goto(site_url + TEMPLATES[template])
    page.evaluate("size => { document.documentElement.style.fontSize = `${125 * size}%`; }", text_size)
    page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_targets_are_large_enough_for_a_thumb(page: Page, site_url: str) -> None:
    """Buttons, doors, choices and the header are at least 44 px high."""
    small = f"""() => [...document.querySelectorAll('{TARGETS}')]
      .filter((found) => found.offsetParent && found.getBoundingClientRect().height < 43.5)
      .map((found) => found.outerHTML)"""
    for template in ("start", "question", "step", "script", "leaf"):
        page.goto(site_url + TEMPLATES[template])
        assert page.evaluate(small) == []

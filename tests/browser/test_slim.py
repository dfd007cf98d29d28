"""The build removes styles of the theme: every rule that something on the site can meet is still there."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.pages import slim
from tests.browser.reach import addresses
from tests.browser.test_tool_accessibility import SCREENS

STYLES = Path(str(files("material"))) / "templates" / slim.THEME
THEME = "\n".join(path.read_text("utf-8") for name in ("main", "palette") for path in STYLES.glob(f"{name}.*.min.css"))
LOST_RULES = (Path(__file__).parent / "harness" / "lost_rules.js").read_text("utf-8")
FEWEST = 50  # rules of the theme that any page meets; less means that the comparison itself broke


def _lost(page: Page) -> list[str]:
    found = page.evaluate(LOST_RULES, THEME)
    assert found["asked"] > FEWEST
    return list(found["lost"])


def test_no_page_misses_a_rule_of_the_theme(page: Page, site_url: str, built_site: Path) -> None:
    lost = {}
    for address in addresses(built_site):
        page.goto(site_url + address)
        if missed := _lost(page):
            lost[address] = missed
    assert lost == {}


def test_no_screen_of_the_tool_misses_a_rule_of_the_theme(chromium: Browser, site_url: str) -> None:
    page = chromium.new_page(bypass_csp=True)  # the policy lets nobody else write a screen
    page.route("**/tool-*.js", lambda route: route.abort())
    page.goto(f"{site_url}app/")
    lost = {}
    for name, html in SCREENS.items():
        page.evaluate("html => { document.getElementById('tool').innerHTML = html; }", html)
        if missed := _lost(page):
            lost[name] = missed
    page.close()
    assert lost == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_search_misses_no_rule_of_the_theme(page: Page, site_url: str, width: int) -> None:
    """With results, with a word that some pages lack, and with no result."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{site_url}steps/pause/")
    field = page.locator(".md-search__input")
    field.focus()
    field.fill("court")
    expect(page.locator(".md-search-result__more").first).to_be_attached()
    found = _lost(page)
    field.fill("court qqq")
    expect(page.locator(".md-search-result__terms").first).to_be_attached()
    found += _lost(page)
    field.fill("qqq")
    expect(page.locator(".md-search-result__item")).to_have_count(0)
    assert found + _lost(page) == []


def test_a_rule_that_is_gone_is_noticed(page: Page, site_url: str) -> None:
    page.goto(site_url)
    sheet = "[...document.styleSheets[0].cssRules]"
    page.evaluate(f"document.styleSheets[0].deleteRule({sheet}.findIndex((rule) => rule.selectorText === '.md-grid'))")
    assert ".md-grid { max-width }" in _lost(page)


def test_one_sheet_and_nothing_that_no_page_asks_for(built_site: Path) -> None:
    (sheet,) = built_site.rglob("*.css")
    assert sheet.parent == built_site / "assets"
    assert list(built_site.rglob("*.map")) == []
    assert [path for path in (built_site / slim.SCRIPTS).rglob("*") if path.is_file()] == [
        path for name in ("bundle.*.js", "workers/search.*.js") for path in (built_site / slim.SCRIPTS).glob(name)
    ]

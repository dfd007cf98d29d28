"""The few things scripts add: search, menu, light and dark, out-of-date notes, full addresses."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reach import TEMPLATES


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("collector", "steps/validate-debt/"),
        ("itemized", "steps/request-itemized-bill/"),
        ("appeal", "steps/appeal-denial/"),
        ("denied", "steps/appeal-denial/"),
        ("court", "collector-or-court/"),
        ("they want to sue me", "steps/answer-court-papers/"),
        ("can't pay ER bill", "steps/apply-assistance/"),
        ("charity", "steps/apply-assistance/"),
        ("collections letter", "steps/validate-debt/"),
        ("surprise anesthesia bill", "steps/use-surprise-protection/"),
        ("hospital says no", "refused/"),
        ("my dad died", "steps/check-who-owes/"),
        ("wrong charge", "steps/dispute-errors/"),
        ("payment plan", "steps/reduce-and-plan/"),
    ],
)
def test_search_finds_the_page_that_helps(page: Page, site_url: str, asked: str, first: str) -> None:
    page.goto(site_url)
    page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").fill(asked)
    found = page.locator(".md-search-result__item a").first
    expect(found).to_have_attribute("href", site_url + first)  # no "?": nobody learns the words
    expect(page.locator(".md-search-result .md-tags:visible")).to_have_count(0)


def test_search_costs_nothing_until_somebody_searches(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site_url)))
    page.goto(site_url)
    page.wait_for_load_state("networkidle")
    assert [name for name in asked if "search" in name or "bundle" in name] == []
    page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").fill("court")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert "search/search_index.json" in asked


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_first_view_asks_for_one_sheet_and_one_script(page: Page, site_url: str, template: str) -> None:
    """Without the copy for later, which comes when the page is idle."""
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(re.sub("-[A-Z0-9]{8}", "", request.url.removeprefix(site_url))))
    page.goto(site_url + TEMPLATES[template])
    page.wait_for_load_state("networkidle")
    parts = [] if template == "not found" else ["assets/footing.css", "assets/guide.js"]
    if template == "prose":  # the page about privacy has a panel of its own, which names the release
        parts = sorted([*parts, "assets/privacy.js", "release.json"])
    assert sorted(asked) == sorted([TEMPLATES[template].partition("#")[0], *parts])


def test_search_stays_open_on_an_address_with_a_fragment(page: Page, site_url: str) -> None:
    page.goto(site_url + "decide/#provider-pending")
    page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").fill("court")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("address", ["steps/pause/", "decide/#provider-pending"])
def test_escape_closes_search(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").fill("court")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()


def test_search_without_a_connection_says_so_and_can_be_tried_again(page: Page, site_url: str) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")  # with a copy on the device, search just works
    page.goto(site_url)
    page.context.set_offline(True)
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".md-search-result__meta")).to_contain_text("needs a connection")
    page.context.set_offline(False)
    page.locator(".md-search__input").blur()
    page.locator(".md-search__input").fill("court")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_the_menu_opens_and_closes_with_keys(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sheets to print")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Sheets to print")).to_be_hidden()


def test_the_reader_can_choose_dark_and_it_stays(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(".menu > summary").click()
    for _ in range(2):
        page.locator(".look__next:visible").click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(16, 29, 28)")
    page.goto(site_url + "steps/pause/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_nothing_is_kept_until_the_reader_chooses(page: Page, site_url: str) -> None:
    page.goto(site_url)
    assert page.evaluate("localStorage.length") == 0
    page.locator(".menu > summary").click()
    page.locator(".look__next:visible").click()
    expect(page.locator(".look__next:visible")).to_be_focused()
    assert page.evaluate("localStorage.length") == 1


def test_nothing_is_out_of_date_on_the_day_it_was_checked(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time(datetime(2026, 11, 24, 12, tzinfo=UTC))
    page.goto(site_url + "sources/")
    expect(page.locator("[data-stale]:visible")).to_have_count(0)


@pytest.mark.parametrize(
    "address", ["sources/", "rules/", "steps/pause/", "scripts/ask-appeal/", "decide/#provider-pending"]
)
def test_old_pages_say_so(page: Page, site_url: str, address: str) -> None:
    page.clock.set_fixed_time(datetime(2031, 1, 1, 12, tzinfo=UTC))
    page.goto(site_url + address)
    expect(page.locator("[data-stale]:visible").first).to_be_visible()


def test_a_link_into_a_folded_part_opens_it(page: Page, site_url: str) -> None:
    page.goto(site_url + "steps/pause/#why")
    expect(page.locator("details#why")).to_have_attribute("open", "")


def test_focus_can_be_seen(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"

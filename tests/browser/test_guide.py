"""The few things scripts add: search, menu, light and dark, out-of-date notes, full addresses."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("collector", "collector"),
        ("itemized", "itemized"),
        ("appeal", "appeal"),
        ("charity", "assistance"),
        ("court", "court"),
    ],
)
def test_search_finds_the_page_that_helps(page: Page, site_url: str, asked: str, first: str) -> None:
    page.goto(site_url)
    page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").fill(asked)
    found = page.locator(".md-search-result__item").first
    expect(found.locator("h1")).to_contain_text(first, ignore_case=True)
    expect(found.locator("a").first).not_to_have_attribute("href", "rules/")


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


def test_nothing_is_out_of_date_on_the_day_it_was_checked(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time(datetime(2026, 11, 24, 12, tzinfo=UTC))
    page.goto(site_url + "sources/")
    expect(page.locator("[data-stale]:visible")).to_have_count(0)


@pytest.mark.parametrize(
    "address", ["sources/", "rules/", "steps/pause/", "scripts/ask-appeal/", "decide/provider-pending/"]
)
def test_old_pages_say_so(page: Page, site_url: str, address: str) -> None:
    page.clock.set_fixed_time(datetime(2031, 1, 1, 12, tzinfo=UTC))
    page.goto(site_url + address)
    expect(page.locator("[data-stale]").first).to_be_visible()


def test_a_link_into_a_folded_part_opens_it(page: Page, site_url: str) -> None:
    page.goto(site_url + "steps/pause/#why")
    expect(page.locator("details#why")).to_have_attribute("open", "")


def test_focus_can_be_seen(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"

"""The core path with scripts off: a few links lead to a real answer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def _answer(page: Page, *labels: str) -> None:
    for label in labels:
        page.locator(".choices").get_by_role("link", name=label, exact=True).click()


def test_an_open_claim_means_ask_the_plan_first(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(plain, "The hospital or doctor", "Yes, a private or job plan", "They are still working on it")
    expect(plain.locator(".card--now h2")).to_have_text("Ask if insurance is finished")
    plain.locator(".card--now .button").first.click()
    expect(plain.locator("h1")).to_be_visible()


def test_a_court_comes_before_everything(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(plain, "A court", "A summons or a complaint")
    expect(plain.locator(".card--now h2")).to_have_text("Answer the court papers")


def test_hardship_makes_an_offer_wait(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(
        plain, "The hospital or doctor", "No coverage", "An itemized bill", "Yes, and all looks right", "Yes", "Yes"
    )
    expect(plain.locator(".card--now h2")).to_have_text("Ask for financial assistance")
    expect(plain.locator(".card--wait").first).to_contain_text("Offer one reduced payment")


def test_the_page_says_why(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(plain, "The hospital or doctor", "Medicaid")
    why = plain.locator(".card--now details.why")
    why.locator("summary").click()
    expect(why.locator(".why__said")).to_contain_text("Medicaid")
    expect(why.locator(".chip").first).to_be_visible()


def test_dark_needs_no_script(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(site_url)
    expect(page.locator("body")).to_have_css("background-color", "rgb(16, 29, 28)")
    context.close()

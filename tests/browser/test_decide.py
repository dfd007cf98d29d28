"""The short questions: a few links lead to a real answer, with scripts off too, and nobody else learns the answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

TO_A_PLAN_THAT_WORKS_ON_IT = ("The hospital or doctor", "Yes, a private or job plan", "They are still working on it")


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(params=["with scripts", "scripts off"])
def either(request: pytest.FixtureRequest) -> Page:
    """A page with scripts, then one without."""
    found: Page = request.getfixturevalue("page" if request.param == "with scripts" else "plain")
    return found


def _answer(page: Page, *labels: str) -> None:
    for label in labels:
        page.locator(".choices:visible").get_by_role("link", name=label, exact=True).click()


def _one_heading(page: Page, text: str) -> None:
    shown = page.locator("h1:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_have_text(text)


def test_an_open_claim_means_ask_the_plan_first(either: Page, site_url: str) -> None:
    either.goto(site_url + "decide/")
    _one_heading(either, "Who asks you for the money now?")
    _answer(either, *TO_A_PLAN_THAT_WORKS_ON_IT)
    _one_heading(either, "Your next step")
    expect(either.locator(".card--now:visible h2")).to_have_text("Ask if insurance is finished")
    either.locator(".card--now:visible .button").first.click()
    _one_heading(either, "Ask your plan about the claim")


def test_a_court_comes_before_everything(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(plain, "A court", "A summons or a complaint")
    expect(plain.locator(".card--now:visible h2")).to_have_text("Answer the court papers")


def test_hardship_makes_an_offer_wait(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(
        plain, "The hospital or doctor", "No coverage", "An itemized bill", "Yes, and all looks right", "Yes", "Yes"
    )
    expect(plain.locator(".card--now:visible h2")).to_have_text("Ask for financial assistance")
    expect(plain.locator(".card--wait:visible").first).to_contain_text("Offer one reduced payment")


def test_the_page_says_why(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(plain, "The hospital or doctor", "Medicaid")
    why = plain.locator(".card--now:visible details.why")
    why.locator("summary").click()
    expect(why.locator(".why__said")).to_contain_text("Medicaid")
    expect(why.locator(".chip").first).to_be_visible()


def test_answering_asks_nobody_for_anything(context: BrowserContext, page: Page, site_url: str) -> None:
    """No request goes out after the page is there."""
    page.goto(site_url + "decide/")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url.removeprefix(site_url)))
    _answer(page, *TO_A_PLAN_THAT_WORKS_ON_IT)
    page.get_by_role("link", name="Start again").click()
    _answer(page, "A court", "I am not sure")
    page.go_back()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert asked == []


def test_answering_needs_no_connection(either: Page, site_url: str) -> None:
    either.goto(site_url + "decide/")
    either.wait_for_load_state("networkidle")
    either.context.set_offline(True)
    _answer(either, *TO_A_PLAN_THAT_WORKS_ON_IT)
    expect(either.locator(".card--now:visible h2")).to_have_text("Ask if insurance is finished")


def test_the_back_button_goes_back_one_question(either: Page, site_url: str) -> None:
    either.goto(site_url + "decide/")
    _answer(either, *TO_A_PLAN_THAT_WORKS_ON_IT[:2])
    _one_heading(either, "Has your insurance finished with this claim?")
    either.go_back()
    _one_heading(either, "Did you have health coverage on the day of care?")
    either.go_back()
    _one_heading(either, "Who asks you for the money now?")


@pytest.mark.parametrize("fragment", ["", "#nothing-here", "#start", "#%E0%A4%A"])
def test_an_unknown_answer_is_the_first_question(either: Page, site_url: str, fragment: str) -> None:
    either.goto(f"{site_url}decide/{fragment}")
    _one_heading(either, "Who asks you for the money now?")
    expect(either.get_by_role("link", name="Start again")).to_be_hidden()


def test_the_place_moves_to_the_new_heading(page: Page, site_url: str) -> None:
    page.goto(site_url + "decide/")
    _answer(page, "The hospital or doctor")
    expect(page.locator("h1:visible")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".choices:visible a").first).to_be_focused()
    page.go_back()
    expect(page.locator("h1:visible")).to_be_focused()


def test_without_scripts_the_place_moves_too(plain: Page, site_url: str) -> None:
    plain.goto(site_url + "decide/")
    _answer(plain, "The hospital or doctor")
    plain.keyboard.press("Tab")
    expect(plain.locator(".choices:visible a").first).to_be_focused()


def test_the_new_question_stands_below_the_header(either: Page, site_url: str) -> None:
    either.set_viewport_size({"width": 360, "height": 400})
    either.goto(site_url + "decide/")
    _answer(either, *TO_A_PLAN_THAT_WORKS_ON_IT[:2])
    either.locator(".choices:visible a").last.scroll_into_view_if_needed()
    _answer(either, TO_A_PLAN_THAT_WORKS_ON_IT[2])
    heading = either.locator("h1:visible").bounding_box()
    assert heading
    assert 0 <= heading["y"] <= 200
    expect(either.locator(".top__name")).to_be_in_viewport()


def test_skipping_to_the_content_loses_no_answer(page: Page, site_url: str) -> None:
    page.goto(site_url + "decide/#provider-insured-claim")
    page.locator("[data-skip]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1:visible")).to_be_focused()
    _one_heading(page, "Has your insurance finished with this claim?")


def test_paper_shows_only_what_the_screen_shows(page: Page, site_url: str, tmp_path: Path) -> None:
    page.goto(site_url + "decide/#provider-pending")
    page.pdf(path=tmp_path / "leaf.pdf", format="Letter")
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "leaf.pdf").pages)
    assert text.startswith("Your next step")
    assert text.count("\nNow\n") == 1
    assert "Look at the top of the newest letter" not in text, "the first question"


def test_dark_needs_no_script(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(site_url)
    expect(page.locator("body")).to_have_css("background-color", "rgb(16, 29, 28)")
    context.close()

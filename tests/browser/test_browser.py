"""The browser is there, and the fixtures catch what they promise to catch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from builder.serve import running
from tools.browser import MISSING, find


@pytest.fixture
def small_site(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="en"><title>Hello</title><link rel="icon" href="data:,"><h1>Hello</h1>'
    )
    with running(tmp_path) as url:
        yield url


def test_a_chromium_is_there() -> None:
    """Without a browser this fails and names the package, and every other browser test is skipped."""
    assert find(), MISSING


def test_a_page_is_shown(page: Page, small_site: str) -> None:
    page.goto(small_site)
    assert page.get_by_role("heading").inner_text() == "Hello"


def test_no_request_leaves_this_machine(context: BrowserContext, small_site: str) -> None:
    """The browser itself calls nobody, and a page that tries is seen by the `page` fixture's listener."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(small_site)
    page.evaluate("fetch('http://example.invalid/').catch(() => null)")
    assert asked == [small_site, "http://example.invalid/"]

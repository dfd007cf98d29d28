"""A page and a state's card say by themselves that they may be out of date: by the reader's own day, offline too."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.read import read
from tests.browser.faults.worker import install
from tests.browser.host import Host, hosting
from tests.browser.published import release

CONTENT, _ = read(Path(__file__).resolve().parents[2])
REVIEWS = {source.id: source.review_by for source in CONTENT.sources} if CONTENT else {}
STEP = "steps/check-public-coverage/"
KEPT = ("states", "steps/check-public-coverage")


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    """A host of a few pages that can be taken away."""
    copy = tmp_path / "few"
    for name in ("assets", *KEPT):
        shutil.copytree(built_site / name, copy / name)
    for name in ("index.html", "sw.js", "release.json", "manifest.webmanifest"):
        shutil.copy(built_site / name, copy / name)
    release(copy, {})
    with hosting(copy) as found:
        yield found


def _on(page: Page, day: date) -> None:
    page.clock.set_fixed_time(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_what_is_past_its_review_says_so_without_network_too(page: Page, host: Host) -> None:
    """The source behind this step is to be read again on January 1, 2027: that day is fine, the day after is not."""
    install(page, host.url)
    host.stop()
    review = REVIEWS["F-MCD-RETRO"]
    for day, is_stale in ((review, False), (review + timedelta(days=1), True)):
        _on(page, day)
        page.goto(host.url + STEP)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("[data-stale]:visible")).to_have_count(int(is_stale))


def test_each_card_of_a_state_keeps_its_own_day_without_network(page: Page, host: Host) -> None:
    install(page, host.url)
    host.stop()
    review = REVIEWS["F-ST-OR"]
    for day, is_stale in ((review, False), (review + timedelta(days=1), True)):
        _on(page, day)
        page.goto(f"{host.url}states/")
        expect(page.locator("#OR h3")).to_have_text("Oregon")
        expect(page.locator("#OR [data-stale]:visible")).to_have_count(int(is_stale))


def test_a_state_without_a_card_is_found_by_its_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}states/#OH")
    expect(page.locator("#OH")).to_be_in_viewport()
    expect(page.locator("#OH")).to_contain_text("No floor confirmed here.")

"""axe finds nothing on any template, light and dark, on a phone and on a desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.reach import TEMPLATES

AXE = Path(__file__).resolve().parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
SIZES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module", params=[(scheme, size) for scheme in SCHEMES for size in SIZES], ids="-".join)
def shown(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    scheme, size = request.param
    context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing(shown: Page, site_url: str, template: str) -> None:
    shown.goto(site_url + TEMPLATES[template])
    shown.add_script_tag(path=AXE)
    assert violations(shown) == []


@pytest.mark.parametrize("template", ["step", "start"])
def test_axe_finds_nothing_with_everything_open(shown: Page, site_url: str, template: str) -> None:
    shown.goto(site_url + TEMPLATES[template])
    shown.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    shown.add_script_tag(path=AXE)
    assert violations(shown) == []


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """async () => (await axe.run(document, {rules: {"target-size": {enabled: true}}})).violations
          .flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => `${id} ${target}: ${failureSummary}`))"""
    )
    return found

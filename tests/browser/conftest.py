"""One Chromium and one server for all browser tests; `page` fails on what no reader should meet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from builder.serve import running
from tests.browser.harness.engine import breakable, whole
from tests.browser.until import PATIENCE
from tools.browser import MISSING, find

__all__ = ["breakable", "whole"]  # fixtures

SITE = Path(__file__).resolve().parents[2] / "site"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Two pages of the address bar's own, which each window would start: a third of its cost. Chromium takes the last list
# only, so Playwright's own stands here again.
UNUSED = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,"
    "LensOverlay,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,"
    "ThirdPartyStoragePartitioning"
)
QUIET = [*FLAGS, f"--disable-features={UNUSED}"]
PHONE: ViewportSize = {"width": 360, "height": 740}
SUB_PATH = "/some/path/"
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Skip without a browser: test_browser.py alone then fails, and names the package."""
    found = find()
    if not found:
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_site() -> Path:
    if not (SITE / "index.html").is_file():
        pytest.fail("site/ is not built: run make build", pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """Serve the built site at the root of a host; the address ends in a slash."""
    with running(built_site) as url:
        yield url


@pytest.fixture(scope="session")
def sub_path_url(built_site: Path) -> Iterator[str]:
    """Serve the same site under a path, as some hosts do."""
    with running(built_site, SUB_PATH) as url:
        yield url


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a phone-sized browser that remembers nothing."""
    made = chromium.new_context(viewport=PHONE, locale="en-US", timezone_id="America/New_York")
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a page that fails its test on any request off this machine, script error or policy violation."""
    troubles: list[str] = []
    context.on("request", lambda request: troubles.extend(_foreign(request.url)))
    context.on("weberror", lambda error: troubles.append(f"script error: {error.error}"))
    opened = context.new_page()
    listen(opened, troubles)
    yield opened
    assert not troubles, "\n".join(troubles)


def listen(page: Page, troubles: list[str]) -> None:
    """Note policy violations: of the pages of this context, and of this page's workers, whose console is not heard."""
    page.context.on("console", lambda message: troubles.extend(_violation(message.text)))
    log = page.context.new_cdp_session(page)
    log.on("Log.entryAdded", lambda told: troubles.extend(_violation(told["entry"]["text"])))
    log.send("Log.enable")


def _foreign(url: str) -> list[str]:
    is_local = url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))
    return [] if is_local else [f"request off this machine: {url}"]


def _violation(text: str) -> list[str]:
    return [f"policy violation: {text}"] if "Content Security Policy" in text or "Trusted" in text else []

"""Small copies of the site that a test may break, and hosts for them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.faults.mortal import Mortal, mortal
from tests.browser.host import Host, hosting
from tests.browser.published import release

FOLDERS = ("app", "assets", "checklist", "icons", "search")
FILES = ("404.html", "_headers", "icon.svg", "index.html", "manifest.webmanifest", "release.json", "sw.js")
ENGINE = {"engine/1/a.bin": "first", "engine/1/b.bin": "second", "engine/1/c.bin": "third"}
STEP = "steps/pause/index.html"


@pytest.fixture
def small(built_site: Path, tmp_path: Path) -> Path:
    """Copy a few pages of the built site, with an engine of three small files."""
    copy = tmp_path / "small"
    for folder in FOLDERS:
        shutil.copytree(built_site / folder, copy / folder)
    for name in (*FILES, STEP):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built_site / name, copy / name)
    release(copy, ENGINE)
    return copy


@pytest.fixture
def host(small: Path) -> Iterator[Host]:
    with hosting(small) as found:
        yield found


@pytest.fixture
def whole_host(built_site: Path) -> Iterator[Host]:
    """Serve the whole site as it was built."""
    with hosting(built_site) as found:
        yield found


@pytest.fixture
def any_page(context: BrowserContext) -> Page:
    """Open a page where script errors are part of the fault."""
    return context.new_page()


@pytest.fixture
def start(chromium: Browser, chromium_path: str, tmp_path: Path) -> Iterator[Callable[[], Mortal]]:
    """Start a browser that can be killed; each call starts one with the same profile."""
    with ExitStack() as all_started:
        yield lambda: all_started.enter_context(mortal(chromium.browser_type, chromium_path, tmp_path / "profile"))

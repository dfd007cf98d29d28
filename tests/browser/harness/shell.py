"""A page with parts of the shell and nothing else, under the policy of the tool's page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from builder.node import esbuild
from builder.serve import running
from tests.browser.until import until

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Bundle the page into this folder, serve it, and give its address."""
    esbuild(ROOT, folder, [str((HERE / "shell.ts").relative_to(ROOT))], "--format=esm")
    for name in ("shell.html", "shell.css"):
        shutil.copy(HERE / name, folder)
    with running(folder) as url:
        yield f"{url}shell.html"


def visit(page: Page, url: str) -> Page:
    """Open the page and wait until the parts are there."""
    page.goto(url)
    until(page, "globalThis.isShellThere === true")
    return page

"""A browser with a profile of its own that can be killed, as a phone kills one: no good-bye, nothing flushed."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserType, Page
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import QUIET
from tests.browser.until import PATIENCE

TOLD = "DevTools listening on "


class Mortal:
    """One running browser; the profile stays when it dies."""

    def __init__(self, kind: BrowserType, path: str, profile: Path) -> None:
        self._process = subprocess.Popen(
            [
                path,
                "--headless=new",
                *QUIET,
                "--remote-debugging-port=0",
                "--no-first-run",
                "--disable-sync",
                "--disable-component-update",
                f"--user-data-dir={profile}",
                "about:blank",  # no page of the browser's own
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr
        address = next((line for line in self._process.stderr if line.startswith(TOLD)), "").removeprefix(TOLD).strip()
        try:
            self._browser = kind.connect_over_cdp(address, timeout=PATIENCE)
        except PlaywrightError:
            self.kill()
            raise
        context = self._browser.contexts[0]
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()

    def kill(self) -> None:
        """SIGKILL to the browser process; what belongs to it dies along."""
        self._process.kill()
        self._process.wait()
        assert self._process.stderr
        self._process.stderr.close()


@contextmanager
def mortal(kind: BrowserType, path: str, profile: Path) -> Iterator[Mortal]:
    """Start a browser; it is killed at the end, unless it was before."""
    made = Mortal(kind, path, profile)
    try:
        yield made
    finally:
        made.kill()

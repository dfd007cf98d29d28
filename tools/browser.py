"""Finds a Chromium for the browser tests, or gets one where the platform allows. Standard library only.

`make test` runs it. It never fails: without a browser the other tests still run, and
tests/browser/test_browser.py fails and names what is missing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("chromium", "fonts-liberation")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = ("/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
MISSING = (
    "no Chromium was found and none could be fetched: install the package chromium "
    "(Debian: apt-get install chromium), or set CHROMIUM=/path/to/it"
)
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def find() -> str | None:
    """Find a browser that starts; `CHROMIUM` alone decides where it is set."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("CHROMIUM"):
        yield chosen
        return
    yield from (path for name in NAMES if (path := shutil.which(name)))
    yield from PLACES
    ask = [sys.executable, "-c", ASK_PLAYWRIGHT]
    yield subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()


def _starts(path: str) -> bool:
    """Say whether it runs: on some systems /usr/bin/chromium is only a note about another package."""
    if not Path(path).is_file():
        return False
    try:
        shown = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return shown.returncode == 0 and "Chrom" in shown.stdout


def get() -> str | None:
    """Fetch a browser: Playwright's own, else Debian's where we may install."""
    _try([sys.executable, "-m", "playwright", "install", "chromium"])
    if found := find():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-q"])
        _try(["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES])
    return find()


def _try(command: list[str]) -> None:
    """Run a step whose only result that counts is whether a browser is found afterwards."""
    try:
        subprocess.run(command, capture_output=True, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired) as trouble:
        print(f"browser: {trouble}", file=sys.stderr)


def main() -> int:
    if found := find():
        print(f"browser: {found}")
        return 0
    print("browser: none yet, fetching Chromium …", flush=True)
    print(f"browser: {get() or MISSING}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

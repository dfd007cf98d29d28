"""Finds Firefox and WebKitGTK for the tests in other browsers, or gets them where we may. Standard library only.

`make soak` runs it. It never fails: without a browser the other tests still run, and tests/others/test_driver.py
fails and names what is missing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

SYSTEM_PYTHON = "/usr/bin/python3"  # the bindings for a window are Debian's, made for Debian's own Python


@dataclass(frozen=True)
class Other:
    """A browser: what each program it needs may be called, how to ask whether it is whole, and Debian's packages."""

    programs: Mapping[str, tuple[str, ...]]
    question: tuple[str, ...]
    packages: tuple[str, ...]

    def find(self) -> dict[str, str] | None:
        """The path of each program; nothing unless all are there and the browser says that it starts."""
        found = {name: path for name, names in self.programs.items() if (path := _first(names))}
        is_whole = len(found) == len(self.programs) and _succeeds([found.get(word, word) for word in self.question])
        return found if is_whole else None

    @property
    def missing(self) -> str:
        return f"not here, or not whole (Debian: apt-get install {' '.join(self.packages)})"


OTHERS = {
    "firefox": Other({"firefox": ("firefox-esr", "firefox")}, ("firefox", "--version"), ("firefox-esr",)),
    "webkitgtk": Other(
        {"driver": ("WebKitWebDriver",), "screen": ("Xvfb",)},
        (SYSTEM_PYTHON, "-c", "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2"),
        ("webkit2gtk-driver", "gir1.2-webkit2-4.1", "python3-gi", "xvfb"),
    ),
}


def _first(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def get(packages: list[str]) -> None:
    """Install where we may; whether it helped is seen afterwards."""
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"browsers: fetching {', '.join(packages)} …", flush=True)
        for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
            done = subprocess.run(["apt-get", *words], capture_output=True, text=True, timeout=900, check=False)
            if done.returncode:
                print(f"browsers: {done.stderr.strip()}", file=sys.stderr)


def main() -> int:
    get([package for other in OTHERS.values() if other.find() is None for package in other.packages])
    for name, other in OTHERS.items():
        print(f"{name}: {other.find() or other.missing}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

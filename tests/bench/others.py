"""Firefox and WebKitGTK for the bench, through the drivers of `tests/others/`; one that is not here has no rows."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.bench.browsers import BenchTrouble, Browser
from tests.others import driver
from tests.others.start import browsers


@contextmanager
def told_as_ours() -> Iterator[None]:
    """Tell what goes wrong as the bench's own trouble, so that it costs a row and not the run."""
    try:
        yield
    except Exception as trouble:  # each driver has kinds of its own
        raise BenchTrouble(str(trouble)) from trouble


class Other:
    """A driver as the bench wants it: open at once, its troubles told as the bench's own."""

    def __init__(self, start: Callable[[Path], driver.Browser], profile: Path) -> None:
        self._browser = start(profile)
        with told_as_ours():
            self._browser.open()
        self.version = self._browser.version

    def goto(self, url: str) -> None:
        with told_as_ours():
            self._browser.goto(url)

    def ask(self, script: str, /) -> object:
        with told_as_ours():
            return self._browser.evaluate(script)

    def close(self) -> None:
        self._browser.close()


@contextmanager
def other_starts() -> Iterator[Mapping[str, Callable[[Path], Browser]]]:
    """Give a way to start each of them that is here, by its name."""
    with ExitStack() as stack:
        found, missing = browsers(stack)
        for why in missing:
            sys.stderr.write(f"bench: {why}\n")
        yield {name: partial(Other, start) for name, start in found.items()}

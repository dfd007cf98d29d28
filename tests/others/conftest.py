"""Firefox and WebKitGTK, each with the built site on a host that can be stopped; pages may complain about nothing."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from tests.browser.conftest import SITE
from tests.browser.host import Host, hosting
from tests.others.driver import Browser, Lack
from tests.others.firefox import Firefox
from tests.others.webkitgtk import WebKitGtk, screen
from tools.others import OTHERS


class Open(Protocol):
    """How to start one of the browsers."""

    def __call__(self, profile: Path, *, is_private: bool = False, lacks: Lack | None = None) -> Browser: ...


@pytest.fixture(scope="session", params=OTHERS)
def opener(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Give a way to start one of the browsers; skips where it is not there, and test_driver.py alone then fails."""
    name = str(request.param)
    found = OTHERS[name].find()
    if found is None:
        pytest.skip(f"{name} is {OTHERS[name].missing}")
    with ExitStack() as stack:
        if name == "firefox":
            yield partial(Firefox, found["firefox"])
        else:
            display = stack.enter_context(screen(found["screen"]))
            yield partial(WebKitGtk, found["driver"], display)


@pytest.fixture
def browser(opener: Open, tmp_path: Path) -> Iterator[Browser]:
    """Open a browser that remembers nothing yet; at the end its pages must have had no trouble."""
    with opener(tmp_path / "profile") as browser:
        yield browser
        troubles = browser.troubles()
    assert troubles == []


@pytest.fixture(scope="session")
def built_site() -> Path:
    if not (SITE / "index.html").is_file():
        pytest.fail("site/ is not built: run make build", pytrace=False)
    return SITE


@pytest.fixture
def host(built_site: Path) -> Iterator[Host]:
    with hosting(built_site) as host:
        yield host

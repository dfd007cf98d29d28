"""Firefox and WebKitGTK, each with the built site on a host that can be stopped; pages may complain about nothing."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.conftest import SITE
from tests.browser.host import Host, hosting
from tests.others import start
from tests.others.driver import Browser
from tests.others.start import Open
from tools.others import OTHERS


@pytest.fixture(scope="session", params=OTHERS)
def opener(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Give a way to start one of the browsers; skips where it is not there, and test_driver.py alone then fails."""
    with ExitStack() as stack:
        try:
            found = start.opener(request.param, stack)
        except LookupError as trouble:
            pytest.skip(str(trouble))
        yield found


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

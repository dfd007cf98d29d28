"""The compiled guide, as the tool loads it."""

import pytest
from hypothesis.vendor import pretty

from casebook.border import load_guide
from rulebook.guide import Guide


def pytest_configure() -> None:
    """A failing example shows the guide by its name and version, not by its 230 KB."""
    pretty.for_type_by_name("rulebook.guide", "Guide", lambda guide, printer, _cycle: printer.text(repr(guide)))


@pytest.fixture(scope="session")
def guide() -> Guide:
    return load_guide("en")

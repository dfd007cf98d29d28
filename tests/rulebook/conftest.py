"""The compiled guide, as the command and the app load it."""

import pytest

from rulebook.__main__ import load_guide
from rulebook.guide import Guide


@pytest.fixture(scope="session")
def guide() -> Guide:
    return load_guide("en")

"""The compiled guide, as the tool loads it."""

import pytest

from casebook.border import load_guide
from rulebook.guide import Guide


@pytest.fixture(scope="session")
def guide() -> Guide:
    return load_guide("en")

"""How hard the tests look, and how many at once.

Hypothesis brings the profile `ci` (fixed examples); `make soak` uses `soak`.
"""

import os

from hypothesis import settings

settings.register_profile("soak", settings.get_profile("ci"), max_examples=2_000, derandomize=False)


def pytest_xdist_auto_num_workers() -> int:
    """One more than the processor has cores: a test that waits for its browser leaves one free."""
    return (os.process_cpu_count() or 1) + 1

"""How hard the tests look: hypothesis brings the profile `ci` (fixed examples); `make soak` uses `soak`."""

from hypothesis import settings

settings.register_profile("soak", settings.get_profile("ci"), max_examples=2_000, derandomize=False)

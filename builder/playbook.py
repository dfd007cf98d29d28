"""The parts of the method that the guide carries, by lasting id: what `carries` may name."""

_COUNTED = {"P-S": 13, "P-D": 5, "P-C": 4, "P-L": 4, "P-F": 7, "P-G": 6}
_NAMED = ("LAYERS", "TIMING", "SILOS", "TONE", "DIGNITY", "THRESHOLDS", "BUCKETS", "PATTERNS", "MISTAKES")

PLAYBOOK = tuple(f"P-{name}" for name in _NAMED) + tuple(
    f"{start}{number}" for start, last in _COUNTED.items() for number in range(1, last + 1)
)

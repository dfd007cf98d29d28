"""Leverage: what makes a bill easier or harder to bargain over, as ids of rows in the guide."""

from rulebook.guide import Guide
from rulebook.situation import Situation, matches_any


def leverage(guide: Guide, situation: Situation) -> dict[str, list[str]]:
    """The ids that hold, by side: `up` and `down`."""
    return {
        side: [row.id for row in guide.leverage if row.side == side and matches_any(row.when, situation)]
        for side in ("up", "down")
    }

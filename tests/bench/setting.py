"""What every measurement is told: the site, where to work, how often, and which rows are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    """One run of the bench."""

    site: Path
    work: Path
    n: int
    only: Sequence[str] = ()
    versions: dict[str, str] = field(default_factory=dict)
    details: dict[str, object] = field(default_factory=dict)

    def wants(self, *ids: str) -> bool:
        """Whether any of these rows was asked for; a family is asked for by the start of its ids."""
        return not self.only or any(id_ == one or id_.startswith(f"{one}-") for id_ in ids for one in self.only)

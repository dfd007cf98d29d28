"""What goes with a step on a day: the scripts, letters and papers that fit, and lean on no source out of date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rulebook.guide import Guide
from rulebook.records import Letter, PaperKind, Script
from rulebook.situation import Situation, matches_any


@dataclass(frozen=True)
class Beside:
    """Looks for what goes with the steps of one bill on one day."""

    guide: Guide
    situation: Situation
    on: date

    def scripts(self, step: str) -> tuple[Script, ...]:
        """Calls for this step, those made for it before those that also fit."""
        return self._fitting(self.guide.scripts, step)

    def letters(self, step: str) -> tuple[Letter, ...]:
        """Letters for this step, in the same order."""
        return self._fitting(self.guide.letters, step)

    def papers(self, step: str) -> tuple[PaperKind, ...]:
        """What to have, to ask for and to write down with this step, in the order of the guide."""
        return tuple(kind for kind in self.guide.papers if step in kind.steps and self._fits(kind))

    def _fitting[T: (Script, Letter)](self, items: Iterable[T], step: str) -> tuple[T, ...]:
        found = (item for item in items if step in item.steps and self._fits(item))
        return tuple(sorted(found, key=lambda item: item.steps.index(step)))

    def _fits(self, item: Script | Letter | PaperKind) -> bool:
        is_in_place = not item.when or matches_any(item.when, self.situation)
        return is_in_place and all(self.guide.source[name].is_current(self.on) for name in item.sources)

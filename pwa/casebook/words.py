"""Interface strings by id, and dates in words; templates get every word from here."""

import difflib
from collections.abc import Mapping
from datetime import date
from string import Template


class Words:
    """Call it with an id: `w("path.step", n=3, of=13)` fills `$n` and `$of`; an unknown id is an error."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __call__(self, name: str, /, **values: object) -> str:
        if name not in self._words:
            near = difflib.get_close_matches(name, self._words, n=1)
            raise KeyError(f'words.yaml has no "{name}"' + (f'; did you mean "{near[0]}"?' if near else ""))
        return Template(self._words[name]).substitute(values) if values else self._words[name]

    def __contains__(self, name: str) -> bool:
        return name in self._words

    def day(self, day: date) -> str:
        """A date as people say it: Nov 24, 2026."""
        w = self
        return w("date", month=w(f"month.{day.month}"), day=day.day, year=day.year)

    def starting(self, prefix: str) -> dict[str, str]:
        """All words whose id starts with this."""
        return {name: text for name, text in self._words.items() if name.startswith(prefix)}

"""What is wrong in `content/`, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import Place


@dataclass(frozen=True, order=True)
class Fault:
    """One problem; a warning is shown but does not stop the build."""

    file: str
    line: int
    what: str
    hint: str = ""
    is_warning: bool = False

    def __str__(self) -> str:
        head = f"{self.file}:{self.line}: {'warning: ' if self.is_warning else ''}{self.what}"
        return head + (f"\n  hint: {self.hint}" if self.hint else "")


def fault(place: Place, what: str, hint: str = "") -> Fault:
    """A problem that stops the build."""
    return Fault(place.file, place.line, what, hint)


def warning(place: Place, what: str, hint: str = "") -> Fault:
    """Something to look at that does not stop the build."""
    return Fault(place.file, place.line, what, hint, is_warning=True)


def problems(faults: Iterable[Fault]) -> list[Fault]:
    """Those that stop the build, in reading order, each once."""
    return sorted({found for found in faults if not found.is_warning})


def warnings(faults: Iterable[Fault]) -> list[Fault]:
    """Those that do not stop the build, in reading order, each once."""
    return sorted({found for found in faults if found.is_warning})

"""What an action leads to: the new case, where to go, what to say, what did not fit, and effects for the page."""

from dataclasses import dataclass

from casebook.draft import Draft
from casebook.place import Place
from rulebook.case import Case


@dataclass(frozen=True)
class Trouble:
    """What a reader typed that we cannot use, and what helps; `field` is the name of the form's field."""

    field: str
    words: str


@dataclass(frozen=True)
class Effect:
    """Something only the page can do: `print`, or `erase` everything on the device."""

    do: str


@dataclass(frozen=True)
class Change:
    """The case after an action; `undo` names in words what can be taken back, and is empty when nothing can.

    `draft` is None where the words on the screen of the coach stay as they are.
    """

    case: Case
    place: Place | None = None
    said: str = ""
    undo: str = ""
    troubles: tuple[Trouble, ...] = ()
    effects: tuple[Effect, ...] = ()
    draft: Draft | None = None

"""What the page sends when the reader does something: a name, what it is about, and the fields of a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from rulebook.decode import READER_FILE, Problem, Shape, decode
from rulebook.json_text import read_json

NAME = Shape(r"[a-z][a-z-]{0,40}", "an action", "use one that casebook/update.py knows")


@dataclass(frozen=True)
class Action:
    """One thing the reader did; every field holds all values that were sent under its name."""

    name: Annotated[str, NAME]
    bill: str = ""
    step: str = ""
    question: str = ""
    screen: str = ""
    done: str = ""
    trail: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The last value sent under this name, without blanks around it; empty when there is none."""
        values = self.fields.get(name, ())
        return values[-1].strip() if values else ""


def read_action(text: str) -> tuple[Action | None, tuple[Problem, ...]]:
    """Read an action from JSON text; None when there is any problem."""
    plain, problems = read_json(text)
    return (None, problems) if problems else decode(Action, plain, READER_FILE)

"""What stands in the place of a reader's words: a harmless marker for each place, or hostile text for it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from casebook.scene import LONGEST_NAME
from rulebook.line import isolated, one_line

MARKER = re.compile(r"place(\d+)word")
STRIDE = 7
SHORT = 100  # what is typed as a name fits, so that both readers get the same screen


Kind = Literal["plain", "filed", "typed"]


@dataclass(frozen=True)
class Slot:
    """One place for words: a plain text, a name in a file, or a name typed into a form.

    A name is shown on one line; `number` is what its bill is called by when nothing of the name is left.
    """

    text: str
    kind: Kind
    number: int

    @property
    def title(self) -> str:
        """The name of a bill as a screen shows it."""
        line = one_line(self.text)
        if not line:
            return f"Bill {self.number}"
        return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"


@dataclass
class Words:
    """Hands out words; each call is the next place, so two visits with different words have the same places."""

    choose: Callable[[int], str]
    slots: list[Slot] = field(default_factory=list)

    def some(self, kind: Kind = "plain", number: int = 0) -> str:
        """The words of the next place; what is typed as a name is short enough for its field."""
        text = self.choose(len(self.slots))
        self.slots.append(Slot(text[:SHORT] if kind == "typed" else text, kind, number))
        return self.slots[-1].text


def harmless() -> Words:
    """A marker in every place."""
    return Words("place{}word".format)


def hostile(texts: Sequence[str], turn: int) -> Words:
    """Another text in every place; after as many turns as there are texts, each text was in each place."""
    return Words(lambda place: texts[(turn + place * STRIDE) % len(texts)])


def packed(texts: Sequence[str], most: int) -> Sequence[str]:
    """The same texts in fewer: as many in one as fit into so many characters; a longer one stays alone and is cut."""
    made: list[str] = []
    for text in texts:
        if made and len(made[-1]) + len(text) <= most:
            made[-1] += text
        else:
            made.append(text[:most])
    return made


def as_said(text: str, slots: Sequence[Slot]) -> str:
    """A sentence with markers, with the words in their places as names."""
    return MARKER.sub(lambda found: isolated(slots[int(found[1])].title), text)


def as_kept(plain: object, slots: Sequence[Slot]) -> object:
    """Plain values with markers, with the words in their places; a name that was typed is kept on one line."""
    if isinstance(plain, dict):
        return {as_kept(key, slots): as_kept(value, slots) for key, value in plain.items()}
    if isinstance(plain, list):
        return [as_kept(item, slots) for item in plain]
    if not isinstance(plain, str):
        return plain
    whole = MARKER.fullmatch(plain)
    if whole and slots[int(whole[1])].kind == "typed":
        return one_line(slots[int(whole[1])].text) or None
    return MARKER.sub(lambda found: slots[int(found[1])].text, plain)

"""Words the reader wants to say or send, while the coach looks them over. They live here, in memory, and in no note."""

from dataclasses import dataclass, replace

from rulebook.coach import Coach, Mark

MOST_LETTERS = 20_000


@dataclass(frozen=True)
class Draft:
    """A text; whether the reader has had it looked over; the marks they chose to leave; each text before a change."""

    text: str = ""
    is_looked_over: bool = False
    left: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    def marks(self, coach: Coach) -> tuple[Mark, ...]:
        """What the coach marks and the reader has not left as it is."""
        return tuple(mark for mark in coach.marks(self.text) if self.name_of(mark) not in self.left)

    def name_of(self, mark: Mark) -> str:
        """A mark by its row and its sentence: the same sentence said again is the same mark."""
        return f"{mark.row.id}: {self.text[slice(*mark.sentence)]}"

    def use(self, mark: Mark) -> "Draft":
        """The draft with the better sentence in the place of the marked one."""
        start, end = mark.sentence
        text = f"{self.text[:start]}{mark.row.instead}{self.text[end:]}"
        return replace(self, text=text, before=(*self.before, self.text))

    def leave(self, mark: Mark) -> "Draft":
        """The draft without this mark; the words stay."""
        return replace(self, left=(*self.left, self.name_of(mark)))

    def back(self) -> "Draft":
        """The draft before its last change."""
        return replace(self, text=self.before[-1], before=self.before[:-1]) if self.before else self


def can_use(mark: Mark) -> bool:
    """Whether one tap may put the better sentence in: a blank has to be filled in by the reader."""
    return mark.row.instead is not None and mark.row.finder != "placeholder"

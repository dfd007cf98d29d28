"""The sentences of `tests/coach/`, and how well the coach does with them: what it misses, what it marks for nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.fault import Fault
from builder.yaml_nodes import line_of, plain, read_yaml
from rulebook.coach import Coach
from rulebook.decode import YAML_STRICT, decode
from rulebook.records import PhraseKind, Words


@dataclass(frozen=True)
class Sentence:
    """What somebody might say, and the kinds of its marks in order; none for a sentence to leave alone."""

    text: Words
    marks: tuple[PhraseKind, ...]


@dataclass(frozen=True)
class Judged:
    """One sentence, and the kinds that the coach found in it."""

    sentence: Sentence
    found: tuple[str, ...]

    @property
    def misses(self) -> int:
        return (Counter[str](self.sentence.marks) - Counter(self.found)).total()

    @property
    def false_alarms(self) -> int:
        return (Counter(self.found) - Counter[str](self.sentence.marks)).total()

    def __str__(self) -> str:
        wanted, found = (", ".join(kinds) or "nothing" for kinds in (self.sentence.marks, self.found))
        return f"{self.sentence.text!r}: {wanted} expected, {found} found"


def read_sentences(text: str, file: str) -> tuple[tuple[Sentence, ...], list[Fault]]:
    """The sentences of one file."""
    node, faults = read_yaml(text, file)
    if node is None:
        return (), faults
    found, wrong = decode(tuple[Sentence, ...], plain(node), YAML_STRICT)
    return found or (), [*faults, *(Fault(file, line_of(node, one.path), str(one), one.hint) for one in wrong)]


def judged(coach: Coach, sentences: Iterable[Sentence]) -> list[Judged]:
    """What the coach finds in each."""
    return [Judged(one, tuple(mark.row.kind for mark in coach.marks(one.text))) for one in sentences]


def score(found: Iterable[Judged]) -> Mapping[str, int]:
    """Counts over all of them: sentences, marks expected, misses, false alarms."""
    found = list(found)
    return {
        "sentences": len(found),
        "marks": sum(len(one.sentence.marks) for one in found),
        "misses": sum(one.misses for one in found),
        "false-alarms": sum(one.false_alarms for one in found),
    }

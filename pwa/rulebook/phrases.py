"""Phrases to find in a text, written so that people can read and translate them, and all found in one pass.

A phrase is words with blanks between. `a/b` is either word, `(a)` may be missing, `…` stands for up to four words of
the same sentence, `@name` for any word of a list, `$` for an amount, `#` for a number, `####` for one of four digits
or more, `.` for the end of the sentence. All phrases together are one net of knots: a text is read once, word by word,
and every knot that was reached moves on or is dropped, so time grows with the text and with nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rulebook.tokens import STOP, Token

GAP, MOST_SKIPPED = "…", 4

Lists = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Net:
    """All phrases as knots: where each word leads, where any word leads, and which goals are reached there."""

    ways: list[dict[str, list[int]]]
    skips: list[list[int]]
    goals: list[list[int]]


@dataclass(frozen=True)
class Found:
    """A phrase in a text: the goal it stands for, and where it is, in characters."""

    goal: int
    start: int
    end: int


def net_of(phrases: Iterable[tuple[int, str]], lists: Lists) -> Net:
    """The net of these phrases, each with the number of its goal; equal beginnings share their knots."""
    net = Net([{}], [[]], [[]])
    known: dict[tuple[object, ...], int] = {}
    for goal, phrase in phrases:
        here: tuple[int, ...] = (0,)
        for part in phrase.split():
            here = _after(net, known, here, part, lists)
        for knot in here:
            if goal not in net.goals[knot]:
                net.goals[knot].append(goal)
    return net


def _after(
    net: Net, known: dict[tuple[object, ...], int], here: tuple[int, ...], part: str, lists: Lists
) -> tuple[int, ...]:
    """The knots after one more part of a phrase."""
    if part == GAP:
        reached = here
        for _ in range(MOST_SKIPPED):
            here = (_knot(net, known, here, None),)
            reached += here
        return reached
    is_optional = part.startswith("(") and part.endswith(")")
    after = _knot(net, known, here, words_of(part, lists))
    return (*here, after) if is_optional else (after,)


def _knot(net: Net, known: dict[tuple[object, ...], int], here: tuple[int, ...], words: Sequence[str] | None) -> int:
    """The knot that these words lead to from here; any word does where there are none."""
    key = (here, words)
    if key in known:
        return known[key]
    known[key] = made = len(net.ways)
    for grown, empty in ((net.ways, dict), (net.skips, list), (net.goals, list)):
        grown.append(empty())  # type: ignore[arg-type] # each gets its own kind
    for knot in here:
        if words is None:
            net.skips[knot].append(made)
        for word in words or ():
            net.ways[knot].setdefault(word, []).append(made)
    return made


def words_of(part: str, lists: Lists) -> tuple[str, ...]:
    """Every word that a part of a phrase stands for."""
    found: list[str] = []
    for word in part.removeprefix("(").removesuffix(")").split("/"):
        found += lists.get(word[1:], ()) if word.startswith("@") else (word,)
    return tuple(dict.fromkeys(found))


def find(net: Net, words: Iterable[Token]) -> Iterator[Found]:
    """Every place where a phrase ends, with its earliest start; phrases stay within a sentence."""
    reached: dict[int, int] = {}
    end = 0
    for token in words:
        is_stop = token.forms[0] == STOP
        end = end if is_stop else token.end
        onward: dict[int, int] = {}
        for knot, start in reached.items():
            for form in token.forms:
                for after in net.ways[knot].get(form, ()):
                    onward.setdefault(after, start)
            for after in () if is_stop else net.skips[knot]:
                onward.setdefault(after, start)
        for form in token.forms:
            for after in net.ways[0].get(form, ()):
                onward.setdefault(after, token.start)
        for knot, start in onward.items():
            for goal in net.goals[knot]:
                yield Found(goal, start, end)
        reached = {} if is_stop else onward

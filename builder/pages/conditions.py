"""Conditions of the rules in words: each question or fact with the answers that match."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.pages.lookup import Lookup
from rulebook.records import Condition, Fact, Question


@dataclass(frozen=True)
class When:
    """One key of a condition: what is asked, and the answers that match, any of which will do."""

    key: str
    asks: str
    answers: Sequence[str]


def conditions(look: Lookup, condition: Condition) -> tuple[When, ...]:
    """A condition in words; all of its keys must match."""
    return tuple(_when(look, key, answers) for key, answers in condition.items())


def _when(look: Lookup, key: str, answers: Sequence[str]) -> When:
    asked = _asked(look, key)
    labels = {answer.id: answer.label for answer in asked.answers}
    return When(key, asked.ask if isinstance(asked, Question) else asked.label, [labels[name] for name in answers])


def _asked(look: Lookup, key: str) -> Question | Fact:
    if key in look.guide.question:
        return look.guide.question[key]
    return next(fact for fact in look.guide.facts if fact.id == key)

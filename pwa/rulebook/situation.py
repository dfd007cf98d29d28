"""A situation: each question that applies with its answer, and each fact with its value; conditions match on it.

A question that does not apply is absent. A rare question that applies and has no answer is `MISSING`: it matches no
row, and the gate stays closed until it is asked.
"""

from collections.abc import Iterable, Mapping

from rulebook.guide import Guide
from rulebook.masks import holds_any
from rulebook.records import Condition

MISSING = "(missing)"

Situation = Mapping[str, str]


def matches(condition: Condition, situation: Situation) -> bool:
    """Whether every key of the condition has one of its listed answers."""
    return all(situation.get(key) in answers for key, answers in condition.items())


def matches_any(conditions: Iterable[Condition], situation: Situation) -> bool:
    """Whether one of the conditions matches."""
    return any(matches(condition, situation) for condition in conditions)


def effective_answers(guide: Guide, stored: Mapping[str, str], facts: Situation) -> dict[str, str]:
    """Answers that count: the reader's own where the question applies, else its default; `facts` are known before."""
    situation = dict(facts)
    bits, bit_of = guide.masks.of(situation), guide.masks.bits
    for asked_when, question in guide.masked_questions:
        if holds_any(asked_when, bits):
            name = question.id
            answer = stored.get(name) or (MISSING if question.rare else question.default)
            situation[name] = answer
            bits |= bit_of.get((name, answer), 0)
    return situation


def unanswered(guide: Guide, stored: Mapping[str, str], situation: Situation) -> tuple[str, ...]:
    """Questions that apply and that the reader has not answered, in the order of the guide."""
    return tuple(q.id for q in guide.questions if q.id in situation and not stored.get(q.id))

"""All situations that a claim can tell apart: how an invariant is proved for every situation there is.

A condition reads nothing but its own keys (test_projection.py), so a claim about some rows depends only on the keys
that those rows name, and on the keys that decide whether they are asked. `situations` walks the full product of these
keys as `effective_answers` would build it: a question that does not apply is absent, a rare one may be missing. Answers
that no condition at hand tells apart stand for each other; a claim that names an answer must name it in a condition or
in `names`. Facts are free values, except for the combinations that can never be (`NEEDS`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from rulebook.decide import decide
from rulebook.guide import Guide
from rulebook.records import Condition, Fact, GateRow, Question, Row
from rulebook.situation import MISSING, Situation, matches, matches_any

ABSENT = "(absent)"

Keep = Callable[[Situation, frozenset[str]], bool]

# When the left side holds, one of the right side holds as well (facts.py, deadlines.py); used when its keys are walked.
NEEDS: tuple[tuple[Condition, *tuple[Condition, ...]], ...] = (
    ({"clock-near": ("no",)}, {"holder": ("provider", "collector", "unsure")}),
    ({"eob-match": ("yes",)}, {"network": ("in",)}, {"medicare-biller": ("yes",)}),
    ({"estimate-gap": ("over", "within")}, {"estimate": ("written", "unsure")}),
    ({"before-collections": ("yes",)}, {"holder": ("provider",)}),
    ({"before-collections": ("no",)}, {"holder": ("collector", "court")}),
    ({"before-collections": ("unknown",)}, {"holder": ("unsure",)}),
    ({"burden": ("high", "moderate")}, {"aid": ("likely", "possible")}),
    ({"fpl": ("up-to-200", "201-300", "301-400")}, {"aid": ("likely", "possible")}),
    ({"fpl": ("unknown",)}, {"aid": ("likely", "possible", "unknown")}),
)


def conditions_of_gate(row: GateRow) -> tuple[Condition, ...]:
    """Everything a gate row reads; `asked` reads only whether its question applies."""
    also = [condition for conditions in row.also_open.values() for condition in conditions]
    asked: list[Condition] = [{row.asked: ()}] if row.asked else []
    return (*row.open, *also, *(until.when for until in row.closed), *asked)


def asked_keys(guide: Guide, keys: Iterable[str]) -> frozenset[str]:
    """These keys and all that decide whether they are asked."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            question = guide.question.get(key)
            waiting += [name for when in (question.asked_when if question else ()) for name in when]
    return frozenset(found)


def situations(
    guide: Guide, *conditions: Condition, names: Iterable[str] = (), keep: Keep = lambda _, __: True
) -> Iterator[dict[str, str]]:
    """Every situation over the keys of these conditions; each answer of a key in `names` is walked by itself.

    `keep` sees a situation while it grows, with the keys decided so far, and may give up on it early.
    """
    names = frozenset(names)
    keys = asked_keys(guide, {*names, *(key for condition in conditions for key in condition)})
    limits = [limit for limit in NEEDS if {key for side in limit for key in side} <= keys]
    asking = [when for key in keys if key in guide.question for when in guide.question[key].asked_when]
    told_apart = [*conditions, *asking, *(side for pair in limits for side in pair)]
    facts = [fact.id for fact in guide.facts if fact.id in keys]
    order = [*facts, *(question.id for question in guide.asking_order if question.id in keys)]
    choices = {key: _choices(guide, key, told_apart, key in names) for key in keys}

    def walk(situation: dict[str, str], place: int) -> Iterator[dict[str, str]]:
        decided = frozenset(order[:place])
        if any(_breaks(limit, situation, decided) for limit in limits) or not keep(situation, decided):
            return
        if place == len(order):
            yield dict(situation)
            return
        question = guide.question.get(order[place])
        if question and question.asked_when and not matches_any(question.asked_when, situation):
            yield from walk(situation, place + 1)
            return
        for answer in choices[order[place]]:
            yield from walk({**situation, order[place]: answer}, place + 1)

    yield from walk({}, 0)


def _choices(guide: Guide, key: str, conditions: Iterable[Condition], is_named: bool) -> tuple[str, ...]:
    asked: Question | Fact = guide.question.get(key) or next(fact for fact in guide.facts if fact.id == key)
    answers = [*asked.answer_ids, *([MISSING] if isinstance(asked, Question) and asked.rare else [])]
    lists = [condition[key] for condition in conditions if key in condition]
    first: dict[object, str] = {}
    for answer in answers:
        alike: object = answer if is_named or answer == MISSING else tuple(answer in listed for listed in lists)
        first.setdefault(alike, answer)
    return tuple(sorted(first.values(), key=lambda answer: -sum(answer in listed for listed in lists)))


def _breaks(limit: tuple[Condition, ...], situation: Situation, decided: frozenset[str]) -> bool:
    when, *then = limit
    is_decided = {key for side in limit for key in side} <= decided
    return is_decided and matches(when, situation) and not matches_any(then, situation)


def only(guide: Guide, rows: Iterable[Row], gate: Iterable[GateRow] = ()) -> Guide:
    """The same guide with these rows and this part of the gate."""
    return replace(guide, rows=tuple(rows), gate=tuple(gate))


def rows_of(guide: Guide, *steps: str) -> tuple[Row, ...]:
    """The rows that advise one of these steps."""
    return tuple(row for row in guide.rows if row.step in steps)


def now_of(guide: Guide, situation: Situation, done: Iterable[str] = ()) -> tuple[str, ...]:
    """The steps that are due in a situation."""
    return tuple(advice.step for advice in decide(guide, situation, frozenset(done)).now)


def value_of(situation: Situation, keys: Iterable[str]) -> tuple[str, ...]:
    """What a situation says of these keys."""
    return tuple(situation.get(key, ABSENT) for key in keys)


def counterexamples(walk: Iterable[Situation], claim: Callable[[Situation], bool]) -> list[Mapping[str, str]]:
    """The first situations where a claim fails, and a failure when there was no situation at all."""
    seen, failed = 0, []
    for situation in walk:
        seen += 1
        if not claim(situation):
            failed.append(situation)
    assert seen, "there was no situation to look at"
    return failed[:3]

"""Conditions of the rules: where they stand, answer groups made plain, and whether one can ever hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.model import Content, DecideQuestion, Rules
from rulebook.records import Condition, Deadline, Fact, GateRow, Question

Answers = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Stands:
    """A condition and the entry it belongs to; where `within` is given, one of those has to hold as well."""

    owner: str
    part: str
    condition: Condition
    within: Sequence[Condition] = ()


def conditions_of(content: Content) -> Iterator[Stands]:
    """Every condition of the content, with the `kind/id` of its entry."""
    yield from deciding(content.rules, content.decide)
    for called, items in (
        ("script", content.scripts),
        ("letter", content.letters),
        ("paper", content.papers),
        ("scenario", content.scenarios),
    ):
        for item in items:
            yield from (Stands(f"{called}/{item.id}", "when", when) for when in item.when)


def deciding(rules: Rules, decide: Sequence[DecideQuestion] = ()) -> Iterator[Stands]:
    """Every condition that something follows from: those of the rules and of the core path."""
    for question in rules.questions:
        yield from (Stands(f"question/{question.id}", "asked-when", when) for when in question.asked_when)
    for row in rules.rows:
        yield Stands(f"row/{row.id}", "when", row.when)
    for gate in rules.gate:
        yield from _of_gate(gate)
    for deadline in rules.deadlines:
        yield from (Stands(f"deadline/{deadline.id}", "when", when) for when in deadline.when)
        yield from (Stands(f"deadline/{deadline.id}", "ask-early", e, deadline.when) for e in deadline.ask_early)
        for wording in deadline.wordings:
            yield Stands(f"deadline/{deadline.id}", "wordings", wording.when, deadline.when)
    for leverage in rules.leverage:
        yield from (Stands(f"leverage/{leverage.id}", "when", when) for when in leverage.when)
    for floor in rules.floors:
        yield Stands(f"floor/{floor.id}", "when", floor.when)
    for owner, asked in decide_owners(decide):
        if asked.when is not None:
            yield Stands(owner, "when", asked.when)


def decide_owners(decide: Sequence[DecideQuestion]) -> list[tuple[str, DecideQuestion]]:
    """Each question of the core path with its `kind/id`; the number tells two ways to one question apart."""
    return [(f"decide/{number} {asked.question}", asked) for number, asked in enumerate(decide, start=1)]


def _of_gate(gate: GateRow) -> Iterator[Stands]:
    owner = f"gate/{gate.id}"
    yield from (Stands(owner, "open", when) for when in gate.open)
    yield from (Stands(owner, "closed", until.when) for until in gate.closed)
    for step, conditions in gate.also_open.items():
        yield from (Stands(owner, f"also-open {step}", when) for when in conditions)


def answers_of(rules: Rules) -> Mapping[str, Question | Fact]:
    """What a condition may name: questions and facts by id."""
    listed: tuple[Question | Fact, ...] = (*rules.questions, *rules.facts)
    return {item.id: item for item in listed}


def group(asked: Question | Fact, name: str) -> tuple[str, ...]:
    """The answers in a group, in the order of the question."""
    return tuple(answer.id for answer in asked.answers if name in answer.groups)


def plain_answers(known: Mapping[str, Question | Fact], when: Condition) -> Condition:
    """The condition with each `@group` replaced by its answers."""
    made = {}
    for key, listed in when.items():
        found: list[str] = []
        for answer in listed:
            found += group(known[key], answer[1:]) if answer.startswith("@") and key in known else [answer]
        made[key] = tuple(dict.fromkeys(found))
    return made


def without_groups(content: Content) -> Content:
    """The same content with plain answers only, as it is compiled."""
    rules = content.rules
    known = answers_of(rules)

    def one(when: Condition) -> Condition:
        return plain_answers(known, when)

    def each(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
        return tuple(one(when) for when in conditions)

    def gate(row: GateRow) -> GateRow:
        closed = tuple(replace(until, when=one(until.when)) for until in row.closed)
        also_open = {step: each(conditions) for step, conditions in row.also_open.items()}
        return replace(row, open=each(row.open), closed=closed, also_open=also_open)

    def deadline(row: Deadline) -> Deadline:
        wordings = tuple(replace(wording, when=one(wording.when)) for wording in row.wordings)
        return replace(row, when=each(row.when), ask_early=each(row.ask_early), wordings=wordings)

    plain_rules = replace(
        rules,
        questions=tuple(replace(asked, asked_when=each(asked.asked_when)) for asked in rules.questions),
        rows=tuple(replace(row, when=one(row.when)) for row in rules.rows),
        gate=tuple(gate(row) for row in rules.gate),
        deadlines=tuple(deadline(row) for row in rules.deadlines),
        leverage=tuple(replace(row, when=each(row.when)) for row in rules.leverage),
        floors=tuple(replace(floor, when=one(floor.when)) for floor in rules.floors),
    )
    return replace(
        content,
        rules=plain_rules,
        scripts=tuple(replace(script, when=each(script.when)) for script in content.scripts),
        letters=tuple(replace(letter, when=each(letter.when)) for letter in content.letters),
        papers=tuple(replace(paper, when=each(paper.when)) for paper in content.papers),
        scenarios=tuple(replace(scenario, when=each(scenario.when)) for scenario in content.scenarios),
    )


def can_hold(known: Mapping[str, Question | Fact], wanted: Condition) -> bool:
    """Whether some answers make the condition true, given when its questions are asked.

    Conditions are lists of allowed answers without "not", so a way through exists exactly when for each question one of
    its `asked-when` can be added without leaving some question or fact without an allowed answer.
    """
    return _can_hold(known, {key: frozenset(answers) for key, answers in wanted.items()}, frozenset())


def _can_hold(known: Mapping[str, Question | Fact], allowed: Answers, explained: frozenset[str]) -> bool:
    if not all(allowed.values()):
        return False
    for key in allowed:
        asked = known.get(key)  # an unknown one is reported elsewhere
        if key in explained or not isinstance(asked, Question) or not asked.asked_when:
            continue
        return any(_can_hold(known, _both(allowed, when), explained | {key}) for when in asked.asked_when)
    return True


def _both(allowed: Answers, when: Condition) -> Answers:
    made = dict(allowed)
    for key, answers in when.items():
        made[key] = made.get(key, frozenset(answers)) & frozenset(answers)
    return made

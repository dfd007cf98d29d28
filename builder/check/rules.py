"""Checks on the decision table: every row can be reached, every step is advised, money waits for the gate."""

from collections.abc import Mapping

from builder.conditions import answers_of, can_hold, conditions_of, without_groups
from builder.fault import Fault, fault
from builder.known import Known, quote, say
from rulebook.records import Condition, Fact, Question

NO_ADVICE = "no-advice"  # the group that says on purpose: nothing follows from this answer


def check_rules(look: Known) -> list[Fault]:
    """What is wrong with rows, gate and steps, once every id is right."""
    return [*_never(look), *_advised(look), *_money(look), *_last_words(look), *_groups(look)]


def _never(look: Known) -> list[Fault]:
    rules = without_groups(look.content.rules)
    known = answers_of(rules)
    faults = []
    for stands in conditions_of(rules, look.content.decide):
        if not _is_clear(known, stands.condition):
            continue
        if any(can_hold(known, _both(stands.condition, within)) for within in stands.within or [{}]):
            continue
        what = f"{say(stands.owner)}: its {stands.part} can never hold: {shown(stands.condition)}"
        hint = "one of these questions is not asked after the other answers"
        faults.append(fault(look.place(stands.owner, next(iter(stands.condition), None)), what, hint))
    return faults


def _is_clear(known: Mapping[str, Question | Fact], when: Condition) -> bool:
    return all(key in known and set(answers) <= set(known[key].answer_ids) for key, answers in when.items())


def _both(one: Condition, other: Condition) -> Condition:
    shared = {key: tuple(a for a in one[key] if a in other[key]) for key in one if key in other}
    return {**one, **other, **shared}


def shown(when: Condition) -> str:
    """A condition on one line: `holder court; court-stage papers, lien`."""
    return "; ".join(f"{key} {', '.join(answers)}" for key, answers in when.items()) or "always"


def _advised(look: Known) -> list[Fault]:
    advised = {row.step for row in look.content.rules.rows}
    return [
        fault(look.place(f"step/{step.id}"), f'step "{step.id}": no row advises it', "add a row to rules.yaml")
        for step in look.content.checklist.steps
        if step.id not in advised
    ]


def _money(look: Known) -> list[Fault]:
    kinds = {step.id: step.kind for step in look.content.checklist.steps}
    faults = []
    for row in look.content.rules.rows:
        owner, kind = f"row/{row.id}", kinds.get(row.step)
        if kind == "money" and row.needs != "ready":
            what = f"{say(owner)}: it advises the money step {quote(row.step)} without the gate"
            faults.append(fault(look.place(owner), what, "add needs: ready"))
        if kind == "rights" and row.needs:
            what = f"{say(owner)}: the rights step {quote(row.step)} must never wait"
            faults.append(fault(look.place(owner, row.needs), what, "remove needs"))
    return faults


def _last_words(look: Known) -> list[Fault]:
    faults = []
    for gate in look.content.rules.gate:
        owner, places = f"gate/{gate.id}", [n for n, until in enumerate(gate.closed) if not until.when]
        if places != [len(gate.closed) - 1]:
            what = f"{say(owner)}: the last entry of closed, and only the last, has no when"
            faults.append(fault(look.place(owner, "closed"), what, "end it with what to do first in every other case"))
    return faults


def _groups(look: Known) -> list[Fault]:
    used = {
        (key, answer[1:])
        for stands in conditions_of(look.content.rules, look.content.decide)
        for key, answers in stands.condition.items()
        for answer in answers
        if answer.startswith("@")
    }
    return [
        fault(
            look.place(f"question/{question.id}"),
            f'question "{question.id}": nothing uses the group "{name}"',
            "remove it",
        )
        for question in look.content.rules.questions
        for name in sorted({name for answer in question.answers for name in answer.groups})
        if name != NO_ADVICE and (question.id, name) not in used
    ]

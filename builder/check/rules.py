"""Checks on the decision table: every row can be reached, every step is advised, money waits for the gate."""

from collections.abc import Mapping

from builder.conditions import answers_of, can_hold, conditions_of, without_groups
from builder.fault import Fault, fault
from builder.known import Known, quote, say
from builder.model import LetterPage, ScriptPage
from rulebook.records import Condition, Fact, PaperKind, Question

NO_ADVICE = "no-advice"  # the group that says on purpose: nothing follows from this answer


def check_rules(look: Known) -> list[Fault]:
    """What is wrong with rows, gate and steps, once every id is right."""
    return [*_never(look), *_never_beside(look), *_advised(look), *_money(look), *_last_words(look), *_groups(look)]


def _never(look: Known) -> list[Fault]:
    content = without_groups(look.content)
    known = answers_of(content.rules)
    faults = []
    for stands in conditions_of(content):
        if not is_clear(known, stands.condition):
            continue
        if any(can_hold(known, both(stands.condition, within)) for within in stands.within or [{}]):
            continue
        what = f"{say(stands.owner)}: its {stands.part} can never hold: {shown(stands.condition)}"
        hint = "one of these questions is not asked after the other answers"
        faults.append(fault(look.place(stands.owner, next(iter(stands.condition), None)), what, hint))
    return faults


def _never_beside(look: Known) -> list[Fault]:
    """Scripts, letters and papers that would never show with a step they name."""
    content = without_groups(look.content)
    known = answers_of(content.rules)
    items: list[tuple[str, ScriptPage | LetterPage | PaperKind]] = []
    items += [(f"script/{one.id}", one) for one in content.scripts]
    items += [(f"letter/{one.id}", one) for one in content.letters]
    items += [(f"paper/{one.id}", one) for one in content.papers]
    faults = []
    for owner, item in items:
        whens = [when for when in item.when or [{}] if is_clear(known, when)]
        for step in item.steps:
            rows = [row.when for row in content.rules.rows if row.step == step and is_clear(known, row.when)]
            if rows and whens and not any(can_hold(known, both(when, row)) for when in whens for row in rows):
                what = f"{say(owner)}: it never goes with the step {quote(step)}"
                faults.append(fault(look.place(owner, step), what, "its when fits no row of that step"))
    return faults


def is_clear(known: Mapping[str, Question | Fact], when: Condition) -> bool:
    """Whether every question and answer of a condition is known; what is not is reported elsewhere."""
    return all(key in known and set(answers) <= set(known[key].answer_ids) for key, answers in when.items())


def both(one: Condition, other: Condition) -> Condition:
    """The condition that holds when both do; an answer list left empty can never hold."""
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
        for stands in conditions_of(look.content)
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

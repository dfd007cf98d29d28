"""Checks that every id that is named exists: questions, answers, groups, steps, sources, dates, links."""

import dataclasses
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from builder.conditions import conditions_of, decide_owners
from builder.fault import Fault, fault
from builder.known import PICTURES, Known, called_contacts, cited, links, pictures, quote, say
from builder.playbook import PLAYBOOK
from rulebook.case import Dates
from rulebook.decode import did_you_mean, outside
from rulebook.records import Condition, Question

DATE_NAMES = tuple(outside(field.name) for field in dataclasses.fields(Dates) if field.name != "extra")
BUILT_PAGES = (
    "index", "app", "checklist", "print", "decide", "rules", "sources", "glossary", "scripts",
    "letters", "steps", "topics",
)  # fmt: skip
LINKS = ("step", "script", "letter", "page", "topic")


def check_ids(look: Known) -> list[Fault]:
    """Every id that something names and nothing has."""
    return [
        *_conditions(look),
        *_questions(look),
        *_rule_targets(look),
        *_deadlines(look),
        *_pages(look),
        *_carried(look),
        *_in_text(look),
    ]


def _conditions(look: Known) -> list[Fault]:
    faults = []
    for stands in conditions_of(look.content):
        faults += _condition(look, stands.owner, stands.condition)
    return faults


def _condition(look: Known, owner: str, when: Condition) -> list[Fault]:
    asked, faults = look.asked, []
    for key, answers in when.items():
        if key not in asked:
            names = [*look.names("question"), *look.names("fact")]
            if key not in names and look.can_judge("question") and look.can_judge("fact"):
                what = f"{say(owner)}: unknown question {quote(key)}"
                faults.append(fault(look.place(owner, key), what, did_you_mean(key, names)))
            continue
        groups = sorted({f"@{name}" for answer in asked[key].answers for name in answer.groups})
        if not answers:
            what = f"{say(owner)}: {quote(key)} lists no answer"
            faults.append(fault(look.place(owner, key), what, "name at least one, or remove the line"))
        for answer in answers:
            known = groups if answer.startswith("@") else asked[key].answer_ids
            if answer in known:
                continue
            called = "answer group" if answer.startswith("@") else "answer"
            what = f"{say(owner)}: unknown {called} {quote(answer)}"
            allowed = ", ".join((*asked[key].answer_ids, *groups))
            hint = did_you_mean(answer, known) if known else f"{key} has no groups"
            hint = hint if hint.startswith("allowed") else f"{hint} {key} allows {allowed}"
            faults.append(fault(look.place(owner, answer), what, hint))
    return faults


def _questions(look: Known) -> list[Fault]:
    faults = []
    for question in look.content.rules.questions:
        owner = f"question/{question.id}"
        if question.default not in question.answer_ids:
            what = f"{say(owner)}: the default {quote(question.default)} is not one of its answers"
            hint = did_you_mean(question.default, question.answer_ids)
            faults.append(fault(look.place(owner, question.default), what, hint))
    for asked in look.asked.values():
        owner = f"{'question' if isinstance(asked, Question) else 'fact'}/{asked.id}"
        twice = sorted({name for name in asked.answer_ids if asked.answer_ids.count(name) > 1})
        what = f"{say(owner)}: an answer stands twice: {', '.join(twice)}"
        faults += [fault(look.place(owner), what, "rename one of them")] if twice else []
    both = set(look.names("question")) & set(look.names("fact"))
    for name in sorted(both):
        faults.append(fault(look.place(f"fact/{name}"), f'"{name}" is a question and a fact', "rename one of them"))
    return [*faults, *_cycles(look)]


def _cycles(look: Known) -> list[Fault]:
    known = look.asked
    needs = {q.id: {key for when in q.asked_when for key in when if key in known} for q in look.content.rules.questions}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as trouble:
        names = [str(name) for name in trouble.args[1]]
        what = f"question {quote(names[0])} is asked only when it is answered: {' → '.join(reversed(names))}"
        return [fault(look.place(f"question/{names[0]}", "asked-when"), what, "remove one of these from asked-when")]
    return []


def _rule_targets(look: Known) -> list[Fault]:
    rules, faults = look.content.rules, []
    for row in rules.rows:
        faults += look.unknown(f"row/{row.id}", "step", [row.step])
        faults += look.unknown(f"row/{row.id}", "source", row.sources)
    for fact in rules.facts:
        faults += look.unknown(f"fact/{fact.id}", "source", fact.sources)
    for leverage in rules.leverage:
        faults += look.unknown(f"leverage/{leverage.id}", "source", leverage.sources)
    for phrase in rules.phrases.rows:
        faults += look.unknown(f"phrase/{phrase.id}", "source", phrase.sources)
    for gate in rules.gate:
        owner = f"gate/{gate.id}"
        steps = [until.first for until in gate.closed] + [gate.done_opens] * bool(gate.done_opens)
        faults += look.unknown(owner, "step", [step for step in (*steps, *gate.also_open) if step])
        faults += look.unknown(owner, "question", [gate.asked] if gate.asked else [])
    for floor in rules.floors:
        faults += look.unknown(f"floor/{floor.id}", "source", [floor.source])
        faults += look.unknown(f"floor/{floor.id}", "state", [floor.state])
        faults += look.unknown(f"floor/{floor.id}", "contact", [floor.contact] if floor.contact else [])
    for limit in rules.credit.limits:
        faults += look.unknown(f"credit-limit/{limit.state}", "source", [limit.source, rules.credit.challenge])
        faults += look.unknown(f"credit-limit/{limit.state}", "state", [limit.state])
    for table in rules.poverty.tables:
        faults += look.unknown(f"poverty/{table.year}-{table.area}", "source", [table.source])
    for owner, asked in decide_owners(look.content.decide):
        faults += look.unknown(owner, "question", [asked.question])
        if asked.question in look.asked:
            faults += _condition(look, owner, {asked.question: asked.answers})
    return faults


def _deadlines(look: Known) -> list[Fault]:
    faults = []
    for deadline in look.content.rules.deadlines:
        owner = f"deadline/{deadline.id}"
        faults += look.unknown(owner, "source", [deadline.source])
        faults += look.unknown(owner, "step", [deadline.step] if deadline.step else [])
        for name in (deadline.start, deadline.printed, deadline.unless_dated):
            if name and name not in DATE_NAMES:
                what = f"{say(owner)}: unknown date {quote(name)}"
                faults.append(fault(look.place(owner, name), what, did_you_mean(name, DATE_NAMES)))
        lengths = [deadline.days is not None, deadline.months is not None, bool(deadline.reach)]
        is_counted = bool(deadline.start) and sum(lengths) == 1
        if sum(lengths) > 1 or bool(deadline.start) != any(lengths) or not (is_counted or deadline.printed):
            hint = "give start with one of days, months or reach; or printed; or both"
            faults.append(fault(look.place(owner), f"{say(owner)}: it cannot be counted", hint))
    return faults


def _pages(look: Known) -> list[Fault]:
    content, faults = look.content, []
    for step in content.checklist.steps:
        faults += look.unknown(f"step/{step.id}", "page", [step.page])
        faults += look.unknown(f"step/{step.id}", "source", step.sources)
    for nine in content.checklist.nine:
        faults += look.unknown(f"nine/{nine.id}", "step", [nine.step])
    for page in content.pages:
        faults += look.unknown(f"guide/{page.id}", "source", page.sources)
        faults += look.unknown(f"guide/{page.id}", "step", page.steps)
    for kind, items in (("script", content.scripts), ("letter", content.letters), ("paper", content.papers)):
        for item in items:
            faults += look.unknown(f"{kind}/{item.id}", "source", item.sources)
            faults += look.unknown(f"{kind}/{item.id}", "step", item.steps)
    for change in content.changes:
        faults += look.unknown(f"change/{change.id}", "source", change.sources)
        faults += look.unknown(f"change/{change.id}", "step", change.steps)
    for contact in content.contacts:
        faults += look.unknown(f"contact/{contact.id}", "source", [contact.source] if contact.source else [])
    return faults


def _carried(look: Known) -> list[Fault]:
    return [
        fault(look.place(owner, name), f"{say(owner)}: unknown playbook id {quote(name)}", did_you_mean(name, PLAYBOOK))
        for owner, carries in carried(look).items()
        for name in carries
        if name not in PLAYBOOK
    ]


def carried(look: Known) -> dict[str, tuple[str, ...]]:
    """Which entry carries which parts of the method, as `kind/id`."""
    content, rules = look.content, look.content.rules
    found = {
        "guide": [(page.id, page.carries) for page in content.pages],
        "script": [(page.id, page.carries) for page in content.scripts],
        "letter": [(page.id, page.carries) for page in content.letters],
        "paper": [(paper.id, paper.carries) for paper in content.papers],
        "page": [(page.id, page.carries) for page in content.checklist.pages],
        "step": [(step.id, step.carries) for step in content.checklist.steps],
        "question": [(question.id, question.carries) for question in rules.questions],
        "row": [(row.id, row.carries) for row in rules.rows],
        "deadline": [(deadline.id, deadline.carries) for deadline in rules.deadlines],
        "leverage": [(leverage.id, leverage.carries) for leverage in rules.leverage],
        "phrase": [(phrase.id, phrase.carries) for phrase in rules.phrases.rows],
        "decide": [(owner.split("/")[1], asked.carries) for owner, asked in decide_owners(content.decide)],
    }
    return {f"{kind}/{own}": carries for kind, listed in found.items() for own, carries in listed if carries}


def link_names(look: Known, kind: str) -> frozenset[str]:
    """What `kind:` may link to; `page:` reaches pages we write and pages the build makes."""
    if kind not in ("page", "topic"):
        return frozenset(look.names(kind))
    kinds = {page.id: page.kind for page in look.content.pages}
    unread = look.names("guide") - kinds.keys() - look.names("page")  # a page with a fault may be either
    if kind == "topic":
        return frozenset({*unread, *(name for name, found in kinds.items() if found == "topic")})
    return frozenset(
        {*BUILT_PAGES, *unread, *(name for name, found in kinds.items() if found not in ("topic", "step"))}
    )


def _in_text(look: Known) -> list[Fault]:
    faults, known_links = [], {kind: link_names(look, kind) for kind in LINKS}
    for unit in look.units:
        for place, line in unit.lines:
            faults += [
                fault(place, f"unknown picture {quote(name)}", did_you_mean(name, PICTURES))
                for name in pictures(line)
                if name not in PICTURES
            ]
            for kind, names in (("source", cited(line)), ("contact", called_contacts(line))):
                known = look.names(kind)
                for name in names:
                    if name not in known and look.can_judge(kind):
                        hint = did_you_mean(name, known) if known else "there are none yet"
                        faults.append(fault(place, f"unknown {kind} {quote(name)}", hint))
            for _, target in links(line):
                faults += [fault(place, *found) for found in [_link_trouble(look, target, known_links)] if found]
    for group in look.content.topics:
        owner = f"topic-group/{group.id}"
        troubles = [(target, _link_trouble(look, target, known_links)) for target in group.links]
        faults += [
            fault(look.place(owner, target), f"{say(owner)}: {found[0]}", found[1])
            for target, found in troubles
            if found
        ]
    return faults


def _link_trouble(look: Known, target: str, names: Mapping[str, frozenset[str]]) -> tuple[str, str] | None:
    kind, _, name = target.partition(":")
    if kind not in LINKS:
        hint = "write step:ID, script:ID, letter:ID, page:ID or topic:ID"
        return f"this link leads nowhere we know: {quote(target)}", hint
    known = names[kind]
    if name in known or not look.can_judge(kind if kind in ("step", "script", "letter") else "guide"):
        return None
    return f"link to an unknown {kind} {quote(name)}", did_you_mean(name, known) if known else "there are none yet"

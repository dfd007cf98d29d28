"""Checks that nothing is left over: sources, questions, answers, facts, scripts and contacts that nobody uses."""

import re
from collections.abc import Mapping

from builder.check.sources import cited_sources
from builder.conditions import deciding, plain_answers
from builder.fault import Fault, fault
from builder.known import Known, called_contacts, links, quote, say
from rulebook.records import Question

ASKED_BY_THE_TOOL = {"safe": "the tool asks it before it keeps anything on the device"}


def check_use(look: Known, texts: Mapping[str, str]) -> list[Fault]:
    """Entries that nothing uses, and pages that neither content nor a template links to."""
    unused = [*_sources(look), *_questions(look), *_answers(look), *_step_less(look), *_contacts(look)]
    return [*unused, *_pages(look, "\n".join(texts.values()))]


def _unused(look: Known, owner: str, hint: str) -> Fault:
    return fault(look.place(owner), f"{say(owner)}: nothing uses it", hint)


def _sources(look: Known) -> list[Fault]:
    used = cited_sources(look)
    return [
        _unused(look, f"source/{source.id}", "cite it where its claim is made, or remove it")
        for source in look.content.sources
        if source.id not in used
    ]


def _questions(look: Known) -> list[Fault]:
    content = look.content
    named = {key for stands in deciding(content.rules, content.decide) for key in stands.condition}
    named |= {gate.asked for gate in content.rules.gate if gate.asked}
    named |= {asked.question for asked in content.decide} | set(ASKED_BY_THE_TOOL)
    kinds = {asked.id: "question" if isinstance(asked, Question) else "fact" for asked in look.asked.values()}
    return [
        _unused(look, f"{kind}/{name}", "name it in a row, the gate or a date, or remove it")
        for name, kind in kinds.items()
        if name not in named
    ]


def _answers(look: Known) -> list[Fault]:
    known, rules = look.asked, look.content.rules
    matched: set[tuple[str, str]] = set()
    for stands in deciding(rules, look.content.decide):
        for key, answers in plain_answers(known, stands.condition).items():
            matched |= {(key, answer) for answer in answers}
    faults = []
    for question in rules.questions:
        if question.id in ASKED_BY_THE_TOOL:
            continue
        for answer in question.answers:
            if not answer.groups and (question.id, answer.id) not in matched:
                owner = f"question/{question.id}"
                what = f"{say(owner)}: answer {quote(answer.id)} is in no group and no row"
                faults.append(
                    fault(look.place(owner, answer.id), what, "say what follows from it, or put it in a group")
                )
    return faults


def _step_less(look: Known) -> list[Fault]:
    content = look.content
    named = (("script", content.scripts), ("letter", content.letters), ("paper", content.papers))
    return [
        fault(look.place(f"{kind}/{item.id}"), f'{kind} "{item.id}" serves no step', "name a step in steps")
        for kind, items in named
        for item in items
        if not item.steps
    ]


def _pages(look: Known, templates: str) -> list[Fault]:
    linked = {target for unit in look.units for _, target in links(unit.english)}
    return [
        fault(
            look.place(f"guide/{page.id}"), f'page "{page.id}": nothing links to it', f"write page:{page.id} somewhere"
        )
        for page in look.content.pages
        if page.kind in ("door", "page")
        and f"page:{page.id}" not in linked
        and not re.search(rf"""["'/]{page.id}["'/]""", templates)
    ]


def _contacts(look: Known) -> list[Fault]:
    called = {name for unit in look.units for name in called_contacts(unit.english)}
    called |= {floor.contact for floor in look.content.rules.floors if floor.contact}
    return [
        _unused(look, f"contact/{contact.id}", f"send somebody there with [@contact:{contact.id}], or remove it")
        for contact in look.content.contacts
        if contact.id not in called
    ]

"""Checks that every claim has a source, and that nothing leans on one that no longer holds."""

from builder.check.text import owner_of
from builder.fault import Fault, fault
from builder.known import Known, cited, quote, say

KIND_BY_START = {"P-": "pattern", "O-": "ours"}
MUST_HAVE = ("guide", "script", "letter", "row", "leverage", "phrase")


def check_sources(look: Known) -> list[Fault]:
    """Missing sources, and sources that are out of force or past their review."""
    return [*_missing(look), *_not_current(look), *_shape(look), *_guidelines(look)]


def sources_by_owner(look: Known) -> dict[str, tuple[str, ...]]:
    """The sources each entry names, as `kind/id`."""
    content, rules = look.content, look.content.rules
    found = {owner_of(page): page.sources for page in look.pages}
    found |= {f"paper/{paper.id}": paper.sources for paper in content.papers}
    found |= {f"row/{row.id}": row.sources for row in rules.rows}
    found |= {f"leverage/{leverage.id}": leverage.sources for leverage in rules.leverage}
    found |= {f"phrase/{phrase.id}": phrase.sources for phrase in rules.phrases.rows}
    found |= {f"fact/{fact.id}": fact.sources for fact in rules.facts}
    found |= {f"step/{step.id}": step.sources for step in content.checklist.steps}
    found |= {f"deadline/{deadline.id}": (deadline.source,) for deadline in rules.deadlines}
    found |= {f"floor/{floor.id}": (floor.source,) for floor in rules.floors}
    found |= {f"poverty/{table.year}-{table.area}": (table.source,) for table in rules.poverty.tables}
    found |= {f"contact/{contact.id}": (contact.source,) for contact in content.contacts if contact.source}
    return found


def cited_sources(look: Known) -> set[str]:
    """Every source that something names, in a field or in its text."""
    named = {name for names in sources_by_owner(look).values() for name in names}
    return named | {name for unit in look.units for name in cited(unit.english)}


def _missing(look: Known) -> list[Fault]:
    plain = {f"guide/{page.id}" for page in look.content.pages if page.kind != "step" and not page.carries}
    return [
        fault(look.place(owner), f"{say(owner)}: no source", "name at least one; a pattern of ours counts, like P-S3")
        for owner, names in sources_by_owner(look).items()
        if not names and owner.split("/")[0] in MUST_HAVE and owner not in plain
    ]


def _not_current(look: Known) -> list[Fault]:
    faults, on = [], look.content.as_of
    known = {source.id: source for source in look.content.sources}
    for owner, names in sources_by_owner(look).items():
        for name in names:
            source = known.get(name)
            if source is None or source.is_current(on):
                continue
            trouble = (
                f"is {source.status}" if source.status != "in-force" else f"was to be reviewed by {source.review_by}"
            )
            hint = "read it again and update sources.yaml, or say it without this source"
            faults.append(fault(look.place(owner, name), f"{say(owner)}: source {quote(name)} {trouble}", hint))
    return faults


def _guidelines(look: Known) -> list[Fault]:
    poverty = look.content.rules.poverty
    if not poverty.tables or poverty.expires >= look.content.as_of:
        return []
    newest = max(poverty.tables, key=lambda table: table.year)
    what = f"the poverty guidelines ran out on {poverty.expires}"
    return [fault(look.place(f"poverty/{newest.year}-{newest.area}"), what, "add the tables of the new year")]


def _shape(look: Known) -> list[Fault]:
    faults = []
    for source in look.content.sources:
        owner = f"source/{source.id}"
        if KIND_BY_START.get(source.id[:2], source.kind) != source.kind:
            what = f"{say(owner)}: the id does not fit the kind {quote(source.kind)}"
            faults.append(fault(look.place(owner), what, "P- is for patterns, O- for what is ours, F- for the rest"))
        if source.checked > look.content.as_of:
            what = f"{say(owner)}: it was checked on {source.checked}, after {look.content.as_of}"
            faults.append(fault(look.place(owner, source.checked.isoformat()), what, "move content/as-of"))
        if source.url is not None and not source.url.startswith("https://"):
            what = f"{say(owner)}: {quote(source.url)} is not a safe address"
            faults.append(fault(look.place(owner, source.url), what, "write the address that starts with https://"))
    return faults

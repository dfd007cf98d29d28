"""Checks that every claim has a source, and that nothing leans on one that does not hold on the day the build uses."""

from collections.abc import Mapping
from datetime import date

from builder.check.text import owner_of
from builder.fault import Fault, fault
from builder.known import Known, cited, quote, say
from rulebook.records import Source

KIND_BY_START = {"P-": "pattern", "O-": "ours"}
MUST_HAVE = ("guide", "script", "letter", "row", "leverage", "phrase", "change")
# What only tells of a law, marked as what it is, may name one that is disputed, has ended or is yet to come. Rules,
# scripts, letters and pages argue from theirs, so nothing but a law in force will do for them.
MAY_TELL = {
    "change": ("in-force", "contested", "ended", "announced"),
    "credit-limit": ("in-force", "contested"),
    "poverty": ("in-force", "ended"),  # each table holds for its own days, which check/dated.py compares
}


def check_sources(look: Known) -> list[Fault]:
    """Missing sources, and sources that do not hold on the day of the content."""
    return [*_missing(look), *check_current(look, look.content.as_of), *_shape(look)]


def check_current(look: Known, on: date) -> list[Fault]:
    """What leans on a source that is out of force on this day, or past its review; and what its dates contradict."""
    known = {source.id: source for source in look.content.sources}
    faults = check_status(look, on)
    for owner, names in sources_by_owner(look).items():
        for name in dict.fromkeys(names):
            trouble = _trouble(owner, known[name], on) if name in known else None
            if trouble:
                hint = "read it again and update sources.yaml, or say it without this source"
                faults.append(fault(look.place(owner, name), f"{say(owner)}: source {quote(name)} {trouble}", hint))
    return faults


def sources_by_owner(look: Known) -> Mapping[str, tuple[str, ...]]:
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
    found |= {f"credit-limit/{limit.state}": (limit.source, rules.credit.challenge) for limit in rules.credit.limits}
    found |= {f"poverty/{table.year}-{table.area}": (table.source,) for table in rules.poverty.tables}
    found |= {f"change/{change.id}": change.sources for change in content.changes}
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


def _trouble(owner: str, source: Source, on: date) -> str | None:
    """Why this entry may not lean on this source on this day."""
    kind = owner.split("/", maxsplit=1)[0]
    if source.status not in MAY_TELL.get(kind, ("in-force",)):
        return f"is {source.status}"
    if on > source.review_by:
        return f"was to be reviewed by {source.review_by}"
    if source.status != "in-force" or kind == "change" or source.is_in_force(on):
        return None
    starts = source.valid_from is not None and on < source.valid_from
    return f"is in force from {source.valid_from}" if starts else f"was in force until {source.valid_to}"


def check_status(look: Known, on: date) -> list[Fault]:
    """Sources whose status and own dates contradict each other on this day."""
    return [found for source in look.content.sources if (found := _status(look, source, on))]


def _status(look: Known, source: Source, on: date) -> Fault | None:
    first, last, owner = source.valid_from, source.valid_to, f"source/{source.id}"
    if first and last and last < first:
        return fault(look.place(owner, "valid-to"), f"{say(owner)}: it ends before it starts", "swap the two days")
    if source.status == "announced" and first and first <= on:
        hint = "read it again, and write status: in-force if it came"
        return fault(look.place(owner, "valid-from"), f"{say(owner)}: it was to start on {first}", hint)
    if source.status == "in-force" and last and last < on:
        hint = "write status: ended, and say what holds now"
        return fault(look.place(owner, "valid-to"), f"{say(owner)}: it was in force until {last}", hint)
    if source.status == "ended" and last and on <= last:
        hint = "write status: in-force until then"
        return fault(look.place(owner, "valid-to"), f"{say(owner)}: it is ended, but holds until {last}", hint)
    return None


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

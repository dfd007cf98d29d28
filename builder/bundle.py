"""Content to the compiled guide that the command and the app decide by."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from builder.conditions import without_groups
from builder.model import Content
from rulebook.decode import to_plain
from rulebook.guide import Guide
from rulebook.records import Letter, Script


def compiled(content: Content) -> Guide:
    """The guide of one language; its version is the date and a hash over everything else.

    Sources that only pages cite stay out: nothing on a device shows them.
    """
    content = without_groups(content)
    rules = content.rules
    guide = Guide(
        version="",
        lang=content.lang,
        as_of=content.as_of,
        questions=rules.questions,
        facts=rules.facts,
        rows=rules.rows,
        pages=content.checklist.pages,
        steps=content.checklist.steps,
        gate=rules.gate,
        deadlines=rules.deadlines,
        leverage=rules.leverage,
        checks=rules.checks,
        sources=content.sources,
        scripts=tuple(Script(one.id, one.title, one.steps, one.sources, one.when) for one in content.scripts),
        letters=tuple(Letter(one.id, one.title, one.steps, one.sources, one.when) for one in content.letters),
        papers=content.papers,
        poverty=rules.poverty,
        floors=rules.floors,
        states=rules.states,
        phrases=rules.phrases,
        words=content.words,
    )
    named = frozenset(_sources_in(to_plain(replace(guide, sources=()))))
    guide = replace(guide, sources=tuple(source for source in guide.sources if source.id in named))
    digest = hashlib.sha256(canonical(guide).encode()).hexdigest()
    return replace(guide, version=f"{content.as_of.isoformat()}.{digest[:8]}")


def _sources_in(plain: object) -> Iterator[str]:
    """The ids of sources that plain values name, however deep."""
    if isinstance(plain, dict):
        yield from (str(name) for name in (plain.get("source"), *(plain.get("sources") or ())) if name)
        for inner in plain.values():
            yield from _sources_in(inner)
    elif isinstance(plain, list):
        for inner in plain:
            yield from _sources_in(inner)


def canonical(guide: Guide) -> str:
    """The one text of a guide: sorted keys, one line for each value; the version is left out while it is empty."""
    plain = to_plain(guide)
    if isinstance(plain, dict) and not guide.version:
        plain.pop("version")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n"

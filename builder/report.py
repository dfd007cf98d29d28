"""What `python -m builder check` counts: the contents of `build/check.json`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.cases import Situation
from builder.check.ids import carried
from builder.check.reading import grades
from builder.check.scenarios import asked_in
from builder.known import Known
from builder.playbook import PLAYBOOK
from builder.read import Sources

Plain = dict[str, object]


@dataclass(frozen=True)
class Language:
    """How far a language has come."""

    lang: str
    total: int
    missing: int


def report(
    sources: Sources, cases: Sequence[Situation], warnings: int, coach: Mapping[str, Mapping[str, int]]
) -> Plain:
    """Counts, what carries each part of the method, how the coach does, languages and the hardest pages."""
    known = Known(sources.english)
    content, rules = known.content, known.content.rules
    where = _where(carried(known))
    hardest = sorted(grades(known), key=lambda found: (-found.grade, found.owner))[:10]
    return {
        "as-of": content.as_of.isoformat(),
        "counts": {
            "pages": len(content.pages),
            "scripts": len(content.scripts),
            "letters": len(content.letters),
            "papers": len(content.papers),
            "scenarios": len(content.scenarios),
            "steps": len(content.checklist.steps),
            "questions": len(rules.questions),
            "facts": len(rules.facts),
            "rows": len(rules.rows),
            "gate": len(rules.gate),
            "deadlines": len(rules.deadlines),
            "sources": len(content.sources),
            "phrases": len(rules.phrases.rows),
            "changes": len(content.changes),
            "terms": len(content.glossary),
            "contacts": len(content.contacts),
            "cases": len(cases),
            "warnings": warnings,
        },
        "scenarios": [
            {
                "id": one.id,
                "title": one.title,
                "asks": list(asked_in(rules, one)),
                "rows": list(one.rows),
                "cases": sum(case.scenario == one.id for case in cases),
            }
            for one in content.scenarios
        ],
        "sources": {
            "kind": dict(Counter(source.kind for source in content.sources)),
            "evidence": dict(Counter(source.evidence for source in content.sources)),
            "status": dict(Counter(source.status for source in content.sources)),
            "kind-and-evidence": {
                kind: dict(Counter(source.evidence for source in content.sources if source.kind == kind))
                for kind in dict.fromkeys(source.kind for source in content.sources)
            },
        },
        "carried": where,
        "not-carried": [name for name in PLAYBOOK if name not in where],
        "coach": {name: dict(counts) for name, counts in coach.items()},
        "languages": {found.lang: {"total": found.total, "missing": found.missing} for found in languages(sources)},
        "hardest": [{"page": found.owner, "grade": found.grade, "words": found.words} for found in hardest],
        "states": sorted({floor.state for floor in rules.floors}),
        "states-with-a-line": sorted({floor.state for floor in rules.floors if floor.tiers}),
        "credit-limits": sorted({limit.state for limit in rules.credit.limits}),
    }


def told(made: Plain) -> Iterator[str]:
    """What `check` prints of a report: counts, sources by kind and evidence, and the states that are covered."""
    yield "content is good: " + ", ".join(f"{count} {name}" for name, count in _counts(made["counts"]) if count)
    sources = made["sources"]
    by_kind = sources["kind-and-evidence"] if isinstance(sources, dict) else {}
    yield "sources: " + "; ".join(
        f"{kind} {', '.join(f'{count} {name}' for name, count in _counts(found))}" for kind, found in by_kind.items()
    )
    for name, what in (("states", "with an assistance rule"), ("credit-limits", "with a limit on credit reports")):
        listed = made[name]
        if isinstance(listed, list):
            yield f"states {what}: {len(listed)} ({', '.join(listed)})"


def _counts(found: object) -> list[tuple[str, int]]:
    return list(found.items()) if isinstance(found, dict) else []


def languages(sources: Sources) -> list[Language]:
    """English and each language that somebody has started."""
    total = len(sources.english.units)
    return [Language("en", total, 0), *(Language(found.lang, total, found.missing) for found in sources.overlays)]


def _where(carries: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for owner, names in carries.items():
        for name in names:
            found.setdefault(name, []).append(owner)
    return {name: sorted(owners) for name, owners in found.items()}

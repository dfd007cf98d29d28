"""Which pages there are, and one page for each template."""

from pathlib import Path

TEMPLATES = {
    "start": "",
    "step": "steps/request-itemized-bill/",
    "short step": "steps/appeal-denial/",
    "all steps": "steps/",
    "script": "scripts/ask-collector-proof/",
    "all scripts": "scripts/",
    "door": "collector-or-court/",
    "topic": "topics/timing/",
    "pairs": "topics/words-that-open-doors/",
    "all topics": "topics/",
    "prose": "privacy/",
    "checklist": "checklist/",
    "print": "print/",
    "question": "decide/",
    "later question": "decide/#provider-insured-claim",
    "leaf": "decide/#provider-pending",
    "rules": "rules/",
    "sources": "sources/",
    "states": "states/",
    "credit reports": "credit-reports/",
    "changes": "changes/",
    "help": "help/",
    "glossary": "glossary/",
    "not found": "404.html",
}


def addresses(site: Path) -> list[str]:
    """Every page of the built site, as an address below its start."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("" if folder == "." else f"{folder}/" for folder in found)

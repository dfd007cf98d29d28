"""One page for each template of builder/pages/templates: what holds for it holds for its like."""

TEMPLATES = {
    "start": "",
    "step": "steps/request-itemized-bill/",
    "step-short": "steps/gather-papers/",
    "steps": "steps/",
    "script": "scripts/ask-itemized-bill/",
    "scripts": "scripts/",
    "checklist": "checklist/",
    "print": "print/",
    "decide": "decide/",
    "rules": "rules/",
    "sources": "sources/",
    "glossary": "glossary/",
    "topics": "topics/",
    "topic": "topics/timing/",
    "prose": "bill-came/",
    "privacy": "privacy/",
    "app": "app/",
}

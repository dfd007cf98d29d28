"""Where each page stands in `build/docs`, and how one page reaches another without knowing where the site lives."""

import posixpath

PAGES = {
    "app": "app.md",
    "index": "index.md",
    "steps": "steps/index.md",
    "topics": "topics/index.md",
    "scripts": "scripts/index.md",
    "letters": "letters/index.md",
    "decide": "decide/index.md",
    "bill-came": "bill-came.md",
    "refused": "refused.md",
    "collector-or-court": "collector-or-court.md",
    "checklist": "checklist.md",
    "print": "print.md",
    "rules": "rules.md",
    "sources": "sources.md",
    "glossary": "glossary.md",
    "privacy": "privacy.md",
}
FOLDERS = {"step": "steps", "script": "scripts", "letter": "letters", "topic": "topics"}


def file_of(kind: str, name: str) -> str:
    """The Markdown file of a page: `step:pause` is steps/pause.md, `page:rules` is rules.md."""
    return PAGES.get(name, f"{name}.md") if kind == "page" else f"{FOLDERS[kind]}/{name}.md"


def url_of(file: str) -> str:
    """The address of a file below the start of the site: steps/pause.md is steps/pause/."""
    folder, name = posixpath.split(file)
    stem = name.removesuffix(".md")
    parts = [part for part in (folder, "" if stem == "index" else stem) if part]
    return "/".join(parts) + "/" if parts else ""


def file_link(here: str, there: str, anchor: str = "") -> str:
    """A link between Markdown files, which MkDocs checks and turns into an address."""
    path = posixpath.relpath(there, posixpath.dirname(here) or ".")
    return f"{path}#{anchor}" if anchor else path


def href(here: str, there: str, anchor: str = "") -> str:
    """A finished relative address, for HTML that MkDocs leaves as it is."""
    target, start = url_of(there), url_of(here)
    path = posixpath.relpath("/" + target, "/" + start)
    path = "./" if path == "." else path + "/"
    if anchor and target == start:
        path = ""
    return f"{path}#{anchor}" if anchor else path

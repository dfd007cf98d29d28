"""What `read.py` found on the disk, taken apart but not yet judged."""

import re
from dataclasses import dataclass, field

from builder.fault import Fault
from builder.markdown import RawPage, read_markdown
from builder.model import Release
from builder.yaml_nodes import Node, read_yaml

YAML_FILES = (
    "words.yaml",
    "checklist.yaml",
    "glossary.yaml",
    "topics.yaml",
    "sources.yaml",
    "decide.yaml",
    "papers.yaml",
    "scenarios.yaml",
    "changes.yaml",
    "rules/questions.yaml",
    "rules/facts.yaml",
    "rules/rules.yaml",
    "rules/gate.yaml",
    "rules/deadlines.yaml",
    "rules/leverage.yaml",
    "rules/checks.yaml",
    "rules/phrases.yaml",
    "rules/tables/poverty-guidelines.yaml",
    "rules/tables/state-floors.yaml",
    "rules/tables/credit-limits.yaml",
    "rules/tables/states.yaml",
    "rules/tables/contacts.yaml",
)
AS_OF = "as-of"
CHANGELOG = "CHANGELOG.md"  # beside content/, because whoever looks for it looks there
RELEASE = re.compile(r"(?m)^## \[?v?([0-9][^\s\],]*)\]?,? *(.*)$")
PLAIN_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(md|yaml))?")


def stem_of(file: str) -> str:
    """`rules` of `content/rules/rules.yaml`."""
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@dataclass(frozen=True)
class Tree:
    """The files of `content/` by their path from the repository; files that cannot be read are left out.

    `broken` names pages that are there but cannot be read, as `kind/id`.
    """

    as_of: str
    yaml: dict[str, Node]
    guide: dict[str, RawPage]
    scripts: dict[str, RawPage]
    letters: dict[str, RawPage]
    overlays: dict[str, dict[str, Node]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    releases: tuple[Release, ...] = ()


def grow(files: dict[str, str]) -> tuple[Tree, list[Fault]]:
    """Take the files apart; a file that has no place in `content/` is a problem."""
    faults = [_missing(f"content/{name}") for name in (AS_OF, *YAML_FILES) if f"content/{name}" not in files]
    as_of, releases = files.get(f"content/{AS_OF}", "").strip(), _releases(files.get(CHANGELOG, ""))
    tree = Tree(as_of, {}, {}, {}, {}, releases=releases)
    for file, text in sorted(files.items()):
        faults += _add(tree, file, text) if file != CHANGELOG else []
    return tree, faults


def _releases(text: str) -> tuple[Release, ...]:
    """The versions of a change log, the newest first."""
    _, *parts = RELEASE.split(text)
    versions = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return tuple(Release(version, day, said.strip()) for version, day, said in versions)


def _missing(file: str) -> Fault:
    return Fault(file, 1, "the file is missing", "write it, even if it holds only one entry")


def _add(tree: Tree, file: str, text: str) -> list[Fault]:
    parts = file.split("/")[1:]
    if not PLAIN_NAME.fullmatch(parts[-1]):
        return [Fault(file, 1, "the file name is no id", "use small letters, digits and hyphens")]
    name = "/".join(parts)
    if name in YAML_FILES:
        return _add_yaml(tree.yaml, file, text)
    if parts[0] == "i18n" and len(parts) == 3 and name.endswith(".yaml"):
        return _add_yaml(tree.overlays.setdefault(parts[1], {}), file, text)
    folders = {"guide": ("guide", tree.guide), "scripts": ("script", tree.scripts), "letters": ("letter", tree.letters)}
    if parts[0] in folders and len(parts) == 2 and name.endswith(".md"):
        called, pages = folders[parts[0]]
        page, faults = read_markdown(text, file)
        if page:
            pages[file] = page
        else:
            tree.broken.add(f"{called}/{stem_of(file)}")
        return faults
    if name == AS_OF:
        return []
    hint = "known are the files of CONTRIBUTING.md, guide/*.md, scripts/*.md, letters/*.md and i18n/LANGUAGE/*.yaml"
    return [Fault(file, 1, "nothing reads this file", hint)]


def _add_yaml(found: dict[str, Node], file: str, text: str) -> list[Fault]:
    node, faults = read_yaml(text, file)
    if node:
        found[file] = node
    return faults

"""Content many times as large: every entry that can stand again is copied under a new id, and copies name copies.

What stands once by its meaning stays once: the gate, the core path of /decide/, facts, poverty tables, states, the
printable nine, interface strings.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.yaml_nodes import plain, read_yaml

KEPT = ("safe",)  # the tool asks this question by its name
LISTS = {
    "rules/questions.yaml": "question",
    "rules/rules.yaml": "row",
    "rules/deadlines.yaml": "deadline",
    "rules/leverage.yaml": "leverage",
    "rules/checks.yaml": "check",
    "rules/tables/contacts.yaml": "contact",
    "glossary.yaml": "term",
    "sources.yaml": "source",
    "changes.yaml": "change",
    "papers.yaml": "paper",
    "scenarios.yaml": "scenario",
    "topics.yaml": "topic-group",
}
NAMES = {"step": "step", "steps": "step", "source": "source", "sources": "source", "page": "page", "rows": "row"}
CONDITIONS = ("when", "asked-when")
FLOORS = "rules/tables/state-floors.yaml"
START = "index"
UPPER = ("source", "floor")  # their ids are written in capitals
PAGES = ("page", "topic")  # what a link calls the pages of guide/
LINK = re.compile(r"\]\((step|script|page|topic):([^)]*)\)")
CITATION = re.compile(r"\[@(contact:)?([^\]]*)\]")
SHARED = ("pwa", "builder", "theme", "mkdocs.yml", "CHANGELOG.md")

Record = dict[str, Any]  # Any: plain YAML values


@dataclass(frozen=True)
class Copy:
    """Renames everything that is copied, the same way wherever it is named."""

    suffix: str
    known: Mapping[str, frozenset[str]]

    def id(self, kind: str, name: str) -> str:
        """The copy's id, or the id itself where nothing of that kind is copied under this name."""
        if name not in self.known.get(kind, frozenset()):
            return name
        return f"{name}-{self.suffix.upper() if kind in UPPER else self.suffix}"

    def record(self, kind: str, record: Record) -> Record:
        """An entry with new ids inside; a term is another term, a number another number, so that each stands once."""
        made: Record = {}
        for key, value in record.items():
            if key == "id":
                made[key] = self.id(kind, value)
            elif key in NAMES:
                made[key] = self._each(value, lambda name, key=key: self.id(NAMES[key], name))
            elif key in CONDITIONS:
                made[key] = self._each(value, self._condition)
            elif key == "wordings":
                made[key] = [self.record(kind, one) for one in value]
            elif key in ("phone", "tty"):
                made[key] = f"{value[:-2]}{(int(value[-2:]) + int(self.suffix[1:])) % 100:02}"
            elif key == "links":
                made[key] = [self._link(one) for one in value]
            elif key == "term":
                made[key] = f"{value} {self.suffix}"
            else:
                made[key] = self._each(value, self.text) if key != "answers" else value
        return made

    @staticmethod
    def _each(value: Any, change: Callable[..., Any]) -> Any:  # Any: plain YAML values
        return [change(item) for item in value] if isinstance(value, list) else change(value)

    def _link(self, target: str) -> str:
        kind, _, name = target.partition(":")
        return f"{kind}:{self.id('written' if kind in PAGES else kind, name)}"

    def _condition(self, when: Record) -> Record:
        return {self.id("question", key): answers for key, answers in when.items()}

    def text(self, value: Any) -> Any:  # Any: a text, or a value without words
        """A text with its links and citations renamed."""
        if not isinstance(value, str):
            return value
        value = LINK.sub(lambda m: f"]({self._link(f'{m[1]}:{m[2]}')})", value)
        return CITATION.sub(
            lambda m: f"[@{m[1]}{self.id('contact', m[2])}]" if m[1] else f"[@{self.id('source', m[2])}]", value
        )


def grown(files: Mapping[str, str], times: int) -> dict[str, str]:
    """The files of `content/` with everything that can stand again standing so many times."""
    read = {name.removeprefix("content/"): text for name, text in files.items() if name.startswith("content/")}
    known = _known(read)
    copies = [Copy(f"x{number}", known) for number in range(2, times + 1)]
    made = dict(read)
    for name, kind in LISTS.items():
        listed = _yaml(read[name])
        made[name] = _dump([*listed, *(copy.record(kind, one) for copy in copies for one in listed if _is_copied(one))])
    made["rules/leverage.yaml"] = _dump([*_yaml(made["rules/leverage.yaml"]), *map(_uses_all(read, known), copies)])
    floors = _yaml(read[FLOORS])
    floors["floors"] += [copy.record("floor", one) for copy in copies for one in list(floors["floors"])]
    made[FLOORS] = _dump(floors)
    checklist = _yaml(read["checklist.yaml"])
    for part, kind in (("pages", "page"), ("steps", "step")):
        checklist[part] += [copy.record(kind, one) for copy in copies for one in list(checklist[part])]
    made["checklist.yaml"] = _dump(checklist)
    for name, text in read.items():
        made |= dict(_pages(name, text, copies))
    return {f"content/{name}": text for name, text in made.items()}


def _is_copied(one: Record) -> bool:
    """What is disputed or over may be told of in few places only, so one of each is enough."""
    return one["id"] not in KEPT and one.get("status", "in-force") == "in-force"


def _uses_all(read: Mapping[str, str], known: Mapping[str, frozenset[str]]) -> Callable[[Copy], Record]:
    """One row that names what only entries name that stand once: sources, answers and groups."""
    questions = [one for one in _yaml(read["rules/questions.yaml"]) if one["id"] not in KEPT]
    answers = {
        one["id"]: [
            *(answer["id"] for answer in one["answers"]),
            *dict.fromkeys(f"@{name}" for answer in one["answers"] for name in answer.get("groups", ())),
        ]
        for one in questions
    }

    def made(copy: Copy) -> Record:
        when = [{copy.id("question", name): listed} for name, listed in answers.items()]
        sources = [copy.id("source", name) for name in sorted(known["source"])]
        return {"id": f"all-{copy.suffix}", "side": "up", "label": "Anything", "when": when, "sources": sources}

    return made


def _known(read: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    checklist = _yaml(read["checklist.yaml"])
    found = {kind: frozenset(one["id"] for one in _yaml(read[name]) if _is_copied(one)) for name, kind in LISTS.items()}
    written = {name.split("/")[1].removesuffix(".md") for name in read if name.startswith("guide/")}
    scripts = {name.split("/")[1].removesuffix(".md") for name in read if name.startswith("scripts/")}
    found["floor"] = frozenset(one["id"] for one in _yaml(read[FLOORS])["floors"])
    topics = {link.removeprefix("topic:") for group in _yaml(read["topics.yaml"]) for link in group["links"]}
    found |= {"written": frozenset(written), "script": frozenset(scripts), "topic": frozenset(topics & written)}
    return found | {kind: frozenset(one["id"] for one in checklist[f"{kind}s"]) for kind in ("page", "step")}


def _pages(name: str, text: str, copies: list[Copy]) -> Iterator[tuple[str, str]]:
    if not name.startswith(("scripts/", "guide/")):
        return
    folder, file = name.split("/")
    stem = file.removesuffix(".md")
    _, front, body = text.split("---\n", 2)
    is_start = (folder, stem) == ("guide", START)
    for copy in copies:
        own = copy.id("script" if folder == "scripts" else "written", stem)
        head = copy.record("", _yaml(front)) | ({"kind": "page"} if is_start else {})
        more = f"\n## all: All\n\n{_links(copy)}\n" if is_start else ""
        yield f"{folder}/{own}.md", f"---\n{_dump(head)}---\n{copy.text(body)}{more}"


def _links(copy: Copy) -> str:
    """A link to each copied page: some are linked to only by what stands once. Groups of topics list the topics."""
    pages = sorted(copy.known["written"] - copy.known["page"] - copy.known["topic"])
    return "\n".join(f"[Read on](page:{copy.id('written', page)})" for page in pages)


def _yaml(text: str) -> Any:  # Any: plain YAML values
    node, faults = read_yaml(text, "")
    assert node is not None, faults
    return plain(node)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 # the signature of PyYAML
        return True


def _dump(value: object) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


def put(root: Path, files: Mapping[str, str], repository: Path) -> Path:
    """A repository with this content and the code of the real one."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name in SHARED:
        (root / name).symlink_to(repository / name)
    return root

"""The Markdown of `content/guide/`, `scripts/` and `letters/`: front matter, then `## key: Heading` sections."""

import re
from dataclasses import dataclass

from builder.fault import Fault
from builder.yaml_nodes import Node, read_yaml
from rulebook.decode import shorten

SECTION = re.compile(r"##\s+([a-z0-9]+(?:-[a-z0-9]+)*)(?::\s*(\S.*?))?\s*")
FRONT_MATTER_KEYS = ("title", "lead")
NOT_USED = (
    (re.compile(r"^#(?!#\s)"), "only ## headings are used", "start a section with ## key, or use bold words"),
    (re.compile(r"</?[A-Za-z!]"), "HTML is not used here", "write it as Markdown"),
    (re.compile(r"!\["), "pictures are not used here", "say it in words"),
    (re.compile(r"^\s*\|"), "tables are not used here", "write a list"),
    (re.compile(r"^\s*(```|~~~)"), "code blocks are not used here", "write plain words"),
    (re.compile(r"\t"), "a tab stands here", "use spaces"),
)


@dataclass(frozen=True)
class RawSection:
    """A section as written; `line` is its heading, `text_line` the first line of its text."""

    key: str
    heading: str | None
    text: str
    line: int
    text_line: int


@dataclass(frozen=True)
class RawPage:
    """A Markdown file taken apart."""

    front: Node
    sections: tuple[RawSection, ...]


def read_markdown(text: str, file: str) -> tuple[RawPage | None, list[Fault]]:
    """Take a page apart; it is None when there is any problem."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [Fault(file, 1, "the front matter is missing", "start the file with a line ---")]
    ends = [number for number, line in enumerate(lines) if number and line.rstrip() == "---"]
    if not ends:
        return None, [Fault(file, 1, "the front matter has no end", "close it with a line ---")]
    front, faults = read_yaml("\n".join(lines[1 : ends[0]]), file, first_line=2)
    if front and not isinstance(front.value, dict):
        faults.append(Fault(file, 2, "the front matter has no names", "write lines like title: Pause"))
    sections = _sections(lines, ends[0] + 1, file, faults)
    return (RawPage(front, tuple(sections)) if front and not faults else None), faults


def _sections(lines: list[str], start: int, file: str, faults: list[Fault]) -> list[RawSection]:
    heads = [number for number in range(start, len(lines)) if lines[number].startswith("##")]
    before = heads[0] if heads else len(lines)
    for number in range(start, before):
        if lines[number].strip():
            faults.append(Fault(file, number + 1, "text before the first section", "put it in lead, or add ## key"))
            break
    sections: dict[str, RawSection] = {}
    for place, number in enumerate(heads):
        end = heads[place + 1] if place + 1 < len(heads) else len(lines)
        section = _section(lines, number, end, file, faults)
        if section is None:
            continue
        if section.key in sections:
            hint = f"first on line {sections[section.key].line}"
            faults.append(Fault(file, number + 1, f'section "{section.key}" stands twice', hint))
        sections[section.key] = section
    return list(sections.values())


def _section(lines: list[str], head: int, end: int, file: str, faults: list[Fault]) -> RawSection | None:
    found = SECTION.fullmatch(lines[head])
    if not found:
        what = f'"{shorten(lines[head])}" is not a section heading'
        faults.append(Fault(file, head + 1, what, "write ## key or ## key: Heading, with a key in small letters"))
        return None
    key, heading = found.groups()
    if key in FRONT_MATTER_KEYS:
        faults.append(Fault(file, head + 1, f'a section cannot be called "{key}"', "that name is in the front matter"))
    body = [line.rstrip() for line in lines[head + 1 : end]]
    first = next((number for number, line in enumerate(body) if line), None)
    if first is None:
        faults.append(Fault(file, head + 1, f'section "{key}" is empty', "write it, or remove the heading"))
        return None
    for number, line in enumerate(body):
        faults += _line_faults(line, file, head + 2 + number)
    return RawSection(key, heading, "\n".join(body).strip("\n"), head + 1, head + 2 + first)


def _line_faults(line: str, file: str, number: int) -> list[Fault]:
    return [Fault(file, number, what, hint) for pattern, what, hint in NOT_USED if pattern.search(line)]

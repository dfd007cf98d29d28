"""YAML as plain text values that know their line: lists, names with values and text, nothing else.

Every scalar is text, so `no` stays "no" and 010 stays "010". Anchors, aliases, tags, merges, names that stand twice
and nesting deeper than the model needs are problems, because a reader of the file cannot see what they do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from builder.fault import Fault
from rulebook.decode import Path, shorten

DEEPEST = 16


@dataclass(frozen=True)
class Node:
    """One value of a YAML file and the line it (or its name) starts on."""

    value: "str | list[Node] | dict[str, Node]"
    line: int


def read_yaml(text: str, file: str, first_line: int = 1) -> tuple[Node | None, list[Fault]]:
    """Read one YAML document; the node is None when there is any problem."""
    events = _Events(text, file, first_line)
    if "\0" in text:
        return None, [Fault(file, first_line, "this is not text", "save the file as UTF-8")]
    try:
        node = events.document()
    except _Stop:
        return None, events.faults
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        line = first_line + (mark.line if mark else 0)
        what = f"this is not YAML: {trouble.problem or trouble.context or 'it cannot be read'}"
        return None, [*events.faults, Fault(file, line, what, "check the indentation, or put the text in quotes")]
    except (yaml.YAMLError, ValueError) as trouble:
        what = f"this is not YAML: {str(trouble).splitlines()[0]}"
        return None, [*events.faults, Fault(file, first_line, what, "remove characters that cannot be seen")]
    return (None if events.faults else node), events.faults


def plain(node: Node) -> object:
    """The values alone, as `rulebook.decode` takes them."""
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    return node.value


def line_of(node: Node, path: Path) -> int:
    """The line of the deepest value on the path that exists."""
    for part in path:
        inner: Node | None = None
        if isinstance(node.value, dict):
            inner = node.value.get(str(part))
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            inner = node.value[part]
        if inner is None:
            break
        node = inner
    return node.line


class _Stop(Exception):
    """The file cannot be read further."""


class _Events:
    """Turns the events of one document into nodes and collects what is wrong."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self.faults: list[Fault] = []
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.BaseLoader))

    def document(self) -> Node:
        next(self.events)
        if isinstance(event := next(self.events), yaml.StreamEndEvent):
            self.fault(event, "the file is empty", "write at least one entry")
            raise _Stop
        node = self.node(next(self.events), 0)
        next(self.events)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            self.fault(event, "a second document starts here", "remove the --- line")
        return node

    def line(self, event: yaml.Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def fault(self, event: yaml.Event, what: str, hint: str) -> None:
        self.faults.append(Fault(self.file, self.line(event), what, hint))

    def node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEEPEST:
            self.fault(event, "values are nested too deeply", f"use at most {DEEPEST} levels")
            raise _Stop
        if getattr(event, "anchor", None):
            self.fault(event, "anchors and aliases are not used here", "write the value out again")
        if getattr(event, "tag", None):
            self.fault(event, "tags are not used here", "write the value as plain text")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, depth)
        return Node(str(event.value) if isinstance(event, yaml.ScalarEvent) else "", self.line(event))

    def sequence(self, start: yaml.Event, depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Node(items, self.line(start))

    def mapping(self, start: yaml.Event, depth: int) -> Node:
        items: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key.value, str):
                self.fault(event, "a name has to be text", "write one word before the colon")
            elif key.value == "<<":
                self.fault(event, "merges are not used here", "write the values out again")
            elif key.value in items:
                self.fault(event, f'"{shorten(key.value)}" stands twice', f"first on line {items[key.value].line}")
            else:
                items[key.value] = Node(value.value, key.line)
        return Node(items, self.line(start))

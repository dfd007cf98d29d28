"""What the checks ask of content: which ids exist, where a value stands, what text there is."""

import functools
import re
from collections.abc import Iterable, KeysView, Mapping, Sequence
from dataclasses import dataclass

from builder.conditions import answers_of
from builder.fault import Fault, fault
from builder.model import Content, MarkdownPage, Place
from builder.shape import Shaped
from builder.units import Unit
from builder.yaml_nodes import Node
from rulebook.decode import did_you_mean, shorten
from rulebook.records import Fact, Question

CITATION = re.compile(r"\[@([^\]]*)\]")
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
CONTACT = "contact:"
PICTURE = "picture:"
PICTURES = ("one-bill",)  # drawn by pages/pictures.py


@dataclass(frozen=True)
class Known:
    """Content as far as it could be read, with the questions that checks have."""

    shaped: Shaped

    @property
    def content(self) -> Content:
        return self.shaped.content

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.shaped.units

    @property
    def pages(self) -> tuple[MarkdownPage, ...]:
        """Everything written in Markdown."""
        return (*self.content.pages, *self.content.scripts, *self.content.letters)

    @functools.cached_property
    def asked(self) -> Mapping[str, Question | Fact]:
        """Questions and facts by id."""
        return answers_of(self.content.rules)

    def names(self, kind: str) -> KeysView[str]:
        """All ids of a kind, also of entries that have a problem of their own."""
        return self._names.get(kind, {}).keys()

    @functools.cached_property
    def _names(self) -> Mapping[str, Mapping[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for name in self.content.places:
            kind, _, own = name.partition("/")
            found.setdefault(kind, {})[own] = None
        return found

    def units_of(self, page: MarkdownPage) -> Sequence[Unit]:
        """The words of one page, in their order."""
        return self._units_by_page.get(f"{page.folder}/{page.id}", ())

    @functools.cached_property
    def _units_by_page(self) -> Mapping[str, Sequence[Unit]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            found.setdefault("/".join(unit.id.split("/", 2)[:2]), []).append(unit)
        return found

    def can_judge(self, kind: str) -> bool:
        """Whether all ids of this kind are known."""
        return f"{kind}/*" not in self.shaped.broken

    def place(self, owner: str, value: str | None = None) -> Place:
        """Where an entry stands, or a value inside it."""
        place = self.content.places.get(owner, Place("content", 1))
        node = self.shaped.nodes.get(owner)
        line = _line_in(node, value) if node and value is not None else None
        return Place(place.file, line) if line else place

    def unknown(self, owner: str, kind: str, used: Iterable[str], called: str = "") -> list[Fault]:
        """A problem for each id that no entry of the kind has."""
        if not self.can_judge(kind):
            return []
        known = self.names(kind)
        return [
            fault(self.place(owner, name), f"{say(owner)}: unknown {called or kind} {quote(name)}", _near(name, known))
            for name in used
            if name not in known
        ]


def say(owner: str) -> str:
    """`row "ask-first"` of `row/ask-first`."""
    kind, own = owner.split("/", 1)
    return f'{kind} "{own}"'


def quote(name: str) -> str:
    """A name short enough for a message."""
    return f'"{shorten(name)}"'


def cited(text: str) -> list[str]:
    """The ids of sources a text cites."""
    return [name for name in CITATION.findall(text) if not name.startswith((CONTACT, PICTURE))]


def called_contacts(text: str) -> list[str]:
    """The ids of contacts a text names."""
    return [name.removeprefix(CONTACT) for name in CITATION.findall(text) if name.startswith(CONTACT)]


def pictures(text: str) -> list[str]:
    """The ids of pictures a text shows."""
    return [name.removeprefix(PICTURE) for name in CITATION.findall(text) if name.startswith(PICTURE)]


def links(text: str) -> list[tuple[str, str]]:
    """The words and target of each link."""
    return LINK.findall(text)


def _near(name: str, known: Iterable[str]) -> str:
    return did_you_mean(name, known) if known else "there are none yet"


def _line_in(node: Node, value: str) -> int | None:
    if isinstance(node.value, str):
        return node.line if node.value == value else None
    if isinstance(node.value, list):
        found = (_line_in(item, value) for item in node.value)
        return next((line for line in found if line), None)
    for key, item in node.value.items():
        if line := item.line if key == value else _line_in(item, value):
            return line
    return None

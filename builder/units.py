"""Every string a reader may see is a unit with a lasting id, found by the type hints of the model."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from builder.model import Place
from rulebook.decode import Path, hints_of, outside
from rulebook.records import WORDS

Change = Callable[[str, str, Path], str]


@dataclass(frozen=True)
class Unit:
    """One piece of text in English; the lines of Markdown units follow each other from `place`."""

    id: str
    english: str
    place: Place
    is_markdown: bool = False

    @property
    def lines(self) -> list[tuple[Place, str]]:
        """The text with the place of each part that has one of its own."""
        if not self.is_markdown:
            return [(self.place, self.english)]
        first = self.place.line
        return [(Place(self.place.file, first + n), line) for n, line in enumerate(self.english.split("\n"))]


def map_words(kind: object, plain: object, name: str, change: Change, path: Path = ()) -> object:
    """A copy of `plain`, read as `kind`, in which `change(unit id, text, path)` has replaced each text."""
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        is_unit = typing.get_args(kind)[1] == WORDS and isinstance(plain, str) and plain.strip()
        return change(name, str(plain), path) if is_unit else plain
    if origin in (typing.Union, types.UnionType):
        inner = [arg for arg in typing.get_args(kind) if arg is not type(None)]
        return map_words(inner[0], plain, name, change, path)
    if origin is tuple and isinstance(plain, list):
        item_kind = typing.get_args(kind)[0]
        return [
            map_words(item_kind, item, f"{name}/{_own_name(item, n)}", change, (*path, n))
            for n, item in enumerate(plain)
        ]
    if origin is Mapping and isinstance(plain, dict):
        inner_kind = typing.get_args(kind)[1]
        return {key: map_words(inner_kind, item, f"{name}/{key}", change, (*path, key)) for key, item in plain.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and isinstance(plain, dict):
        hints = {outside(field): hint for field, hint in hints_of(kind).items()}
        return {
            key: map_words(hints[key], item, f"{name}/{key}", change, (*path, key)) if key in hints else item
            for key, item in plain.items()
        }
    return plain


def _own_name(item: object, place: int) -> str:
    """What an item of a list is called: its id, a state's code, or its place where it has neither."""
    names = [item.get("id"), item.get("code")] if isinstance(item, dict) else []
    return next((name for name in names if isinstance(name, str) and name), str(place))

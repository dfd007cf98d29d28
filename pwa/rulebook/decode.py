"""Turn plain values (from JSON or YAML) into frozen dataclasses, and back; every problem is reported, not the first.

The dataclasses are the only declaration of a shape: this module reads their type hints, `schema.py` makes a JSON Schema
from the same hints. A field `review_by` is written `review-by` outside. A field named `extra` keeps keys nobody knows.
"""

import dataclasses
import difflib
import functools
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.line import one_line

AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and what to do about it."""

    path: Path
    what: str
    hint: str = ""

    @property
    def where(self) -> str:
        """The path as a reader would write it: `bills[0].amounts.billed`."""
        parts = [f"[{part}]" if isinstance(part, int) else f".{shorten(part)}" for part in self.path]
        return "".join(parts).lstrip(".") or "file"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f". {self.hint}" if self.hint else "")


@dataclass(frozen=True)
class Shape:
    """A pattern that a text has to match, with words for people: goes into `Annotated[str, Shape(...)]`."""

    pattern: str
    what: str
    hint: str


@dataclass(frozen=True)
class Reading:
    """How a source writes its values: JSON has numbers, YAML is read as text; files of readers keep unknown keys."""

    text_scalars: bool = False
    keep_unknown: bool = False


JSON_STRICT = Reading()
YAML_STRICT = Reading(text_scalars=True)
READER_FILE = Reading(keep_unknown=True)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion for a mistyped word, or the list of what is allowed when nothing is near."""
    options = sorted(known)
    near = difflib.get_close_matches(word, options, n=1)
    if near:
        return f'did you mean "{near[0]}"?'
    return "allowed: " + ", ".join(options[:12]) + (" …" if len(options) > 12 else "")


@functools.cache
def hints_of(record: type) -> Mapping[str, object]:
    """The declared type of each field of a dataclass, with its `Annotated` part."""
    return typing.get_type_hints(record, include_extras=True)


def outside(name: str) -> str:
    """How a field name is written in files."""
    return name.rstrip("_").replace("_", "-")


def decode[T](kind: type[T], plain: object, reading: Reading = JSON_STRICT) -> tuple[T | None, tuple[Problem, ...]]:
    """Read `plain` as `kind`; the value is None when there is any problem."""
    problems: list[Problem] = []
    value = _read(kind, plain, (), reading, problems)
    if problems:
        return None, tuple(problems)
    return typing.cast(T, value), ()


type Way = Callable[[object, Path, Reading, list[Problem]], object]


def _read(kind: object, plain: object, path: Path, reading: Reading, problems: list[Problem]) -> object:
    return _way(kind)(plain, path, reading, problems)


@functools.cache
def _way(kind: object) -> Way:
    """How values of this type are read; taking a type apart is slow, so it is done once."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return functools.partial(_shaped, args[0], args[1])
    if origin in (typing.Union, types.UnionType):
        (inner,) = (_way(arg) for arg in args if arg is not type(None))
        return lambda plain, *rest: None if plain is None else inner(plain, *rest)
    if origin is tuple:
        return functools.partial(_tuple, args[0])
    if origin in (Mapping, dict):
        return functools.partial(_mapping, args[1])
    if origin is typing.Literal:
        return functools.partial(_one_of, args)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return functools.partial(_record, kind)
    return functools.partial(_scalar, kind)


def _shaped(base: object, shape: Shape, plain: object, path: Path, reading: Reading, problems: list[Problem]) -> object:
    value = _read(base, plain, path, reading, problems)
    if isinstance(value, str) and not re.fullmatch(shape.pattern, value, re.ASCII):
        problems.append(Problem(path, f'"{shorten(value)}" is not {shape.what}', shape.hint))
    return value


def shorten(text: str) -> str:
    """A text as one line short enough to stand in an error message."""
    line = one_line(text)
    return line if len(line) <= 40 else line[:37] + "…"


def _tuple(inner: object, plain: object, path: Path, reading: Reading, problems: list[Problem]) -> object:
    if not isinstance(plain, list):
        problems.append(Problem(path, f"expected a list, found {name_of(plain)}", "put the values in [ ]"))
        return ()
    way = _way(inner)
    return tuple(way(item, (*path, n), reading, problems) for n, item in enumerate(plain))


def _mapping(inner: object, plain: object, path: Path, reading: Reading, problems: list[Problem]) -> object:
    if not isinstance(plain, dict):
        problems.append(Problem(path, f"expected names with values, found {name_of(plain)}", "put them in { }"))
        return {}
    way = _way(inner)
    return {
        str(key): way(value, (*path, str(key)), reading, problems)
        for key, value in plain.items()
        if value is not None or not reading.keep_unknown
    }


def _one_of(allowed: tuple[str, ...], plain: object, path: Path, _reading: Reading, problems: list[Problem]) -> object:
    if plain not in allowed:
        problems.append(Problem(path, f"unknown value {shorten(str(plain))!r}", did_you_mean(str(plain), allowed)))
    return plain


@functools.cache
def _fields(kind: type) -> Mapping[str, tuple[str, Way, bool]]:
    """By its name outside: a field's own name, how it is read, and whether it must be there."""
    return {
        outside(field.name): (
            field.name,
            _way(hints_of(kind)[field.name]),
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
        if field.name != "extra"
    }


def _record(kind: type, plain: object, path: Path, reading: Reading, problems: list[Problem]) -> object:
    if not isinstance(plain, dict):
        problems.append(Problem(path, f"expected names with values, found {name_of(plain)}", "put them in { }"))
        return None
    before = len(problems)
    fields = _fields(kind)
    values: dict[str, object] = {}
    for name, (inside, way, is_needed) in fields.items():
        present = name in plain and not (plain[name] is None and reading.keep_unknown)
        if present:
            values[inside] = way(plain[name], (*path, name), reading, problems)
        elif is_needed:
            problems.append(Problem(path, f'"{name}" is missing', f'add "{name}"'))
    unknown = {str(key): value for key, value in plain.items() if key not in fields}
    if unknown and reading.keep_unknown and "extra" in hints_of(kind):
        values["extra"] = unknown
    elif not reading.keep_unknown:
        problems += [
            Problem((*path, key), f'unknown key "{shorten(key)}"', did_you_mean(key, fields)) for key in unknown
        ]
    return None if len(problems) > before else kind(**values)


def _scalar(kind: object, plain: object, path: Path, reading: Reading, problems: list[Problem]) -> object:
    if kind is object:
        return plain
    if kind is Decimal:
        return _amount(plain, path, problems)
    if kind is date:
        return _date(plain, path, problems)
    if reading.text_scalars and isinstance(plain, str):
        if kind is int and re.fullmatch(r"-?\d{1,9}", plain, re.ASCII):
            return int(plain)
        if kind is bool and plain in ("true", "false"):
            return plain == "true"
    if isinstance(kind, type) and isinstance(plain, kind) and not (kind is int and isinstance(plain, bool)):
        return plain
    names = {str: "text", int: "a whole number", bool: "true or false"}
    expected = names.get(typing.cast(type, kind), str(kind))
    hint = "put it in quotes" if kind is str and isinstance(plain, int | float) else ""
    problems.append(Problem(path, f"expected {expected}, found {name_of(plain)}", hint))
    return None


def _amount(plain: object, path: Path, problems: list[Problem]) -> Decimal | None:
    if isinstance(plain, str) and AMOUNT.fullmatch(plain):
        return Decimal(plain)
    hint = 'write an amount as text in quotes, like "4200.00", with no sign for dollars and no commas'
    problems.append(Problem(path, f"{shorten(str(plain))!r} is not an amount", hint))
    return None


def _date(plain: object, path: Path, problems: list[Problem]) -> date | None:
    if isinstance(plain, str) and ISO_DATE.fullmatch(plain):
        try:
            day = date.fromisoformat(plain)
        except ValueError:
            problems.append(Problem(path, f'"{plain}" is not a day of the calendar', "check the month and the day"))
            return None
        if EARLIEST <= day <= LATEST:
            return day
        years = f"{EARLIEST.year} to {LATEST.year}"
        problems.append(Problem(path, f'"{plain}" is too far away', f"use a year from {years}"))
        return None
    problems.append(
        Problem(path, f"{shorten(str(plain))!r} is not a date", 'write it as "2026-08-02": year, month, day')
    )
    return None


def name_of(plain: object) -> str:
    """What a plain value is, for people."""
    if plain is None:
        return "nothing"
    names = {dict: "names with values", list: "a list", str: "text", bool: "true or false", int: "a number"}
    return names.get(type(plain), "a number" if isinstance(plain, float) else "something else")


def to_plain(value: object) -> object:
    """The reverse of `decode`: dataclasses become dicts with outside names, amounts and dates become text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain: dict[str, object] = {}
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if field.name == "extra":
                plain.update(inner)
            else:
                plain[outside(field.name)] = to_plain(inner)
        return plain
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value

"""Takes the place of dataclasses on the device, where compiling methods for each class is half of the first start.

It knows what our packages use: frozen classes, `field(default_factory=...)`, `fields`, `replace` (and that of `copy`),
`is_dataclass`. Asked for more it refuses, and the build with it. tests/builder/test_device_dataclasses.py holds it
against the real one.
"""

from collections.abc import Callable, Iterator
from inspect import get_annotations
from operator import attrgetter
from typing import Any, NoReturn, dataclass_transform

FIELDS = "__dataclass_fields__"


class FrozenInstanceError(AttributeError):
    """Somebody assigned to a field."""


class Missing:
    """The type of `MISSING`: no default."""


MISSING = Missing()


class Field:
    """One field of a class."""

    def __init__(self, default: object, default_factory: Any) -> None:
        self.name = ""
        self.type: object = None
        self.default = default
        self.default_factory = default_factory


def field(*, default: object = MISSING, default_factory: Any = MISSING) -> Any:
    return Field(default, default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def dataclass[T](*, frozen: bool, repr: bool = True) -> Callable[[type[T]], type[T]]:  # noqa: A002 # its real name
    """Add the methods that the real one would add."""
    if not frozen:
        raise TypeError("on the device only frozen dataclasses are known")
    return lambda cls: _with_methods(cls, repr)


def fields(thing: object) -> tuple[Field, ...]:
    if not is_dataclass(thing):
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(getattr(thing, FIELDS).values())


def is_dataclass(thing: object) -> bool:
    return hasattr(thing if isinstance(thing, type) else type(thing), FIELDS)


def replace[T](thing: T, /, **changes: object) -> T:
    own = {name: value for name, value in thing.__dict__.items() if name in getattr(thing, FIELDS)}
    return type(thing)(**(own | changes))


def _with_methods[T](cls: type[T], has_repr: bool) -> type[T]:
    found = _fields_of(cls)
    names = tuple(found)
    simple = {name: one.default for name, one in found.items() if one.default is not MISSING}
    factories = {name: one.default_factory for name, one in found.items() if one.default_factory is not MISSING}
    values_of = attrgetter(*names) if names else lambda _: ()

    def __init__(self: T, *args: object, **named: object) -> None:  # noqa: N807 # becomes the class's own
        values = dict(zip(names, args, strict=False))
        if len(args) > len(names) or not values.keys().isdisjoint(named):
            raise TypeError(f"{cls.__qualname__} got too many values, or one twice")
        values.update(named)
        if len(values) < len(names):
            values = simple | values
            for name in factories.keys() - values.keys():
                values[name] = factories[name]()
        if len(values) != len(names) or not values.keys() <= found.keys():
            lacking, unknown = sorted(found.keys() - values.keys()), sorted(values.keys() - found.keys())
            raise TypeError(f"{cls.__qualname__} lacks {lacking}, does not know {unknown}")
        self.__dict__.update(values)

    def __eq__(self: T, other: object) -> bool:  # noqa: N807 # as above
        return values_of(self) == values_of(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: T) -> int:  # noqa: N807 # as above
        return hash(values_of(self))

    def __repr__(self: T) -> str:  # noqa: N807 # as above
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({inner})"

    methods = [__init__, __eq__, __hash__, __repr__] if has_repr else [__init__, __eq__, __hash__]
    for method in methods:
        if method.__name__ not in cls.__dict__ or cls.__dict__[method.__name__] is None:
            setattr(cls, method.__name__, method)
    attributes = {
        FIELDS: found,
        "__match_args__": names,
        "__replace__": replace,  # copy.replace asks for it
        "__setattr__": _frozen,
        "__delattr__": _frozen,
    }
    for name, made in attributes.items():
        setattr(cls, name, made)
    return cls


def _fields_of(cls: type) -> dict[str, Field]:
    """Those of its bases and its own, in their order; a plain default stays an attribute of the class."""
    found = dict(_inherited(cls))
    for name, kind in get_annotations(cls).items():
        given = cls.__dict__.get(name, MISSING)
        own = given if isinstance(given, Field) else Field(given, MISSING)
        own.name, own.type = name, kind
        found[name] = own
        if isinstance(given, Field):
            delattr(cls, name)
            if own.default is not MISSING:
                setattr(cls, name, own.default)
    return found


def _inherited(cls: type) -> Iterator[tuple[str, Field]]:
    for base in reversed(cls.__mro__[1:]):
        yield from getattr(base, FIELDS, {}).items()


def _frozen(_self: object, name: str, _value: object = None) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")

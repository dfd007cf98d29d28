"""The dataclasses of the device do what the real ones do, as far as our packages ask."""

import copy
import dataclasses as real
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.device import dataclasses as lean


class Namesake:
    """The same classes, made by one of the two."""

    def __init__(self, made_by: ModuleType) -> None:
        dataclass, field = made_by.dataclass, made_by.field

        @dataclass(frozen=True)
        class Point:
            x: object
            y: object = 2
            seen: Mapping[str, int] = field(default_factory=dict)
            more: tuple[str, ...] = field(default=("a",))

            @property
            def both(self) -> tuple[object, object]:
                return self.x, self.y

        @dataclass(frozen=True)
        class Named(Point):
            name: str = ""

        @dataclass(frozen=True, repr=False)
        class Quiet:
            value: int

            def __repr__(self) -> str:
                return "quiet"

        self.dataclasses: Any = made_by
        self.classes: dict[str, Any] = {"Point": Point, "Named": Named, "Quiet": Quiet}


REAL, LEAN = Namesake(real), Namesake(lean)
NAMES = ("x", "y", "seen", "more", "name", "value", "unknown")
VALUES: st.SearchStrategy[object] = st.one_of(st.integers(), st.text(max_size=3), st.none(), st.just({}), st.floats())
CALLS = st.tuples(st.lists(VALUES, max_size=6), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))


def _made(of: Namesake, name: str, args: Sequence[object], named: Mapping[str, object]) -> Any:
    try:
        return of.classes[name](*args, **named)
    except TypeError:
        return "refused"


def _told(of: Namesake, one: Any) -> object:
    """All that can be seen of an instance."""
    if one == "refused":
        return one
    fields = of.dataclasses.fields(one)
    try:
        hashed: object = hash(one) == hash(of.dataclasses.replace(one))
    except TypeError:
        hashed = "unhashable"
    again = of.dataclasses.replace(one) == copy.replace(one) == one
    return repr([(field.name, getattr(one, field.name)) for field in fields]), repr(one).split(".")[-1], hashed, again


@given(st.sampled_from(["Point", "Named", "Quiet"]), CALLS)
def test_a_call_gives_the_same_or_is_refused_by_both(name: str, call: tuple[list[object], dict[str, object]]) -> None:
    assert _told(LEAN, _made(LEAN, name, *call)) == _told(REAL, _made(REAL, name, *call))


@given(CALLS, CALLS)
def test_two_are_equal_in_both_or_in_neither(
    one: tuple[list[object], dict[str, object]], other: tuple[list[object], dict[str, object]]
) -> None:
    equal = [_made(of, "Named", *one) == _made(of, "Named", *other) for of in (LEAN, REAL)]
    assert equal[0] == equal[1]


@pytest.mark.parametrize("of", [LEAN, REAL], ids=["lean", "real"])
def test_instances_of_different_classes_are_never_equal(of: Namesake) -> None:
    assert of.classes["Point"](1) != of.classes["Named"](1)
    assert of.classes["Point"](1) == of.classes["Point"](1)


@pytest.mark.parametrize("of", [LEAN, REAL], ids=["lean", "real"])
def test_fields_tell_names_types_and_defaults(of: Namesake) -> None:
    fields = of.dataclasses.fields(of.classes["Named"])
    assert [field.name for field in fields] == ["x", "y", "seen", "more", "name"]
    missing = of.dataclasses.MISSING
    assert [field.default is missing for field in fields] == [True, False, True, False, False]
    assert [field.default_factory is missing for field in fields] == [True, True, False, True, True]
    assert [field.type for field in fields] == [object, object, Mapping[str, int], tuple[str, ...], str]


@pytest.mark.parametrize("of", [LEAN, REAL], ids=["lean", "real"])
def test_a_field_cannot_be_changed_or_removed(of: Namesake) -> None:
    one = of.classes["Point"](1)
    with pytest.raises(of.dataclasses.FrozenInstanceError, match="'x'"):
        one.x = 2
    with pytest.raises(of.dataclasses.FrozenInstanceError, match="'x'"):
        del one.x
    assert one.both == (1, 2)


@pytest.mark.parametrize("of", [LEAN, REAL], ids=["lean", "real"])
def test_a_default_that_is_made_is_made_for_each(of: Namesake) -> None:
    assert of.classes["Point"](1).seen is not of.classes["Point"](1).seen


@pytest.mark.parametrize("of", [LEAN, REAL], ids=["lean", "real"])
@pytest.mark.parametrize("way", ["dataclasses", "copy"])
def test_replace_changes_what_is_named_and_refuses_what_is_unknown(of: Namesake, way: str) -> None:
    replace = of.dataclasses.replace if way == "dataclasses" else copy.replace
    point = of.classes["Point"](1, seen={"a": 1})
    assert replace(point, x=5) == of.classes["Point"](5, seen={"a": 1})
    with pytest.raises(TypeError):
        replace(point, unknown=1)


@pytest.mark.parametrize("of", [LEAN, REAL], ids=["lean", "real"])
def test_what_is_a_dataclass_is_known(of: Namesake) -> None:
    point = of.classes["Point"]
    assert [of.dataclasses.is_dataclass(thing) for thing in (point, point(1), 3, int)] == [True, True, False, False]
    with pytest.raises(TypeError):
        of.dataclasses.fields(3)


@pytest.mark.parametrize("of", [LEAN, REAL], ids=["lean", "real"])
def test_the_values_can_be_matched_in_their_order(of: Namesake) -> None:
    point: Any = of.classes["Point"]
    match point(1, 5):
        case point(x, y):
            assert (x, y) == (1, 5)
        case _:
            pytest.fail("no match")


def test_what_it_does_not_know_it_refuses() -> None:
    with pytest.raises(TypeError, match="frozen"):
        lean.dataclass(frozen=False)
    with pytest.raises(TypeError):
        lean.dataclass(frozen=True, order=True)  # type: ignore[call-arg]

"""The JSON Schema of `casebook/1`, made from the case dataclasses and the guide's answers; published with the site."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rulebook.case import FORMAT, Case
from rulebook.decode import AMOUNT, EARLIEST, LATEST, hints_of, outside
from rulebook.guide import Guide
from rulebook.meaning import MOST_PEOPLE

Schema = dict[str, object]

AMOUNT_SCHEMA: Schema = {"type": ["string", "null"], "pattern": f"^{AMOUNT.pattern}$"}
DATE_SCHEMA: Schema = {
    "type": ["string", "null"],
    "format": "date",
    "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$",
    "description": f"a day from {EARLIEST} to {LATEST}",
}


def case_schema(guide: Guide) -> Schema:
    """The schema of a case file; unknown keys are allowed and kept, unknown answers of known questions are not."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        **_record(Case, guide),
        "type": "object",
    }


def _record(kind: type, guide: Guide) -> Schema:
    properties = {
        outside(field.name): _field(kind, field.name, guide)
        for field in dataclasses.fields(kind)
        if field.name != "extra"
    }
    about = (kind.__doc__ or "").split("\n")[0]
    return {"type": ["object", "null"], "description": about, "properties": properties}


def _field(kind: type, name: str, guide: Guide) -> Schema:
    if name == "format":
        return {"enum": [FORMAT, None]}
    if name == "answers":
        return _answers(guide)
    if name == "state":
        return {"enum": [*(state.code for state in guide.states), None]}
    if name == "size":
        return {"type": ["integer", "null"], "minimum": 1, "maximum": MOST_PEOPLE}
    return _type(hints_of(kind)[name], guide)


def _answers(guide: Guide) -> Schema:
    return {
        "type": ["object", "null"],
        "properties": {question.id: {"enum": [*question.answer_ids, None]} for question in guide.questions},
        "additionalProperties": {"type": ["string", "null"]},
    }


def _type(kind: object, guide: Guide) -> Schema:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return _type(inside[0], guide)
    if origin is tuple:
        items = {**_type(inside[0], guide)}
        items["type"] = [name for name in typing.cast(list[str], items["type"]) if name != "null"]
        return {"type": ["array", "null"], "items": items}
    if origin is Mapping:
        return {"type": ["object", "null"], "additionalProperties": _type(inside[1], guide)}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _record(kind, guide)
    plain: dict[object, Schema] = {Decimal: AMOUNT_SCHEMA, date: DATE_SCHEMA, int: {"type": ["integer", "null"]}}
    return plain.get(kind, {"type": ["string", "null"]})

"""A check of JSON values against the part of JSON Schema that the description uses.

In: a value, a schema. Out: what is wrong, by path. A key that the schema does not name is wrong too: the description
must not be silent about what is answered.
"""

from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
KNOWN = {
    *("type", "enum", "anyOf", "items", "properties", "required", "additionalProperties", "description"),
    *("minimum", "minItems", "maxItems"),
}


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> Iterator[str]:
    assert set(schema) <= KNOWN, f"{at}: the check does not know {set(schema) - KNOWN}"
    if "anyOf" in schema:
        if all(list(faults(value, choice, at)) for choice in schema["anyOf"]):
            yield f"{at}: {value!r} is none of what it may be"
        return
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(is_a(value, kind) for kind in kinds):
        yield f"{at}: {value!r} is not {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    if value is not None and "minimum" in schema and value < schema["minimum"]:
        yield f"{at}: {value} is below {schema['minimum']}"
    if isinstance(value, list):
        yield from _items(value, schema, at)
    if isinstance(value, dict):
        yield from _keys(value, schema, at)


def is_a(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _items(value: list[Any], schema: dict[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{at}: has {len(value)} items"
    for index, item in enumerate(value):
        yield from faults(item, schema["items"], f"{at}[{index}]")


def _keys(value: dict[str, Any], schema: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{at}: lacks {key}" for key in schema.get("required", ()) if key not in value)
    for key, item in value.items():
        other = schema.get("additionalProperties")
        if key in properties or other:
            yield from faults(item, properties.get(key, other), f"{at}.{key}")
        elif properties:
            yield f"{at}: {key} is not described"

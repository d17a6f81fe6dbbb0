"""A checker for the part of JSON Schema (2020-12) that the exported schemas use; any other keyword is an error."""

from collections.abc import Iterator
from typing import Any

_TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float),
    "null": type(None),
}  # fmt: skip
_NOTES = frozenset({"title", "description", "default", "$defs", "$schema", "$id"})


def find_faults(thing: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "$") -> list[str]:
    """Return a line for each way in which `thing`, as JSON gave it, is not what `schema` says."""
    root = schema if root is None else root
    return [line for key, rule in schema.items() for line in _faults(thing, schema, key, rule, root, at)]


def _faults(thing: Any, schema: dict[str, Any], key: str, rule: Any, root: dict[str, Any], at: str) -> Iterator[str]:
    """Give the faults that one keyword finds."""
    if key in _NOTES:
        return
    if key == "$ref":
        yield from find_faults(thing, root["$defs"][rule.removeprefix("#/$defs/")], root, at)
    elif key == "anyOf":
        if all(find_faults(thing, option, root, at) for option in rule):
            yield f"{at}: {thing!r} fits none of {len(rule)}"
    elif key == "type":
        if not isinstance(thing, _TYPES[rule]) or (isinstance(thing, bool) and rule != "boolean"):
            yield f"{at}: {thing!r} is no {rule}"
    elif key in {"enum", "const"}:
        if thing not in (rule if key == "enum" else [rule]):
            yield f"{at}: {thing!r} is not {rule}"
    elif isinstance(thing, dict):
        yield from _faults_of_object(thing, schema, key, rule, root, at)
    elif isinstance(thing, list):
        yield from _faults_of_array(thing, schema, key, rule, root, at)


def _faults_of_object(
    thing: dict[str, Any], schema: dict[str, Any], key: str, rule: Any, root: dict[str, Any], at: str
) -> Iterator[str]:
    """Give the faults of an object; a property that the schema does not name is one."""
    if key == "properties":
        for name in thing.keys() - rule.keys():
            yield f"{at}.{name}: is not named"
        for name in thing.keys() & rule.keys():
            yield from find_faults(thing[name], rule[name], root, f"{at}.{name}")
    elif key == "required":
        yield from (f"{at}.{name}: is missing" for name in rule if name not in thing)
    else:
        raise NotImplementedError(f"{at}: {key} in {schema}")


def _faults_of_array(
    thing: list[Any], schema: dict[str, Any], key: str, rule: Any, root: dict[str, Any], at: str
) -> Iterator[str]:
    """Give the faults of an array."""
    if key == "items":
        for i, one in enumerate(thing):
            yield from find_faults(one, rule, root, f"{at}[{i}]")
    elif key == "prefixItems":
        for i, (one, part) in enumerate(zip(thing, rule, strict=False)):
            yield from find_faults(one, part, root, f"{at}[{i}]")
    elif key in {"minItems", "maxItems"}:
        if (len(thing) < rule) if key == "minItems" else (len(thing) > rule):
            yield f"{at}: has {len(thing)} items, not {rule}"
    else:
        raise NotImplementedError(f"{at}: {key} in {schema}")

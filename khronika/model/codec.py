"""The one way in which records become JSON and come back.

Names are printed as in the contract (`from_` is printed as `from`), text unescaped, null never left out.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)  # one for each kind of record: making it is slow


def to_json(thing: object) -> str:
    """Return a record as one line of JSON."""
    return _adapter(type(thing)).dump_json(thing, by_alias=True).decode()


def to_dict(thing: object) -> dict[str, Any]:
    """Return a record as plain dictionaries, lists, strings and numbers."""
    plain: dict[str, Any] = _adapter(type(thing)).dump_python(thing, by_alias=True, mode="json")
    return plain


def from_json(kind: type[T], line: str | bytes) -> T:
    """Return the record of `kind` that `line` holds.

    Raises:
        pydantic.ValidationError: the line does not hold one.
    """
    found: T = _adapter(kind).validate_json(line)
    return found


def from_dict(kind: type[T], plain: object) -> T:
    """Return the record of `kind` that plain dictionaries and lists hold."""
    found: T = _adapter(kind).validate_python(plain)
    return found


def json_schema(kind: type) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record as it is printed."""
    return _adapter(kind).json_schema(by_alias=True, mode="serialization")

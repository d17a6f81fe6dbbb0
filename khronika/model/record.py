"""The decorator that every record of the model wears."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

from pydantic import ConfigDict

T = TypeVar("T")


def _printed_name(field_name: str) -> str:
    """Return the name a field has in JSON: `from_` is printed as `from`."""
    return field_name.rstrip("_")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, slotted, keyword-only dataclass that `model.codec` can print."""
    cls.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]
        alias_generator=_printed_name,
        validate_by_name=True,
        json_schema_serialization_defaults_required=True,  # null is printed too
    )
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)

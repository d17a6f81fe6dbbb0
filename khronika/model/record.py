"""The decorator that every record of the model wears."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


def _printed_name(field_name: str) -> str:
    """Return the name a field has in JSON: `from_` is printed as `from`."""
    return field_name.rstrip("_")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, slotted, keyword-only dataclass that `model.codec` can print."""
    cls.__pydantic_config__ = {"alias_generator": _printed_name, "validate_by_name": True}  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)

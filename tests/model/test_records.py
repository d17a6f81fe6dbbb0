"""Records do not change once made, and name every field."""

import dataclasses

import pytest

from khronika import model
from khronika.model import OWN_WORDS, BlockKind, Quantity, Span

RECORDS = [kind for name in model.__all__ if dataclasses.is_dataclass(kind := getattr(model, name))]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_is_frozen_slotted_and_named(kind):
    assert kind.__dataclass_params__.frozen and hasattr(kind, "__slots__")
    assert all(field.kw_only for field in dataclasses.fields(kind))


def test_a_field_cannot_be_set():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(start=0, end=1).start = 2


def test_fields_have_names():
    with pytest.raises(TypeError):
        Span(0, 1)


def test_null_is_not_zero():
    one = Quantity(min=None, max=0, unit=None, text="none", start=0, end=4)
    assert one.min is None and one.max == 0


def test_own_words_are_all_but_what_a_page_adds():
    added = {BlockKind.CREDIT, BlockKind.TAGS, BlockKind.TEASER, BlockKind.FURNITURE}
    assert set(BlockKind) - OWN_WORDS == added

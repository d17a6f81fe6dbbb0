"""Engines by name: made once, and anew when they have met too many words."""

import pytest

from khronika.errors import LanguageError
from khronika.language import engine, load_engine


@pytest.mark.parametrize("name", ["reader", "rules"])
def test_an_engine_is_made_once_and_let_go_when_it_holds_too_much(name, monkeypatch):
    first = load_engine(name)
    assert load_engine(name) is first and first.name == name
    monkeypatch.setattr(engine, "_made", dict(engine._made))
    monkeypatch.setattr(engine, "_MOST_WORDS", 0)
    assert load_engine(name) is not first


def test_an_unknown_engine_is_named():
    with pytest.raises(LanguageError, match="owl"):
        load_engine("owl")

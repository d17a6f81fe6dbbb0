"""Which readings of the rules the model lets stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.language.rules import RulesEngine
from khronika.language.times import choose_times
from khronika.values.dates import find_times
from tests.factories import make_report

ENGINE = RulesEngine()


def choose(text, chance_of):
    """Return the words chosen; `chance_of` gives the chance of each word."""
    doc = ENGINE.annotate(make_report(text=text))
    tokens = [t for t in doc if not t.is_space]
    chances = np.array([chance_of(t.text) for t in tokens], np.float32)
    return [(s.text, s.label_) for s in choose_times(doc, text, [(t.idx, t.idx + len(t)) for t in tokens], chances)]


TABLE = [
    ("They met on Friday.", {"Friday": 0.3}, [("Friday", "DATE")], "a date that the model half sees"),
    ("They met on Friday.", {}, [], "a date that it rules out"),
    ("They now hold ten.", {"now": 0.3}, [], "a vague word needs more"),
    ("They now hold ten.", {"now": 0.6}, [("now", "DATE")], "and has it"),
    ("Held for three days.", {"days": 0.2}, [("three days", "DURATION")], "one word of it is enough"),
    ("In the mid-1990s.", {"the": 0.9, "mid-1990s": 0.9, "1990s": 0.9}, [("the mid-1990s", "DATE")], "cut otherwise"),
    ("Held for about two days.", {"two": 0.9, "days": 0.9}, [("two days", "DURATION")], "about is no part of it"),
    ("Held for about two days.", {"about": 0.3, "days": 0.9}, [("about two days", "DURATION")], "unless it may be"),
    ("Held on 3 March 2019.", {"March": 0.9, "2019": 0.9}, [("3 March 2019", "DATE")], "a number is always part of it"),
    ("They went on.", {"went": 0.9}, [], "what the rules do not read is no time"),
]


@pytest.mark.parametrize(("text", "chances", "wanted", "note"), TABLE, ids=[row[3] for row in TABLE])
def test_choice(text, chances, wanted, note):
    assert choose(text, lambda word: chances.get(word, 0.01)) == wanted


@given(st.text(alphabet="Friday 2019now,.\n-", max_size=80))
def test_what_is_chosen_is_what_the_rules_read(text):
    read = [(t.start, t.end) for t in find_times(text, None)]
    chosen = choose(text, lambda _: 1.0)
    assert len(chosen) == len(read)

"""Names made from things: the same on every run, other for other things."""

import re

from hypothesis import given
from hypothesis import strategies as st

from khronika.values.ids import make_digest, make_statement_id

WORDS = st.text(max_size=12)


@given(act=WORDS, start=st.integers(min_value=0), root=WORDS)
def test_a_statement_id_is_short_and_stays(act, start, root):
    made = make_statement_id(act, start, root)
    assert re.fullmatch(r"s[0-9a-f]{10}", made)
    assert made == make_statement_id(act, start, root)


def test_a_statement_id_is_known():
    """A change of these would orphan what people have stored."""
    assert make_statement_id("killing", 120, "a lawyer") == "sd7aef02b4a"


def test_each_part_of_a_statement_tells():
    made = {make_statement_id("killing", 12, "x"), make_statement_id("injury", 12, "x"),
            make_statement_id("killing", 13, "x"), make_statement_id("killing", 12, "y")}  # fmt: skip
    assert len(made) == 4


@given(first=WORDS, second=WORDS)
def test_a_digest_keeps_its_parts_apart(first, second):
    digest = make_digest(first, second)
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    if second and "\x1f" not in first + second:
        assert digest != make_digest(first + second)
        assert digest != make_digest(first + second[0], second[1:])

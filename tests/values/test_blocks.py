"""A packed table gives each value back, and nothing for what it does not hold."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.values.blocks import Blocks, pack_blocks

KEYS = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), max_size=6)
VALUES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=6)


@given(st.dictionaries(KEYS, VALUES, min_size=1), KEYS)
def test_what_was_packed_is_found_and_nothing_else(table, other):
    held = Blocks(pack_blocks(table))
    assert {key: held.get(key) for key in table} == table
    assert held.get(other) == table.get(other)


def test_keys_of_every_block_are_found():
    table = {f"town {number}": f"{number}\tx" for number in range(1000)}
    held = Blocks(pack_blocks(table))
    assert all(held.get(key) == value for key, value in table.items())
    assert held.get("a") is held.get("town 9990") is held.get("zzz") is None

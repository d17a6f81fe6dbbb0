"""Things by the characters that they span: what a look at each of them finds, in their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.extract.ranges import Ranges, find_block, touches
from khronika.model import Block, BlockKind

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1])), max_size=4)


@given(things=st.lists(SPANS, max_size=20), asked=SPANS)
def test_finds_what_a_look_at_each_finds(things, asked):
    numbered = list(enumerate(things))
    wanted = [t for t in numbered if any(s < end and start < e for s, e in t[1] for start, end in asked)]
    assert Ranges(numbered, lambda t: t[1]).touching(asked) == wanted


@given(gaps=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=6), offset=st.integers(0, 60))
def test_a_block_is_found_as_by_a_look_at_each(gaps, offset):
    blocks, at = [], 0
    for gap, length in gaps:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=at + gap, end=at + gap + length))
        at += gap + length
    assert find_block(blocks, offset) == next((b for b in blocks if b.start <= offset < b.end), None)


@pytest.mark.parametrize(
    ("spans", "touched"),
    [
        ([], False),
        ([(0, 5)], False),
        ([(0, 6)], True),
        ([(9, 20)], True),
        ([(10, 20)], False),
        ([(0, 2), (7, 8)], True),
    ],
)
def test_touches(spans, touched):
    assert touches(spans, 5, 10) is touched

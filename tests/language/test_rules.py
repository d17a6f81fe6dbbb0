"""The rules engine's documents."""

from tests.factories import make_report


def test_every_token_knows_its_own_edges(engine):
    doc = engine.annotate(
        make_report(text="It's said he'd gone; they can't tell what's left (U.S. v. Cos.'s) at 5p.m. o'clock.")
    )
    assert [(t.left_edge.i, t.right_edge.i) for t in doc] == [(t.i, t.i) for t in doc]

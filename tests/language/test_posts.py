"""Organisations that are public by the post before them."""

import pytest
import spacy
from spacy.tokens import Span

from khronika.language.posts import with_organisations_of_posts

CASES = [
    ("the commander VOLTA spoke", {"Role": (1, 2)}, (2, 3), ["commander", "VOLTA"]),
    ("the commander of the VOLTA spoke", {"Role": (1, 2)}, (4, 5), ["commander", "VOLTA"]),
    ("the commander of all the VOLTA spoke", {"Role": (1, 2)}, (5, 6), ["commander"]),
    ("the colonel VOLTA spoke", {"Rank": (1, 2)}, (2, 3), ["colonel"]),
    ("the commander VOLTA spoke", {"Role": (1, 2), "Organization": (2, 3)}, (2, 3), ["commander", "VOLTA"]),
    ("VOLTA spoke", {}, (0, 1), []),
    ("of VOLTA", {}, (1, 2), []),
]


@pytest.mark.parametrize(("text", "public", "name", "wanted"), CASES)
def test_organisations(text, public, name, wanted):
    doc = spacy.blank("en")(text)
    doc.ents = [Span(doc, *name, label="ORG")]
    spans = [Span(doc, *where, label=label) for label, where in public.items()]
    assert [s.text for s in with_organisations_of_posts(doc, spans)] == wanted


def test_a_person_after_a_post_is_no_organisation():
    doc = spacy.blank("en")("the commander Velden spoke")
    doc.ents = [Span(doc, 2, 3, label="PERSON")]
    assert len(with_organisations_of_posts(doc, [Span(doc, 1, 2, label="Role")])) == 1

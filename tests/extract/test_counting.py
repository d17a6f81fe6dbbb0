"""How many noun phrases mean: their numbers, or those whom they name. Trees are made by hand, sentences invented."""

import pytest
import spacy
from spacy.tokens import Doc

from khronika.extract.counting import Counts, count_at, count_phrases, list_quantities
from khronika.extract.lexicon import Trigger
from khronika.model import Act
from khronika.values.number_counts import find_counts

VOCAB = spacy.blank("en").vocab


def tree(words):
    """Return a Doc of words such as "and/CCONJ/cc/4": word, tag, relation, token that it hangs on."""
    parts = [word.split("/") for word in words.split()]
    return Doc(
        VOCAB, [p[0] for p in parts], pos=[p[1] for p in parts], deps=[p[2] for p in parts],
        heads=[int(p[3]) for p in parts], lemmas=[p[4] if len(p) > 4 else p[0].lower() for p in parts],
    )  # fmt: skip


def count(doc, *spans):
    counted = [doc[start:end] for start, end in spans or [(0, len(doc))]]
    found = count_phrases(counted, Counts(find_counts(doc.text)))
    return found and (found.min, found.max)


TREES = [
    ("the/DET/det/1 blogger/NOUN/ROOT/1 and/CCONJ/cc/4 her/PRON/nmod:poss/4 boyfriend/NOUN/conj/1", (2, 2),
     "two persons in one phrase"),
    ("two/NUM/nummod/1 bodyguards/NOUN/ROOT/1/bodyguard and/CCONJ/cc/4 a/DET/det/4 bystander/NOUN/conj/1", (3, 3),
     "a number and a person"),
    ("Nino/PROPN/ROOT/0 and/CCONJ/cc/2 Lado/PROPN/conj/0", (2, 2), "two names"),
    ("a/DET/det/1 lawyer/NOUN/ROOT/1 and/CCONJ/cc/3 writer/NOUN/conj/1", (1, 1), "one article, one person"),
    ("at/ADP/case/3 least/ADJ/fixed/0 two/NUM/nummod/3 guards/NOUN/ROOT/3/guard and/CCONJ/cc/6 a/DET/det/6"
     " driver/NOUN/conj/3",
     (3, None), "an open interval stays open"),
    ("the/DET/det/1 activists/NOUN/ROOT/1/activist of/ADP/case/3 Bayan/PROPN/nmod/1", None, "a group told by its head"),
    ("two/NUM/nummod/1 guards/NOUN/ROOT/1/guard and/CCONJ/cc/3 civilians/NOUN/conj/1/civilian", (2, 2),
     "a group beside a number"),
    ("ninety/NUM/nummod/1 nurses/NOUN/ROOT/1/nurse ,/PUNCT/punct/1 including/VERB/case/5 four/NUM/nummod/5"
     " men/NOUN/nmod/1/man", (90, 90), "a part is not the whole"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted", "note"), TREES, ids=[row[2] for row in TREES])
def test_phrases_with_trees(words, wanted, note):
    assert count(tree(words)) == wanted


def test_a_phrase_that_is_part_of_another_number_takes_the_whole():
    doc = tree(
        "ninety/NUM/nummod/1 nurses/NOUN/ROOT/1/nurse ,/PUNCT/punct/1 including/VERB/case/5 four/NUM/nummod/5"
        " men/NOUN/nmod/1/man"
    )
    assert count(doc, (4, 6)) == (90, 90)


def test_only_what_is_joined_to_the_first_phrase_is_added():
    doc = tree(
        "a/DET/det/1 nurse/NOUN/nsubj/2 saw/VERB/ROOT/2/see a/DET/det/4 guard/NOUN/obj/2 and/CCONJ/cc/7"
        " a/DET/det/7 driver/NOUN/conj/4"
    )
    assert count(doc, (3, 5), (6, 8), (0, 2)) == (2, 2)
    assert count(doc, (0, 2), (3, 5)) == (1, 1)


def test_half_a_phrase_is_told_by_its_noun():
    doc = tree("a/DET/det/1 magistrate/NOUN/ROOT/1")
    assert count(doc, (0, 1)) == (1, 1)
    doc = tree("ten/NUM/nummod/1 guards/NOUN/ROOT/1/guard")
    assert count(doc, (1, 2)) == (10, 10)


def test_both_are_two():
    assert count(tree("both/DET/ROOT/0 of/ADP/case/2 whom/PRON/nmod/0")) == (2, 2)


TOLL = tree(
    "toll/NOUN/nsubj/1 rose/VERB/ROOT/1/rise to/ADP/case/3 17/NUM/obl/1 ,/PUNCT/punct/6 nine/NUM/nummod/6"
    " buses/NOUN/obl/1/bus and/CCONJ/cc/9 a/DET/det/9 nurse/NOUN/conj/6 burned/VERB/conj/1"
)
POINTED = [
    ("killing", [], "17", (17, 17), "a number without a noun"),
    ("killing", [], "toll", None, "no number"),
    ("killing", [(8, 10)], "17", (17, 17), "beside a party"),
    ("killing", [(8, 10)], "nine buses", None, "things beside a party"),
    ("killing", [], "nine buses", (9, 9), "things alone"),
    ("attack", [], "17", None, "an attack counts its parties alone"),
    ("attack", [(8, 10)], "17", (17, 17), "where they are told"),
]


@pytest.mark.parametrize(("act", "counted", "words", "wanted", "note"), POINTED, ids=[row[4] for row in POINTED])
def test_where_the_model_points(act, counted, words, wanted, note):
    start = TOLL.text.index(words)
    trigger = Trigger(Act(act), "verbs", 1, 2, 1, False)
    spans = [TOLL[a:b] for a, b in counted]
    counts = Counts(find_counts(TOLL.text))
    found = count_at(TOLL, trigger, spans, [(start, start + len(words))], counts)
    assert (found and (found.min, found.max)) == wanted


def test_what_is_printed_holds_no_mere_articles():
    counts = Counts(find_counts("A man and a dozen guards saw 12 buses and many tents."))
    assert [(q.text, q.min, q.max) for q in list_quantities(counts)] == [
        ("a dozen guards", 12, 12), ("12 buses", 12, 12),
    ]  # fmt: skip

"""Acts so many days after or before another. Sentences are invented, trees made by hand."""

from datetime import date

import pytest

from khronika.extract.apart import keep_apart
from khronika.values.dates import find_times
from tests.extract.test_counting import tree

PUBLISHED = date(2024, 3, 29)
FREED = (
    "He/PRON/nsubj:pass/2 was/AUX/aux:pass/2 freed/VERB/ROOT/2 on/ADP/case/5 20/NUM/nummod/5 March/PROPN/obl/2"
    " ,/PUNCT/punct/2 {}/NUM/nummod/8 {}/NOUN/obl/12 {}/SCONJ/mark/12 police/NOUN/nsubj/12 had/AUX/aux/12"
    " arrested/VERB/advcl/2 him/PRON/obj/12"
).split()
DIED = tree(
    "He/PRON/nsubj/1 died/VERB/ROOT/1 three/NUM/nummod/3 days/NOUN/obl/5 after/ADP/case/5 arrest/NOUN/obl/1"
    " on/ADP/case/8 5/NUM/nummod/8 March/PROPN/nmod/5"
)
BESIDE = tree(
    "On/ADP/case/1 Monday/PROPN/obl/3 guards/NOUN/nsubj/3 shot/VERB/ROOT/3 a/DET/det/5 man/NOUN/obj/3"
    " a/DET/det/7 day/NOUN/obl/9 after/ADP/case/9 Friday/PROPN/obl/3"
)


def move(doc, head, words):
    times = find_times(doc.text, PUBLISHED)
    best = next(t for t in times if t.text == words)
    found = keep_apart(doc.text, doc, times, doc[head], best)
    return found.text, found.from_ and found.from_.isoformat(), found.to and found.to.isoformat(), found.precision


TABLE = [
    (("three", "days", "after"), "2024-03-17", "2024-03-17", "day"),
    (("three", "days", "before"), "2024-03-23", "2024-03-23", "day"),
    (("two", "weeks", "after"), "2024-03-04", "2024-03-10", "week"),
    (("two", "months", "after"), "2024-01-01", "2024-01-31", "month"),
    (("two", "years", "after"), "2022-01-01", "2022-12-31", "year"),
    (("the", "day", "after"), "2024-03-19", "2024-03-19", "day"),
    (("some", "days", "after"), None, None, "unknown"),
]


def filled(words):
    told = iter(words)
    parts = [next(told) + row[2:] if row.startswith("{}") else row for row in FREED]
    return tree(" ".join(parts))


@pytest.mark.parametrize(("words", "first", "last", "precision"), TABLE, ids=[" ".join(row[0]) for row in TABLE])
def test_what_followed_or_went_before(words, first, last, precision):
    doc = filled(words)
    assert move(doc, 12, "20 March") == (f"20 March , {' '.join(words)}", first, last, precision)
    assert move(doc, 2, "20 March")[1] == "2024-03-20"


def test_a_day_told_of_the_other_act_alone():
    assert move(DIED, 1, "three days") == ("three days after arrest on 5 March", "2024-03-08", "2024-03-08", "day")
    assert move(DIED, 5, "5 March")[1] == "2024-03-05"


def test_no_act_stands_after_the_length():
    assert move(BESIDE, 3, "Monday")[:2] == ("Monday", "2024-03-25")

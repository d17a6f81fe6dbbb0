"""Which time belongs to which act, by the tree. Sentences are invented, trees made by hand."""

from datetime import date

import pytest

from khronika.extract.timing import choose_time, find_since
from khronika.values.dates import find_times
from tests.extract.test_counting import tree

PUBLISHED = date(2024, 3, 29)
TWO_ACTS = tree(
    "They/PRON/nsubj:pass/2 were/AUX/aux:pass/2 sentenced/VERB/ROOT/2 for/ADP/case/5 the/DET/det/5 murder/NOUN/obl/2"
    " of/ADP/case/8 a/DET/det/8 clerk/NOUN/nmod/5 in/ADP/case/10 2019/NUM/nmod/5"
)
JOINED = tree(
    "Guards/NOUN/nsubj/1 beat/VERB/ROOT/1 and/CCONJ/cc/3 arrested/VERB/conj/1 him/PRON/obj/3 on/ADP/case/6"
    " Monday/PROPN/obl/3"
)
TWO_TIMES = tree(
    "On/ADP/case/1 Monday/PROPN/obl/3 guards/NOUN/nsubj/3 shot/VERB/ROOT/3 a/DET/det/5 man/NOUN/obj/3"
    " held/VERB/acl/5 since/ADP/case/8 Friday/PROPN/obl/6"
)
SINCE = tree(
    "Since/SCONJ/case/2 the/DET/det/2 ban/NOUN/obl/9 of/ADP/case/5 20/NUM/nummod/5 March/PROPN/nmod/2 ,/PUNCT/punct/9"
    " many/ADJ/nsubj:pass/9 were/AUX/aux:pass/9 arrested/VERB/ROOT/9"
)

SINCE_THEY = tree(
    "Many/ADJ/nsubj:pass/2 were/AUX/aux:pass/2 held/VERB/ROOT/2 since/SCONJ/mark/5 rebels/NOUN/nsubj/5"
    " attacked/VERB/advcl/2 in/ADP/case/7 January/PROPN/obl/5"
)
WORST = tree(
    "Last/ADJ/amod/1 week/NOUN/obl/3 rebels/NOUN/nsubj/3 shelled/VERB/ROOT/3 camps/NOUN/obj/3 in/ADP/case/9"
    " the/DET/det/9 worst/ADJ/amod/9 such/ADJ/amod/9 raid/NOUN/obl/3 in/ADP/case/12 a/DET/det/12 year/NOUN/nmod/9"
)
AMISS = tree(
    "She/PRON/nsubj:pass/2 was/AUX/aux:pass/2 held/VERB/ROOT/2 Friday/PROPN/obl/2 for/ADP/case/7 March/PROPN/nmod/3"
    " shooting/NOUN/compound/7 deaths/NOUN/obl/2"
)

TABLE = [
    (AMISS, 7, [2, 7], "March", "what stands right before a noun is its own, be the tree amiss"),
    (SINCE_THEY, 2, [2, 5], "January", "what goes on since something has its time too"),
    (WORST, 9, [9], "Last week", "a length without days gives way to days"),
    (TWO_ACTS, 5, [2, 5], "2019", "a year hangs on the murder"),
    (TWO_ACTS, 2, [2, 5], None, "and not on the sentence"),
    (TWO_ACTS, 2, [2], "2019", "where the murder is told as no act, on the sentence"),
    (JOINED, 1, [1, 3], "Monday", "verbs that are joined share a time"),
    (TWO_TIMES, 3, [3, 6], "Monday", "of two times the nearer by the tree"),
    (TWO_TIMES, 6, [3, 6], "Friday", "and the other verb has its own"),
]


@pytest.mark.parametrize(("doc", "head", "heads", "words", "note"), TABLE, ids=[row[4] for row in TABLE])
def test_choice(doc, head, heads, words, note):
    found = choose_time(doc.text, find_times(doc.text, PUBLISHED), doc[head], heads, PUBLISHED)
    assert (found and found.text) == words


@pytest.mark.parametrize(
    ("published", "days"),
    [(PUBLISHED, (date(2024, 3, 20), PUBLISHED)), (date(2024, 3, 1), (date(2024, 3, 20), date(2024, 3, 20)))],
    ids=["runs on to publication", "not back to it"],
)
def test_since_an_event_of_a_day(published, days):
    times = find_times(SINCE.text, PUBLISHED)
    found = choose_time(SINCE.text, times, SINCE[9], [9], published)
    assert (found.from_, found.to) == days


def test_no_times_no_time():
    assert choose_time(JOINED.text, [], JOINED[1], [1], PUBLISHED) is None


PERFECT = "They were freed on 3 March. Two have since been held again."
THEN = "They were freed on 3 March. Since then two were held again."
CLAUSE = "They were freed on 3 March. Since the ban ended two were held again."
SINCE_TABLE = [
    (PERFECT, "since", PUBLISHED, date(2024, 3, 3), "with a perfect from the time named last"),
    (THEN, "Since then", PUBLISHED, date(2024, 3, 3), "so with then"),
    (THEN, "Since then", date(2024, 3, 1), date(2023, 3, 3), "one before publication"),
    (CLAUSE, "Since the ban ended", PUBLISHED, None, "what happened on no day told leaves it open"),
]


@pytest.mark.parametrize(("text", "words", "published", "first", "note"), SINCE_TABLE, ids=[r[4] for r in SINCE_TABLE])
def test_since_what_no_words_date(text, words, published, first, note):
    start = text.index(words)
    found = find_since(text, [(start, start + len(words))], find_times(text, published), published)
    assert (found.text, found.from_, found.to) == (words, first, published)


@pytest.mark.parametrize(("words", "published"), [("held again", PUBLISHED), ("Since then", None)])
def test_no_since_no_time(words, published):
    start = THEN.index(words)
    assert find_since(THEN, [(start, start + len(words))], find_times(THEN, PUBLISHED), published) is None

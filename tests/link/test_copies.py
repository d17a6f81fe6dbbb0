"""Which reports are copies of which."""

import itertools

import pytest

from khronika.link import find_copies
from khronika.link.copies import align_copies
from khronika.model import BlockKind
from tests.factories import make_blocks, make_report

WIRE = (
    "At least nine people were killed on Saturday when a bomb went off at the main market of Maroua, they said. "
    "The device had been hidden under a stall for vegetables. Soldiers sealed off the streets around the market, and "
    "no group has said that it was behind the blast."
)
OTHER = (
    "A nurse at the hospital of Maroua told us by telephone that twelve dead had been brought in by the evening. She "
    "said that many more were waiting in the yard, and that blood was running short in the whole town."
)

PAIRS = [
    # text of the later report, whether it is a copy, note
    (WIRE, True, "word for word"),
    (WIRE.replace("nine", "eleven"), True, "with a changed number"),
    (f"{WIRE} We will tell you more as soon as we know more about it.", True, "with a sentence of its own"),
    (WIRE.upper(), True, "in capitals"),
    (WIRE.replace(" ", "  "), True, "with other spaces"),
    (WIRE.split(". ")[0] + ". " + OTHER, False, "one sentence of it in a report of its own"),
    (OTHER, False, "another report"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("text", "is_copy", "note"), PAIRS, ids=[row[2] for row in PAIRS])
def test_copies(text, is_copy, note):
    first = make_report("wire", text=WIRE, published="2025-03-08")
    later = make_report("post", text=text, published="2025-03-09")
    assert find_copies([first, later]) == ({"post": "wire"} if is_copy else {})


def test_the_earliest_is_the_original_and_all_others_copy_it():
    days = {"c": "2025-03-10", "a": "2025-03-09", "b": "2025-03-08", "d": None}
    reports = [make_report(name, text=WIRE, published=day) for name, day in days.items()]
    assert find_copies(reports) == {"a": "b", "c": "b", "d": "b"}


def test_order_does_not_matter():
    reports = [make_report(str(i), text=t) for i, t in enumerate([WIRE, OTHER, WIRE + " More.", OTHER[:150]])]
    found = {tuple(sorted(find_copies(list(order)).items())) for order in itertools.permutations(reports)}
    assert len(found) == 1


def test_short_notes_are_copies_only_where_they_are_equal():
    notes = ["Ten men were held.", "Ten men were held.", "Ten men were held in Osh."]
    reports = [make_report(str(i), text=t) for i, t in enumerate(notes)]
    assert find_copies(reports) == {"1": "0"}


def test_what_an_outlet_puts_around_its_reports_makes_no_copies():
    foot = "The Orsk Post has told the truth for many years and will go on to do so if you help us with a small gift."
    texts = [f"Ten men were held in {town}.\n\n{foot}" for town in ("Osh", "Naryn")]
    kinds = (BlockKind.PARAGRAPH, BlockKind.FURNITURE)
    reports = [make_report(str(i), text=t, blocks=make_blocks(t, *kinds)) for i, t in enumerate(texts)]
    assert find_copies(reports) == {}


def test_an_altered_number_is_shown_with_what_is_word_for_word():
    original = make_report("wire", text=WIRE)
    copy = make_report("post", text=f"By our desk.\n\n{WIRE.replace('nine', 'eleven')}")
    found = align_copies(original, copy)
    ((was, now),) = found.changed
    assert (original.text[was.start : was.end], copy.text[now.start : now.end]) == ("nine", "eleven")
    words = [(original.text[a.start : a.end], copy.text[b.start : b.end]) for a, b in found.passages]
    assert words and all(a == b for a, b in words)


def test_what_an_outlet_publishes_again_under_its_address_is_a_revision():
    one = make_report("one", text=WIRE, published="2025-03-08", url="https://post.example/market")
    two = make_report("two", text=OTHER, published="2025-03-09", url="https://post.example/market")
    assert find_copies([one, two]) == {"two": "one"}

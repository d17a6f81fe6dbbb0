"""Places that a report names: those that the engine marked, told by the gazetteer which they are."""

import pytest
from spacy.tokens import Span

from khronika.extract.toponyms import find_report_places
from tests.factories import make_report

TEXT = "Kyrgyz police detained ten men in Osh on Monday and took them to Bishkek."


@pytest.fixture
def find(engine):
    """A function from marked names to the words of the places that are printed, and of all that are known."""

    def found(*marked, text=TEXT):
        report = make_report(text=text)
        doc = engine.annotate(report)
        if marked != (None,):
            at = [text.index(name) for name in marked]
            spans = [doc.char_span(s, s + len(name)) for s, name in zip(at, marked, strict=True)]
            doc.spans["toponyms"] = [Span(doc, s.start, s.end, label="PLACE") for s in spans]
        return tuple([place.text for place in places] for places in find_report_places(report, doc))

    return found


def test_an_engine_that_marks_none_leaves_it_to_the_gazetteer(find):
    named, known = find(None)
    assert named == ["Osh", "Bishkek"]
    assert known == ["Kyrgyz", "Osh", "Bishkek"]  # police of a people: it may tell where, but names no place


def test_what_is_marked_is_printed_and_the_rest_is_known(find):
    named, known = find("Osh")
    assert named == ["Osh"]
    assert {"Osh", "Bishkek"} <= set(known)


def test_an_engine_that_marked_nothing_prints_nothing(find):
    named, known = find()
    assert named == [] and {"Osh", "Bishkek"} <= set(known)


def test_a_name_ends_with_its_line(find):
    """A letterhead has the town under the office."""
    assert find("Kyrgyzstan\nOsh", text="Ministry of Health of Kyrgyzstan\nOsh, 4 May")[0] == ["Kyrgyzstan", "Osh"]


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Union", "They protect the borders of the Union.", []),
        ("Islamic Republic", "He is of the Islamic Republic of Mauritania.", []),
        ("Street", "He was shot on 60th Street on Monday.", ["60th Street"]),
        ("Street", "He was shot on the Street.", []),
        ("Union", "Police in Union, New Jersey, arrested him.", ["Union"]),
    ],
)
def test_what_every_state_is_called_is_no_name(find, name, text, named):
    assert find(name, text=text)[0] == named


def test_places_come_in_order_and_once(find):
    named, known = find("Bishkek", "Osh")
    assert named == ["Osh", "Bishkek"]
    assert known == sorted(known, key=TEXT.index) and len(known) == len(set(known))


def test_a_name_that_the_gazetteer_does_not_know_keeps_its_words(engine):
    text = "They were held in Qwoxtral."
    report = make_report(text=text)
    doc = engine.annotate(report)
    at = text.index("Qwoxtral")
    doc.spans["toponyms"] = [doc.char_span(at, at + 8, label="PLACE")]
    (place,) = find_report_places(report, doc)[0]
    assert (place.text, place.start, place.end) == ("Qwoxtral", at, at + 8)
    assert (place.lat, place.lon, place.geonames_id) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "pos", "known", "note"),
    [
        ("REBELS SHELLED THE CAPITAL", "NOUN VERB DET NOUN", [], "a common word that a region is called by"),
        ("REBELS SHELLED THE CAPITAL", "NOUN VERB DET PROPN", ["CAPITAL"], "told to be a name"),
        ("Rebels shelled the Capital", "NOUN VERB DET NOUN", ["Capital"], "the capital letter says something here"),
        ("REBELS SHELLED THE NORTHERN PART", "NOUN VERB DET ADJ NOUN", [], "an adjective"),
    ],
)
def test_words_all_in_capitals_are_names_only_where_they_are_tagged_so(engine, text, pos, known, note):
    report = make_report(text=text)
    doc = engine.annotate(report)
    for word, tag in zip(doc, pos.split(), strict=True):
        word.pos_ = tag
    doc.spans["toponyms"] = [Span(doc, 3, 4, label="PLACE")]
    named, seen = find_report_places(report, doc)
    assert [place.text for place in named] == known, note
    assert bool(seen) == bool(known), note


@pytest.mark.parametrize(
    ("text", "label", "places"),
    [
        ("They shot at Qwoxtral.", "PERSON", 0),
        ("They shot at Qwoxtral.", "LOC", 1),
        ("They shot at QWOX.", "ORG", 0),
        ("They shot at Qwoxtral.", "ORG", 1),  # "Itele police": a body is often named by its place
        ("They shot at Osh.", "PERSON", 1),  # what the gazetteer has is no person for all that the tagger says
    ],
)
def test_acts_are_at_no_person_and_no_abbreviated_body(engine, text, label, places):
    report = make_report(text=text)
    doc = engine.annotate(report)
    doc.set_ents([Span(doc, 3, 4, label=label)])
    doc.spans["toponyms"] = [Span(doc, 3, 4, label="PLACE")]
    assert len(find_report_places(report, doc)[1]) == places


def test_the_agency_of_a_dateline_is_no_place(find):
    text = "OSH, May 3 (Volga) - Police detained ten men at Volga on Monday."
    named, _ = find("OSH", "Volga", text=text)
    assert named == ["OSH"]


def test_the_outlet_is_no_place(engine):
    report = make_report(text="Told by the Osh Herald.", outlet="Osh Herald")
    assert find_report_places(report, engine.annotate(report)) == ([], [])

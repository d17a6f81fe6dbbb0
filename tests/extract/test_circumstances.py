"""When, where and how many: what belongs to an act, and what does not."""

import pytest
import spacy

from khronika.extract.circumstances import find_report_times, prefer_main_place
from khronika.model import PlacePrecision
from tests.extract.telling import pick, tell_days, tell_quantity
from tests.factories import make_place

COUNTS = [
    ("Ten men were detained.", "arrest_detention", (10, 10, "men"), "a number word"),
    ("12 men were detained.", "arrest_detention", (12, 12, "men"), "digits"),
    ("At least nine people were killed.", "killing", (9, None, "people"), "at least"),
    ("More than 300 workers were deported.", "deportation", (301, None, "workers"), "more than"),
    ("Up to 50 people were injured.", "injury", (0, 50, "people"), "up to"),
    ("Fewer than 20 people were injured.", "injury", (0, 19, "people"), "fewer than"),
    ("Nearly 200 people were killed.", "killing", (180, 200, "people"), "nearly"),
    ("About 100 people were killed.", "killing", (90, 110, "people"), "about"),
    ("Dozens of workers protested in Almaty.", "protest", (24, 99, "workers"), "of those who took part"),
    ("Several students were detained.", "arrest_detention", (3, 9, "students"), "several"),
    ("Hundreds of people marched in Tbilisi.", "protest", (200, 999, "people"), "hundreds"),
    ("Two of the students were released.", "release", (2, 2, "students"), "a part of a group"),
    ("A fisherman drowned near Izmir.", "death", (1, 1, "people"), "one person without a number"),
    ("Nino Testova was arrested.", "arrest_detention", (1, 1, "people"), "a name is one"),
    ("Police arrested Nino Testova, Lado Probin and a driver.", "arrest_detention", (3, 3, "people"), "a list"),
    ("There were 200 arrests in Osh.", "arrest_detention", (200, 200, "arrests"), "number before a noun"),
    ("Over 2,000 arrests were made in Osh.", "arrest_detention", (2001, None, "arrests"), "a comma inside a number"),
    ("Police raided 40 homes in Osh.", "raid", (40, 40, "homes"), "what follows the verb, though it be no people"),
    ("The students were released.", "release", None, "a group without a count is null, not zero"),
    ("The ministry was raided.", "raid", None, "an institution is no count of people"),
    ("Two men accused the government of torture.", "accusation", None, "words about an act count nothing"),
]


@pytest.mark.parametrize(("text", "act", "count", "note"), COUNTS, ids=[row[3] for row in COUNTS])
def test_how_many(extract, text, act, count, note):
    assert tell_quantity(pick(extract(text), act)) == count


def test_the_words_of_a_count_are_kept(extract):
    text = "On Monday, more than 300 workers were deported."
    quantity = pick(extract(text), "deportation").quantity
    assert quantity.text == text[quantity.start : quantity.end] == "more than 300 workers"


DAYS = [  # against a report of Friday 29 March 2024
    ("Ten men were detained on Thursday.", ("2024-03-28", "2024-03-28"), "a weekday is the last one"),
    ("Ten men were detained on 3 March.", ("2024-03-03", "2024-03-03"), "a day without a year"),
    ("Ten men were detained in March 2023.", ("2023-03-01", "2023-03-31"), "a month"),
    ("Ten men were detained yesterday.", ("2024-03-28", "2024-03-28"), "yesterday"),
    ("Ten men have been detained since 22 March.", ("2024-03-22", "2024-03-29"), "a running window ends with the page"),
    ("Ten men were detained.", None, "no words, no time"),
    ("Ten men were detained, more than in the same period last year.", None, "a time that others are held against"),
    ("A man born in 1983 was detained.", None, "when somebody was born"),
    ("Ten men were detained in March, up from 7 in 2022.", ("2024-03-01", "2024-03-29"), "a time of fewer others"),
]


@pytest.mark.parametrize(("text", "days", "note"), DAYS, ids=[row[2] for row in DAYS])
def test_when(extract, text, days, note):
    assert tell_days(pick(extract(text), "arrest_detention")) == days


def test_a_time_of_saying_is_not_a_time_of_the_act(extract):
    statement = pick(extract("Ten men were detained in Osh, a lawyer said on Friday."), "arrest_detention")
    assert statement.time is None


def test_a_relative_time_with_nothing_to_hang_it_on_keeps_its_words(extract):
    statement = pick(extract("Ten men were detained on Thursday.", published=None), "arrest_detention")
    assert (statement.time.from_, statement.time.to, statement.time.text) == (None, None, "Thursday")


def test_a_time_says_what_it_is_reckoned_from(extract):
    report = extract("Ten men were detained on Thursday, and two in March 2023. The trial began on 3 May 2022.")
    told = [(t.from_, t.basis, t.edtf) for t in report.times]
    assert told == [
        ("2024-03-28", "publication", "2024-03-28"), ("2023-03-01", "stated", "2023-03"),
        ("2022-05-03", "stated", "2022-05-03"),
    ]  # fmt: skip
    assert {s.time.edtf for s in report.statements if s.time} <= {edtf for _, _, edtf in told}


def test_a_place_says_why_it_is_that_one(extract):
    place = pick(extract("Ten men were detained in Osh."), "arrest_detention").place
    assert (place.kind, place.radius_km is not None, bool(place.reason)) == ("city", True, True)


PLACES = [
    ("Ten men were detained in Osh.", "arrest_detention", ("Osh", None, None), "said of the act"),
    ("OSH, 28 March.\n\nTwo men died in Osh. Ten men were detained.", "arrest_detention", ("Osh", None, None),
     "the place that the report is about"),
    ("Ten men were detained.", "arrest_detention", (None, None, None), "no place at all"),
    ("Ten Iran-backed men were detained in Osh.", "arrest_detention", ("Osh", None, None), "whose men they are"),
    ("Ten men, most of them Guineans, were detained in Osh.", "arrest_detention", ("Osh", None, None),
     "of which people they are"),
    ("Ten men were detained, most of them Guineans.", "arrest_detention", (None, None, None), "the same, nowhere"),
    ("Ten men were deported from Izmir to Iran.", "deportation", ("Izmir", "Izmir", "Iran"), "a way has two ends"),
    ("Villagers fled from Goma to Bukavu.", "displacement", ("Goma", "Goma", "Bukavu"), "flight"),
    ("The ministry in Osh denied torture.", "denial", (None, None, None), "words have no place"),
]  # fmt: skip


def test_the_town_of_a_report_is_not_that_of_what_it_tells_of_elsewhere(extract):
    text = "Ten men were detained in Osh. Osh is calm.\n\nIn Bishkek nobody spoke.\n\nA teacher was deported."
    statements = extract(text)
    assert pick(statements, "arrest_detention").place.name == "Osh"
    assert pick(statements, "deportation").place.name == "Kyrgyzstan"


@pytest.mark.parametrize(("text", "act", "names", "note"), PLACES, ids=[row[3] for row in PLACES])
def test_where(extract, text, act, names, note):
    statement = pick(extract(text), act)
    assert tuple(p and p.name for p in (statement.place, statement.origin, statement.destination)) == names


WRITTEN = [
    ("OSH, March 29 (Alay Wire) - Police detained ten men on Thursday.", ("2024-03-28", "2024-03-28"), "a dateline"),
    ("Harbour Union, 29 March 2024\n\nPolice detained ten men on Thursday.", ("2024-03-28", "2024-03-28"), "a line"),
    ("OSH, March 29 (Alay Wire) - Police detained ten men.", None, "nothing but a dateline"),
]


@pytest.mark.parametrize(("text", "days", "note"), WRITTEN, ids=[row[2] for row in WRITTEN])
def test_the_day_of_writing_is_not_the_day_of_the_act(extract, text, days, note):
    assert tell_days(pick(extract(text), "arrest_detention")) == days


KISUMU = make_place("Kisumu", country="KE")
COUNTRY = {"precision": PlacePrecision.COUNTRY}
KENYAN = make_place("Kenya", text="Kenyan", country="KE", start=0, **COUNTRY)
MAIN_PLACES = [
    ("Kenyan police held ten men.", KENYAN, KISUMU, "Kisumu", "a people in a report about a town of theirs"),
    ("Kenya's police held ten men.", make_place("Kenya", country="KE", start=0, **COUNTRY), KISUMU, "Kisumu", "whose"),
    ("Held in Kenya.", make_place("Kenya", country="KE", start=8, **COUNTRY), KISUMU, "Kenya", "set in the country"),
    ("In the western Kenya", make_place("Kenya", country="KE", start=15, **COUNTRY), KISUMU, "Kenya", "and in a part"),
    ("Ugandan police", make_place("Uganda", country="UG", start=0, **COUNTRY), KISUMU, "Uganda", "another country"),
    ("Nakuru police", make_place("Nakuru", country="KE", start=0), KISUMU, "Nakuru", "another town"),
    ("Ten men were held.", None, KISUMU, "Kisumu", "none is told"),
    ("Kenyan police", KENYAN, None, "Kenya", "a report about no place"),
    ("Ten men were held.", None, None, None, "no place at all"),
]


@pytest.mark.parametrize(("text", "found", "main", "name", "note"), MAIN_PLACES, ids=[row[4] for row in MAIN_PLACES])
def test_whose_country_is_no_place_of_an_act(text, found, main, name, note):
    place = prefer_main_place(found, main, text)
    assert (place and place.name) == name


def test_the_engine_says_where_a_time_begins_and_which_is_none():
    text = "They now wait for about two days."
    doc = spacy.blank("en")(text)
    doc.spans["times"] = [doc.char_span(24, 32, label="DURATION")]
    assert [(t.text, t.start, t.end) for t in find_report_times(doc, text, None)] == [("two days", 24, 32)]

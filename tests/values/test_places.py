"""Places: a table of texts with what they name, spans from elsewhere, hints, and whatever text comes."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import PlacePrecision
from khronika.values.gazetteer import load_gazetteer
from khronika.values.place_located import put_in_country
from khronika.values.places import (
    Located,
    PlaceKind,
    country_of_demonym,
    country_place,
    describe_places,
    find_country,
    find_places,
    locate_and_describe,
    locate_places,
    make_country,
)

TABLE = [
    line.split("\t")
    for line in Path(__file__).with_name("places.tsv").read_text(encoding="utf8").splitlines()
    if line and not line.startswith("#")
]
PIECES = [
    "Paris, Texas", "Clark and Floyd counties", "BEIRUT, May 3 (AP) - ", "Washington said", "Turkish police", "Ill.",
    "the Fatih district of Istanbul", "Camp Ashfield", "SVO airport", "в Москве", "Egypt's", "R-Salem", "St. ", "D.C.",
    "US$", "al-", "The ", " of ", " and ", ", ", "\n", "\u00a0", "Georgia", "Springfield", "Mr. Lincoln", "😀", "İ",
]  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=12
).map("".join)


def tell(located: Located) -> str:
    """Write a place as the table does."""
    place = located.place
    fields = [place.name, place.admin1 or "-", place.country or "-", str(located.place.kind)]
    if located.stands_for != "place":
        fields.append(located.stands_for)
    return f"{place.text} > {', '.join(fields)}"


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:40] for text, _ in TABLE])
def test_a_text_names_these_places(text, expected):
    assert "; ".join(map(tell, describe_places(text))) == expected


def place_of(text: str, words: str, **hints: str) -> str:
    """Return country and first-order region of the place that `words` mean in `text`."""
    found = next(place for place in find_places(text, **hints) if place.text == words)
    return f"{found.country}-{found.admin1}"


def test_hints_from_outside_tell_places_apart():
    text = "Two people were hurt in Birmingham."
    assert place_of(text, "Birmingham") == "GB-ENG"
    assert place_of(text, "Birmingham", outlet="The Alabama Courier") == "US-AL"
    text = "Two people were hurt in London."
    assert place_of(text, "London", outlet="Ontario Evening Star", country_hint="CA") == "CA-08"
    text = "Two people were hurt in Newcastle."
    assert place_of(text, "Newcastle", url="https://www.paper.com.au/news/1") == "AU-02"
    assert place_of(text, "Newcastle", url="http://paper.co.uk") == "GB-ENG"


@pytest.mark.parametrize("url", ["", "nonsense", "https://paper.com/a.ru", "file:///x", "https://[::1]:80/"])
def test_an_address_without_a_country_tells_nothing(url):
    assert place_of("They met in Newcastle.", "Newcastle", url=url) == place_of("They met in Newcastle.", "Newcastle")


def test_a_part_lies_where_its_holder_does_and_no_more_exactly():
    district, city = describe_places("Troops raided the Fatih district of Istanbul.")
    assert (district.place.kind, district.place.precision) == (PlaceKind.DISTRICT, PlacePrecision.DISTRICT)
    prison, holder = describe_places("Inmates at Oakmoor Prison in Tula went on strike.")
    assert (prison.place.lat, prison.place.lon) == (holder.place.lat, holder.place.lon)
    assert prison.place.radius_km == holder.place.radius_km
    assert prison.place.geonames_id is None
    assert "Tula" in prison.place.reason
    assert city.place.geonames_id == 745044


def test_a_building_that_nothing_holds_has_no_position():
    (prison,) = describe_places("Inmates at Oakmoor Prison went on strike.")
    assert (prison.place.lat, prison.place.country, prison.place.radius_km) == (None, None, None)


def test_near_a_town_is_a_wider_circle():
    (inside,) = describe_places("A bus burned in Tambov.")
    (near,) = describe_places("A bus burned near Tambov.")
    assert inside.place.radius_km is not None
    assert near.place.radius_km is not None
    assert near.place.radius_km > inside.place.radius_km
    assert "near" in near.place.reason


def test_a_region_and_a_country_reach_further_than_a_town():
    radii = [located.place.radius_km for located in describe_places("Kotelniki, Chechnya and Russia were named.")]
    assert radii == sorted(radii)
    assert radii[0] < radii[-1]


NAMESAKES = [
    ("Three people were arrested at Paris market in Lagos.", "NG", "a city right after it"),
    ("Soldiers fired near Berlin Avenue in Freetown.", "SL", "a street"),
    ("Kirkuk was quiet. Guards closed Azadi hospital, and Kirkuk slept.", "IQ", "all else lies elsewhere"),
    ("Police searched Lagos market in Nigeria.", "NG", "a country that holds it"),
    ("Police closed Paris market.", "FR", "nothing else is named"),
]


@pytest.mark.parametrize(("text", "country", "note"), NAMESAKES, ids=[row[2] for row in NAMESAKES])
def test_a_building_lies_where_the_report_is_whatever_town_it_is_named_for(text, country, note):
    (building,) = [f.place for f in describe_places(text) if f.place.kind is PlaceKind.BUILDING]
    assert building.country == country


def test_spans_from_elsewhere_are_located_one_by_one_in_their_order():
    text = "Turkish police said a hostel of Kazan Institute in Dushanbe was searched, and Blorptown too."
    words = ["Blorptown", "Turkish", "Kazan Institute", "Dushanbe"]
    spans = [(text.index(word), text.index(word) + len(word)) for word in words]
    unknown, people, institute, city = locate_places(text, spans)
    assert [found.place.text for found in (unknown, people, institute, city)] == words
    assert (unknown.place.lat, unknown.place.kind) == (None, PlaceKind.UNKNOWN)
    assert (people.place.country, people.stands_for) == ("TR", "people")
    assert (institute.place.country, institute.place.kind) == ("TJ", PlaceKind.UNKNOWN)
    assert (city.place.country, city.place.precision) == ("TJ", PlacePrecision.CITY)


def test_a_span_is_read_in_the_light_of_the_whole_text():
    text = "Sheriff's deputies in Tarrant County, Texas, drove to Paris."
    start = text.index("Paris")
    (found,) = locate_places(text, [(start, start + 5)])
    assert found.place.admin1 == "TX"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Herders fled south Sudan for Juba.", "south Sudan", "Sudan"),
        ("Police in South West England met.", "South West England", "England"),
        ("They met in Reno, Nev., on Monday.", "Reno, Nev.", "Reno"),
        ("CANADIAN POLICE ARREST TWO.", "CANADIAN", "Canada"),
        ("He moved to NJ in May.", "NJ", "New Jersey"),
        ("A man of Cape Town spoke.", "Cape Town", "Cape Town"),
        ("The Republic of Armenia signed.", "Republic of Armenia", "Armenia"),
    ],
)
def test_a_span_is_read_with_all_its_words(text, words, expected):
    start = text.index(words)
    (found,) = locate_places(text, [(start, start + len(words))])
    assert (found.place.name, found.place.text) == (expected, words)


def test_a_small_town_far_from_all_else_is_not_taken():
    text = "Police in Toronto, Ottawa and Hamilton, all in Canada, asked their Canadian colleagues in Peel for help."
    start = text.index("Peel")
    (found,) = locate_places(text, [(start, start + 4)])
    assert found.place.country != "IM"


@pytest.mark.parametrize("span", [(-1, 2), (0, 99), (3, 1)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="spans outside"):
        locate_places("Tula burned.", [span])


def test_find_places_leaves_peoples_out():
    text = "Turkish police detained forty Tajiks in Istanbul."
    assert [place.text for place in find_places(text)] == ["Istanbul"]


@given(TEXTS)
def test_whatever_the_text_spans_lie_inside_it_and_say_their_words(text):
    located = describe_places(text)
    for found in located:
        place = found.place
        assert text[place.start : place.end] == place.text
        assert (place.lat is None) == (place.lon is None) == (found.place.radius_km is None)
        assert place.lat is None or (abs(place.lat) <= 90 and abs(place.lon) <= 180)
        assert found.place.reason
    assert all(a.place.end <= b.place.start for a, b in pairwise(located))


@given(TEXTS, st.data())
def test_whatever_the_spans_each_has_an_answer(text, data):
    edge = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(edge, edge).map(sorted).map(tuple), max_size=4))
    found = locate_places(text, spans)
    assert len(found) == len(spans)
    for located, (start, end) in zip(found, spans, strict=True):
        assert located.place.start <= start <= end <= located.place.end
        assert text[located.place.start : located.place.end] == located.place.text


@pytest.mark.parametrize(
    ("text", "spans", "words", "name"),
    [
        ("Shells fell on An-Nahud.", [(15, 18), (18, 23)], ["An-Nahud"], ["An Nuh\u016bd"]),
        ("HORN LAKE, Miss. - Two men", [(5, 9), (11, 16)], ["HORN LAKE", "Miss."], ["Horn Lake", "Mississippi"]),
        ("A fire in New York", [(14, 18)], ["York"], ["York"]),  # known by itself: the finder's borders hold
    ],
)
def test_a_name_cut_by_whoever_found_it_is_taken_whole(text, spans, words, name):
    places = [located.place for located in locate_and_describe(text, spans)[0]]
    assert ([place.text for place in places], [place.name for place in places]) == (words, name)


SPANS = [  # a text, a name in it that is known to be a place, what it is
    ("Crowds gathered outside the White House.", "White House", "White House > White House, DC, US, building"),
    ("He lives in White House, Tenn., near a lake.", "White House", "White House > White House, TN, US, city"),
    ("Guards closed the Kremlin.", "Kremlin", "Kremlin > Kremlin, 48, RU, building"),
    ("Shells fell on Al-Obeid.", "Al-Obeid", "Al-Obeid > El Obeid, 56, SD, city"),
    ("Trains to L'viv stopped.", "L'viv", "L'viv > Lviv, 15, UA, city"),
    ("A man from Weirton, W. Va. was held.", "W. Va.", "W. Va. > West Virginia, WV, US, region"),
]


@pytest.mark.parametrize(("text", "words", "expected"), SPANS, ids=[row[1] for row in SPANS])
def test_a_span_is_this_place(text, words, expected):
    start = text.index(words)
    assert tell(locate_places(text, [(start, start + len(words))])[0]) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in Zabrodivka, Poltava Oblast", PlacePrecision.CITY),
        ("in Zabrodivka, Kyiv", PlacePrecision.DISTRICT),
        ("in Poltava Oblast, in Zabrodivka", PlacePrecision.REGION),
    ],
)
def test_a_place_in_no_gazetteer_before_what_holds_it_is_a_town_or_a_quarter(text, kind):
    start = text.index("Zabrodivka")
    (found,) = locate_places(text, [(start, start + 10)])
    assert found.place.precision is kind


@pytest.mark.parametrize(
    "piece", ["Paris, ", "San Jose and ", "A.B.", "Al-", "Clark, ", "Springfield, Ill., ", "'s ", "Fort "]
)
def test_long_runs_cost_no_more_than_their_length(piece):
    """Ten thousand characters of one piece: a quadratic step would take a minute."""
    find_places(piece * (10_000 // len(piece)))


def test_countries_by_name_and_people():
    assert find_country("the U.S.") == "US"
    assert find_country("Atlantis") is None
    assert country_of_demonym("Tajik") == "TJ"
    assert country_of_demonym("Martian") is None
    place = country_place("the Netherlands")
    assert place is not None
    assert (place.country, place.precision, place.text) == ("NL", PlacePrecision.COUNTRY, "the Netherlands")
    assert country_place("Narnia") is None
    assert make_country("ZZ", "Narnia", 0, 6) is None


def test_one_look_through_a_text_finds_what_two_do():
    text = "Turkish police came to Osh. In Tula they held two men in Ostrov Market, and one in Paris, Texas."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Osh", "Paris", "Ostrov Market")]
    found = locate_and_describe(text, spans, outlet="The Columbus Dispatch")
    assert found == (
        locate_places(text, spans, outlet="The Columbus Dispatch"),
        describe_places(text, outlet="The Columbus Dispatch"),
    )


def test_a_place_in_no_gazetteer_is_in_the_country_that_the_report_speaks_of():
    (uganda,) = [e for e in load_gazetteer().find("Uganda") if e.level == "country"]
    lost = replace(find_places("Camp Zorbinak in Kampala")[0], country=None, country_name=None, lat=None, lon=None)
    (held,) = put_in_country([Located(lost)], uganda)
    assert (held.place.country, held.place.country_name, held.place.lat) == ("UG", "Uganda", None)
    assert "the report speaks of Uganda" in held.place.reason
    assert put_in_country([Located(lost)], None) == [Located(lost)]


def test_hong_kong_is_counted_to_china_and_keeps_its_code():
    (place,) = find_places("Police in Hong Kong detained ten students.")
    assert (place.country, place.country_name) == ("HK", "China")


def test_a_place_in_no_gazetteer_lies_in_the_country_that_the_report_speaks_of_without_a_point():
    text = "Police in Nairobi, Mombasa and Kisumu held three men. Another was shot in Zembulani."
    start = text.index("Zembulani")
    (found,) = locate_places(text, [(start, start + len("Zembulani"))])
    assert (found.place.country, found.place.country_name, found.place.name) == ("KE", "Kenya", "Zembulani")
    assert (found.place.lat, found.place.lon, found.place.admin1) == (None, None, None)


def test_a_place_in_no_gazetteer_lies_nowhere_where_the_report_speaks_of_many_countries():
    text = "Police in Nairobi, Paris and Lima held three men. Another was shot in Zembulani."
    start = text.index("Zembulani")
    (found,) = locate_places(text, [(start, start + len("Zembulani"))])
    assert found.place.country is None


QUARTERS = [
    ("CHICAGO - Two men were held in a riverside neighborhood of Pullman on Monday.", "Pullman", "IL", "called so"),
    ("In Chicago a man was shot in the Pullman neighborhood.", "Pullman", "IL", "by the word after it"),
    ("A boy was shot in Madisonville, Cincinnati police said.", "Madisonville", "OH", "far and small"),
    ("A man from Pullman, Washington, was shot in Chicago.", "Pullman", "WA", "the text says which town"),
    ("A boy from Madisonville, Kentucky, was shot in Cincinnati.", "Madisonville", "KY", "its region is named"),
    ("A boy was shot in Madisonville.", "Madisonville", "KY", "no city is named"),
]


@pytest.mark.parametrize(("text", "name", "region", "note"), QUARTERS, ids=[row[3] for row in QUARTERS])
def test_a_quarter_that_bears_a_far_towns_name_lies_in_its_city(text, name, region, note):
    place = next(p for p in find_places(text) if p.text.startswith(name))
    assert place.admin1 == region

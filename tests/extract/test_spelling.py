"""Towns go by the report's spelling, all else by the gazetteer's."""

from khronika.extract.spelling import spell_as_told
from khronika.model import Place, PlaceKind


def make(text: str, number: int | None = 170017, kind: PlaceKind = PlaceKind.CITY) -> Place:
    return Place(text=text, start=0, end=len(text), name="Ḩamāh", geonames_id=number, kind=kind)


def names(*places: Place) -> list[str]:
    return [place.name for place in spell_as_told(places)]


def test_the_commonest_spelling_holds_for_every_mention_else_the_first():
    assert names(make("Hamah"), make("Hama"), make("Hama")) == ["Hama"] * 3
    assert names(make("Hamah"), make("Hama")) == ["Hamah"] * 2
    assert names(make("New\n York")) == ["New York"]


def test_initials_capitals_and_other_letters_leave_the_gazetteers_name():
    assert names(make("NYC"), make("HAMA"), make("Хама"), make("L.A.")) == ["Ḩamāh"] * 4
    assert names(make("HAMA"), make("Hama")) == ["Hama"] * 2
    assert names(make("West Hama")) == ["Ḩamāh"]


def test_countries_and_places_of_no_gazetteer_keep_their_names():
    assert names(make("Syrian", kind=PlaceKind.COUNTRY), make("Hama", number=None)) == ["Ḩamāh"] * 2

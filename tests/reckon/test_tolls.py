"""The killed and the injured of one happening, side by side."""

from dataclasses import replace

import pytest

from khronika.model import Act, ActorKind, Cluster, Party, PlaceKind, Report, Span, Statement
from khronika.reckon import reckon_events
from tests.factories import make_place, make_quantity, make_report, make_statement, make_when
from tests.reckon.telling import tell

TEXT = "Two men were killed and five were hurt when shots fell in Orsk. A man was hurt in Perm."
FIRST, SECOND = Span(start=0, end=63), Span(start=64, end=len(TEXT))


def _reckon(report: Report) -> dict[Act, list[tuple[str, object]]]:
    clusters = [Cluster(act=s.act, members=((report.id, s.id),)) for s in report.statements]
    return {e.act: [(f.what, f.latest) for f in e.figures] for e in reckon_events(clusters, [report], {})}


def _statement(act: Act, count: int | None, at: Span = FIRST, day: str = "2024-03-28") -> Statement:
    _, statement = tell(act.value, count=count, act=act, evidence=(at,), time=make_when(day))
    return statement


def test_an_attack_shows_the_killed_and_the_injured_of_its_sentence():
    statements = [_statement(Act.ATTACK, None), _statement(Act.KILLING, 2), _statement(Act.INJURY, 5)]
    figures = _reckon(make_report("r1", *statements, text=TEXT))
    assert figures[Act.ATTACK] == [("killed", (2, 2)), ("injured", (5, 5))]
    assert figures[Act.KILLING] == [("killed", (2, 2)), ("injured", (5, 5))]
    assert figures[Act.INJURY] == [("injured", (5, 5)), ("killed", (2, 2))]


def test_a_number_of_all_whom_its_words_name_is_none_of_its_act():
    killed, injured = _statement(Act.KILLING, None), _statement(Act.INJURY, None)
    whole, part = (replace(make_quantity(n, unit="people"), start=at, end=32) for n, at in ((7, 0), (5, 24)))
    mixed = [replace(killed, quantity=whole), replace(injured, quantity=part)]
    assert _reckon(make_report("r1", *mixed, text=TEXT))[Act.KILLING] == [("injured", (5, 5))]
    apart = [replace(killed, quantity=replace(whole, end=9)), mixed[1]]
    assert _reckon(make_report("r1", *apart, text=TEXT))[Act.KILLING] == [("killed", (7, 7)), ("injured", (5, 5))]


def test_another_sentence_on_another_day_is_another_happening():
    statements = [_statement(Act.KILLING, 2), _statement(Act.INJURY, 1, SECOND, "2024-03-20")]
    assert _reckon(make_report("r1", *statements, text=TEXT))[Act.KILLING] == [("killed", (2, 2))]


def test_a_toll_of_months_is_none_of_a_day():
    killed, injured = _statement(Act.KILLING, 2), _statement(Act.INJURY, 30, SECOND)
    months = replace(make_when("2024-01-01"), to="2024-03-28")
    assert _reckon(make_report("r1", killed, injured, text=TEXT))[Act.KILLING][1:] == [("injured", (30, 30))]
    report = make_report("r1", killed, replace(injured, time=months), text=TEXT)
    assert _reckon(report)[Act.KILLING] == [("killed", (2, 2))]


def test_the_first_of_each_kind_in_a_report_are_one_happening_where_nothing_speaks_against_it():
    killed, injured = _statement(Act.KILLING, 2), replace(_statement(Act.INJURY, 1, SECOND), time=None)
    later = replace(injured, id="later", quantity=make_quantity(7, unit="people"))
    report = make_report("r1", killed, injured, later, text=TEXT)
    clusters = [Cluster(act=Act.KILLING, members=(("r1", killed.id),))]
    (event,) = reckon_events(clusters, [report], {})
    assert [(f.what, f.latest) for f in event.figures] == [("killed", (2, 2)), ("injured", (1, 1))]


def test_who_is_shot_dead_is_killed():
    text = "A man was shot dead in Orsk."
    _, dead = tell("r1", count=1, act=Act.DEATH, evidence=(Span(start=0, end=len(text)),))
    assert _reckon(make_report("r1", dead, text=text))[Act.DEATH] == [("killed", (1, 1))]


def test_the_dead_of_an_attack_are_killed_and_other_dead_are_not():
    dead, attack = _statement(Act.DEATH, 2), _statement(Act.ATTACK, None)
    assert _reckon(make_report("r1", dead, attack, text=TEXT))[Act.DEATH] == [("killed", (2, 2))]
    assert _reckon(make_report("r1", dead, text="Two prisoners died."))[Act.DEATH] == [("dead", (2, 2))]


def test_those_who_were_shot_were_injured_where_none_was_killed():
    text = "Five men were shot in Orsk."
    people = (Party(text="Five men", start=0, end=8, kind=ActorKind.PERSON),)
    _, shot = tell("r1", count=5, act=Act.ATTACK, evidence=(Span(start=0, end=27),), to=people,
                   trigger=Span(start=14, end=18))  # fmt: skip
    assert ("injured", (5, 5)) in _reckon(make_report("r1", shot, text=text))[Act.ATTACK]
    text = "Five men fatly shot in Orsk."
    by_chance = replace(shot, trigger=Span(start=9, end=19))
    assert ("injured", (5, 5)) in _reckon(make_report("r1", by_chance, text=text))[Act.ATTACK]
    dead = _statement(Act.KILLING, 2, Span(start=0, end=27))
    figures = _reckon(make_report("r1", shot, dead, text=text))[Act.ATTACK]
    assert "injured" not in dict(figures) and ("killed", (2, 2)) in figures


FATAL = [
    # a sentence, the word that tells of the attack, whether two were killed
    ("The fatal shooting of two men shook Orsk.", "shooting", True),
    ("Two men were fatally stabbed in Orsk.", "stabbed", True),
    ("Two men were stabbed to death in Orsk.", "stabbed", True),
    ("The deadly drone strike on two men shook Orsk.", "strike", True),
    ("The non-fatal shooting of two men shook Orsk.", "shooting", False),
    ("Two men were shot near the dead river in Orsk.", "shot", False),
]


@pytest.mark.parametrize(("text", "word", "fatal"), FATAL)
def test_those_of_a_fatal_attack_were_killed(text, word, fatal):
    people = (Party(text="two men", start=0, end=7, kind=ActorKind.PERSON),)
    at = text.index(word)
    _, shot = tell("r1", count=2, act=Act.ATTACK, evidence=(Span(start=0, end=len(text)),), to=people,
                   trigger=Span(start=at, end=at + len(word)))  # fmt: skip
    figures = dict(_reckon(make_report("r1", shot, text=text))[Act.ATTACK])
    assert figures.get("killed") == ((2, 2) if fatal else None)


def test_other_acts_show_no_toll():
    arrest = make_statement("held", evidence=(FIRST,), act=Act.ARREST_DETENTION)
    figures = _reckon(make_report("r1", arrest, _statement(Act.KILLING, 2), text=TEXT))
    assert figures[Act.ARREST_DETENTION] == [("detained", (64, 64))]


def test_a_street_is_no_other_place_than_its_town():
    killed, injured = _statement(Act.KILLING, 2), _statement(Act.INJURY, 5, SECOND)
    street = make_place("Mira Street", admin1=None, kind=PlaceKind.UNKNOWN, geonames_id=None)
    orsk = make_place("Orsk")
    report = make_report("r1", replace(killed, place=street), replace(injured, place=orsk), text=TEXT)
    assert _reckon(report)[Act.KILLING] == [("killed", (2, 2)), ("injured", (5, 5))]


def test_an_undated_toll_is_of_the_day_of_its_attack():
    attack, injured = _statement(Act.ATTACK, None), replace(_statement(Act.INJURY, 5), time=None)
    report = make_report("r1", attack, injured, text=TEXT)
    (event,) = reckon_events([Cluster(act=Act.INJURY, members=(("r1", injured.id),))], [report], {})
    assert (event.from_, event.to) == ("2024-03-28", "2024-03-28")


def test_an_undated_arrest_takes_no_day_from_an_attack():
    arrest = make_statement("held", evidence=(FIRST,), act=Act.ARREST_DETENTION, time=None)
    report = make_report("r1", _statement(Act.ATTACK, None), arrest, text=TEXT)
    (event,) = reckon_events([Cluster(act=Act.ARREST_DETENTION, members=(("r1", "held"),))], [report], {})
    assert (event.from_, event.to) == (None, None)

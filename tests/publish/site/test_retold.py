"""What records say in English, in Russian: every sentence that reckoning makes, and no name of a source changed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.model import Act, Event, Status
from khronika.publish.site.retold import load_retold
from khronika.reckon.words import load_table
from tests.publish.telling import make_figure
from tests.reckon.telling import reckon, tell

TOLD = load_retold("ru")
assert TOLD is not None
NAMES = ["Open Border Watch", "Bread and Truth", "St. Orsk Post", "a lawyer", "the police", "Union, Local 4"]
LATIN = re.compile("[A-Za-z]+")


def say(event: Event) -> str:
    """Return all that Russian pages say of an event."""
    named = [*(r.name for r in event.roots if r.name), *(p.root for f in event.figures for p in f.history)]
    place = event.place.name if event.place else None
    whys = [TOLD.why(why, named) for why in (event.why, *(f.why for f in event.figures))]
    name = TOLD.name(event.name, event.act, place, (event.from_, event.to), event.figures)
    return "\n".join((name, *whys, *map(TOLD.figure, event.figures)))


counts = st.sampled_from([None, 0, 5, 64, (60, 80), (9, None), (None, 7), 1200])
tellings = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(["Harbour Post", "Kama Wire"]), counts,
        st.sampled_from([Status.OCCURRED, Status.OCCURRED, Status.DENIED, Status.PLANNED]),
        st.integers(0, 9).map(lambda n: n == 0), st.sampled_from(["2024-03-29", "2024-03-30"]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def test_what_a_toll_has_overtaken_is_said():
    early, late = (
        tell("r1", "a lawyer", count=18, act=Act.KILLING, day="2024-03-28"),
        tell("r2", "Open Border Watch", count=23, act=Act.KILLING, day="2024-03-30"),
    )
    (figure,) = reckon(early, late).figures
    told = TOLD.why(figure.why, ["lawyer (to Orsk Post)", "Open Border Watch"])
    assert told.endswith("Раньше, пока число росло, было сказано: lawyer (через Orsk Post) — 18.")


@given(tellings)
@settings(max_examples=150, deadline=None)
def test_every_sentence_of_reckoning_is_said(told):
    event = reckon(
        *(
            tell(f"r{n}", source, outlet=outlet, count=count, status=status, retracts=retracts, day=day)
            for n, (source, outlet, count, status, retracts, day) in enumerate(told)
        )
    )
    left = say(event)
    for name in (*NAMES, "Harbour Post", "Kama Wire", "Orsk", "64 workers"):
        left = left.replace(re.sub("^(?:a|the) ", "", name), "")
    assert LATIN.findall(left) == [], event


NAMED = [
    ("Detention of 64 workers, Orsk, 28 March 2024", "Задержание: рабочие (64), Orsk, 28 марта 2024", "unit"),
    ("Detention of lamplighters, Orsk, 28 March 2024", "Задержание: lamplighters, Orsk, 28 марта 2024", "their words"),
    ("Detention, Orsk, 28 March 2024", "Задержание, Orsk, 28 марта 2024", "nobody"),
    ("Detention", "Задержание", "nothing but the act"),
    ("Detention of [name withheld], Orsk", "Задержание: [имя не раскрывается], Orsk", "hidden"),
    ("Lamps go out in Orsk", "Lamps go out in Orsk", "a name from elsewhere stays"),
]


@pytest.mark.parametrize(("english", "russian", "note"), NAMED, ids=[row[2] for row in NAMED])
def test_names_of_events(english, russian, note):
    figures = (make_figure(("2024-03-29", 64, 64, "police")),)
    days = ("2024-03-28", "2024-03-28")
    assert TOLD.name(english, Act.ARREST_DETENTION, "Orsk", days, figures) == russian


WHYS = [
    ("One report, one source: St. Orsk Post.", "Одно сообщение, один источник: St. Orsk Post."),
    ("Bread and Truth denies it.", "Отрицает это: Bread and Truth."),
    ("Bread and Truth and the police deny it.", "Отрицают это: Bread and Truth и police."),
    ("At least 1,200 according to A lawyer (to Orsk Post).", "A lawyer (через Orsk Post) — не менее 1\u00a0200."),
    ("Somebody wrote this by hand.", "Somebody wrote this by hand."),
    ("The police deny it. Somebody wrote this by hand.", "The police deny it. Somebody wrote this by hand."),
    ("", ""),
]


@pytest.mark.parametrize(("english", "russian"), WHYS)
def test_reasons(english, russian):
    assert TOLD.why(english, ["Bread and Truth", "police"]) == russian


def test_every_act_has_a_word_for_its_figure():
    words = {word for _, word, _ in load_table("acts.yaml").values()}
    assert {w for w in words if LATIN.search(TOLD.figure(make_figure(("2024-03-29", 5, 5, "x"), what=w)))} == set()


def test_marks():
    marks = "denied; how many: at least 9; whom: 9 lamplighters; in quotation marks"
    assert TOLD.marks(marks) == "опровергнуто; сколько: не менее 9; кого: 9 lamplighters; в кавычках"


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("detained", "задержаны: рабочие (2)"),
        ("still detained", "всё ещё задержаны: рабочие (2)"),
        ("detained, in part", "задержаны, часть: рабочие (2)"),
    ],
)
def test_what_a_figure_counts(what, told):
    assert TOLD.figure(make_figure(what=what, latest=(2, 2))) == told

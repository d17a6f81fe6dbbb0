"""Where statements come from, and how many of them are independent."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import ActorKind, Link
from khronika.reckon.roots import are_independent, count_independent
from khronika.reckon.sources import say_link
from khronika.values.sites import find_publisher
from tests.factories import make_report
from tests.reckon.telling import reckon, tell, told

WATCH, MINISTRY, POST, WIRE = "Open Border Watch", "Interior Ministry", "Harbour Post", "Sahel Wire"

PAIRS = [
    # first, second, independent, note
    (tell("r1", WATCH), tell("r2", MINISTRY, outlet=POST), True, "two sources in two outlets"),
    (tell("r1", WATCH), tell("r2", MINISTRY), True, "two sources in one outlet, two reports"),
    (tell("r1", WATCH), tell("r2", WATCH, outlet=POST), False, "one source in two outlets"),
    (tell("r1"), tell("r2", outlet=POST), True, "two outlets in their own voice"),
    (tell("r1"), tell("r2", WATCH), False, "an outlet's own voice and a source that it cites"),
    (tell("r1", outlet=WATCH), tell("r2", WATCH, outlet=POST), False, "a body's own page and who cites it"),
    (tell("r1", "a witness", outlet=WATCH), tell("r2", WATCH, outlet=POST), False, "told on its page, and it cited"),
    (tell("r1", WIRE), tell("r2", WIRE, outlet=POST), False, "both from a wire"),
    (tell("r1", "a lawyer", WATCH), tell("r2", WATCH, outlet=POST), False, "a link between is the same"),
    (tell("r1", "a lawyer", WATCH), tell("r2", "a lawyer", MINISTRY, outlet=POST), True, "a lawyer of each"),
    (tell("r1", "a witness"), tell("r2", "a witness", outlet=POST), True, "a witness of each outlet"),
    (tell("r1", "a witness"), tell("r2", "a witness"), False, "a witness of one outlet, told twice"),
    (tell("r1", "the police"), tell("r2", "police", outlet=POST), False, "the police are one"),
    (tell("r1", "OPEN BORDER WATCH"), tell("r2", WATCH, outlet=POST), False, "a name in capitals"),
    (tell("r1", "Tenants' Assembly"), tell("r2", "the assembly", outlet=POST), False, "the last word of its name"),
    (tell("r1", "The Ministry"), tell("r2", MINISTRY, outlet=POST), False, "a short name and its long one"),
]


@pytest.mark.parametrize(("a", "b", "independent", "note"), PAIRS, ids=[row[3] for row in PAIRS])
def test_independence(a, b, independent, note):
    one, two = told(a, b)
    assert are_independent(one, two) is are_independent(two, one) is independent
    assert count_independent([one, two]) == (2 if independent else 1)


def test_a_copy_is_not_independent_of_what_it_copies():
    tellings = tell("r1", WATCH), tell("r2", MINISTRY, outlet=POST)
    assert count_independent(told(*tellings, copies={"r2": "r1"})) == 1


def test_an_acronym_that_a_text_explains_is_its_name():
    text = "Union des Marins du Nord (Seamen) counted them."
    one, two = told(tell("r1", "Union des Marins du Nord", text=text), tell("r2", "Seamen", outlet=POST))
    assert one.root == two.root


def test_a_copy_in_its_own_voice_speaks_with_the_voice_of_the_original():
    first, copy = told(tell("r1", outlet=WIRE), tell("r2", outlet=POST), copies={"r2": "r1"})
    assert first.root == copy.root


SOURCES = st.lists(st.sampled_from([WATCH, MINISTRY, WIRE, "a lawyer", "a witness"]), max_size=2, unique=True)
TELLINGS = st.lists(st.tuples(SOURCES, st.sampled_from([POST, WIRE, WATCH])), min_size=1, max_size=7)


@given(TELLINGS)
def test_the_number_of_independent_roots_is_that_of_the_largest_set_apart(many):
    """Against every subset, one by one."""
    statements = told(*[tell(f"r{i}", *sources, outlet=outlet) for i, (sources, outlet) in enumerate(many)])
    subsets = (s for n in range(len(statements), 0, -1) for s in itertools.combinations(statements, n))
    largest = next(s for s in subsets if all(are_independent(a, b) for a, b in itertools.combinations(s, 2)))
    assert count_independent(statements) == len(largest)


def test_roots_hold_every_statement_once():
    event = reckon(tell("r1", "a lawyer", WATCH), tell("r2", WATCH), tell("r3", WATCH, outlet=POST), tell("r4"))
    assert [(r.name, [s for _, s in r.statements]) for r in event.roots] == [
        (None, ["sr1"]),
        (WATCH, ["sr2", "sr3"]),
        ("Orsk Post", ["sr4"]),
    ]


WORDS = [
    (None, "one of its unidentified lawyers", ActorKind.LAWYER, "unidentified lawyer"),
    (None, "the interior ministry", ActorKind.STATE_CIVIL, "interior ministry"),
    (None, "a witness who asked not to be named", ActorKind.WITNESS, "witness"),
    ("Nino Testova", "Testova", ActorKind.LAWYER, "Nino Testova"),
    (None, None, ActorKind.STATE_SECURITY, "state security"),
]


@pytest.mark.parametrize(("name", "words", "kind", "said"), WORDS, ids=[row[3] for row in WORDS])
def test_a_source_is_told_in_plain_words(name, words, kind, said):
    assert say_link(Link(name=name, text=words, kind=kind, named=name is not None)) == said


SITES = ["https://www.orsk.example/1", "https://orsk.example/2", None]


def test_a_page_of_no_known_outlet_is_told_by_its_site_or_its_title():
    pages = [(replace(r, outlet=None, url=url), s) for url, (r, s) in zip(SITES, map(tell, "abc"), strict=True)]
    event = reckon(*pages)
    assert [r.name for r in event.roots] == ["orsk.example", None]
    assert "Workers detained in Orsk" in event.why
    assert event.independent_roots == 2


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.post.example/2024/one", "post.example"),
        ("http://archive.example/web/20160830214928/http://www.post.example:80/one", "post.example"),
        ("https://post.example/share?of=https://other.example/", "post.example"),
    ],
)
def test_a_page_without_an_outlet_is_of_its_site_also_where_an_archive_keeps_it(url, site):
    assert find_publisher(make_report("r1", outlet=None, url=url)) == site

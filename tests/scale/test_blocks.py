"""What processes do of linking is what the embedded engine does."""

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.collect import collect_lines, make_capture
from khronika.model import Failure, Given
from khronika.pipeline import add_captures, read_captures
from khronika.scale.blocks import find_components, name_twins
from khronika.store import open_chronicle
from khronika.store.rows import capture_key

KEYS = st.tuples(st.sampled_from("abcd"), st.sampled_from("stuv"))


@given(st.lists(st.tuples(KEYS, KEYS)))
def test_components_are_those_of_networkx(edges):
    graph = networkx.Graph(edges)
    wanted = {key: min(tied) for tied in networkx.connected_components(graph) for key in tied}
    assert dict(find_components(edges)) == wanted


TWINS = [
    # words and title of each, note
    (["one", "two", "three"], "three under one id"),
    (["one", "one", "two"], "one of them told twice"),
    (["one", "two", "two", "one"], "both told twice"),
]


@pytest.mark.parametrize(("words", "note"), TWINS, ids=[row[1] for row in TWINS])
def test_twins_are_named_as_a_chronicle_names_them(tmp_path, words, note):
    captures = [make_capture(f"Police freed {w} men.".encode(), "text/plain", Given(id="same")) for w in words]
    captures.append(make_capture(captures[0].payload, "text/plain", Given(id="same", title="With a title")))
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle:
        add_captures(chronicle, captures, engine="rules")
        wanted = {stored.report.id for stored in chronicle.reports()}
    rows = [
        {"part": 0, "position": n, "id": "same", "key": capture_key(c), "sha256": c.sha256, "url": None, "outlet": None,
         "published": None}
        for n, c in enumerate(captures)
    ]  # fmt: skip
    named = list(name_twins(reversed(rows)))
    assert {row["id"] for row in named} == wanted and named[0] == {"part": 0, "position": 0, "id": "same"}


def test_the_invented_documents_are_worth_linking(tmp_path):
    """The equality that the tests with Spark show would be worth little without copies, twins and groups."""
    from khronika.link import relink
    from khronika.link.state import MemoryState
    from tests.scale.documents import write_documents

    found = read_captures(collect_lines(str(write_documents(tmp_path / "a.jsonl", 60))), engine="rules")
    state = MemoryState({report.id: report for report in found if not isinstance(report, Failure)})
    done = relink(state, list(state.reports))
    assert len(state.originals(state.reports)) >= 5
    assert sum(len(cluster.members) > 2 for cluster in done.clusters) >= 3
    assert len(done.touched) > sum(len(cluster.members) for cluster in done.clusters), "lines are repeated"

"""`khronika link` as a user runs it."""

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect import make_capture
from khronika.model import Given
from khronika.store import open_chronicle
from tests.factories import make_report, make_statement

WIRE = (
    "Soldiers took nine men from a hostel in Orsk before dawn, a lawyer said. None showed papers or gave a reason. "
    "The men were seen once more in the yard of the barracks, where a cook counted them as they got down from a lorry."
)


@pytest.fixture
def chronicle(tmp_path):
    """A chronicle of a wire and a copy of it with another number, and of another day; not linked yet."""
    texts = {"wire": WIRE, "post": WIRE.replace("nine", "twelve"), "other": "Two men were held in Orsk."}
    days = {"wire": "2024-03-28", "post": "2024-03-28", "other": "2024-03-25"}
    reports = [
        make_report(i, make_statement(f"s{i}", time=days[i]), text=text, outlet=i, published=f"2024-03-{29 + n}")
        for n, (i, text) in enumerate(texts.items())
    ]
    captures = [make_capture(r.text.encode(), "text/plain", Given(id=r.id)) for r in reports]
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as opened:
        opened.add_many(list(zip(captures, reports, strict=True)))
    assert CliRunner().invoke(app, ["link", str(tmp_path / "c")]).exit_code == 0
    return str(tmp_path / "c")


PAIRS = [
    ("swire", "spost", ["One event.", "+2.0  same town", "post is a copy of wire:", "“nine” became “twelve”"]),
    ("wire:swire", "sother", ["Two events.", "Forbidden: two days stated exactly."]),
]


@pytest.mark.parametrize(("a", "b", "lines"), PAIRS, ids=["a copy", "two days"])
def test_why_two_statements_are_of_one_event_or_not(chronicle, a, b, lines):
    done = CliRunner().invoke(app, ["link", chronicle, "--explain", a, b])
    assert done.exit_code == 0
    printed = [line.strip() for line in done.output.splitlines()]
    assert [line for line in lines if line not in printed] == []


def test_a_statement_that_is_not_there_is_named(chronicle):
    done = CliRunner().invoke(app, ["link", chronicle, "--explain", "s0", "swire"])
    assert done.exit_code == 1 and "s0: no statement with this id" in str(done.exception)

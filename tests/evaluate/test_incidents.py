"""What simple rivals count of an incident."""

from khronika.evaluate.incidents import score_rivals
from khronika.model import Act, Status
from tests.factories import make_quantity, make_report, make_statement

GOLD = [
    {"id": "r1", "incident": "i1", "killed": 2, "injured": 0},
    {"id": "r2", "incident": "i1", "killed": 2, "injured": 0},
    {"id": "r3", "incident": "i1", "killed": 2, "injured": 0},
]


def article(id, *counts, act=Act.KILLING, status=Status.OCCURRED):
    statements = [
        make_statement(f"s{i}", act=act, status=status, quantity=make_quantity(n)) for i, n in enumerate(counts)
    ]
    return make_report(id, *statements)


def test_rivals():
    articles = [article("r1", 1, 9), article("r2", 2), article("r3", 2)]
    scores = score_rivals(GOLD, articles)
    assert scores["killed"] == {"first_article": 0.0, "majority": 100.0, "maximum": 100.0}
    assert scores["injured"] == {"first_article": 100.0, "majority": 100.0, "maximum": 100.0}, "none told is 0"


def test_a_plan_counts_nobody():
    planned = [article("r1", 2, status=Status.PLANNED)]
    assert score_rivals(GOLD, planned)["killed"]["maximum"] == 0.0

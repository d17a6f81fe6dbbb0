"""Signs of one event whose points were fitted."""

import pytest

from khronika.link.contexts import make_context
from khronika.link.fitted import find_fitted
from khronika.link.items import make_items
from khronika.model import Act, ActorKind, Party
from tests.factories import make_quantity, make_report, make_statement


def make_party(words, kind=ActorKind.COMMUNITY):
    return Party(text=words, start=0, end=len(words), kind=kind)


POLICE, RANGERS = make_party("police", ActorKind.STATE_SECURITY), make_party("rangers", ActorKind.ARMED_GROUP)
MAN, SECOND = make_party("a man"), make_party("a second man")
HELD = "Police held 64 workers at the Zelenka hostel."
CASES = [
    # the first statement, the second, a sign, how much of it there is, note
    ({}, {}, "comparable", 1.0, "always"),
    ({"quantity": make_quantity(64)}, {"quantity": make_quantity(64)}, "same_large_count", 1.0, "a large count"),
    ({"quantity": make_quantity(2)}, {"quantity": make_quantity(2)}, "same_large_count", 0.0, "a small count"),
    ({"quantity": make_quantity(9)}, {"quantity": make_quantity(94)}, "counts_apart", 2.298, "ten times as many"),
    ({"quantity": None}, {"quantity": make_quantity(94)}, "counts_apart", 0.0, "one is not counted"),
    ({"to": (MAN,)}, {"to": (SECOND,)}, "another", 1.0, "a second man"),
    ({"to": (SECOND,)}, {"to": (SECOND,)}, "another", 0.0, "both are the second"),
    ({"by": (POLICE,)}, {"by": (POLICE,)}, "both_tell_who", 1.0, "the same did it"),
    ({"by": (POLICE,)}, {"by": (RANGERS,)}, "other_doers", 1.0, "others did it"),
    ({"by": (POLICE,)}, {"by": ()}, "other_doers", 0.0, "one does not tell who did it"),
    ({"to": (MAN,)}, {"to": (POLICE,)}, "other_victims", 1.0, "done to others"),
]


@pytest.mark.parametrize(("one", "two", "sign", "much", "note"), CASES, ids=[row[4] for row in CASES])
def test_signs(one, two, sign, much, note):
    plain = {"to": (), "by": (), "quantity": None}
    reports = [
        make_report(f"r{i}", make_statement(i, **{**plain, **told}), text=HELD) for i, told in (("a", one), ("b", two))
    ]
    a, b = (item for report in reports for item in make_items(report, make_context(report)).values())
    assert dict(find_fitted(a, b)) == dict(find_fitted(b, a))
    assert dict(find_fitted(a, b)).get(sign, 0.0) == pytest.approx(much, abs=0.001)


def test_words_of_one_report_are_no_sign():
    """One sentence tells of several acts in the same words."""
    apart = [make_report(i, make_statement(i), text=HELD) for i in ("r1", "r2")]
    a, b = (item for report in apart for item in make_items(report, make_context(report)).values())
    signs = dict(find_fitted(a, b))
    assert signs["words_in_common"] == 1.0 and signs["rare_words_in_common"] == 2.0
    both = make_report("r1", make_statement("a"), make_statement("b", act=Act.RELEASE), text=HELD)
    a, b = make_items(both, make_context(both)).values()
    assert "words_in_common" not in dict(find_fitted(a, b))


def test_statements_beside_others_of_their_family_are_told_by_how_many():
    told = [make_statement(str(n), act=act) for n, act in enumerate([Act.KILLING, Act.DEATH, Act.RAID])]
    report = make_report("r1", *told)
    assert [item.beside for item in make_items(report, make_context(report)).values()] == [1, 1, 0]

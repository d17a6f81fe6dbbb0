"""Agreement of coders on worked examples that were published."""

import pytest

from khronika.evaluate.agreement import reckon_alpha, reckon_kappa


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the pairs of a table of counts: rows are the first coder's values."""
    return [(i, j) for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)]


KAPPAS = [  # Fleiss, Statistical Methods for Rates and Proportions, diagnoses of 100 people; Cohen 1968, of 200
    (table((20, 5), (10, 15)), 0.4),
    (table((10, 0), (0, 10)), 1.0),
    (table((75, 1, 4), (5, 4, 1), (0, 0, 10)), 0.676),
    (table((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.492),
    (table((5, 5), (5, 5)), 0.0),
    (table((9, 0), (0, 0)), None),
    ([], None),
]


@pytest.mark.parametrize(("pairs", "kappa"), KAPPAS)
def test_kappa(pairs, kappa):
    assert reckon_kappa(pairs) == (kappa if kappa is None else pytest.approx(kappa, abs=0.0005))


def units(*coders: str) -> list[dict[int, str]]:
    """Return the units of coders' rows; a dot is what one did not code."""
    return [{i: v for i, v in enumerate(column) if v != "."} for column in zip(*coders, strict=True)]


ALPHAS = [  # Krippendorff 2011, parts C (four observers, gaps) and A (two, binary); his article in Wikipedia (three)
    (units("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    (units("0100000000", "1110010100"), 0.095),
    (units(".....34121133.3", "1.213343.......", "..21344.21133.4"), 0.691),
    (units("aabb", "aabb"), 1.0),
    (units("aaaa", "aaaa"), None),
    (units("a.", ".b"), None),
    ([], None),
]


@pytest.mark.parametrize(("coded", "alpha"), ALPHAS)
def test_alpha(coded, alpha):
    assert reckon_alpha(coded) == (alpha if alpha is None else pytest.approx(alpha, abs=0.0005))

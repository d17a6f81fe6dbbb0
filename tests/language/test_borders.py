"""Names whose borders the model misses are mended by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.language.borders import mend_borders
from khronika.language.spans import WordSpan

CASES = [
    ("The Lanterns played", [(0, 1), (1, 2)], ["The Lanterns"]),
    ("The night fell", [(0, 1)], []),
    ("that A , Lanterns", [(1, 2), (3, 4)], ["Lanterns"]),
    ("Office of the mayor", [(0, 3)], ["Office"]),
    ("Bank of Velden", [(0, 3)], ["Bank of Velden"]),
    ("at Camp North ( closed )", [(0, 4)], ["Camp North"]),
    ("of the", [(0, 2)], []),
    ("Port Sable fell . Near Port Sable , they", [(0, 2), (6, 7)], ["Port Sable", "Port Sable"]),
    ("Port Sable fell . Near Port Sable , they", [(0, 2)], ["Port Sable", "Port Sable"]),
    ("Port Sable . Port Sable . Port Sable . Port Sable", [(0, 2), (3, 4)], ["Port Sable", "Port"]),
    ("Port Sable fell . New Port Sable Council met", [(0, 2), (4, 8)], ["Port Sable", "New Port Sable Council"]),
    ("Port Sable fell . New Port Sable fell", [(0, 2), (4, 6)], ["Port Sable", "New Port"]),
    ("village guards of a kind ; village guards", [(0, 2)], ["village guards"]),
]


@pytest.mark.parametrize(("text", "spans", "wanted"), CASES)
def test_borders(text: str, spans: list[tuple[int, int]], wanted: list[str]) -> None:
    words = text.split()
    found = mend_borders([WordSpan(start, end, "ORG") for start, end in spans], words)
    assert [" ".join(words[s.start : s.end]) for s in found] == wanted


def test_a_spread_name_keeps_its_type() -> None:
    words = "Ilma Sorel spoke . Ilma Sorel left .".split()
    spans = [WordSpan(0, 2, "PERSON"), WordSpan(4, 5, "LOC")]
    assert mend_borders(spans, words) == [WordSpan(0, 2, "PERSON"), WordSpan(4, 6, "PERSON")]


@given(st.lists(st.tuples(st.sampled_from(["The", "of", ",", "Port", "Sable", "fell"]), st.booleans(), st.booleans())))
def test_spans_stay_in_order_and_apart(rows: list[tuple[str, bool, bool]]) -> None:
    words = [word for word, _, _ in rows]
    spans: list[WordSpan] = []
    for i, (_, inside, anew) in enumerate(rows):
        if inside and spans and spans[-1].end == i and not anew:
            spans[-1] = WordSpan(spans[-1].start, i + 1, "ORG")
        elif inside:
            spans.append(WordSpan(i, i + 1, "ORG"))
    found = mend_borders(spans, words)
    assert all(0 <= s.start < s.end <= len(words) for s in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))

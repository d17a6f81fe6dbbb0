"""Acts read from scores, and what a lexicon's hints change."""

import pytest

from khronika.language.acts import ActScores
from tests.language.scored import ACTS, SURE, empty_rows, make_weights


def score(weights, *words):
    """Return rows of words that lean to an act by so much: (act, lead), or None where no act is told."""
    rows = empty_rows(weights, len(words))
    for row, told in zip(rows, words, strict=True):
        if told:
            acts = row[weights.columns["acts"]]
            acts[:] = -SURE
            acts[0], acts[1 + ACTS.index(told[0])] = 0.0, told[1]
    return rows


def mentions(weights, rows, hints=()):
    found = ActScores(weights, rows, range(len(rows))).mentions(hints)
    return [(m.start, m.end, m.act) for m in found]


def test_words_side_by_side_tell_one_act_and_the_first_says_which():
    weights = make_weights()
    assert mentions(weights, score(weights, None, ("killing", SURE), ("raid", SURE), None, ("raid", SURE))) == [
        (1, 3, "killing"),
        (4, 5, "raid"),
    ]


def test_two_words_side_by_side_that_a_lexicon_knows_tell_two_acts():
    """Of "two of the wounded died" both are told; a word that no hint is at goes with the one before it."""
    weights = make_weights()
    rows = score(weights, ("raid", SURE), ("killing", SURE))
    assert mentions(weights, rows, [(0, 1, "raid", 1), (1, 2, "killing", 1)]) == [(0, 1, "raid"), (1, 2, "killing")]
    assert mentions(weights, rows, [(1, 2, "killing", 1)]) == [(0, 2, "raid")]


def test_acts_of_one_kind_are_told_together_where_neither_is_sure():
    weights = make_weights()
    weights.names["acts"][1:] = ["death", "killing", "deportation"]
    rows = score(weights, ("raid", 1.0))
    rows[0, weights.columns["acts"]][1 + ACTS.index("killing")] = 0.9
    assert [act for *_, act in mentions(weights, rows)] == ["death"]
    weights.names["acts"][1:] = ["death", "raid", "deportation"]
    assert mentions(weights, rows) == []


HINTS = [
    (("raid", -1.5), [], [], "the model leans to none"),
    (("raid", -0.5), [(0, 1, "raid", 1)], ["raid"], "a hint decides where it wavers"),
    (("raid", -7.0), [(0, 1, "raid", 1)], [], "it does not overrule the model"),
    (("raid", -2.0), [(0, 1, "raid", 1)], [], "one hint is not enough"),
    (("raid", -2.0), [(0, 1, "raid", 2)], ["raid"], "a hint that is worth two is"),
    (("raid", 0.1), [], [], "a mention that is not sure is not told"),
    (("raid", 1.0), [(0, 1, "killing", 1)], ["raid"], "a hint at another act weighs little"),
]


@pytest.mark.parametrize(("word", "hints", "acts", "note"), HINTS, ids=[row[3] for row in HINTS])
def test_hints(word, hints, acts, note):
    weights = make_weights()
    assert [act for *_, act in mentions(weights, score(weights, word), hints)] == acts


def test_a_hint_at_an_act_that_the_model_never_saw_is_surer():
    rows = score(make_weights(), ("raid", -4.0))
    assert mentions(make_weights(), rows, [(0, 1, "raid", 1)]) == []
    assert mentions(make_weights(raid=0), rows, [(0, 1, "raid", 1)]) == [(0, 1, "raid")]


def test_where_the_first_word_wavers_the_surest_says_which():
    weights = make_weights()
    assert mentions(weights, score(weights, ("raid", 1.0), ("killing", SURE))) == [(0, 2, "raid")]
    rows = score(weights, ("raid", 0.1), ("killing", SURE))
    rows[0, weights.columns["acts"]][1 + ACTS.index("killing")] = -0.5
    assert mentions(weights, rows) == [(0, 2, "killing")]


def test_a_hint_that_is_longer_is_surer():
    weights = make_weights()
    rows = score(weights, ("raid", -2.2), ("raid", -2.2), ("raid", -2.2))
    assert mentions(weights, rows, [(0, 1, "raid", 1)]) == []
    assert mentions(weights, rows, [(0, 3, "raid", 1)]) == [(0, 3, "raid")]


def test_hints_do_not_stay():
    weights = make_weights()
    scores = ActScores(weights, score(weights, ("raid", -0.5)), [0])
    assert scores.mentions([(0, 1, "raid", 1)]) and not scores.mentions()


def test_spans_are_tokens_where_white_space_lies_between_words():
    weights = make_weights()
    rows = score(weights, None, ("killing", SURE), None)
    rows[0, weights.columns["act_other"]] = (2 * SURE, 0)
    rows[2, weights.columns["act_other"]] = (0, 2 * SURE)
    rows[1, weights.columns["status"]] = (0, 1)
    rows[1, weights.columns["hedged"]] = (0, 1)
    (found,) = ActScores(weights, rows, [0, 3, 5]).mentions()
    assert (found.start, found.end, found.act, found.status, found.hedged) == (3, 4, "killing", "planned", True)
    assert found.parts == {"by": ((0, 1),), "to": ((5, 6),)}
    assert found.chance > 0.99


def test_no_words_no_acts():
    weights = make_weights()
    assert mentions(weights, empty_rows(weights, 0)) == []

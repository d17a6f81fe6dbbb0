"""Codings that stand apart from their texts; the report is invented."""

import json

from training import corpora as C
from training.prepare import CODINGS

TEXT = "Police in Orsk detained ten men, a lawyer told Orlo News."
SPANS = {"by": "Police", "to": "ten men", "quantity": "ten", "place": "Orsk"}


def find(words):
    start = TEXT.index(words)
    return [start, start + len(words)]


def write_corpus(folder, statements, names):
    (folder / "set").mkdir()
    (folder / "set" / "documents.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf8")
    line = {"corpus": "set", "id": "a", "statements": statements, "names": names}
    (folder / "codings.jsonl").write_text(json.dumps(line), encoding="utf8")
    return folder / "codings.jsonl"


def test_a_coding_becomes_labels_of_words_and_pairs(tmp_path):
    said = [[find(SPANS[role])] if role in SPANS else [] for role in C.ACT_ROLES[:5]]
    row = ["arrest_detention", "occurred", 0, find("detained"), *said, [find("a lawyer"), find("Orlo News")]]
    ((corpus, record),) = C.read_codings(tmp_path, write_corpus(tmp_path, [row], [[*find("Orlo News"), "ORG"]]))
    assert corpus == "set"
    acts = {word: C.ACTS[k - 1] for word, k in zip(record.words, record.labels["acts"], strict=True) if k}
    assert acts == {"detained": "arrest_detention"}
    ((kind, anchor, held),) = record.pairs
    assert (kind, record.words[anchor]) == (1, "detained")
    told = {C.ACT_ROLES[role]: [record.words[i] for i in inside] for role, inside in held.items() if inside}
    assert told == {
        "by": ["Police"], "to": ["ten", "men"], "quantity": ["ten"], "place": ["Orsk"], "link1": ["a", "lawyer"],
        "link2": ["Orlo", "News"],
    }  # fmt: skip
    assert [C.bio(C.NAMES)[k] for k in record.labels["names"]][-3:] == ["B-ORG", "I-ORG", "O"]


def test_what_nobody_looked_for_is_not_taught(tmp_path):
    ((_, record),) = C.read_codings(tmp_path, write_corpus(tmp_path, None, None))
    assert record.labels == {} and record.pairs == []


def test_the_codings_that_ship_are_whole_and_hold_no_text():
    seen = set()
    for line in CODINGS.open(encoding="utf8"):
        coded = json.loads(line)
        assert coded.keys() == {"corpus", "id", "statements", "names"}
        assert (coded["corpus"], coded["id"]) not in seen
        seen.add((coded["corpus"], coded["id"]))
        for act, status, hedged, trigger, *parts in coded["statements"] or ():
            assert act in C.ACTS and status in C.STATUSES and hedged in (0, 1)
            assert all(0 <= start < end for spans in ([trigger], *parts) for start, end in spans)
            assert len(parts) == len(C.CODED) - 4
        assert all(
            0 <= start < end and kind in ("PER", "ORG", "LOC", "MISC") for start, end, kind in coded["names"] or ()
        )
    assert len(seen) > 2000

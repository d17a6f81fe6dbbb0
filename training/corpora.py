"""Reads each corpus into records of words with labels. Needs spaCy's tokenizer, no trained weights.

A record is a text cut into words (no white space), the gap before each word, and labels by head. A head that a corpus
does not annotate is absent from the record's labels and so never trained on it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy

from training.names import find_proper_name, find_written_name, tag_names

NLP = spacy.blank("en")
NLP.max_length = 50_000_000
ACTS = """arrest_detention raid abduction enforced_disappearance release prosecution sentencing deportation transfer
displacement entry_refusal killing death injury torture sexual_violence assault threat attack armed_clash
property_destruction seizure protest dispersal censorship law_or_order conditions accusation claim_of_responsibility
denial other_violation""".split()
STATUSES = "occurred ongoing planned threatened alleged_future denied unknown".split()
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NAMES = ("PERSON", "ORG", "LOC", "MISC")
PUBLIC = ("Person", "Organization", "Rank", "Title", "Role")
TIMES = ("DATE", "TIME", "DURATION", "SET")
SPEECH_ROLES = ("source", "cue", "content")
ACT_ROLES = ("by", "to", "quantity", "time", "place", "link1", "link2", "link3")


@dataclass
class Record:
    """One text; `labels` by head: a list as long as `words`. `pairs`: [kind, anchor word, {role: [words]}]."""

    id: str
    words: list[str]
    gaps: list[str]
    labels: dict[str, list[int]] = field(default_factory=dict)
    pairs: list[tuple[int, int, dict[int, list[int]]]] = field(default_factory=list)
    offsets: list[tuple[int, int]] = field(default_factory=list)


def bio(types: tuple[str, ...]) -> list[str]:
    """Return the tag names of a span head: O, then B- and I- of each type."""
    return ["O", *(f"{edge}-{name}" for name in types for edge in "BI")]


def cut(id: str, text: str) -> Record:
    """Return the record of a raw text."""
    words, gaps, offsets = [], [], []
    last = 0
    for token in NLP.make_doc(text.replace("\u00a0", " ")):
        if token.is_space:
            continue
        words.append(token.text)
        gaps.append(text[last : token.idx] if words[1:] else "\n\n")
        last = token.idx + len(token)
        offsets.append((token.idx, last))
    return Record(id, words, gaps, offsets=offsets)


def words_in(record: Record, start: int, end: int) -> range:
    """Return the words that touch a range of characters."""
    first = bisect_right(record.offsets, start, key=lambda o: o[1])
    stop = first
    while stop < len(record.words) and record.offsets[stop][0] < end:
        stop += 1
    return range(first, stop)


def tag_spans(record: Record, head: str, spans: list[tuple[int, int, int]]) -> None:
    """Write BIO labels of (start, end, type number) spans; where spans overlap the longer one holds."""
    tags = [0] * len(record.words)
    for start, end, kind in sorted(spans, key=lambda s: s[1] - s[0]):
        inside = words_in(record, start, end)
        for i in inside:
            tags[i] = 2 + 2 * kind
        if inside:
            tags[inside[0]] = 1 + 2 * kind
            if inside.stop < len(tags) and tags[inside.stop] and tags[inside.stop] % 2 == 0:
                tags[inside.stop] -= 1
    record.labels[head] = tags


def rows(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give the documents of a folder with their answers."""
    with (
        (folder / "documents.jsonl").open(encoding="utf8") as docs,
        (folder / "gold.jsonl").open(encoding="utf8") as gold,
    ):
        for one, two in zip(docs, gold, strict=True):
            yield json.loads(one), json.loads(two)


_ENTITY = re.compile(r"\((\d+)-([a-z]+)|(\d+)\)")
_PROPER = frozenset({"NNP", "NNPS"})
"""Penn tags of proper nouns: the universal tag of "United" in "United States" is a verb's."""
_GUM_NAMES = {"person": 0, "organization": 1, "place": 2, "event": 3}


def read_treebank(path: Path, *, names: bool) -> Iterator[Record]:
    """Give the documents of a CoNLL-U file: sentence starts, tags, heads, labels and, in GUM, names."""
    for block in re.split(r"(?m)^# newdoc", path.read_text(encoding="utf8"))[1:]:
        record = Record(f"{path.stem}-{block.split()[2] if block.startswith(' id') else ''}", [], [])
        labels: dict[str, list[Any]] = {k: [] for k in ("sent", "upos", "head", "deprel", "proper")}
        open_, spans, gap = {}, [], "\n\n"
        for sentence in block.split("\n\n"):
            if "# newpar" in sentence and record.words:
                gap = "\n\n"
            base = len(record.words)
            lines = [line.split("\t") for line in sentence.split("\n") if re.match(r"\d+\t", line)]
            glued, until = {}, -1
            for line in sentence.split("\n"):
                m = re.match(r"(\d+)-(\d+)\t", line)
                if m:
                    glued[int(m[1])] = (int(m[2]), line.split("\t")[9])
            for i, row in enumerate(lines):
                record.words.append(row[1])
                record.gaps.append(gap)
                labels["sent"].append(int(i == 0))
                labels["upos"].append(UPOS.index(row[3]) if row[3] in UPOS else -100)
                labels["head"].append(-1 if row[6] == "0" else base + int(row[6]) - 1)
                labels["deprel"].append(
                    row[7].split(":")[0] + (":pass" if row[7] in {"nsubj:pass", "aux:pass"} else "")
                )
                labels["proper"].append(row[3] == "PROPN" or row[4] in _PROPER)
                number = int(row[0])
                if number in glued:
                    until, misc = glued[number]
                else:
                    misc = row[9]
                if number < until:
                    gap = ""
                elif number == until:
                    gap = "" if "SpaceAfter=No" in glued_misc(glued, until) else " "
                else:
                    gap = "" if "SpaceAfter=No" in misc else " "
                for m in _ENTITY.finditer(re.search(r"Entity=([^|]*)", row[9])[1] if "Entity=" in row[9] else ""):
                    if m[1]:
                        open_.setdefault(m[1], []).append((base + i, m[2]))
                    if m[3] and open_.get(m[3]):
                        start, kind = open_[m[3]].pop()
                        spans.append((start, base + i, kind))
                if "Entity=" in row[9]:
                    for m in re.finditer(r"\((\d+)-([a-z]+)[^()]*\)", row[9]):
                        if open_.get(m[1]):
                            start, kind = open_[m[1]].pop()
                            spans.append((start, base + i, kind))
            gap = gap or " "
        record.labels = {k: v for k, v in labels.items() if k != "proper"}
        if names:
            record.labels["names"] = _gum_names(record, labels, spans)
        if record.words:
            yield record


def glued_misc(glued: dict[int, tuple[int, str]], until: int) -> str:
    """Return the MISC column of the multi-word token that ends at `until`."""
    return next((misc for end, misc in glued.values() if end == until), "")


def _gum_names(record: Record, labels: dict[str, list[Any]], spans: list[tuple[int, int, str]]) -> list[int]:
    """Return name tags of GUM's mentions by name; of proper nouns and of "Spanish" it does not say what they are."""
    proper = labels["proper"]
    open_ = {UPOS.index("PROPN"), UPOS.index("ADJ")}
    tags = [
        -100 if (tag in open_ or named) and word != word.lower() else 0
        for tag, named, word in zip(labels["upos"], proper, record.words, strict=True)
    ]
    mentions = [(start, end, _GUM_NAMES[kind]) for start, end, kind in spans if kind in _GUM_NAMES]
    found = (find_proper_name(record.words, proper, labels["head"], mention) for mention in mentions)
    tag_names(tags, [name for name in found if name])
    return tags


def read_attributions(folder: Path, silver: dict[str, list[dict[str, Any]]]) -> Iterator[Record]:
    """Give PolNeAR's documents: who says what, and the silver names where there are any."""
    for doc, gold in rows(folder):
        record = cut(doc["id"], doc["text"])
        speech: dict[str, list[tuple[int, int, int]]] = {role: [] for role in SPEECH_ROLES}
        anchors = [0] * len(record.words)
        for one in gold["attributions"]:
            held = {r: [i for s, e in one[name] for i in words_in(record, s, e)] for r, name in enumerate(SPEECH_ROLES)}
            anchor = next((min(held[r]) for r in (1, 0, 2) if held[r]), None)
            if anchor is None:
                continue
            anchors[anchor] = 1 if held[1] else 2
            record.pairs.append((0, anchor, held))
            for name in SPEECH_ROLES:
                speech[name].extend((s, e, 0) for s, e in one[name])
        for name in SPEECH_ROLES:
            tag_spans(record, name, speech[name])
        record.labels["speech"] = anchors
        if doc["id"] in silver:
            spans = [(e["start"], e["end"], _silver(e["type"])) for e in silver[doc["id"]]]
            tag_spans(record, "names", spans)
        yield record


def _silver(kind: str) -> int:
    return {"PERSON": 0, "ORGANIZATION": 1, "LOCATION": 2}.get(kind, 3)


_NAME_TYPES = {
    "PER": 0, "ORG": 1, "LOC": 2, "MISC": 3, "Person": 0, "Organisation": 1, "Location": 2, "Nationality": 3,
}  # fmt: skip


def read_names(folder: Path) -> Iterator[Record]:
    """Give documents with names of persons, organisations, places and the rest."""
    for doc, gold in rows(folder):
        record = cut(doc["id"], doc["text"])
        spans = [(e["start"], e["end"], _NAME_TYPES[e["type"]]) for e in gold["entities"] if e["type"] in _NAME_TYPES]
        tag_spans(record, "names", spans)
        yield record


def read_mentions(folder: Path) -> Iterator[Record]:
    """Give documents whose mentions of persons, organisations and places are marked: the names among them."""
    for doc, gold in rows(folder):
        record = cut(doc["id"], doc["text"])
        mentions = []
        for one in gold["entities"]:
            own = words_in(record, one["start"], one["end"])
            if own and one["type"] in _NAME_TYPES:
                mentions.append((own[0], own[-1], _NAME_TYPES[one["type"]]))
        tags = [0] * len(record.words)
        held = [(mention, find_written_name(record.words, mention)) for mention in mentions]
        for (first, last, _), name in held:
            if name is None:
                inside = record.words[first : last + 1]
                tags[first : last + 1] = [-100 if word != word.lower() else 0 for word in inside]
        tag_names(tags, {name for _, name in held if name})
        record.labels["names"] = tags
        yield record


def read_public(folder: Path) -> Iterator[Record]:
    """Give documents with public persons, their ranks, titles and roles, and organisations."""
    for doc, gold in rows(folder):
        record = cut(doc["id"], doc["text"])
        tag_spans(record, "public", [(e["start"], e["end"], PUBLIC.index(e["type"])) for e in gold["entities"]])
        yield record


def read_times(folder: Path) -> Iterator[Record]:
    """Give documents with time expressions."""
    for doc, gold in rows(folder):
        record = cut(doc["id"], doc["text"])
        tag_spans(record, "times", [(t["start"], t["end"], TIMES.index(t["type"])) for t in gold["times"]])
        yield record


def read_places(folder: Path) -> Iterator[Record]:
    """Give documents with toponyms."""
    for doc, gold in rows(folder):
        record = cut(doc["id"], doc["text"])
        spans = [(p["start"], p["end"], 0) for p in gold["places"] if p.get("kind") != "Non_Toponym"]
        tag_spans(record, "toponyms", spans)
        yield record


def read_statements(folder: Path) -> Iterator[Record]:
    """Give reports with coded statements: triggers by act, status, hedge, parties, circumstances and links."""
    for doc, gold in rows(folder):
        record = cut(doc["id"], doc["text"])
        label_acts(record, [_spans_of(one) for one in gold["statements"]])
        yield record


def _spans_of(one: dict[str, Any]) -> dict[str, Any]:
    """Return a statement of a key as `label_acts` takes it: where its words stand."""
    said = {role: one[f"{role}_at"] for role in ("by", "to")}
    said |= {role: [one[f"{role}_at"]] for role in ("quantity", "time", "place")}
    said["chain"] = [link.get("at") for link in one["chain"]]
    at = {role: [[mark["start"], mark["end"]] if mark else None for mark in marks] for role, marks in said.items()}
    return {
        **{key: one[key] for key in ("act", "status", "hedged")},
        "trigger": [one["trigger"]["start"], one["trigger"]["end"]],
        **{role: spans if role == "chain" else [span for span in spans if span] for role, spans in at.items()},
    }


def label_acts(record: Record, statements: list[dict[str, Any]]) -> None:
    """Write the labels of acts, states and hedges, and the pairs of each trigger.

    Args:
        statements: act, status, hedged, trigger [start, end], and lists of such spans for by, to, quantity, time, place
            and chain (root first; None for a link that is not said).
    """
    n = len(record.words)
    acts, status, hedged = [0] * n, [-100] * n, [-100] * n
    for one in statements:
        inside = words_in(record, *one["trigger"])
        if not inside:
            continue
        for i in inside:
            acts[i] = 1 + ACTS.index(one["act"])
        first = inside[0]
        status[first], hedged[first] = STATUSES.index(one["status"]), int(one["hedged"])
        parts = [one[role] for role in ACT_ROLES[:5]] + [[link] for link in one["chain"][:3]]
        held = {role: [i for span in part if span for i in words_in(record, *span)] for role, part in enumerate(parts)}
        record.pairs.append((1, first, held))
    record.labels |= {"acts": acts, "status": status, "hedged": hedged}


CODED = ("act", "status", "hedged", "trigger", *ACT_ROLES[:5], "chain")
"""What a row of a coded statement holds, in this order."""


def read_codings(corpora: Path, path: Path) -> Iterator[tuple[str, Record]]:
    """Give the corpus and the record of each document that a file of codings points into.

    The codings are ours, the texts are not, so they stand apart. A line is a document: `corpus`, `id`, `statements`
    (rows of what `CODED` names, spans as [start, end]) and `names` ([start, end, type]), null where nobody looked.
    """
    texts: dict[str, dict[str, str]] = {}
    for line in path.open(encoding="utf8"):
        coded = json.loads(line)
        corpus = coded["corpus"]
        if corpus not in texts:
            lines = (json.loads(one) for one in (corpora / corpus / "documents.jsonl").open(encoding="utf8"))
            texts[corpus] = {one["id"]: one["text"] for one in lines}
        record = cut(coded["id"], texts[corpus][coded["id"]])
        if coded["statements"] is not None:
            label_acts(record, [dict(zip(CODED, row, strict=True)) for row in coded["statements"]])
        if coded["names"] is not None:
            tag_spans(record, "names", [(start, end, _NAME_TYPES[kind]) for start, end, kind in coded["names"]])
        yield corpus, record


def read_invented(path: Path) -> Iterator[Record]:
    """Give the reports that we invented and coded: `id`, `text` and `statements`, rows as in a file of codings."""
    for line in path.open(encoding="utf8"):
        coded = json.loads(line)
        record = cut(coded["id"], coded["text"])
        label_acts(record, [dict(zip(CODED, row, strict=True)) for row in coded["statements"]])
        yield record

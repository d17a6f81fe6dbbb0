"""Scores what the reading model writes onto a document, on parts of the corpora that it was not trained on.

Which documents are kept out is said by `training/prepare.py`: the treebanks' own development parts, every tenth
document of WikiGold and the security-force set, every fifth of the place corpora, AQUAINT's 73 time documents.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from spacy.tokens import Doc

from khronika.evaluate.tasks import AQUAINT
from khronika.language.reader import ReaderEngine

_NAMES = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_FORCES = {"Person": "Person", "Organization": "Organization"}
Mark = tuple[int, int, str]
Row = tuple[dict[str, Any], dict[str, Any]]
"""A document and its answers."""


def score_reading(corpora: Path) -> dict[str, Any]:
    """Return the figures of every head, in percent."""
    engine = ReaderEngine()
    figures: dict[str, Any] = {}
    for bank in ("ewt", "gum"):
        figures[bank] = _score_treebank(engine, corpora / "treebank" / f"{bank}-dev.conllu")
    wikigold = _read(corpora / "names" / "wikigold", slice(0, None, 10))
    figures["names-wikigold"] = _score_marks(_annotate(engine, wikigold), wikigold, _NAMES, lambda doc: doc.ents)
    forces = _read(corpora / "names" / "sfm-a", slice(0, None, 10))
    figures["names-sfm"] = _score_marks(_annotate(engine, forces), forces, _FORCES, lambda doc: doc.spans["public"])
    for name in ("geovirus", "gwn-a", "lgl"):
        figures[f"toponyms-{name}"] = _score_toponyms(engine, _read(corpora / "places" / name, slice(0, None, 5)))
    figures["times-aquaint"] = _score_times(engine, _read(corpora / "timex" / "train", slice(0, AQUAINT)))
    figures["acts-open"] = _score_acts(engine, _read(corpora / "statements" / "open", slice(0, None)))
    return figures


def _read(folder: Path, part: slice) -> list[Row]:
    """Return the documents of a part of a corpus with their answers."""
    pages = [
        [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf8").split("\n") if line]
        for name in ("documents", "gold")
    ]
    return list(zip(*pages, strict=True))[part]


def _annotate(engine: ReaderEngine, rows: Iterable[Row]) -> Iterator[Doc]:
    reports: Any = (SimpleNamespace(text=doc["text"], blocks=()) for doc, _ in rows)
    return engine.annotate_many(reports)


def _marks(spans: Iterable[Any]) -> set[Mark]:
    return {(span.start_char, span.end_char, span.label_) for span in spans}


def f1(hits: int, found: int, wanted: int) -> float:
    """Return F1 in percent."""
    return round(200 * hits / (found + wanted), 2) if found + wanted else 0.0


def _score_marks(docs: Iterable[Doc], rows: Sequence[Row], types: dict[str, str], read: Any) -> dict[str, float]:
    """Return F1 of spans with the same ends and type; `types`: gold's name of each type that counts, and ours."""
    hits = found = wanted = 0
    for doc, (_, gold) in zip(docs, rows, strict=True):
        answers = {(e["start"], e["end"], types[e["type"]]) for e in gold["entities"] if e["type"] in types}
        mine = {m for m in _marks(read(doc)) if m[2] in types.values()}
        hits, found, wanted = hits + len(mine & answers), found + len(mine), wanted + len(answers)
    return {"f1": f1(hits, found, wanted)}


def _score_toponyms(engine: ReaderEngine, rows: Sequence[Row]) -> dict[str, float]:
    """Return overlap F1 as `score.py places` counts it: recall of those that gold locates, precision against all."""
    hits = extra = missed = 0
    for doc, (_, gold) in zip(_annotate(engine, rows), rows, strict=True):
        mine = [(s.start_char, s.end_char) for s in doc.spans["toponyms"]]
        known = [p for p in gold["places"] if p.get("lat") is not None]
        held = sum(_touched(mine, p) for p in known)
        hits, missed = hits + held, missed + len(known) - held
        extra += sum(not any(p["start"] < e and s < p["end"] for p in gold["places"]) for s, e in mine)
    return {"overlap": f1(hits, hits + extra, hits + missed)}


def _touched(spans: Iterable[tuple[int, int]], answer: dict[str, Any]) -> bool:
    return any(s < answer["end"] and answer["start"] < e for s, e in spans)


def _score_times(engine: ReaderEngine, rows: Sequence[Row]) -> dict[str, float]:
    """Return F1 of time expressions, with the same ends and with any overlap."""
    strict = relaxed = found = wanted = 0
    for doc, (_, gold) in zip(_annotate(engine, rows), rows, strict=True):
        mine = {(s.start_char, s.end_char) for s in doc.spans["times"]}
        found, wanted = found + len(mine), wanted + len(gold["times"])
        strict += sum((t["start"], t["end"]) in mine for t in gold["times"])
        relaxed += sum(_touched(mine, t) for t in gold["times"])
    return {"strict": f1(strict, found, wanted), "relaxed": f1(relaxed, found, wanted)}


def _score_acts(engine: ReaderEngine, rows: Sequence[Row]) -> dict[str, float]:
    """Return F1 of triggers that stand in the evidence of a statement with the same act: the model's, the lexicon's."""
    from khronika.extract.lexicon import find_triggers

    counts = {"model": [0, 0, 0], "lexicon": [0, 0, 0]}
    for doc, (_, gold) in zip(_annotate(engine, rows), rows, strict=True):
        told = {
            "model": [(doc[a.start].idx, a.act) for a in doc.user_data["acts"].mentions()],
            "lexicon": [(doc[t.start].idx, t.act.value) for t in find_triggers(doc)],
        }
        for name, triggers in told.items():
            free = list(triggers)
            for statement in gold["statements"]:
                hit = next((t for t in free if t[1] == statement["act"] and _holds(statement, t[0])), None)
                if hit:
                    free.remove(hit)
            row = counts[name]
            row[0] += len(triggers) - len(free)
            row[1] += len(triggers)
            row[2] += len(gold["statements"])
    return {name: f1(*row) for name, row in counts.items()}


def _holds(statement: dict[str, Any], at: int) -> bool:
    return any(e["start"] <= at < e["end"] for e in statement["evidence"])


def _score_treebank(engine: ReaderEngine, path: Path) -> dict[str, float]:
    """Return UPOS and labelled attachment (universal labels without subtypes), gold words and sentences given."""
    docs, gold = [], []
    for block in re.split(r"(?m)^# newdoc", path.read_text(encoding="utf8"))[1:]:
        made = _read_document(engine, block)
        if made:
            docs.append(made[0])
            gold.append(made[1])
    tags = arcs = n = 0
    for doc, answers in zip(engine.nlp.pipe(docs), gold, strict=True):
        for token, (tag, head, label) in zip(doc, answers, strict=True):
            mine = "root" if token.dep_ == "ROOT" else token.dep_
            n += 1
            tags += token.pos_ == tag
            arcs += token.head.i == head and mine.split(":")[0] == label.split(":")[0]
    return {"upos": round(100 * tags / n, 2), "las": round(100 * arcs / n, 2)}


def _read_document(engine: ReaderEngine, block: str) -> tuple[Doc, list[tuple[str, int, str]]] | None:
    """Return one document of a CoNLL-U file as a Doc with its sentences, and each word's tag, head and label."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    answers: list[tuple[str, int, str]] = []
    for sentence in block.split("\n\n"):
        rows = [line.split("\t") for line in sentence.split("\n") if re.match(r"\d+(-\d+)?\t", line)]
        glued = {int(r[0].split("-")[0]): (int(r[0].split("-")[1]), r[9]) for r in rows if "-" in r[0]}
        base, until, misc = len(words), 0, ""
        for k, row in enumerate(r for r in rows if "-" not in r[0]):
            number = int(row[0])
            until, misc = glued.get(number, (until, misc))
            words.append(row[1])
            starts.append(k == 0)
            spaces.append("SpaceAfter=No" not in (row[9] if number > until else misc) and number >= until)
            answers.append((row[3], base + (k if row[6] == "0" else int(row[6]) - 1), row[7]))
    return (Doc(engine.nlp.vocab, words, spaces, sent_starts=starts), answers) if words else None

"""Makes one file of arrays from all corpora, split into training and development parts.

python -m training.prepare CORPORA TOKENIZER OUT
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from khronika.language.pieces import WordPieces, mark_word
from training import corpora as C

TREES = ("ewt", "gum")


def split(corpora: Path) -> Iterator[tuple[str, str, C.Record]]:
    """Give (task, part, record) of every corpus. What is kept out by document is said here and nowhere else."""
    for bank in TREES:
        for part in ("train", "dev"):
            for record in C.read_treebank(corpora / "treebank" / f"{bank}-{part}.conllu", names=bank == "gum"):
                yield bank, part, record
    silver = {gold["id"]: gold["entities"] for _, gold in C.rows(corpora / "names" / "polnear-silver")}
    for part in ("train", "dev"):
        for record in C.read_attributions(corpora / "polnear" / part, silver if part == "train" else {}):
            yield "polnear", part, record
    for name in ("wikigold", "re3d-a"):
        for i, record in enumerate(C.read_names(corpora / "names" / name)):
            yield name, "dev" if i % 10 == 0 else "train", record
    for i, record in enumerate(C.read_public(corpora / "names" / "sfm-a")):
        yield "sfm", "dev" if i % 10 == 0 else "train", record
    for i, record in enumerate(C.read_times(corpora / "timex" / "train")):
        kept = i < AQUAINT or i % 5 == 0
        yield "timex", "dev" if kept else "train", record
    for name in ("geovirus", "gwn-a", "lgl"):
        for i, record in enumerate(C.read_places(corpora / "places" / name)):
            yield name, "dev" if i % 5 == 0 else "train", record
    for i, record in enumerate(C.read_statements(corpora / "statements" / "train")):
        yield "statements", "dev" if i % 10 == 0 else "train", record
    for name in ("muc4/train", "hrdsattack/train"):
        for line in (corpora / name / "documents.jsonl").open(encoding="utf8"):
            row = json.loads(line)
            yield "raw", "train", C.cut(row["id"], row["text"])


AQUAINT = 73
"""The first documents of the time corpus are AQUAINT's, the rest TimeBank's."""


def main(corpora: Path, tokenizer: Path, out: Path) -> None:
    """Write arrays: words one after another over all records, with where each record begins."""
    pieces = WordPieces(tokenizer)
    records = list(split(corpora))
    relations = Counter(r for t, p, rec in records if t in TREES and p == "train" for r in rec.labels.get("deprel", []))
    deprels = sorted(relations)
    heads = ["sent", "upos", "head", "deprel", "names", "public", "times", "toponyms", "source", "cue", "content",
             "speech", "acts", "status", "hedged"]  # fmt: skip
    ids: list[int] = []
    lengths: list[int] = []
    marks: list[int] = []
    labels: dict[str, list[int]] = {head: [] for head in heads}
    starts, tasks, parts, pairs = [0], [], [], []
    for task, part, record in records:
        base = len(marks)
        for cut in pieces.cut(record.words):
            ids.extend(cut)
            lengths.append(len(cut))
        marks.extend(mark_word(w, g) for w, g in zip(record.words, record.gaps, strict=True))
        for head in heads:
            if head not in record.labels:
                labels[head].extend([-100] * len(record.words))
            elif head == "deprel":
                labels[head].extend(deprels.index(r) if r in relations else -100 for r in record.labels[head])
            elif head == "head":
                labels[head].extend(-1 if h < 0 else h for h in record.labels[head])
            else:
                labels[head].extend(record.labels[head])
        for kind, anchor, held in record.pairs:
            for role, inside in held.items():
                pairs.extend((kind, base + anchor, role, base + i) for i in inside)
            pairs.append((kind, base + anchor, -1, base + anchor))
        starts.append(len(marks))
        tasks.append(task)
        parts.append(part)
    names = {
        "upos": C.UPOS, "deprel": deprels, "names": C.bio(C.NAMES), "public": C.bio(C.PUBLIC), "times": C.bio(C.TIMES),
        "toponyms": C.bio(("PLACE",)), "source": C.bio(("SOURCE",)), "cue": C.bio(("CUE",)),
        "content": C.bio(("CONTENT",)),
        "speech": ["O", "cue", "bare"], "acts": ["O", *C.ACTS], "status": C.STATUSES, "hedged": ["no", "yes"],
        "sent": ["inside", "start"], "speech_roles": list(C.SPEECH_ROLES), "act_roles": list(C.ACT_ROLES),
    }  # fmt: skip
    order = sorted(set(tasks))
    kinds = {"head": np.int32, "deprel": np.int16}
    np.savez_compressed(
        out,
        ids=np.array(ids, np.uint16), lengths=np.array(lengths, np.uint8), marks=np.array(marks, np.uint8),
        starts=np.array(starts, np.int32), tasks=np.array([order.index(t) for t in tasks], np.uint8),
        dev=np.array([p == "dev" for p in parts]), pairs=np.array(pairs, np.int32),
        names=json.dumps({**names, "tasks": order}),
        **{f"y_{head}": np.array(v, kinds.get(head, np.int8)) for head, v in labels.items()},
    )  # fmt: skip
    for task in order:
        told = [s for s in range(len(tasks)) if tasks[s] == task]
        print(task, len(told), sum(starts[s + 1] - starts[s] for s in told), sum(parts[s] == "dev" for s in told))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

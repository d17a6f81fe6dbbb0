"""Makes one file of arrays from all corpora, split into training and development parts.

python -m training.prepare CORPORA TOKENIZER OUT
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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
    coded = list(C.read_codings(corpora, CODINGS))
    named = {record.id for corpus, record in coded if "names" in record.labels}
    silver = {gold["id"]: gold["entities"] for _, gold in C.rows(corpora / "names" / "polnear-silver")}
    silver = {id: names for id, names in silver.items() if id not in named}
    for part in ("train", "dev"):
        for record in C.read_attributions(corpora / "polnear" / part, silver if part == "train" else {}):
            yield "polnear", part, record
    for name, read in (("wikigold", C.read_names), ("re3d-a", C.read_mentions)):
        for i, record in enumerate(read(corpora / "names" / name)):
            yield name, "dev" if i % 10 == 0 else "train", record
    for i, record in enumerate(C.read_public(corpora / "names" / "sfm-a")):
        yield "sfm", "dev" if i % 10 == 0 else "train", record
    for i, record in enumerate(C.read_times(corpora / "timex" / "train")):
        kept = i < AQUAINT or i % 5 == 0
        yield "timex", "dev" if kept else "train", record
    for name in ("geovirus", "gwn-a", "lgl"):
        for i, record in enumerate(C.read_places(corpora / "places" / name)):
            yield name, "dev" if i % 5 == 0 else "train", record
    for name in STATEMENTS:
        folder = corpora / "statements" / name
        for i, record in enumerate(C.read_statements(folder) if folder.is_dir() else ()):
            yield "statements", "dev" if i % 10 == 0 else "train", record
    for i, (_, record) in enumerate(coded):
        yield "coded" if "acts" in record.labels else "named", "dev" if i % 20 == 0 else "train", record
    for name, path in (("invented", INVENTED), ("pieces", PIECES)):
        made = list(C.read_invented(path))
        mixed = np.random.default_rng(1).permutation(len(made))  # those written one after another tell the same acts
        for i, record in enumerate(made[k] for k in mixed):
            yield name, "dev" if i % 20 == 0 else "train", record


CODINGS = Path(__file__).parent / "data" / "codings.jsonl"
"""Reports that we coded for training, as offsets into documents of the corpora."""
INVENTED = Path(__file__).parent / "data" / "invented.jsonl"
"""Reports that were made up for training, with their codings: no event in them happened."""
PIECES = Path(__file__).parent / "data" / "pieces.jsonl"
"""Pieces of one to five sentences, made up and coded likewise, to tell apart what is easily mistaken."""
STATEMENTS = ("train", "reviewed")
"""Folders of coded statements: the second holds what people decided at a desk, where `khronika evaluate` wrote it."""
AQUAINT = 73
"""The first documents of the time corpus are AQUAINT's, the rest TimeBank's."""


HEADS = ("sent", "upos", "head", "deprel", "names", "public", "times", "toponyms", "source", "cue", "content",
         "speech", "acts", "status", "hedged")  # fmt: skip
Part = tuple[str, str, C.Record]
"""Task, "train" or "dev", record."""


def name_labels(records: Sequence[Part]) -> dict[str, list[str]]:
    """Return the names of every head's labels; relations are those that the training parts hold."""
    deprels = {r for _, part, record in records if part == "train" for r in record.labels.get("deprel", [])}
    return {
        "upos": C.UPOS, "deprel": sorted(map(str, deprels)), "names": C.bio(C.NAMES), "public": C.bio(C.PUBLIC),
        "times": C.bio(C.TIMES), "toponyms": C.bio(("PLACE",)), "source": C.bio(("SOURCE",)), "cue": C.bio(("CUE",)),
        "content": C.bio(("CONTENT",)), "speech": ["O", "cue", "bare"], "acts": ["O", *C.ACTS], "status": C.STATUSES,
        "hedged": ["no", "yes"], "sent": ["inside", "start"], "speech_roles": list(C.SPEECH_ROLES),
        "act_roles": list(C.ACT_ROLES), "tasks": sorted({task for task, _, _ in records}),
    }  # fmt: skip


def write_arrays(pieces: WordPieces, records: Sequence[Part], out: Path) -> None:
    """Write one file: words one after another over all records, with where each record begins.

    A label that nobody gave is -100. Pairs are rows of kind, anchor, role and word; a role of -1 names the anchor.
    """
    names = name_labels(records)
    ids: list[int] = []
    lengths: list[int] = []
    marks: list[int] = []
    labels: dict[str, list[int]] = {head: [] for head in HEADS}
    starts, pairs = [0], []
    for _, _, record in records:
        base = len(marks)
        for cut in pieces.cut(record.words):
            ids.extend(cut)
            lengths.append(len(cut))
        marks.extend(mark_word(w, g) for w, g in zip(record.words, record.gaps, strict=True))
        for head in HEADS:
            labels[head].extend(_numbers(record, head, names))
        for kind, anchor, held in record.pairs:
            pairs.extend((kind, base + anchor, role, base + i) for role, inside in held.items() for i in inside)
            pairs.append((kind, base + anchor, -1, base + anchor))
        starts.append(len(marks))
    kinds = {"head": np.int32, "deprel": np.int16}
    np.savez_compressed(
        out,
        ids=np.array(ids, np.uint16), lengths=np.array(lengths, np.uint8), marks=np.array(marks, np.uint8),
        starts=np.array(starts, np.int32), tasks=np.array([names["tasks"].index(t) for t, _, _ in records], np.uint8),
        dev=np.array([part == "dev" for _, part, _ in records]), pairs=np.array(pairs, np.int32),
        names=json.dumps(names),
        **{f"y_{head}": np.array(v, kinds.get(head, np.int8)) for head, v in labels.items()},
    )  # fmt: skip


def _numbers(record: C.Record, head: str, names: dict[str, list[str]]) -> list[int]:
    """Return a head's labels as numbers."""
    given: list[Any] = record.labels.get(head) or [-100] * len(record.words)
    if head != "deprel":
        return given
    order = {name: k for k, name in enumerate(names["deprel"])}
    return [order.get(relation, -100) for relation in given]


def main(corpora: Path, tokenizer: Path, out: Path) -> None:
    """Write the arrays of all corpora and print how large each is."""
    records = list(split(corpora))
    write_arrays(WordPieces(tokenizer), records, out)
    for task in sorted({task for task, _, _ in records}):
        mine = [(part, record) for name, part, record in records if name == task]
        words = sum(len(record.words) for _, record in mine)
        print(f"{task}: {len(mine)} documents, {sum(p == 'dev' for p, _ in mine)} kept out, {words} words")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

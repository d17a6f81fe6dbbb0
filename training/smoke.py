"""Trains a few steps on invented sentences from random weights, exports, and holds int8 against fp32: minutes, no data.

Weights of signs are fitted too, on invented cases.

python -m training.smoke
"""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import yaml

from khronika.language.pieces import WordPieces
from training import corpora as C
from training.export import export_graph, pair_matrices, quantize
from training.fit import load, make_reader, save, train
from training.graph import Graph
from training.prepare import write_arrays
from training.signs import write_signs
from training.tune import tune
from training.unpack import unpack
from training.weigh import weigh_cases, weigh_choices
from training.windows import Corpus

TOKENIZER = Path(__file__).resolve().parents[1] / "khronika" / "language" / "weights" / "tokenizer.json"
SENTENCES = (
    "Police detained ten men in Osh on Monday, a lawyer said.|detained|arrest_detention|Police|a lawyer|said",
    "Soldiers killed two farmers near Maroua, the governor said.|killed|killing|Soldiers|the governor|said",
    "Officials deported forty workers in May, a union told us.|deported|deportation|Officials|a union|told",
)
"""Invented: text, trigger, act, who did it, who says so, and with which word."""
STEPS, LEAST_AGREEMENT = 6, 0.9
SHAPE = (8, 1152)
"""Heads and neurons of the student: fewer than its teacher's."""


def make_record(number: int, text: str, trigger: str, act: str, by: str, source: str, cue: str) -> C.Record:
    """Return a record with labels for every kind of head."""
    record = C.cut(f"invented-{number}", text)
    parts = {"trigger": trigger, "by": by, "source": source, "cue": cue}
    words = {k: C.words_in(record, text.index(part), text.index(part) + len(part)) for k, part in parts.items()}
    content = range(0, words["source"][0] - 1)
    n = len(record.words)
    blank = {"acts": [0] * n, "speech": [0] * n, "status": [-100] * n, "hedged": [-100] * n}
    blank["acts"][words["trigger"][0]] = 1 + C.ACTS.index(act)
    blank["status"][words["trigger"][0]] = blank["hedged"][words["trigger"][0]] = 0
    blank["speech"][words["cue"][0]] = 1
    upos = [C.UPOS.index("NOUN")] * n
    record.labels = {
        **blank, "sent": [1] + [0] * (n - 1), "upos": upos, "head": [-1] + [0] * (n - 1),
        "deprel": ["root"] + ["dep"] * (n - 1),
    }  # fmt: skip
    for name, span in (("source", words["source"]), ("cue", words["cue"]), ("content", content)):
        C.tag_spans(record, name, [(record.offsets[span[0]][0], record.offsets[span[-1]][1], 0)])
    for name in ("names", "public", "times", "toponyms"):
        record.labels[name] = [0] * n
    record.pairs = [
        (0, words["cue"][0], {0: list(words["source"]), 1: list(words["cue"]), 2: list(content)}),
        (1, words["trigger"][0], {0: list(words["by"])}),
    ]
    return record


def check_signs() -> None:
    """Fit weights of signs and write them into a table; raises where the sign that tells is not the heaviest."""
    cases = [{"tells": float(k % 2), "noise": float(k % 3)} for k in range(60)]
    held = [bool(one["tells"]) for one in cases]
    choices = [(cases[k : k + 4], held[k : k + 4]) for k in range(0, 60, 4)]
    with tempfile.TemporaryDirectory() as home:
        table = Path(home) / "table.yaml"
        table.write_text("# Kept.\nleast: 0.5\nsigns: {}\n", encoding="utf8")
        write_signs(table, {"choice": weigh_choices(choices), "case": weigh_cases(cases, held, often=5, strength=1.0)})
        written = table.read_text(encoding="utf8")
    signs = yaml.safe_load(written)["signs"]
    heaviest = {next(name for name in weights if name != "always") for weights in signs.values()}
    print(f"signs: {signs}")
    if heaviest != {"tells"} or not written.startswith("# Kept.\nleast: 0.5\n"):
        raise SystemExit("weights of signs are not what they should be")


def main() -> None:
    """Run the recipe end to end; raises where a part does not fit another."""
    check_signs()
    torch.manual_seed(0)
    records = [
        ("statements", part, make_record(i, *row.split("|")))
        for part in ("train", "dev")
        for i, row in enumerate(SENTENCES)
    ]
    with tempfile.TemporaryDirectory() as home:
        data = Path(home) / "data.npz"
        write_arrays(WordPieces(TOKENIZER), records, data)
        corpus = Corpus(data, "cpu")
        teacher = train(corpus, {}, seconds=600, seed=0, teachers=[], size=3, rate=3e-4, steps=STEPS)
        model = train(corpus, {}, seconds=600, seed=1, teachers=[teacher], size=3, rate=3e-4, steps=2, shape=SHAPE)
        model = tune(corpus, model, seconds=600, size=3, steps=2)
        save(model, Path(home))
        model = load(make_reader(corpus, {}), Path(home))
        for p in model.parameters():  # in a trained model no two are alike, and what is alike is exported once
            p.data += 1e-3 * torch.randn_like(p)
        plain, small = Path(home) / "plain.onnx", Path(home) / "reader.onnx"
        graph = Graph(model).eval()
        export_graph(model, plain)
        graph.eval()  # exporting leaves it as a model in training
        quantize(plain, small)
        np.savez_compressed(Path(home) / "pairs.npz", **pair_matrices(model))
        emptied = copy.deepcopy(model)
        for name, p in emptied.named_parameters():
            p.data *= name == "encoder.words.weight"
        read_back = unpack(Path(home), emptied)
        windows = corpus.windows(None, {}, dev=True)
        b = corpus.batch(windows[:1])
        n = windows[0][1] - windows[0][0]
        pieces = int(b["real"].sum(1)[0])  # the graph reads one window, without padding
        inputs = {"ids": b["ids"][:, :pieces], "marks": b["marks"][:, :pieces], "first": b["first"][0, :n]}
        with torch.no_grad():
            wanted = graph(*inputs.values()).numpy()
            again = Graph(read_back).eval()(*inputs.values()).numpy()
        agreement = float(np.corrcoef(again.ravel(), wanted.ravel())[0, 1])
        print(f"read back: agreement with PyTorch {agreement:.4f}")
        if agreement < LEAST_AGREEMENT:
            raise SystemExit("what is read back from the weights is another model")
        for name, path, least in (("fp32", plain, 0.9999), ("int8", small, LEAST_AGREEMENT)):
            got = onnxruntime.InferenceSession(str(path)).run(["rows"], {k: v.numpy() for k, v in inputs.items()})[0]
            agreement = float(np.corrcoef(got.ravel(), wanted.ravel())[0, 1])
            print(f"{name}: agreement with PyTorch {agreement:.4f}")
            if agreement < least:
                raise SystemExit(f"{name} does not agree with PyTorch")


if __name__ == "__main__":
    main()

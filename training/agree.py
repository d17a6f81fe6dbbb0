"""Holds the int8 graph against the fp32 graph, head by head, on the documents kept out of training.

    python -m training.agree DATA MINILM RUN WEIGHTS

It prints a table: F1 (accuracy where every word has a label) of both, and how they differ. Sentences and anchors are
given, as in `training.measure`.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from khronika.language.weights import open_graph
from training.export import export_graph, load_model
from training.measure import measure
from training.network import Reader
from training.windows import Corpus


class Exported(Reader):
    """A trained model whose words are read by an ONNX graph; pairs are scored as ever."""

    def __init__(
        self, model: Reader, shape: tuple[dict[str, int], dict[str, int]], graph: Path, columns: dict[str, int]
    ) -> None:
        super().__init__(*shape)
        self.encoder = copy.deepcopy(model.encoder)
        self.load_state_dict(model.state_dict())
        self.columns = columns
        self.session = open_graph(graph)
        self.encoder.forward = lambda *inputs: list(inputs)  # type: ignore[method-assign]

    def words(self, outs: list[Tensor], first: Tensor) -> tuple[Tensor, Tensor]:
        """Return the rows of words [B, W, columns]; windows run one by one, as they do when Khronika reads."""
        ids, marks, real = outs
        rows = torch.zeros(*first.shape, sum(self.columns.values()))
        for b, pieces in enumerate(real.sum(1).tolist()):
            words = int((first[b] > 0).sum())
            seen = {"ids": ids[b : b + 1, :pieces], "marks": marks[b : b + 1, :pieces], "first": first[b, :words]}
            found = self.session.run(["rows"], {name: value.numpy() for name, value in seen.items()})[0]
            rows[b, :words] = torch.from_numpy(found)
        return rows, rows

    def project(self, tree: Tensor, mean: Tensor) -> dict[str, Tensor]:
        """Return the columns of rows by the name of their head."""
        return dict(zip(self.columns, tree.split(list(self.columns.values()), -1), strict=True))


def compare(data: Path, minilm: Path, run: Path, weights: Path) -> dict[str, tuple[float, float]]:
    """Return the figures of each head, fp32 and int8."""
    model, _ = load_model(data, minilm, run)
    told: dict[str, Any] = json.loads((weights / "labels.json").read_text(encoding="utf8"))
    corpus = Corpus(data, "cpu")
    with tempfile.TemporaryDirectory() as home:
        plain = Path(home) / "plain.onnx"
        export_graph(model, plain)
        exact, small = (
            measure(Exported(model, (corpus.sizes, corpus.roles), graph, told["columns"]), corpus)
            for graph in (plain, weights / "reader.onnx")
        )
    names = {
        f"{kind}.{k}": f"{kind}: {role}" for kind in ("speech", "act") for k, role in enumerate(told[f"{kind}_roles"])
    }
    return {names.get(name, name): (exact[name], small[name]) for name in exact}


def main(data: Path, minilm: Path, run: Path, weights: Path) -> None:
    """Print the table."""
    print("| head | fp32 | int8 | differs by |\n| --- | --- | --- | --- |")
    for name, (exact, small) in compare(data, minilm, run, weights).items():
        print(f"| {name} | {exact:.1f} | {small:.1f} | {small - exact:+.1f} |")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

"""Writes the shipped weights: an int8 ONNX graph, the small matrices of pairs, tokenizer, labels and SHA-256 list.

    python -m training.export DATA MINILM RUN TOKENIZER WEIGHTS

The graph gives, for each word, the scores of every tagged head and its projections for pairs, as one row of floats;
`labels.json` says which columns are which.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.fit import load, load_base
from training.graph import PROJECTIONS, Graph
from training.network import PAIR_KINDS, TAGGED, Reader, load_names

_FILES = ("reader.onnx", "pairs.npz", "tokenizer.json", "labels.json")


def load_model(data: Path, minilm: Path, run: Path) -> tuple[Reader, dict[str, Any]]:
    """Return the trained model in fp32, evaluating, and the label names."""
    names, sizes, roles = load_names(np.load(data))
    model = Reader(sizes, roles)
    model.encoder.load_minilm(load_base(minilm))
    return load(model, run), names


def export_graph(model: Reader, out: Path) -> None:
    """Write the fp32 graph to `out`."""
    ids = torch.randint(1000, 2000, (1, 16))
    torch.onnx.export(
        Graph(model),
        (ids, torch.zeros_like(ids), torch.tensor([1, 2, 3, 7, 9])),
        str(out),
        input_names=["ids", "marks", "first"],
        output_names=["rows"],
        dynamic_axes={"ids": {1: "pieces"}, "marks": {1: "pieces"}, "first": {0: "words"}, "rows": {0: "words"}},
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )


def quantize(plain: Path, out: Path) -> None:
    """Write the graph with int8 weights, one scale a column; activations are scaled as they come."""
    with tempfile.TemporaryDirectory() as home:
        ready = Path(home) / "ready.onnx"
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        kinds = ["MatMul", "Gather", "Gemm"]
        quantize_dynamic(
            str(ready), str(out), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=kinds
        )


def pair_matrices(model: Reader) -> dict[str, np.ndarray]:
    """Return what scores pairs at run time: the root's projections, labels and roles."""
    with torch.no_grad():
        root_arc, root_label = model.root_vectors()
    found = {"root_arc": root_arc, "root_label": root_label, "label_weight": model.label.weight,
             "label_bias": model.label.bias, "buckets": model.buckets}  # fmt: skip
    for kind in PAIR_KINDS:
        found |= {
            f"{kind}_near": model.near[kind].weight,
            f"{kind}_weight": model.role[kind].weight,
            f"{kind}_bias": model.role[kind].bias,
        }
    plain = {k: v.detach().numpy() for k, v in found.items()}
    return {k: v.astype(np.float32) if v.dtype == np.float32 else v.astype(np.int16) for k, v in plain.items()}


def count_acts(arrays: Any, names: dict[str, Any]) -> dict[str, int]:
    """Return how many triggers of each act the training reports hold."""
    kept_out = np.repeat(arrays["dev"], np.diff(arrays["starts"]))
    acts = np.where(kept_out, 0, arrays["y_acts"])
    pairs = arrays["pairs"]
    anchors = np.unique(pairs[pairs[:, 0] == PAIR_KINDS.index("act")][:, 1])
    return {name: int((acts[anchors] == k).sum()) for k, name in enumerate(names["acts"]) if k}


def main(data: Path, minilm: Path, run: Path, tokenizer: Path, weights: Path) -> None:
    """Write the weights folder."""
    model, names = load_model(data, minilm, run)
    weights.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        plain = Path(home) / "plain.onnx"
        export_graph(model, plain)
        quantize(plain, weights / "reader.onnx")
    np.savez_compressed(weights / "pairs.npz", **pair_matrices(model))
    shutil.copy(tokenizer, weights / "tokenizer.json")
    sizes = {name: len(names[name]) for name in TAGGED} | {name: _width(model, name) for name in PROJECTIONS}
    told = {
        **{k: v for k, v in names.items() if k != "tasks"},
        "columns": sizes,
        "acts_seen": count_acts(np.load(data), names),
    }
    (weights / "labels.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf8")
    sums = [f"{hashlib.sha256((weights / name).read_bytes()).hexdigest()}  {name}\n" for name in _FILES]
    (weights / "SHA256SUMS").write_text("".join(sums), encoding="utf8")


def _width(model: Reader, name: str) -> int:
    layers = {"arc_from": model.arc, "arc_to": model.arc_to, "label_from": model.label_from, "label_to": model.label_to}
    layers |= {f"{k}_anchor": model.anchor[k] for k in PAIR_KINDS} | {f"{k}_other": model.other[k] for k in PAIR_KINDS}
    return int(layers[name].out_features)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

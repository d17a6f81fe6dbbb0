"""Reads a model back out of shipped weights, so that training can go on with it where nobody has kept its run.

    python -m training.unpack WEIGHTS DATA MINILM RUN

RUN is then what `training.fit` writes. Weights are as exact as bytes are; one vector, the root's, is not in the graph
and is sought by what it projects to.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import Tensor

from training.fit import load_base, save
from training.graph import meaning_parts, tree_parts
from training.network import LAYERS, PAIR_KINDS, Reader, load_names

_OWN = ("out.bias", "up.bias", "down.bias", "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias")
_CLOSE = 1e-3
"""How far, squared and added up, the root's projections may be from those that ship."""


def unpack(weights: Path, model: Reader) -> Reader:
    """Write the weights of a folder into a model of the same heads and return it; word embeddings are left to it.

    Raises:
        SystemExit: the folder's model is another one.
    """
    graph = onnx.load(str(weights / "reader.onnx")).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    own = dict(_encoder(held, _products(graph, held))) | dict(_pairs(weights))
    own |= dict(_heads(held, model.state_dict()))
    shares = next(v for v in held.values() if v.dtype == np.float32 and v.shape == (2, LAYERS))
    own |= {"tree_mix.weights": np.log(shares[0]), "mean_mix.weights": np.log(shares[1])}
    left = model.load_state_dict(
        {k: torch.tensor(np.ascontiguousarray(v)).float() for k, v in own.items()}, strict=False
    )
    if left.unexpected_keys or set(left.missing_keys) - {"root", "buckets", "encoder.words.weight"}:
        raise SystemExit(f"{weights}: not of this model: {', '.join([*left.unexpected_keys, *left.missing_keys])}")
    with np.load(weights / "pairs.npz") as pairs:
        model.root.data = find_root(model, *(torch.tensor(pairs[name]) for name in ("root_arc", "root_label")))
    return model.eval()


def find_root(model: Reader, arc: Tensor, label: Tensor) -> Tensor:
    """Return the root's vector by its projections for arcs and labels."""
    root = torch.zeros_like(model.root, requires_grad=True)
    optimizer = torch.optim.LBFGS([root], max_iter=2000, tolerance_grad=1e-9, tolerance_change=1e-12)

    def miss() -> Tensor:
        optimizer.zero_grad()
        loss = (F.gelu(model.arc_to(root)) - arc).square().sum() + (model.label_to(root) - label).square().sum()
        loss.backward()
        return loss

    optimizer.step(miss)  # type: ignore[arg-type]
    if (loss := miss().item()) > _CLOSE:
        raise SystemExit(f"the root's vector was not found: {loss:.4f}")
    return root.detach()


def _plain(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Return a matrix as floats, [in, out] as the graph has it."""
    scale, zero = (held[f"{name}_{part}"].astype(np.float32) for part in ("scale", "zero_point"))
    return (held[f"{name}_quantized"].astype(np.float32) - zero) * scale


def _products(graph: Any, held: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """Give the matrices of the layers, [out, in], in the order in which a text passes through them."""
    for node in graph.node:
        for name in node.input:
            if name.startswith("onnx::MatMul") and name.endswith("_quantized"):
                yield _plain(held, name.removesuffix("_quantized")).T


def _encoder(held: dict[str, np.ndarray], products: Iterator[np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Give the encoder's weights by name."""
    for name in ("kind", "places.weight", "norm.weight", "norm.bias"):
        yield f"encoder.{name}", held[f"reader.encoder.{name}"].squeeze()
    yield "encoder.marks.weight", _plain(held, "reader.encoder.marks.weight")
    for i in range(LAYERS):
        mine, theirs = f"encoder.layers.{i}", f"reader.encoder.layers.{i}"
        for part in _OWN:
            yield f"{mine}.{part}", held[f"{theirs}.{part}"]
        last = i == LAYERS - 1  # which asks only for the words' pieces, and so apart
        parts = ("key", "value") if last else ("query", "key", "value")
        joined, bias = next(products), held[f"layers.{i}.{'seen' if last else 'together'}.bias"]
        for part, rows, ends in zip(parts, np.split(joined, len(parts)), np.split(bias, len(parts)), strict=True):
            yield f"{mine}.{part}.weight", rows
            yield f"{mine}.{part}.bias", ends
        if last:
            yield f"{mine}.query.weight", next(products)
            yield f"{mine}.query.bias", held[f"{theirs}.query.bias"]
        for part in ("out", "up", "down"):
            yield f"{mine}.{part}.weight", next(products)


def _heads(held: dict[str, np.ndarray], shapes: dict[str, Tensor]) -> Iterator[tuple[str, np.ndarray]]:
    """Give the weights of the heads by name: those that read the same vectors lie in one matrix."""
    for name in ("sense.0", "arc"):
        yield f"{name}.weight", _plain(held, f"reader.{name}.weight_Transposed").T
        yield f"{name}.bias", held[f"reader.{name}.bias"]
    for joined, parts in (("tree", tree_parts()), ("meaning", meaning_parts())):
        weight, bias, at = _plain(held, f"{joined}.weight_Transposed").T, held[f"{joined}.bias"], 0
        for part in parts:
            rows = slice(at, at := at + len(shapes[f"{part}.bias"]))
            yield f"{part}.weight", weight[rows]
            yield f"{part}.bias", bias[rows]


def _pairs(weights: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Give what scores pairs by name."""
    with np.load(weights / "pairs.npz") as pairs:
        yield from ((f"label.{part}", pairs[f"label_{part}"]) for part in ("weight", "bias"))
        for kind in PAIR_KINDS:
            yield f"near.{kind}.weight", pairs[f"{kind}_near"]
            yield from ((f"role.{kind}.{part}", pairs[f"{kind}_{part}"]) for part in ("weight", "bias"))


def main(weights: Path, data: Path, minilm: Path, run: Path) -> None:
    """Write the run."""
    _, sizes, roles = load_names(np.load(data))
    model = Reader(sizes, roles)
    model.encoder.load_minilm(load_base(minilm))
    run.mkdir(parents=True, exist_ok=True)
    save(unpack(weights, model), run)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

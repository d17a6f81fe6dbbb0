"""Makes a trained model narrower: the heads of attention and the neurons that its answers lean on least go.

What a part contributes is taken as the loss that would change without it, to first order: the sum of its output times
the gradient there (Michel et al. 2019, "Are sixteen heads really better than one?"; Molchanov et al. 2017 for neurons).
Training goes on afterwards, with the teachers' answers.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training.losses import gold_loss, run
from training.network import HEAD_WIDTH, Layer, Reader
from training.windows import Corpus

BATCHES = 40
"""How many batches are asked: one pass over the smaller corpora."""


def narrow(model: Reader, corpus: Corpus, share: dict[str, float], heads: int, inner: int, size: int) -> Reader:
    """Return a copy whose layers have `heads` heads and `inner` neurons each: the weightiest on training text."""
    use = _weigh(model, corpus, share, size)
    small = copy.deepcopy(model)
    small.encoder.resize(heads, inner)
    small.to(corpus.device)
    for old, new, (by_head, by_neuron) in zip(model.encoder.layers, small.encoder.layers, use, strict=True):
        kept = by_head.topk(heads).indices.sort().values
        columns = (kept[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH, device=kept.device)).flatten()
        _copy(old, new, columns, by_neuron.topk(inner).indices.sort().values)
    return small


def _copy(old: Any, new: Any, columns: Tensor, neurons: Tensor) -> None:
    """Write the kept columns of attention and neurons of one layer into a narrower one."""
    own = old.state_dict()
    for name in ("query", "key", "value"):
        own |= {f"{name}.{part}": own[f"{name}.{part}"][columns] for part in ("weight", "bias")}
    own |= {f"up.{part}": own[f"up.{part}"][neurons] for part in ("weight", "bias")}
    own |= {"out.weight": own["out.weight"][:, columns], "down.weight": own["down.weight"][:, neurons]}
    new.load_state_dict(own)


def _weigh(model: Reader, corpus: Corpus, share: dict[str, float], size: int) -> list[tuple[Tensor, Tensor]]:
    """Return for each layer what each head and each neuron contributes, without a unit."""
    model = copy.deepcopy(model).eval()
    layers: list[Layer] = list(model.encoder.layers)  # type: ignore[arg-type]
    seen: dict[nn.Module, Tensor] = {}

    def keep(part: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        inputs[0].retain_grad()
        seen[part] = inputs[0]

    attention = {layer.out for layer in layers}
    for layer in layers:
        for part in (layer.out, layer.down):
            part.register_forward_pre_hook(keep)
    total: dict[nn.Module, Tensor] = {}
    rng = np.random.default_rng(0)
    windows = corpus.windows(rng, share, dev=False)
    for batch in corpus.batches(windows, size, rng)[:BATCHES]:
        b = corpus.batch(batch)
        model.zero_grad(set_to_none=True)
        gold_loss(model, run(model, b), b).backward()
        for part, given in seen.items():
            assert given.grad is not None
            lean = (given.detach() * given.grad).float()
            if part in attention:
                lean = lean.unflatten(-1, (-1, HEAD_WIDTH)).sum(-1)
            total[part] = total.get(part, 0) + lean.abs().sum((0, 1))  # type: ignore[assignment]
    return [(total[layer.out], total[layer.down]) for layer in layers]

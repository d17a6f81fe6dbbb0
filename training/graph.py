"""The reading model as it is exported: the same numbers in fewer and wider products, for one window without padding.

Products that read the same vectors are one: query, key and value; all heads of a kind. The last layer works out only
the pieces that words are read from. Attention is ONNX Runtime's own operator, which skips what a mask would cost.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.network import ARC, HEAD_WIDTH, LABEL, PAIR_KINDS, TAGGED, WIDTH, Layer, Reader

PROJECTIONS = (
    "arc_from",
    "arc_to",
    "label_from",
    "label_to",
    *(f"{k}_{p}" for k in PAIR_KINDS for p in ("anchor", "other")),
)
_FROM_TREE = ("sent", "upos")
_FROM_MEANING = tuple(name for name in TAGGED if name not in _FROM_TREE)


def tree_parts() -> list[str]:
    """Return the names of the layers that read a word's vector for the tree, in the order of their joined matrix."""
    return [*(f"tags.{name}" for name in _FROM_TREE), "label_from", "label_to", "arc_from", "arc_to"]


def meaning_parts() -> list[str]:
    """Return the names of the layers that read a word's vector for meaning, in the order of their joined matrix."""
    pairs = [f"{part}.{kind}" for kind in PAIR_KINDS for part in ("anchor", "other")]
    return [*(f"tags.{name}" for name in _FROM_MEANING), *pairs]


class _Attention(torch.autograd.Function):
    """Attention of all heads over [1, pieces, heads * HEAD_WIDTH]; one operator in ONNX."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        q, k, v = (x.view(1, x.shape[1], -1, HEAD_WIDTH).transpose(1, 2) for x in (query, key, value))
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(query.shape)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        out = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        out.setType(query.type())
        return out


def _join(*layers: nn.Linear) -> nn.Linear:
    """Return one layer that gives what several give of the same vectors, side by side."""
    joined = nn.Linear(WIDTH, sum(layer.out_features for layer in layers))
    joined.weight.data = torch.cat([layer.weight.data for layer in layers])
    joined.bias.data = torch.cat([layer.bias.data for layer in layers])
    return joined


class _GraphLayer(nn.Module):
    """One layer of BERT; with `first` it gives those pieces alone."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.together = _join(layer.query, layer.key, layer.value)
        self.seen = _join(layer.key, layer.value)

    def forward(self, x: Tensor, first: Tensor | None) -> Tensor:
        own = self.layer
        if first is None:
            query, key, value = self.together(x).split(own.key.out_features, -1)
        else:
            key, value = self.seen(x).split(own.key.out_features, -1)
            x = x[:, first]
            query = own.query(x)
        mixed = _Attention.apply(query, key, value, own.key.out_features // HEAD_WIDTH)
        x = own.norm1(x + own.out(mixed))
        return own.norm2(x + own.down(F.gelu(own.up(x))))


class Graph(nn.Module):
    """What is exported: the pieces of one window in, one row of scores and projections for each word out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.layers = nn.ModuleList(_GraphLayer(layer) for layer in reader.encoder.layers)
        self.tree = _join(*map(reader.get_submodule, tree_parts()))
        self.meaning = _join(*map(reader.get_submodule, meaning_parts()))
        self.tags = [sum(reader.tags[name].out_features for name in names) for names in (_FROM_TREE, _FROM_MEANING)]

    def forward(self, ids: Tensor, marks: Tensor, first: Tensor) -> Tensor:
        tree, meaning = self._words(ids, marks, first)
        reader = self.reader
        tags, labels, arcs = self.tree(tree).split([self.tags[0], 2 * LABEL, 2 * ARC], -1)
        arc_from, arc_to = F.gelu(arcs).split(ARC, -1)
        meaning = self.meaning(reader.sense(meaning) + meaning)
        more, pairs = meaning.split([self.tags[1], meaning.shape[-1] - self.tags[1]], -1)
        return torch.cat([tags, more, reader.arc(arc_from), arc_to, labels, pairs], -1)

    def _words(self, ids: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vectors of words for the tree and for meaning, mixed from all layers."""
        encoder = self.reader.encoder
        x = encoder.words(ids) + (encoder.places.weight[: ids.shape[1]] + encoder.kind)
        x = encoder.norm(x) + encoder.marks(marks)
        outs = []
        for layer in self.layers[:-1]:
            x = layer(x, None)
            outs.append(x[0][first])
        outs.append(self.layers[-1](x, first)[0])
        shares = torch.stack([torch.softmax(m.weights, 0) for m in (self.reader.tree_mix, self.reader.mean_mix)])
        mixed = shares @ torch.stack([out.reshape(-1) for out in outs])
        return mixed[0].reshape(-1, WIDTH), mixed[1].reshape(-1, WIDTH)

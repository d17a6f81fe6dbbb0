"""The reading model: MiniLM's encoder with a mark of shape and break on each word, and one small head for each task.

Word vectors are those of first pieces. Pairs (arcs of the tree, cue and source, trigger and party) are scored from
projections of two words, so that the run time needs nothing but products of small matrices.

Sources: Wang et al. 2020 (MiniLM); Dozat and Manning 2017 (biaffine arcs); Kiperwasser and Goldberg 2016 (labels from
a sum of projections).
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH, LAYERS, HEADS, HEAD_WIDTH, INNER_WIDTH, MARKS = 384, 6, 12, 32, 1536, 25
ARC, LABEL, PAIR, NEAR = 256, 192, 160, 48
TAGGED = (
    "sent",
    "upos",
    "names",
    "public",
    "times",
    "toponyms",
    "source",
    "cue",
    "content",
    "speech",
    "acts",
    "status",
    "hedged",
)
PAIR_KINDS = ("speech", "act")


def bucket_distances(reach: int = 512) -> Tensor:
    """Return the bucket (0..2*NEAR) of each distance -reach..reach: exact when near, by powers of 1.1 when far."""
    d = torch.arange(-reach, reach + 1)
    far = 16 + torch.floor(torch.log(d.abs().clamp(min=1) / 16) / torch.log(torch.tensor(1.12))).long()
    size = torch.where(d.abs() <= 16, d.abs(), far.clamp(max=NEAR))
    return NEAR + d.sign() * size


class Layer(nn.Module):
    """One layer of BERT, with as many heads of attention and neurons between as it is asked for."""

    def __init__(self, heads: int = HEADS, inner: int = INNER_WIDTH) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, heads * HEAD_WIDTH) for _ in range(3))
        self.out = nn.Linear(heads * HEAD_WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.looked_past = 0.1
        """Share of what attention sees that is left out in training; without a GPU that takes a third of the time."""

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, -1, HEAD_WIDTH).transpose(1, 2) for f in (self.query, self.key, self.value))
        if torch.onnx.is_in_onnx_export():
            scores = q @ k.transpose(-1, -2) / HEAD_WIDTH**0.5 + mask
            mixed = torch.softmax(scores, -1) @ v
        else:
            past = self.looked_past if self.training else 0.0
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype), dropout_p=past)
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, t, -1))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM; gives all layers' outputs. Word embeddings stay as they came."""

    def __init__(self, pieces: int = 30522, length: int = 512) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(pieces, WIDTH), nn.Embedding(length, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.marks = nn.Embedding(MARKS, WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.resize(HEADS, INNER_WIDTH)

    def resize(self, heads: int, inner: int) -> None:
        """Put new layers of a size in the place of all layers."""
        self.layers = nn.ModuleList(Layer(heads, inner) for _ in range(LAYERS))

    def forward(self, ids: Tensor, marks: Tensor, real: Tensor) -> list[Tensor]:
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(where) + self.kind
        x = self.drop(self.norm(x)) + self.marks(marks)
        mask = torch.where(real[:, None, None, :], 0.0, -10000.0).to(x.dtype)
        outs = []
        for layer in self.layers:
            x = layer(x, mask)
            outs.append(x)
        return outs

    def load_minilm(self, state: dict[str, Tensor]) -> None:
        """Take over the weights of all-MiniLM-L6-v2 by their published names."""
        own: dict[str, Tensor] = {
            "words.weight": state["embeddings.word_embeddings.weight"],
            "places.weight": state["embeddings.position_embeddings.weight"],
            "kind": state["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": state["embeddings.LayerNorm.weight"], "norm.bias": state["embeddings.LayerNorm.bias"],
            "marks.weight": self.marks.weight.data,
        }  # fmt: skip
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
        for i in range(LAYERS):
            for mine, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{i}.{mine}.{part}"] = state[f"encoder.layer.{i}.{theirs}.{part}"]
        self.load_state_dict({k: v.float() for k, v in own.items()})


class Mix(nn.Module):
    """A learned weighted mean of layers."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.0, 0.0, 0.5, 1.0, 1.5, 2.0]))

    def forward(self, outs: list[Tensor]) -> Tensor:
        share = torch.softmax(self.weights, 0)
        return sum(w * x for w, x in zip(share.unbind(), outs, strict=True))


class Reader(nn.Module):
    """Encoder and heads. `sizes`: how many tags each tagged head has, and "deprel"."""

    def __init__(self, sizes: dict[str, int], roles: dict[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tree_mix, self.mean_mix = Mix(), Mix()
        self.drop = nn.Dropout(0.2)
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, sizes[name]) for name in TAGGED})
        self.sense = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.2))
        self.arc_from, self.arc_to = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Linear(ARC, ARC)
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.label_from, self.label_to = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.label = nn.Linear(LABEL, sizes["deprel"])
        self.anchor = nn.ModuleDict({k: nn.Linear(WIDTH, PAIR) for k in PAIR_KINDS})
        self.other = nn.ModuleDict({k: nn.Linear(WIDTH, PAIR) for k in PAIR_KINDS})
        self.near = nn.ModuleDict({k: nn.Embedding(2 * NEAR + 1, PAIR) for k in PAIR_KINDS})
        self.role = nn.ModuleDict({k: nn.Linear(PAIR, roles[k]) for k in PAIR_KINDS})
        self.register_buffer("buckets", bucket_distances())

    def words(self, outs: list[Tensor], first: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vectors of words for the tree and for meaning; `first`: [B, W] piece of each word, or flat [N]."""
        vectors = []
        for mix in (self.tree_mix, self.mean_mix):
            x = mix(outs)
            if first.dim() == 1:
                vectors.append(x.reshape(-1, WIDTH)[first])
            else:
                vectors.append(torch.gather(x, 1, first[..., None].expand(-1, -1, WIDTH)))
        return vectors[0], vectors[1]

    def project(self, tree: Tensor, mean: Tensor) -> dict[str, Tensor]:
        """Return everything that is read off a word by itself: tag scores and projections for pairs."""
        tree, mean = self.drop(tree), self.drop(mean)
        mean = self.sense(mean) + mean
        out = {name: self.tags[name](tree if name in ("sent", "upos") else mean) for name in TAGGED}
        out["arc_from"] = self.arc(self.drop(F.gelu(self.arc_from(tree))))
        out["arc_to"] = self.drop(F.gelu(self.arc_to(tree)))
        out["label_from"], out["label_to"] = self.label_from(tree), self.label_to(tree)
        for kind in PAIR_KINDS:
            out[f"{kind}_anchor"], out[f"{kind}_other"] = self.anchor[kind](mean), self.other[kind](mean)
        return out

    def root_vectors(self) -> tuple[Tensor, Tensor]:
        """Return the root's arc and label projections."""
        return F.gelu(self.arc_to(self.root)), self.label_to(self.root)

    def pair_scores(self, kind: str, anchors: Tensor, others: Tensor, distance: Tensor) -> Tensor:
        """Return role scores [K, W, R] of K anchors [K, PAIR] and words [K, W, PAIR] at distances [K, W]."""
        near = self.near[kind](self.buckets[distance.clamp(-512, 512) + 512])
        return self.role[kind](F.relu(anchors[:, None] + others + near))


def load_names(arrays: Any) -> tuple[dict[str, Any], dict[str, int], dict[str, int]]:
    """Return label names, head sizes and role counts from the prepared arrays."""
    import json

    names = json.loads(str(arrays["names"]))
    sizes = {name: len(names[name]) for name in (*TAGGED, "deprel")}
    return names, sizes, {"speech": len(names["speech_roles"]), "act": len(names["act_roles"])}

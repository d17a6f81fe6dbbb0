"""What a model answers on a batch, and how far that is from people's labels and from its teachers'."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from training.network import PAIR_KINDS, TAGGED, Reader

WEIGHT = {"sent": 0.6, "upos": 1.0, "names": 1.0, "public": 1.0, "times": 1.0, "toponyms": 1.0, "source": 1.0,
          "cue": 1.0, "content": 1.0, "speech": 1.0, "acts": 2.0, "status": 0.3, "hedged": 0.2}  # fmt: skip


def run(model: Reader, b: dict[str, Any]) -> dict[str, Any]:
    """Return tag scores, arc scores [B, W, W+1] and pair projections of a batch."""
    outs = model.encoder(b["ids"], b["marks"], b["real"])
    out = model.project(*model.words(outs, b["first"]))
    arc_root, label_root = model.root_vectors()
    to = torch.cat([arc_root.expand(len(b["ids"]), 1, -1).to(out["arc_to"].dtype), out["arc_to"]], 1)
    arcs = (out["arc_from"] @ to.transpose(1, 2)).float()
    out["same"] = _may_hang(b["heads"][1])
    out["arcs"] = arcs
    out["label_root"] = label_root
    return out


def _may_hang(sentence: Tensor) -> Tensor:
    """Return [B, W, W+1] whether a word may hang on the root or another word, by the number of each word's sentence."""
    itself = torch.eye(sentence.shape[1], dtype=torch.bool, device=sentence.device)
    same = (sentence[:, :, None] == sentence[:, None, :]) & ~itself
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)


def labels_of(model: Reader, out: dict[str, Any], head: Tensor) -> Tensor:
    """Return label scores of each word under the heads given (0 = root)."""
    to = torch.cat([out["label_root"].expand(len(head), 1, -1).to(out["label_to"].dtype), out["label_to"]], 1)
    picked = torch.gather(to, 1, head[..., None].expand(-1, -1, to.shape[-1]))
    return model.label(F.relu(out["label_from"] + picked))


def pairs_of(model: Reader, out: dict[str, Any], kind: str, rows: Tensor, cols: Tensor) -> Tensor:
    """Return role scores [K, W, R] of anchors."""
    distance = torch.arange(out[f"{kind}_other"].shape[1], device=rows.device)[None] - cols[:, None]
    return model.pair_scores(kind, out[f"{kind}_anchor"][rows, cols], out[f"{kind}_other"][rows], distance).float()


def gold_loss(model: Reader, out: dict[str, Any], b: dict[str, Any]) -> Tensor:
    """Return the loss over what people annotated."""
    total = torch.zeros((), device=b["ids"].device)
    for name in TAGGED:
        scores = out[name].float().flatten(0, 1)
        total = total + WEIGHT[name] * _mean(
            F.cross_entropy(scores, b["y"][name].flatten(), ignore_index=-100, reduction="sum"), b["y"][name]
        )
    head = b["heads"][0]
    arcs = out["arcs"].masked_fill(~out["same"], -1e4)
    total = total + _mean(F.cross_entropy(arcs.flatten(0, 1), head.flatten(), ignore_index=-100, reduction="sum"), head)
    label_y = torch.where(head >= 0, b["y"]["deprel"], -100)
    scores = labels_of(model, out, head.clamp(min=0)).float()
    total = total + _mean(
        F.cross_entropy(scores.flatten(0, 1), label_y.flatten(), ignore_index=-100, reduction="sum"), label_y
    )
    for kind in PAIR_KINDS:
        rows, cols, target = b["pairs"][kind]
        if len(rows):
            loss = F.binary_cross_entropy_with_logits(pairs_of(model, out, kind, rows, cols), target, reduction="none")
            loss = loss * b["real_word"][rows][..., None]
            total = total + 0.06 * loss.sum() / (len(rows) * target.shape[-1])
    return total


def _mean(total: Tensor, y: Tensor) -> Tensor:
    return total / (y >= 0).sum().clamp(min=50)


@torch.no_grad()
def soft_answers(teachers: list[Reader], b: dict[str, Any]) -> dict[str, Any]:
    """Return the teachers' mean probabilities for every head, and the anchors that they see."""
    outs = [run(t, b) for t in teachers]
    soft: dict[str, Any] = {n: torch.stack([F.softmax(o[n].float(), -1) for o in outs]).mean(0) for n in TAGGED}
    sent = soft["sent"][..., 1] > 0.5
    known = (b["y"]["sent"] >= 0).any(1, keepdim=True)
    sentence = torch.where(known, b["heads"][1], torch.where(b["real_word"], torch.cumsum(sent.long(), 1), -1))
    b["heads"] = (b["heads"][0], sentence)
    soft["same"] = same = _may_hang(sentence)
    soft["arcs"] = torch.stack([F.softmax(o["arcs"].masked_fill(~same, -1e4), -1) for o in outs]).mean(0)
    soft["head"] = soft["arcs"].argmax(-1)
    soft["deprel"] = torch.stack(
        [F.softmax(labels_of(t, o, soft["head"]).float(), -1) for t, o in zip(teachers, outs, strict=True)]
    ).mean(0)
    for kind, head in (("speech", "speech"), ("act", "acts")):
        best = soft[head].argmax(-1)
        seen = (best > 0) & b["real_word"]
        if kind == "act":
            before = torch.cat([torch.zeros_like(best[:, :1]), best[:, :-1]], 1)
            seen &= best != before
        rows, cols = seen.nonzero(as_tuple=True)
        rows, cols = rows[:1200], cols[:1200]
        chances = torch.stack(
            [pairs_of(t, o, kind, rows, cols).sigmoid() for t, o in zip(teachers, outs, strict=True)]
        ).mean(0)
        soft[f"{kind}_pairs"] = (rows, cols, chances)
    return soft


def soft_loss(
    model: Reader, out: dict[str, Any], b: dict[str, Any], soft: dict[str, Any], *, own_acts: bool = False
) -> Tensor:
    """Return the loss against the teachers' mean, over all words.

    Args:
        own_acts: acts are left to the labels in windows that have any: teachers that knew fewer do not hold them back.
    """
    real = b["real_word"]
    count = real.sum().clamp(min=1)
    free = real & ~(b["y"]["acts"] >= 0).any(1, keepdim=True) if own_acts else real

    def against(scores: Tensor, wanted: Tensor, words: Tensor = real) -> Tensor:
        return -(wanted * F.log_softmax(scores.float(), -1)).sum(-1).masked_select(words).sum() / count

    total = sum(
        (
            WEIGHT[n] * against(out[n], soft[n], free if n == "acts" else real)
            for n in TAGGED
            if n not in ("status", "hedged")
        ),
        torch.zeros((), device=real.device),
    )
    total = total + against(out["arcs"].masked_fill(~soft["same"], -1e4), soft["arcs"])
    total = total + against(labels_of(model, out, soft["head"]), soft["deprel"])
    for kind in PAIR_KINDS:
        rows, cols, chances = soft[f"{kind}_pairs"]
        if kind == "act":
            kept = free[rows, cols]
            rows, cols, chances = rows[kept], cols[kept], chances[kept]
        if len(rows):
            loss = F.binary_cross_entropy_with_logits(pairs_of(model, out, kind, rows, cols), chances, reduction="none")
            total = total + 0.06 * (loss * real[rows][..., None]).sum() / (len(rows) * chances.shape[-1])
            if kind == "act":
                total = total + sum(
                    WEIGHT[n] * _mean_against(out[n], soft[n], rows, cols) for n in ("status", "hedged")
                )
    return total


def _mean_against(scores: Tensor, wanted: Tensor, rows: Tensor, cols: Tensor) -> Tensor:
    """Return the mean loss of scores against chances wanted, at some words of some windows."""
    return -(wanted[rows, cols] * F.log_softmax(scores[rows, cols].float(), -1)).sum(-1).mean()

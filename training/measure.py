"""How well a model reads the documents kept out of training."""

from __future__ import annotations

import torch
from torch import Tensor

from training.losses import labels_of, pairs_of, run
from training.network import PAIR_KINDS, TAGGED, Reader
from training.windows import Corpus


@torch.no_grad()
def measure(model: Reader, corpus: Corpus) -> dict[str, float]:
    """Return quick figures on the development parts, word by word, gold sentences and anchors given."""
    model.eval()
    hit: dict[str, list[int]] = {}
    windows = corpus.windows(None, {}, dev=True)
    for i in range(0, len(windows), 64):
        b = corpus.batch(windows[i : i + 64])
        out = run(model, b)
        for name in TAGGED:
            y = b["y"][name]
            got = out[name].argmax(-1)
            _count(hit, name, got, y, plain=name in ("upos", "status", "hedged"))
        head = b["heads"][0]
        guess = out["arcs"].masked_fill(~out["same"], -1e4).argmax(-1)
        label = labels_of(model, out, guess).argmax(-1)
        known = head >= 0
        for name, right in (("uas", guess == head), ("las", (guess == head) & (label == b["y"]["deprel"]))):
            row = hit.setdefault(name, [0, 0, 0])
            row[0] += int((right & known).sum())
            row[1] += int(known.sum())
            row[2] += int(known.sum())
        for kind in PAIR_KINDS:
            rows, cols, target = b["pairs"][kind]
            if len(rows):
                got = (pairs_of(model, out, kind, rows, cols) > 0) & b["real_word"][rows][..., None]
                for r in range(target.shape[-1]):
                    row = hit.setdefault(f"{kind}.{r}", [0, 0, 0])
                    row[0] += int((got[..., r] & (target[..., r] > 0)).sum())
                    row[1] += int(got[..., r].sum())
                    row[2] += int((target[..., r] > 0).sum())
    return {k: round(200 * t / max(1, p + g), 1) for k, (t, p, g) in hit.items()}


def _count(hit: dict[str, list[int]], name: str, got: Tensor, y: Tensor, *, plain: bool) -> None:
    row = hit.setdefault(name, [0, 0, 0])
    known = y >= 0
    mine = known if plain else known & (got > 0)
    row[0] += int((mine & (got == y)).sum())
    row[1] += int(mine.sum())
    row[2] += int(known.sum() if plain else (known & (y > 0)).sum())

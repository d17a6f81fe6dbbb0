"""Goes on training a finished model on more coded reports, without a GPU: an hour and a half of two cores.

    python -m training.tune DATA MINILM RUN OUT --seconds 5400

Word embeddings and the lowest layers stay as they are. Mostly coded reports are read, and small shares of all other
corpora; on every third step the model is held to its own answers of before on every head, but for acts where a report
tells what they are.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.export import load_model
from training.fit import advance, endless, save
from training.losses import gold_loss, run, soft_answers, soft_loss
from training.measure import measure
from training.network import LAYERS, Reader
from training.windows import Corpus

SHARE = {"ewt": 0.12, "gum": 0.15, "polnear": 0.15, "wikigold": 0.7, "re3d-a": 0.5, "sfm": 1.0, "timex": 0.6,
         "geovirus": 0.1, "gwn-a": 0.1, "lgl": 0.05, "statements": 1.5, "coded": 0.4, "invented": 0.4, "pieces": 3.0,
         "named": 0.15}  # fmt: skip
"""How often a pass reads each corpus."""
FROZEN = 2
"""How many layers stay as they are."""
RATE, DECAY, HEADS_FASTER, SIZE, HELD_EVERY = 1.2e-4, 0.85, 4, 16, 3
"""Learning rate of the top layer, its part for each layer below, its multiple for heads; windows in a step; steps from
one on which the model is held to its answers of before to the next."""


def tune(corpus: Corpus, before: Reader, seconds: float, size: int = SIZE, steps: int | None = None) -> Reader:
    """Return the moving average of the weights after training for `seconds`, or `steps` if they end sooner."""
    before.eval()
    model = _thawed(before)
    mean = copy.deepcopy(before)
    optimizer = torch.optim.AdamW(_groups(model), weight_decay=0.02, betas=(0.9, 0.98))
    peak = [g["lr"] for g in optimizer.param_groups]
    # A processor without such numbers takes longer over them than over whole ones.
    halves = corpus.device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    start, step, told = time.monotonic(), 0, 0.0
    for windows in endless(corpus, np.random.default_rng(5), SHARE, size):
        done = (time.monotonic() - start) / seconds
        if done >= 1 or step == steps:
            break
        now = min(1.0, (step + 1) / 60) * (0.51 + 0.5 * math.cos(math.pi * done))
        for group, lr in zip(optimizer.param_groups, peak, strict=True):
            group["lr"] = lr * now
        b = corpus.batch(windows, shout=0.08)
        with torch.autocast(corpus.device, torch.bfloat16, enabled=halves):
            soft = soft_answers([before], b) if step % HELD_EVERY == 0 else None
            out = run(model, b)
            loss = gold_loss(model, out, b)
            if soft is not None:
                loss = loss + soft_loss(model, out, b, soft, own_acts=True)
        step += 1
        advance(model, mean, optimizer, loss, min(0.997, step / (step + 20)))
        if time.monotonic() - told > 60:
            told = time.monotonic()
            print(f"step {step} {told - start:.0f}s loss {loss.item():.3f}", flush=True)
    return mean


def _thawed(before: Reader) -> Reader:
    """Return a copy to train: nothing below the frozen layers learns or drops out."""
    model = copy.deepcopy(before).train()
    for p in model.encoder.parameters():
        p.requires_grad_(False)
    for layer in model.encoder.layers[FROZEN:]:
        layer.looked_past = 0.0
        for p in layer.parameters():
            p.requires_grad_(True)
    for part in (model.encoder.drop, *model.encoder.layers[:FROZEN]):
        part.eval()
    return model


def _groups(model: Reader) -> list[dict[str, Any]]:
    """Return what is trained: the upper layers, each slower than the one above it, and the heads."""
    layers = [
        {"params": list(model.encoder.layers[i].parameters()), "lr": RATE * DECAY ** (LAYERS - 1 - i)}
        for i in range(FROZEN, LAYERS)
    ]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    return [*layers, {"params": heads, "lr": RATE * HEADS_FASTER}]


def main() -> None:
    """Go on training, print figures on the parts kept out, and write the weights."""
    args = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "minilm", "run", "out"):
        args.add_argument(name, type=Path)
    args.add_argument("--seconds", type=float, default=5400)
    told = args.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    corpus = Corpus(told.data, device)
    before, _ = load_model(told.data, told.minilm, told.run)
    model = tune(corpus, before.to(device), told.seconds)
    told.out.mkdir(parents=True, exist_ok=True)
    save(model, told.out)
    print(json.dumps(measure(model, corpus)))


if __name__ == "__main__":
    main()

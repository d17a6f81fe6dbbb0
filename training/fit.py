"""Trains the reading model: a teacher, or a student that also learns from the mean of several teachers.

    python -m training.fit DATA MINILM OUT --seconds 210 --seed 0
    python -m training.fit DATA MINILM OUT --seconds 350 --seed 7 --teachers RUN RUN RUN --heads 8 --inner 1152

All corpora are read as windows of word pieces that begin somewhere new in every pass; every window trains the heads
that its corpus annotates. A student begins where its first teacher ended, narrower where it is asked to be, and trains
every head on every window: where nobody annotated, the teachers' mean is the answer (Hinton et al. 2015). Lengths are
given in seconds, so that a lent accelerator is used to its end; one model alone does not fill a GPU, so train several
side by side.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.losses import gold_loss, run, soft_answers, soft_loss
from training.measure import measure
from training.narrow import narrow
from training.network import HEAD_WIDTH, HEADS, INNER_WIDTH, Reader
from training.windows import Corpus

SHARE = {"ewt": 1.0, "gum": 1.2, "polnear": 1.0, "wikigold": 3.0, "re3d-a": 3.0, "sfm": 4.0, "timex": 2.5,
         "geovirus": 1.5, "gwn-a": 1.5, "lgl": 0.8, "statements": 3.0, "coded": 1.0, "invented": 1.5, "pieces": 2.0,
         "named": 1.0}  # fmt: skip
"""How often a pass reads each corpus."""
STUDENT = SHARE | {"wikigold": 2.0, "re3d-a": 1.5, "sfm": 2.0, "timex": 2.0, "statements": 2.0}
"""The same for a student, which makes more passes: small corpora less often in each."""


_UNSAVED = ("encoder.words.weight", "buckets")
"""What stays as the base model has it, and what is reckoned anew."""


def groups(model: Reader, rate: float, decay: float) -> list[dict[str, Any]]:
    """Return parameter groups: lower layers learn slower, heads ten times faster; word embeddings stay."""
    model.encoder.words.weight.requires_grad_(False)
    found = []
    for i, layer in enumerate(model.encoder.layers):
        found.append({"params": list(layer.parameters()), "lr": rate * decay ** (5 - i)})
    low = [p for n, p in model.encoder.named_parameters() if not n.startswith("layers.") and not n.startswith("words")]
    found.append({"params": low, "lr": rate * decay**6})
    found.append({"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": rate * 6})
    return found


def make_reader(corpus: Corpus, minilm: dict[str, Tensor]) -> Reader:
    """Return a new model on the corpus' device, its encoder that of the base model where one is given."""
    model = Reader(corpus.sizes, corpus.roles)
    if minilm:
        model.encoder.load_minilm(minilm)
    return model.to(corpus.device)


def begin(
    corpus: Corpus,
    minilm: dict[str, Tensor],
    teachers: list[Reader],
    share: dict[str, float],
    shape: tuple[int, int],
    size: int,
) -> Reader:
    """Return a model to train: the base model, or the first teacher with as many heads and neurons as `shape` says."""
    if not teachers:
        return make_reader(corpus, minilm)
    if shape == (HEADS, INNER_WIDTH):
        return copy.deepcopy(teachers[0])
    return narrow(teachers[0], corpus, share, *shape, size)


def train(
    corpus: Corpus,
    minilm: dict[str, Tensor],
    seconds: float,
    seed: int,
    teachers: list[Reader],
    size: int,
    rate: float,
    steps: int | None = None,
    shape: tuple[int, int] = (HEADS, INNER_WIDTH),
) -> Reader:
    """Train one model for `seconds`, or `steps` if they end sooner, and return the moving average of its weights."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    share = STUDENT if teachers else SHARE
    model = begin(corpus, minilm, teachers, share, shape, size)
    model.train()
    mean = copy.deepcopy(model).eval()
    parts = groups(model, rate, 0.85)
    optimizer = torch.optim.AdamW(parts, weight_decay=0.02, betas=(0.9, 0.98), fused=corpus.device == "cuda")
    peak = [g["lr"] for g in optimizer.param_groups]
    start, step, told = time.monotonic(), 0, 0.0
    for windows in endless(corpus, rng, share, size):
        done = (time.monotonic() - start) / seconds
        if done >= 1 or step == steps:
            break
        now = min(1.0, step / 200) * (0.5 + 0.5 * math.cos(math.pi * min(1.0, done))) + 0.005
        for group, lr in zip(optimizer.param_groups, peak, strict=True):
            group["lr"] = lr * now
        b = corpus.batch(windows, shout=0.08)
        with torch.autocast(corpus.device, torch.bfloat16, enabled=corpus.device == "cuda"):
            soft = soft_answers(teachers, b) if teachers else None
            out = run(model, b)
            loss = gold_loss(model, out, b)
            if soft is not None:
                loss = 0.5 * loss + soft_loss(model, out, b, soft)
        step += 1
        advance(model, mean, optimizer, loss, min(0.998, step / (step + 20)))
        if time.monotonic() - told > 20:
            told = time.monotonic()
            print(f"seed {seed} step {step} {told - start:.0f}s loss {loss.item():.3f}", flush=True)
    print(f"seed {seed}: {step} steps of {size} windows", flush=True)
    return mean


def advance(model: Reader, mean: Reader, optimizer: torch.optim.Optimizer, loss: Tensor, keep: float) -> None:
    """Take a step down a loss, and move the mean of the weights, of which the share `keep` stays."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), 1 - keep)


def endless(
    corpus: Corpus, rng: np.random.Generator, share: dict[str, float], size: int
) -> Iterator[list[tuple[int, int]]]:
    """Give batches of windows for ever: each corpus as often a pass as `share` says."""
    while True:
        windows = corpus.windows(rng, share, dev=False)
        yield from corpus.batches(windows, size, rng)


def save(model: Reader, out: Path, size: int = 15 << 20) -> None:
    """Write all weights but the frozen word embeddings, in half precision, in files of at most `size` bytes."""
    part: dict[str, Any] = {}
    held, n = 0, 0
    for name, value in model.state_dict().items():
        if name in _UNSAVED:
            continue
        array = value.detach().float().cpu().numpy().astype(np.float16)
        if held + array.nbytes > size:
            np.savez(out / f"model-{n}.npz", **part)
            part, held, n = {}, 0, n + 1
        part[name] = array
        held += array.nbytes
    np.savez(out / f"model-{n}.npz", **part)


def load(model: Reader, run: Path) -> Reader:
    """Return a model with the weights that `save` wrote into a folder, as narrow as they are, evaluating."""
    parts = [np.load(part) for part in sorted(run.glob("model-*.npz"))]
    own = {k: torch.from_numpy(v.astype(np.float32)) for part in parts for k, v in part.items()}
    width, inner = (len(own[f"encoder.layers.0.{name}.weight"]) for name in ("query", "up"))
    if (width, inner) != (HEADS * HEAD_WIDTH, INNER_WIDTH):
        model.encoder.resize(width // HEAD_WIDTH, inner)
        model.to(model.root.device)
    missing = model.load_state_dict(own, strict=False).missing_keys
    if not set(missing) <= set(_UNSAVED):
        raise SystemExit(f"{run}: lacks {', '.join(missing)}")
    return model.eval()


def load_base(path: Path) -> dict[str, Tensor]:
    """Return the base model's weights."""
    state = np.load(path)
    return {k: torch.from_numpy(state[k].astype(np.float32)) for k in state.files}


def main() -> None:
    """Train one model, print its figures on the parts kept out, and write it."""
    args = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "minilm", "out"):
        args.add_argument(name, type=Path)
    args.add_argument("--seconds", type=float, default=210)
    args.add_argument("--seed", type=int, default=0)
    args.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders of trained models")
    args.add_argument("--size", type=int, default=64, help="windows in a step")
    args.add_argument("--rate", type=float, default=3e-4)
    args.add_argument("--heads", type=int, default=HEADS, help="heads of attention in each layer of a student")
    args.add_argument("--inner", type=int, default=INNER_WIDTH, help="neurons in each layer of a student")
    told = args.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    minilm = load_base(told.minilm)
    corpus = Corpus(told.data, device)
    teachers = [load(make_reader(corpus, minilm), run) for run in told.teachers]
    shape = (told.heads, told.inner)
    model = train(corpus, minilm, told.seconds, told.seed, teachers, told.size, told.rate, shape=shape)
    told.out.mkdir(parents=True, exist_ok=True)
    save(model, told.out)
    print(f"seed {told.seed} on {device}:", json.dumps(measure(model, corpus)), flush=True)


if __name__ == "__main__":
    main()

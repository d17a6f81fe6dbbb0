"""Trains the reading model: teachers with different seeds, then one student that also learns from their mean.

    python -m training.fit DATA MINILM OUT --seconds 300 --teachers 3

All corpora are read as windows of word pieces that begin somewhere new in every pass; every window trains the heads
that its corpus annotates. The student trains every head on every window: where nobody annotated, the teachers' mean is
the answer (Hinton et al. 2015). Lengths are given in seconds, so that a lent accelerator is used to its end.
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
import torch.nn.functional as F
from torch import Tensor

from training.network import PAIR_KINDS, TAGGED, Reader, load_names

PIECES = 256
WORDS = 240
SHARE = {"ewt": 1.0, "gum": 1.2, "polnear": 1.0, "wikigold": 3.0, "re3d-a": 3.0, "sfm": 4.0, "timex": 2.5,
         "geovirus": 1.5, "gwn-a": 1.5, "lgl": 0.8, "statements": 4.0, "raw": 0.0}  # fmt: skip
"""How often a pass reads each corpus."""
WEIGHT = {"sent": 0.6, "upos": 1.0, "names": 1.0, "public": 1.0, "times": 1.0, "toponyms": 1.0, "source": 1.0,
          "cue": 1.0, "content": 1.0, "speech": 1.0, "acts": 2.0, "status": 0.3, "hedged": 0.2}  # fmt: skip


class Corpus:
    """The prepared arrays on the device, and windows over them."""

    def __init__(self, path: Path, device: str) -> None:
        arrays = np.load(path)
        self.names, self.sizes, self.roles = load_names(arrays)
        self.device = device
        put = lambda a, kind: torch.from_numpy(a.astype(np.int64)).to(device, kind)  # noqa: E731
        self.ids, self.marks = put(arrays["ids"], torch.int32), put(arrays["marks"], torch.int32)
        self.cum_host = np.concatenate([[0], np.cumsum(arrays["lengths"].astype(np.int64))])
        self.cum = put(self.cum_host, torch.int64)
        self.starts, self.tasks, self.dev = arrays["starts"].astype(np.int64), arrays["tasks"], arrays["dev"]
        self.y = {name: put(arrays[f"y_{name}"], torch.int16) for name in (*TAGGED, "deprel")}
        self.heads = put(arrays["y_head"], torch.int32)
        self.record_start = put(np.repeat(self.starts[:-1], np.diff(self.starts)), torch.int64)
        pairs = arrays["pairs"].astype(np.int64)
        pairs = pairs[np.lexsort((pairs[:, 2], pairs[:, 1], pairs[:, 0]))]
        self.anchors, self.entries = {}, {}
        for k, kind in enumerate(PAIR_KINDS):
            mine = pairs[pairs[:, 0] == k]
            anchors = np.unique(mine[:, 1])
            held = mine[mine[:, 2] >= 0]
            self.anchors[kind] = anchors
            self.entries[kind] = (held[:, 1], put(held[:, 1:], torch.int64))

    def windows(self, rng: np.random.Generator | None, share: dict[str, float], *, dev: bool) -> list[tuple[int, int]]:
        """Return word ranges; with `rng` they begin at random places and corpora are read as often as `share` says."""
        found = []
        order = self.names["tasks"]
        for r in range(len(self.tasks)):
            if bool(self.dev[r]) != dev:
                continue
            times = share.get(order[self.tasks[r]], 1.0)
            for _ in range(int(times) + (rng is not None and rng.random() < times % 1)):
                s, stop = int(self.starts[r]), int(self.starts[r + 1])
                limit = (
                    int(rng.integers(60, WORDS))
                    if rng is not None and stop - s > WORDS and rng.random() < 0.7
                    else WORDS
                )
                while s < stop:
                    e = int(np.searchsorted(self.cum_host, self.cum_host[s] + PIECES - 2, side="right")) - 1
                    e = max(s + 1, min(e, stop, s + limit))
                    found.append((s, e))
                    s, limit = e, WORDS
        if rng is not None:
            rng.shuffle(found)
        return found

    def batch(self, windows: list[tuple[int, int]], *, shout: float = 0.0) -> dict[str, Any]:
        """Return the tensors of windows; `shout`: share of windows whose capitals say nothing."""
        d = self.device
        s, e = torch.tensor(windows, device=d).T
        at = torch.arange(WORDS, device=d)
        words = s[:, None] + at
        real_word = words < e[:, None]
        words = torch.where(real_word, words, s[:, None])
        p = torch.arange(PIECES, device=d)
        base = self.cum[s][:, None]
        n = (self.cum[e] - self.cum[s])[:, None]
        inner = (p >= 1) & (p <= n)
        ids = torch.where(inner, self.ids[(base + p - 1).clamp(max=len(self.ids) - 1)].long(), 0)
        ids[:, 0] = 101
        ids.scatter_(1, n + 1, 102)
        real = p <= n + 1
        first = torch.where(real_word, self.cum[words] - base + 1, 0)
        word_marks = self.marks[words].long()
        if shout:
            dice = torch.rand(len(windows), 1, device=d)
            shape, gap = word_marks // 4, word_marks % 4
            flat = torch.where(shape < 4, torch.where(dice < shout / 2, 2, 0), shape)
            word_marks = torch.where(dice < shout, flat * 4 + gap, word_marks)
        marks = torch.full_like(ids, 24).scatter_(1, first, torch.where(real_word, word_marks, 24))
        marks[:, 0] = 24
        y = {k: torch.where(real_word, v[words].long(), -100) for k, v in self.y.items()}
        return {"ids": ids, "marks": marks, "real": real, "first": first, "real_word": real_word, "y": y,
                "heads": self._heads(words, real_word, s, e), "pairs": self._pairs(windows)}  # fmt: skip

    def _heads(self, words: Tensor, real: Tensor, s: Tensor, e: Tensor) -> tuple[Tensor, Tensor]:
        """Return each word's head (0 = root, else place + 1; -100 unknown) and the number of its sentence."""
        head = self.heads[words].long()
        y_sent = self.y["sent"][words]
        sentence = torch.cumsum((y_sent == 1).long(), 1)
        known = real & (y_sent >= 0)
        place = torch.where(head < 0, 0, head + self.record_start[words] - s[:, None] + 1)
        outside = (head >= 0) & ((place < 1) | (place > (e - s)[:, None]))
        return torch.where(known & ~outside, place, -100), torch.where(real, sentence, -1)

    def _pairs(self, windows: list[tuple[int, int]]) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
        """Return for each kind: window and word of each anchor, and targets [K, WORDS, R]."""
        found = {}
        for kind in PAIR_KINDS:
            host, entries = self.entries[kind]
            rows, cols, spans = [], [], []
            for b, (s, e) in enumerate(windows):
                lo, hi = np.searchsorted(self.anchors[kind], (s, e))
                for anchor in self.anchors[kind][lo:hi]:
                    rows.append(b)
                    cols.append(int(anchor) - s)
                    spans.append(np.searchsorted(host, (anchor, anchor + 1)))
            target = torch.zeros(len(rows), WORDS, self.roles[kind], device=self.device)
            if rows:
                lo, hi = np.array(spans).T
                k = torch.from_numpy(np.repeat(np.arange(len(rows)), hi - lo)).to(self.device)
                pick = torch.from_numpy(np.concatenate([np.arange(a, b) for a, b in spans])).to(self.device)
                begin = torch.tensor([windows[b][0] for b in rows], device=self.device)
                end = torch.tensor([windows[b][1] for b in rows], device=self.device)
                _, role, word = entries[pick].T
                local = word - begin[k]
                ok = (local >= 0) & (word < end[k])
                target[k[ok], local[ok], role[ok]] = 1.0
            found[kind] = (torch.tensor(rows, device=self.device), torch.tensor(cols, device=self.device), target)
        return found


def run(model: Reader, b: dict[str, Any]) -> dict[str, Any]:
    """Return tag scores, arc scores [B, W, W+1] and pair projections of a batch."""
    outs = model.encoder(b["ids"], b["marks"], b["real"])
    out = model.project(*model.words(outs, b["first"]))
    arc_root, label_root = model.root_vectors()
    to = torch.cat([arc_root.expand(len(b["ids"]), 1, -1).to(out["arc_to"].dtype), out["arc_to"]], 1)
    arcs = (out["arc_from"] @ to.transpose(1, 2)).float()
    sentence = b["heads"][1]
    same = (sentence[:, :, None] == sentence[:, None, :]) & ~torch.eye(WORDS, dtype=torch.bool, device=arcs.device)
    out["same"] = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    out["arcs"] = arcs
    out["label_root"] = label_root
    return out


def labels_of(model: Reader, out: dict[str, Any], head: Tensor) -> Tensor:
    """Return label scores of each word under the heads given (0 = root)."""
    to = torch.cat([out["label_root"].expand(len(head), 1, -1).to(out["label_to"].dtype), out["label_to"]], 1)
    picked = torch.gather(to, 1, head[..., None].expand(-1, -1, to.shape[-1]))
    return model.label(F.relu(out["label_from"] + picked))


def pairs_of(model: Reader, out: dict[str, Any], kind: str, rows: Tensor, cols: Tensor) -> Tensor:
    """Return role scores [K, W, R] of anchors."""
    distance = torch.arange(WORDS, device=rows.device)[None] - cols[:, None]
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
    same = (sentence[:, :, None] == sentence[:, None, :]) & ~torch.eye(WORDS, dtype=torch.bool, device=sentence.device)
    same = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    soft["same"] = same
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


def soft_loss(model: Reader, out: dict[str, Any], b: dict[str, Any], soft: dict[str, Any]) -> Tensor:
    """Return the loss against the teachers' mean, over all words."""
    real = b["real_word"]
    count = real.sum().clamp(min=1)

    def against(scores: Tensor, wanted: Tensor) -> Tensor:
        return -(wanted * F.log_softmax(scores.float(), -1)).sum(-1).masked_select(real).sum() / count

    total = sum(
        (WEIGHT[n] * against(out[n], soft[n]) for n in TAGGED if n not in ("status", "hedged")),
        torch.zeros((), device=real.device),
    )
    total = total + against(out["arcs"].masked_fill(~soft["same"], -1e4), soft["arcs"])
    total = total + against(labels_of(model, out, soft["head"]), soft["deprel"])
    for kind in PAIR_KINDS:
        rows, cols, chances = soft[f"{kind}_pairs"]
        if len(rows):
            loss = F.binary_cross_entropy_with_logits(pairs_of(model, out, kind, rows, cols), chances, reduction="none")
            total = total + 0.06 * (loss * real[rows][..., None]).sum() / (len(rows) * chances.shape[-1])
            if kind == "act":
                for n in ("status", "hedged"):
                    total = (
                        total
                        + WEIGHT[n]
                        * -(soft[n][rows, cols] * F.log_softmax(out[n][rows, cols].float(), -1)).sum(-1).mean()
                    )
    return total


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


def train(
    corpus: Corpus,
    minilm: dict[str, Tensor],
    seconds: float,
    seed: int,
    teachers: list[Reader],
    size: int,
    rate: float,
    steps: int | None = None,
) -> Reader:
    """Train one model for `seconds`, or `steps` if they end sooner, and return the moving average of its weights."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = Reader(corpus.sizes, corpus.roles)
    if minilm:
        model.encoder.load_minilm(minilm)
    model.to(corpus.device).train()
    mean = copy.deepcopy(model).eval()
    parts = groups(model, rate, 0.85)
    optimizer = torch.optim.AdamW(parts, weight_decay=0.02, betas=(0.9, 0.98), fused=corpus.device == "cuda")
    peak = [g["lr"] for g in optimizer.param_groups]
    share = {**SHARE, "raw": 0.5} if teachers else SHARE
    start, step, told = time.monotonic(), 0, 0.0
    for windows in _endless(corpus, rng, share, size):
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
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        with torch.no_grad():
            keep = min(0.998, step / (step + 20))
            torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), 1 - keep)
        if time.monotonic() - told > 20:
            told = time.monotonic()
            print(f"seed {seed} step {step} {told - start:.0f}s loss {loss.item():.3f}", flush=True)
    print(f"seed {seed}: {step} steps of {size} windows", flush=True)
    return mean


def _endless(
    corpus: Corpus, rng: np.random.Generator, share: dict[str, float], size: int
) -> Iterator[list[tuple[int, int]]]:
    while True:
        windows = corpus.windows(rng, share, dev=False)
        for i in range(0, len(windows) - size + 1, size):
            yield windows[i : i + size]


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


def save(model: Reader, out: Path, size: int = 15 << 20) -> None:
    """Write all weights but the frozen word embeddings, in half precision, in files of at most `size` bytes."""
    part: dict[str, Any] = {}
    held, n = 0, 0
    for name, value in model.state_dict().items():
        if name in ("encoder.words.weight", "buckets"):
            continue
        array = value.detach().float().cpu().numpy().astype(np.float16)
        if held + array.nbytes > size:
            np.savez(out / f"model-{n}.npz", **part)
            part, held, n = {}, 0, n + 1
        part[name] = array
        held += array.nbytes
    np.savez(out / f"model-{n}.npz", **part)


def main() -> None:
    """Train, print the development figures of each model, and write the last one."""
    args = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "minilm", "out"):
        args.add_argument(name, type=Path)
    args.add_argument("--seconds", type=float, default=300, help="for each teacher")
    args.add_argument("--student", type=float, default=0, help="seconds for the student; 0: none")
    args.add_argument("--teachers", type=int, default=1)
    args.add_argument("--size", type=int, default=64)
    args.add_argument("--rate", type=float, default=3e-4)
    told = args.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    state = np.load(told.minilm)
    minilm = {k: torch.from_numpy(state[k].astype(np.float32)) for k in state.files}
    corpus = Corpus(told.data, device)
    began = time.monotonic()
    teachers = []
    for seed in range(told.teachers):
        teachers.append(train(corpus, minilm, told.seconds, seed, [], told.size, told.rate))
        print(json.dumps(measure(teachers[-1], corpus)), flush=True)
    model = teachers[0]
    save(model, told.out)
    if told.student:
        model = train(corpus, minilm, told.student, 77, teachers, told.size, told.rate)
        print("student", json.dumps(measure(model, corpus)), flush=True)
        save(model, told.out)
    print(f"{time.monotonic() - began:.0f} s in all on {device}")


if __name__ == "__main__":
    main()

"""The prepared arrays on a device, cut into windows and batches of tensors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.network import PAIR_KINDS, TAGGED, load_names

PIECES = 256
WORDS = 240
SHORT = ("invented", "pieces")
TOGETHER = 5
"""Half the windows of short records hold up to so many more behind the first: else an act is told more surely alone
than in a report, where others stand around it."""


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
                s, stop = int(self.starts[r]), int(self.starts[self._last(r, rng) + 1])
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

    def _last(self, r: int, rng: np.random.Generator | None) -> int:
        """Return the last record of a window that begins with record `r`."""
        last = r
        if rng is not None and self.names["tasks"][self.tasks[r]] in SHORT and rng.random() < 0.5:
            wanted = r + int(rng.integers(1, TOGETHER + 1))
            while last < wanted and last + 1 < len(self.tasks) and self._are_alike(r, last + 1):
                last += 1
        return last

    def _are_alike(self, a: int, b: int) -> bool:
        """Tell whether two records are of one corpus and one part of it."""
        return bool(self.tasks[a] == self.tasks[b] and self.dev[a] == self.dev[b])

    def batches(
        self, windows: list[tuple[int, int]], size: int, rng: np.random.Generator
    ) -> list[list[tuple[int, int]]]:
        """Return batches of windows of about one length, in no order, so that little of a batch is padding."""
        found = []
        for i in range(0, len(windows), size * 20):
            near = sorted(windows[i : i + size * 20], key=lambda w: self.cum_host[w[1]] - self.cum_host[w[0]])
            found.extend(near[k : k + size] for k in range(0, len(near) - size + 1, size))
        rng.shuffle(found)  # type: ignore[arg-type]
        return found

    def batch(self, windows: list[tuple[int, int]], *, shout: float = 0.0) -> dict[str, Any]:
        """Return the tensors of windows; `shout`: share of windows whose capitals say nothing."""
        d = self.device
        host = np.array(windows)
        longest = int((self.cum_host[host[:, 1]] - self.cum_host[host[:, 0]]).max()) + 2
        s, e = torch.from_numpy(host).to(d).T
        at = torch.arange(int((host[:, 1] - host[:, 0]).max()), device=d)
        words = s[:, None] + at
        real_word = words < e[:, None]
        words = torch.where(real_word, words, s[:, None])
        p = torch.arange(longest, device=d)
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
                "heads": self._heads(words, real_word, s, e), "pairs": self._pairs(host, len(at))}  # fmt: skip

    def _heads(self, words: Tensor, real: Tensor, s: Tensor, e: Tensor) -> tuple[Tensor, Tensor]:
        """Return each word's head (0 = root, else place + 1; -100 unknown) and the number of its sentence."""
        head = self.heads[words].long()
        y_sent = self.y["sent"][words]
        sentence = torch.cumsum((y_sent == 1).long(), 1)
        known = real & (y_sent >= 0)
        place = torch.where(head < 0, 0, head + self.record_start[words] - s[:, None] + 1)
        outside = (head >= 0) & ((place < 1) | (place > (e - s)[:, None]))
        return torch.where(known & ~outside, place, -100), torch.where(real, sentence, -1)

    def _pairs(self, windows: np.ndarray, width: int) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
        """Return for each kind: window and word of each anchor, and targets [K, width, R]."""
        found = {}
        for kind in PAIR_KINDS:
            host, entries = self.entries[kind]
            anchors = self.anchors[kind]
            row, k = _ranges(np.searchsorted(anchors, windows[:, 0]), np.searchsorted(anchors, windows[:, 1]))
            mine = anchors[k]
            of, pick = _ranges(np.searchsorted(host, mine), np.searchsorted(host, mine + 1))
            put = lambda a: torch.from_numpy(a).to(self.device)  # noqa: E731
            target = torch.zeros(len(mine), width, self.roles[kind], device=self.device)
            _, role, word = entries[put(pick)].T
            begin, end = (put(windows[row[of], edge]) for edge in (0, 1))
            ok = (word >= begin) & (word < end)
            target[put(of)[ok], (word - begin)[ok], role[ok]] = 1.0
            found[kind] = (put(row), put(mine - windows[row, 0]), target)
        return found


def _ranges(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return, for ranges low..high one after another, the number of the range and each place in it."""
    sizes = high - low
    of = np.repeat(np.arange(len(sizes)), sizes)
    return of, np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + low[of]

"""Acts as the reading model sees them: trigger, code, status, and the words of parties, circumstances and links."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from khronika.language.spans import read_runs, score_roles, soften
from khronika.language.weights import Floats, Weights

_HINT = 2.0  # what a hint of one word adds to the score of an act seen often in training (log odds)
_LEAST = 0.6  # chance of its own act under which a mention is not told
_WAVERS = 0.5
"""The first of some words is the verb or noun that tells; below this chance of any act, the surest of them is."""
_ABOUT = frozenset({"prosecution", "sentencing", "accusation"})
_ALIKE = {
    act: kind
    for kind in (
        ("killing", "death"),
        ("torture", "assault"),
        ("deportation", "transfer"),
        ("prosecution", "sentencing"),
    )
    for act in kind
}
"""Acts of one kind, by each of them: that such a thing was done is told, whichever of them it is."""
RARE = 40
"""An act that training told less often than this the model hardly knows."""


@dataclass(frozen=True, slots=True)
class ActMention:
    """One act told in a text. Spans are tokens of the Doc, end exclusive."""

    start: int
    end: int
    act: str
    chance: float
    """Of the act, 0 to 1."""
    status: str
    hedged: bool
    parts: dict[str, tuple[tuple[int, int], ...]]
    """By role: by, to, quantity, time, place, link1 (the root), link2, link3."""


@dataclass(frozen=True, slots=True)
class ActScores:
    """What the model scored for acts in a text, read out together with what others know."""

    weights: Weights
    rows: Floats
    """One for each word."""
    tokens: Sequence[int]
    """The Doc's token of each word."""

    def mentions(self, hints: Iterable[tuple[int, int, str, float]] = ()) -> list[ActMention]:
        """Return the acts of the text in order.

        Args:
            hints: tokens (start, end) with the act that a lexicon sees there and what its word is worth (1: usual).
                A hint speaks for its act and decides where the model wavers; it weighs more for acts that the model
                has seldom seen, and the more words it rests on.
        """
        return [self._mention(*told) for told in self._told(hints)]

    def triggers(self) -> list[tuple[int, int, str]]:
        """Return the tokens (start, end) and the act of each mention, read without hints."""
        names = self.weights.names["acts"]
        return [(self.tokens[a], self.tokens[b - 1] + 1, names[code]) for a, b, code, _ in self._told()]

    def _told(self, hints: Iterable[tuple[int, int, str, float]] = ()) -> list[tuple[int, int, int, float]]:
        """Return the words (start, end) of each act that is told, its number and its chance."""
        if not len(self.rows):
            return []
        hinted = list(self._place(hints))
        chances = self._chances(hinted)
        begun = {(inside[0], number) for inside, number, _ in hinted}
        names = self.weights.names["acts"]
        over = {number for number, name in enumerate(names) if name in _ABOUT}
        found = []
        for start, end in _runs(chances.argmax(1), begun, over):
            words = chances[start:end, 1:]
            telling = words[0] if words[0].max() > _WAVERS else words[words.max(1).argmax()]
            code = 1 + int(telling.argmax())
            alike = _ALIKE.get(names[code], (names[code],))
            chance = float(chances[start:end, [n for n, name in enumerate(names) if name in alike]].sum(1).max())
            if chance > _LEAST:
                found.append((start, end, code, chance))
        return found

    def _place(self, hints: Iterable[tuple[int, int, str, float]]) -> Iterator[tuple[list[int], int, float]]:
        """Give the words that each hint rests on, the number of its act, and what it adds to that act's score."""
        words = {token: word for word, token in enumerate(self.tokens)}
        numbers = {name: k for k, name in enumerate(self.weights.names["acts"])}
        for start, end, act, worth in hints:
            if inside := [words[token] for token in range(start, end) if token in words]:
                surer = 1 + RARE / (10 + self.weights.acts_seen[act]) + 0.5 * (len(inside) - 1)
                yield inside, numbers[act], _HINT * worth * surer

    def _chances(self, hinted: Iterable[tuple[list[int], int, float]]) -> Floats:
        """Return each word's chances of telling no act (column 0) or each act, hints weighed in."""
        scores = self.rows[:, self.weights.columns["acts"]].copy()
        for inside, number, more in hinted:
            scores[inside, number] += more
        return soften(scores)

    def _mention(self, start: int, end: int, code: int, chance: float) -> ActMention:
        names, columns, rows = self.weights.names, self.weights.columns, self.rows
        low, roles = score_roles(self.weights, "act", rows, start)
        parts = {
            role: tuple((self.tokens[a], self.tokens[b - 1] + 1) for a, b in read_runs(roles[:, k], low))
            for k, role in enumerate(names["act_roles"])
        }
        return ActMention(
            start=self.tokens[start], end=self.tokens[end - 1] + 1, act=names["acts"][code],
            chance=chance, status=names["status"][int(rows[start, columns["status"]].argmax())],
            hedged=bool(rows[start, columns["hedged"]].argmax()), parts=parts,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LongActScores:
    """The acts of a text of many sections.

    Its rows are read again section by section when they are asked for: all together they would fill the memory.
    """

    weights: Weights
    sections: Sequence[Callable[[], ActScores]]

    def mentions(self, hints: Iterable[tuple[int, int, str, float]] = ()) -> list[ActMention]:
        """Return the acts of the text in order, as `ActScores.mentions`."""
        hints = tuple(hints)
        return [mention for read in self.sections for mention in read().mentions(hints)]


def _runs(best: np.ndarray, begun: AbstractSet[tuple[int, int]], over: AbstractSet[int]) -> list[tuple[int, int]]:
    """Return runs of neighbouring words that tell of an act: of one together, but for "charged with | killing" and two
    that a lexicon sees beside one another ("two of the wounded | died").

    Args:
        best: the number of each word's act, 0 for none.
        begun: words with the act that a lexicon sees begin there.
        over: acts that are about another, which begins after them.
    """
    found: list[tuple[int, int]] = []
    for i in map(int, np.flatnonzero(best)):
        other = best[i - 1] != best[i] and (best[i - 1] in over or (i - 1, best[i - 1]) in begun)
        if found and found[-1][1] == i and not (other and (i, best[i]) in begun):
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found

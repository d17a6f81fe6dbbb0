"""Fits weights of signs: which of several is the right one, and whether something is so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

Signs = dict[str, float]
Choice = tuple[Sequence[Signs], Sequence[bool]]
"""The signs of those that can be chosen, and which of them are right."""
GIVEN = "given"
"""The sign that holds points given already: its weight stays one, and is not told."""


def weigh_choices(
    choices: Sequence[Choice], *, decay: float = 0.02, steps: int = 400, rate: float = 0.05, least: float = 0.1
) -> Signs:
    """Return weights by which the right ones come first: listwise, by Adam (Cao et al. 2007; Kingma and Ba 2015).

    A choice in which all are right, or none, teaches nothing and is left out.
    """
    taught = [(signs, np.array(right, float)) for signs, right in choices if 0 < sum(right) < len(right)]
    names = sorted({name for signs, _ in taught for one in signs for name in one})
    tables = [(_table(signs, names), right) for signs, right in taught]
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    given = np.array([name == GIVEN for name in names])
    for step in range(1, steps + 1):
        slope = decay * weights
        for table, right in tables:
            scores = table @ np.where(given, 1.0, weights)
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * right / max((chance * right).sum(), 1e-9)
            slope = slope - table.T @ (wanted - chance) / len(tables)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return _told(names, np.where(given, 0.0, weights), least=least)


def weigh_cases(cases: Sequence[Signs], held: Sequence[bool], *, often: int, strength: float) -> Signs:
    """Return the weights of a logistic model, "always" first.

    Args:
        often: signs of fewer cases are left out.
        strength: scikit-learn's C: less of it keeps weights nearer to zero.
    """
    count = Counter(name for one in cases for name, value in one.items() if value)
    names = sorted(name for name, n in count.items() if n >= often)
    model = LogisticRegression(C=strength, max_iter=3000).fit(_table(cases, names), np.array(held))
    return {"always": round(float(model.intercept_[0]), 2), **_told(names, model.coef_[0], least=0.05)}


def _table(cases: Sequence[Signs], names: Sequence[str]) -> np.ndarray:
    return np.array([[one.get(name, 0.0) for name in names] for one in cases])


def _told(names: Sequence[str], weights: np.ndarray, *, least: float) -> Signs:
    """Return weights that are not next to nothing, the heaviest first."""
    ranked = sorted(zip(names, weights, strict=True), key=lambda row: -abs(row[1]))
    return {name: round(float(weight), 2) for name, weight in ranked if abs(weight) >= least}

"""How far coders agree who coded the same things: Cohen's kappa for two, Krippendorff's alpha for any number.

Sources: J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960; K. Krippendorff, "Computing Krippendorff's
Alpha-Reliability", 2011, part C (nominal data, any number of observers, missing data).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

Unit = Mapping[str, Hashable]
"""What each coder says of one thing; who did not code it is left out."""


def reckon_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of two coders.

    Args:
        pairs: what both said of each thing that both coded.

    Returns:
        1 is full agreement, 0 what chance gives; None where chance alone agrees fully, or nothing was coded by both.

    Example:
        >>> reckon_kappa([(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15)
        0.4
    """
    n = len(pairs)
    if not n:
        return None
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[value] * second[value] for value in first) / (n * n)
    return None if expected == 1 else round((observed - expected) / (1 - expected), 6)


def reckon_alpha(units: Iterable[Unit]) -> float | None:
    """Return Krippendorff's alpha for nominal values.

    Args:
        units: those that fewer than two coded do not count.

    Returns:
        As `reckon_kappa`; None where all say one and the same everywhere, so that nothing can be told.
    """
    values = [list(unit.values()) for unit in units if len(unit) > 1]
    totals: Counter[Hashable] = Counter()
    disagreement = 0.0
    for held in values:
        counts = Counter(held)
        totals.update(counts)
        pairs = len(held) * (len(held) - 1) - sum(c * (c - 1) for c in counts.values())
        disagreement += pairs / (len(held) - 1)
    n = sum(totals.values())
    expected = n * n - sum(c * c for c in totals.values())
    return None if expected == 0 else round(1 - (n - 1) * disagreement / expected, 6)

"""All rules for times, found by the first word that each may begin with. Of readings of equal length the first wins."""

from khronika.values import time_clock, time_days, time_feasts, time_lengths, time_relative, time_weekdays, time_years
from khronika.values.time_readings import Rule


def _by_word() -> dict[str, tuple[Rule, ...]]:
    """Return the rules by first word; "0" stands for any digits."""
    table: dict[str, list[Rule]] = {}
    for module in (time_clock, time_days, time_weekdays, time_feasts, time_years, time_relative, time_lengths):
        for rule in module.RULES:
            for word in rule.words:
                table.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in table.items()}


RULES_BY_WORD = _by_word()
"""What to try at a word, in lower case."""

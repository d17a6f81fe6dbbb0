"""Names that may not leave the house, and the words that stand in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from khronika.model import ActorKind, Link, Party, Report
from khronika.publish.policy import Policy

PRIVATE = frozenset(
    {
        ActorKind.PERSON, ActorKind.VICTIM, ActorKind.WITNESS, ActorKind.RELATIVE, ActorKind.LAWYER,
    }
)  # fmt: skip
"""Kinds of parties and sources that are private people, not an office, an institution or a people."""
WITHHELD_NAME = "[name withheld]"
WITHHELD_SOURCE = "[source withheld]"
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # letters of a family name that is hidden where it stands alone


class Hider:
    """Takes names out of text.

    Args:
        names: what stands in a name's place -> the names. One that stands in two lists goes by the first.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._patterns = [(instead, _any_of(held)) for instead, held in names.items() if any(held)]

    def hide(self, text: str) -> str:
        """Return the text without the names."""
        for instead, pattern in self._patterns:
            text = pattern.sub(instead, text)
        return text


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of any of some names, the longest first, whatever the case and the white space in them."""
    longest_first = sorted((n.split() for n in names if n.strip()), key=lambda n: (-len(" ".join(n)), n))
    either = "|".join(r"\s+".join(map(re.escape, words)) for words in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def make_hider(reports: Sequence[Report], policy: Policy) -> Hider:
    """Return what hides the names that the policy keeps back, in whatever report or field they stand."""
    common = {word for report in reports for word in _WORD.findall(report.text) if word.islower()}
    places = {place.name.casefold() for report in reports for place in report.places}
    sources, people = set(policy.confidential_names), set()
    for report in reports:
        confidential = report.id in policy.confidential_reports
        if confidential:
            sources |= {name for name in (report.outlet, *report.byline) if name}
        for who in _told(report):
            if confidential and isinstance(who, Link) and who.name:
                sources.add(who.name)
            if not policy.private_names and who.kind in PRIVATE and who.name and _is_personal(who.name, common, places):
                people |= {part for whole in _whole_names(who.name, report.text) for part in _parts(whole)}
    return Hider({WITHHELD_SOURCE: sources, WITHHELD_NAME: people})


def _is_personal(name: str, common: set[str], places: set[str]) -> bool:
    """Tell whether a name can be a person's: no place that the reports name, no words that they also write small."""
    return name.casefold() not in places and any(word.lower() not in common for word in _WORD.findall(name))


def _whole_names(name: str, text: str) -> Iterator[str]:
    """Give a name, and the longer ones that the report writes it in: a statement may hold a first name alone."""
    yield name
    for match in re.finditer(rf"(?<!\w){re.escape(name)}((?: [A-ZÀ-ÖØ-ÞА-Я][\w’'-]+){{1,2}})", text):
        yield match[0]


def _told(report: Report) -> Iterator[Party | Link]:
    """Give everybody whom the statements of a report name."""
    for statement in report.statements:
        yield from statement.by
        yield from statement.to
        yield from statement.chain


def _parts(name: str) -> Iterator[str]:
    """Give a name, and the family name by which a text goes on to call its bearer."""
    yield name
    words = [word.strip(".,’'\"()") for word in name.split()]
    if len(words) > 1 and len(words[-1]) >= _SHORTEST and words[-1][0].isupper():
        yield words[-1]

"""Names that may not leave the house, and the words that stand in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile

from khronika.model import ActorKind, Link, Party, Report
from khronika.publish.policy import Policy
from khronika.publish.words import clean
from khronika.reckon.sources import say_link
from khronika.values.folding import strip_accents
from khronika.values.gazetteer import fold_name
from khronika.values.tables import read_table

PRIVATE = frozenset(
    {
        ActorKind.PERSON, ActorKind.VICTIM, ActorKind.WITNESS, ActorKind.RELATIVE, ActorKind.LAWYER,
    }
)  # fmt: skip
"""Kinds of parties and sources that are private people, not an office, an institution or a people."""
WITHHELD_NAME = "[name withheld]"
WITHHELD_SOURCE = "[source withheld]"
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\w+")
_SHORTEST = 3  # letters of a family name that is hidden where it stands alone


class Hider:
    """Takes names out of text, in a time that hardly grows with the number of names.

    Args:
        names: what stands in a name's place -> the names. One that stands in two lists goes by the first.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._indexes = [(instead, _index(held)) for instead, held in names.items()]

    def hide(self, text: str) -> str:
        """Return the text without the names."""
        for instead, index in self._indexes:
            text = _hide(text, index, instead)
        return text


def _index(names: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return the patterns of some names by their first words."""
    by_word: dict[str, list[list[str]]] = {}
    for name in map(clean, names):
        if first := _RUN.search(name):
            by_word.setdefault(_fold(first[0]), []).append(name[first.start() :].split())
    return {word: _any_of(held) for word, held in by_word.items()}


def _any_of(names: Iterable[list[str]]) -> re.Pattern[str]:
    """Return the pattern of any of some names, the longest first, whatever the case and the white space in them."""
    longest_first = sorted(names, key=lambda n: (-len(" ".join(n)), n))
    either = "|".join(r"\s+".join(map(re.escape, words)) for words in longest_first)
    return re.compile(rf"(?:{either})(?!\w)", re.IGNORECASE)


def _hide(text: str, index: Mapping[str, re.Pattern[str]], instead: str) -> str:
    """Return a text with a word in place of each name of an index."""
    told, done = [], 0
    for run in _RUN.finditer(text) if index else ():
        pattern = index.get(_fold(run[0])) if run.start() >= done else None
        if pattern is not None and (found := pattern.match(text, run.start())):
            told += [text[done : run.start()], instead]
            done = found.end()
    return "".join((*told, text[done:]))


def _fold(word: str) -> str:
    """Return a word by which a name is looked up; the pattern tells whether it is the one."""
    return word.lower() if word.isascii() else strip_accents(word.lower()).replace("ı", "i")


def make_hider(reports: Sequence[Report], policy: Policy) -> Hider:
    """Return what hides the names that the policy keeps back, in whatever report or field they stand."""
    secret = [report for report in reports if report.id in policy.confidential_reports]
    sources = {*policy.confidential_names, *(name for report in secret for name in _find_sources(report))}
    people = set() if policy.private_names else set(_find_people(reports))
    if secret:
        people |= _find_parties(secret, [r for r in reports if r.id not in policy.confidential_reports])
    return Hider({WITHHELD_SOURCE: sources, WITHHELD_NAME: people})


def _find_sources(report: Report) -> Iterator[str]:
    """Give the names of the sources of a report, and of those without a name by what more than a role is told."""
    yield from filter(None, (report.outlet, *report.byline))
    for link in (link for statement in report.statements for link in statement.chain):
        described = say_link(link)
        if link.name:
            yield link.name
        elif " " in described:
            yield described


def _find_parties(secret: Sequence[Report], others: Sequence[Report]) -> set[str]:
    """Return the names of those to whom things were done, or who did them, that confidential reports alone tell."""
    names = {w.name for r in secret for s in r.statements for w in (*s.by, *s.to) if w.name}
    for other in others:
        text = other.text.casefold()
        names = {name for name in names if not _stands_in(name.casefold(), text)}
    return names


def _stands_in(name: str, text: str) -> bool:
    """Tell whether a name stands in a text by itself, not within another word ("Ali" in "Australia")."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _find_people(reports: Sequence[Report]) -> Iterator[str]:
    """Give the names of private persons whom the statements of some reports name, as the reports write them."""
    common = {word for report in reports for word in _WORD.findall(report.text) if word.islower()}
    open_names = {fold_name(place.name) for report in reports for place in report.places}
    open_names |= {fold_name(w.name) for r in reports for w in _told(r) if w.name and not _is_private(w)}
    for report in reports:
        for who in _told(report):
            if who.name and _is_private(who) and _is_personal(who.name, common, open_names):
                for whole in _whole_names(clean(who.name), clean(report.text), common):
                    yield from _parts(whole, common)


def _is_private(who: Party | Link) -> bool:
    """Tell whether somebody is a private person: by kind, or by what they are beside their name."""
    if who.kind in PRIVATE:
        return True
    before, name, after = (who.text or "").partition(who.name or "\n")
    return bool(name and (_works()[0].search(before) or _works()[1].match(after)))


@cache
def _works() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an occupation that stands before a name and of one that follows it."""
    either = "|".join(map(re.escape, read_table("khronika.publish", "occupations.yaml")["occupations"]))
    return (
        re.compile(rf"(?<![\w-])(?:{either})\s+$", re.IGNORECASE),
        re.compile(rf",\s+(?:an?\s+)?(?:[\w-]+\s+){{0,3}}(?:{either})(?![\w-])", re.IGNORECASE),
    )


def _is_personal(name: str, common: set[str], open_names: set[str]) -> bool:
    """Tell whether a name can be a person's: no place nor body that the reports name, no words also written small."""
    return fold_name(name) not in open_names and any(word.lower() not in common for word in _WORD.findall(name))


def _whole_names(name: str, text: str, common: set[str]) -> Iterator[str]:
    """Give a name, and the longer ones that the report writes it in: a statement may hold a first name alone."""
    yield name
    for match in re.finditer(rf"(?<!\w){re.escape(name)}((?: [A-ZÀ-ÖØ-ÞА-Я][\w’'-]+){{1,2}})", text):
        more = list(takewhile(lambda word: word.lower() not in common, match[1].split()))
        if more:
            yield " ".join((name, *more))


def _told(report: Report) -> Iterator[Party | Link]:
    """Give everybody whom the statements of a report name."""
    for statement in report.statements:
        yield from statement.by
        yield from statement.to
        yield from statement.chain


def _parts(name: str, common: set[str]) -> Iterator[str]:
    """Give a name, and the family name by which a text goes on to call its bearer."""
    yield name
    words = [word.strip(".,’'\"()") for word in name.split()]
    if len(words) > 1 and len(words[-1]) >= _SHORTEST and words[-1][0].isupper() and words[-1].lower() not in common:
        yield words[-1]

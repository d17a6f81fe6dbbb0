"""What a record says in English, said in the language of a page: names of events, figures, reasons and marks.

The record itself is kept and exported in English. Names of sources and words of reports stay as they are everywhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Protocol

from khronika.model import Act, Interval
from khronika.publish.public import PublicEvent, PublicFigure
from khronika.publish.site.words import Words, load_words
from khronika.reckon.words import act_noun, act_preposition, say_days, say_how_many, split_counted
from khronika.values.tables import read_typed_table

_INTERVAL = r"(?i:an unknown number|(?:up to |at least )?[\d,]+|[\d,]+ to [\d,]+)"
_PARTS = {"n": r"[\w,]+", "m": r"[\w,]+", "a": ".+?", "b": ".+?", "i": _INTERVAL, "j": _INTERVAL, "counts": ".+"}
_FIELD = re.compile(r"\\{(\w+)\\}")
_AND = " and "
_KEPT = {_AND: "\0", ". ": "\1"}
"""What joins names and ends sentences, and what stands for it where it is inside a name."""
Named = Iterable[str]
"""Names of sources that a reason may tell of."""


class Counted(Protocol):
    """A figure, as a record or a public record has it."""

    @property
    def what(self) -> str:
        """The word for those whom the act was done to."""

    @property
    def unit(self) -> str | None:
        """What is counted."""

    @property
    def mode(self) -> str:
        """Whether it counts all or those who came anew."""

    @property
    def latest(self) -> Interval:
        """The newest count."""


class Retold:
    """Says in another language than English what records say in English.

    Args:
        words: of the page.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._table: dict[str, Any] = read_typed_table("khronika.publish.site", f"{words.lang}_told.yaml")
        self._sentences = [_read_rule(*pair) for pair in self._table["sentences"]]
        self._count = _read_rule(*self._table["count"])

    def code(self, code: str) -> str:
        """Return a state or a kind of source; other words as `instead` says them."""
        return str(self._table["codes"].get(code.replace(" ", "_")) or self.instead(code))

    def instead(self, words: str) -> str:
        """Return words with those that stand in the place of something that is not told."""
        for english, own in self._table["instead"].items():
            words = words.replace(english, own)
        return words

    def interval(self, interval: Interval) -> str:
        """Return an interval."""
        low, high = interval
        kinds = self._table["intervals"]
        if low is None and high is None:
            return str(kinds["unknown"])
        if low is None or (low == 0 and high):
            kind = "up_to"
        else:
            kind = "at_least" if high is None else "exactly" if low == high else "between"
        return str(kinds[kind].format(low=_digits(low), high=_digits(high)))

    def how_many(self, interval: Interval, unit: str | None, *, more: bool = False) -> str:
        """Return an interval with what it counts; without a unit the number alone."""
        count = self.interval(interval)
        count = self._table["more"].format(count=count) if more else count
        if unit is None:
            return str(count)
        if unit == "people":
            return str(self._table["people"].format(count=count))
        units, known = self._table["units"], unit.lower()
        things = units.get(known) or units.get(f"{known}s", unit)  # "1 officer" is told in the plural, too
        return str(self._table["things"].format(unit=things, count=count))

    def counted(self, what: str) -> str:
        """Return what a figure counts: "detained", "still detained", "detained, in part"."""
        own, left, part = split_counted(what)
        told = str(self._table["figures"].get(own, own))
        told = self._table["still"].format(what=told) if left else told
        return self._table["in_part"].format(what=told) if part else told

    def figure(self, figure: Counted) -> str:
        """Return a figure in few words."""
        unit = figure.unit if figure.unit not in {"people", figure.what} else None
        told = self.how_many(figure.latest, unit, more=figure.mode == "new")
        return self.instead(f"{self.counted(figure.what)}: {told}")

    def name(
        self,
        name: str,
        act: Act,
        place: str | None,
        days: tuple[str | None, str | None],
        figures: Sequence[Counted],
    ) -> str:
        """Return the name of an event; as it is where it is not made of these parts."""
        told = name.removesuffix(f", {say_days(*days)}") if any(days) else name
        what = told.removesuffix(f", {place}") if place else told
        lead = f"{act_noun(act)} {act_preposition(act)} "
        if what != act_noun(act) and not what.startswith(lead):
            return self.instead(name)
        noun = self._words.act(act)
        parts = [noun[:1].upper() + noun[1:]]
        if whom := what[len(lead) :]:
            first = figures[0] if figures else None
            unit = (first.unit or "people") if first else None
            if first and whom == say_how_many(first.latest, unit or ""):
                whom = self.how_many(first.latest, unit)
            parts = [f"{parts[0]}: {whom}"]
        parts += [told[len(what) + 2 :]] if told != what else []
        parts += [self._words.days(*days)] if told != name else []
        return self.instead(", ".join(parts))

    def why(self, why: str, named: Named) -> str:
        """Return the reasons of a verdict or figure; as they are where a sentence is none of the known ones."""
        kept = why
        for name in sorted(named, key=len, reverse=True):
            kept = kept.replace(name, _replace(name, _KEPT))
        told = self._tell(kept)
        back = {mark: words for words, mark in _KEPT.items()}
        return self.instead(_replace(" ".join(told), back) if told is not None else why)

    def marks(self, marks: str) -> str:
        """Return what a reader must know of a statement besides its words."""
        return self.instead("; ".join(map(self._mark, marks.split("; ")))) if marks else ""

    def _mark(self, mark: str) -> str:
        for lead, own in self._table["marked"].items():
            if mark.startswith(lead):
                rest = mark[len(lead) :]
                return f"{own}{self._read_interval(rest) if re.fullmatch(_INTERVAL, rest) else rest}"
        return str(self._table["marks"].get(mark, mark))

    def _tell(self, why: str) -> list[str] | None:
        """Return the sentences of a text in this language, None where it is not made of known ones."""
        if not why:
            return []
        for end in (match.end() for match in re.finditer(r"\.(?= |$)", why)):
            own = next(self._said(why[:end]), None)
            rest = self._tell(why[end + 1 :]) if own is not None else None
            if own is not None and rest is not None:
                return [own, *rest]
        return None

    def _said(self, sentence: str) -> Iterator[str]:
        """Give what a sentence says, by each rule that fits it."""
        for pattern, own in self._sentences:
            if (found := pattern.fullmatch(sentence)) and (parts := self._parts(found.groupdict())):
                yield own.format(**parts)

    def _parts(self, found: Mapping[str, str]) -> dict[str, str] | None:
        """Return the parts of a sentence, None where one is not what its rule says."""
        say: dict[str, Callable[[str], str | None]] = {
            "n": self._read_number, "m": self._read_number, "a": self._list, "b": self._list,
            "i": self._read_interval, "j": self._read_interval, "counts": self._counts,
        }  # fmt: skip
        told = {key: say[key](words) for key, words in found.items()}
        return {key: words for key, words in told.items() if words is not None} if None not in told.values() else None

    def _counts(self, words: str) -> str | None:
        """Return what each source counts."""
        pattern, own = self._count
        found = [pattern.fullmatch(part) for part in words.split("; ")]
        if not all(found):
            return None
        return "; ".join(
            own.format(a=self._list(m["a"]), i=self._read_interval(m["i"])) for m in found if m is not None
        )

    def _read_number(self, words: str) -> str | None:
        number = self._table["numbers"].get(words.lower())
        plain = words.replace(",", "")
        return _digits(number if number is not None else int(plain) if plain.isdecimal() else None) or None

    def _read_interval(self, words: str) -> str:
        numbers = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", words)]
        if len(numbers) == 2:
            return self.interval((numbers[0], numbers[1]))
        number = numbers[0] if numbers else None
        words = words.lower()
        return self.interval((None if "up to" in words else number, None if "at least" in words else number))

    def _list(self, names: str) -> str:
        """Return names of sources as people list them, without the article of those that have no name."""
        first, last = names.rpartition(_AND)[::2]
        listed = [re.sub(r"^[Tt]he (?=[a-z])", "", name) for name in (*first.split(", "), last) if name]
        both = f" {self._table['and']} ".join((", ".join(listed[:-1]), listed[-1]))
        return both if first else ", ".join(listed)


def _replace(words: str, others: Mapping[str, str]) -> str:
    """Return words with some of them replaced."""
    for one, other in others.items():
        words = words.replace(one, other)
    return words


def _digits(number: int | None) -> str:
    """Return a number with a blank that does not break between thousands."""
    return "" if number is None else f"{number:,}".replace(",", "\u00a0")


def _read_rule(english: str, own: str) -> tuple[re.Pattern[str], str]:
    """Return the pattern of an English sentence, and how the other language says it."""
    pattern = _FIELD.sub(lambda m: f"(?P<{m[1]}>{_PARTS[m[1]]})", re.escape(english))
    return re.compile(pattern), own


@cache
def load_retold(language: str) -> Retold | None:
    """Return who says records in a language; none for English, which records are kept in."""
    return None if language == "en" else Retold(load_words(language))


def retell(event: PublicEvent, language: str) -> PublicEvent:
    """Return a public event with what it says in English said in a language."""
    told = load_retold(language)
    if told is None:
        return event
    named = {root.name for root in event.roots} | {point.root for f in event.figures for point in f.history}
    place = event.place.name if event.place else None
    planned = told.instead(event.verdict_words)
    verdict = str(load_words(language)["verdicts"][event.verdict])
    return replace(
        event,
        name=told.name(event.name, event.act, place, (event.first, event.last), event.figures),
        verdict_words=planned if planned != event.verdict_words else verdict,
        why=told.why(event.why, named),
        figures=tuple(_retell_figure(figure, told, named) for figure in event.figures),
        reports=tuple(
            replace(r, statements=tuple(replace(s, marks=told.marks(s.marks)) for s in r.statements))
            for r in event.reports
        ),
    )


def _retell_figure(figure: PublicFigure, told: Retold, named: Named) -> PublicFigure:
    return replace(figure, words=told.figure(figure), why=told.why(figure.why, named))

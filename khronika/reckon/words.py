"""The words that events, figures and verdicts are told in, and those that numbers are told apart by."""

import re
from calendar import monthrange
from collections.abc import Sequence
from functools import cache, partial

from khronika.model import Act, Interval
from khronika.values.plurals import make_plural, make_singular
from khronika.values.tables import read_typed_table

_MONTHS = "January February March April May June July August September October November December".split()
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LEFT, _PART = "still ", ", in part"
_SMALL = "no one two three four five six seven eight nine ten".split()


load_table = partial(read_typed_table, "khronika.reckon")


@cache
def list_of_sources(name: str) -> frozenset[str]:
    """Return one list of `sources.yaml`."""
    return frozenset(load_table("sources.yaml")[name])


def act_noun(act: Act) -> str:
    """Return the noun that names an event of an act, capitalised."""
    return str(load_table("acts.yaml")[act][0])


def figure_word(act: Act) -> str:
    """Return the word for those whom an act was done to ("detained")."""
    return str(load_table("acts.yaml")[act][1])


def say_counted(act: Act, *, left: bool, part: bool) -> str:
    """Return what a figure counts: "detained", "still detained" of those left, "detained, in part" of some of them."""
    return f"{_LEFT if left else ''}{figure_word(act)}{_PART if part else ''}"


def split_counted(what: str) -> tuple[str, bool, bool]:
    """Return the word for those whom the act was done to, whether those left are counted, and whether some of them.

    Example:
        >>> split_counted("still detained")
        ('detained', True, False)
    """
    return what.removeprefix(_LEFT).removesuffix(_PART), what.startswith(_LEFT), what.endswith(_PART)


def act_preposition(act: Act) -> str | None:
    """Return what stands between an act's noun and those it was done to; null where a name leaves them out."""
    word: str | None = load_table("acts.yaml")[act][2]
    return word


@cache
def _family_of() -> dict[str, str]:
    return {unit: family for family, units in load_table("figures.yaml")["families"].items() for unit in units}


def unit_family(act: Act, unit: str | None) -> str:
    """Return what a number counts, so that only like is set beside like: people, children, houses ..."""
    known = _family_of().get((unit or "").lower())
    if act is Act.RAID and known in load_table("figures.yaml")["raided"]:
        return "sites"
    if known is not None:
        return known
    return (unit or "things").lower() if act in load_table("figures.yaml")["of_things"] else "people"


def is_counted(act: Act) -> bool:
    """Tell whether a number told with an act is a figure of it."""
    return act not in load_table("figures.yaml")["uncounted"]


def can_suffer(act: Act, family: str) -> bool:
    """Tell whether an act can be done to what a number counts."""
    table = load_table("figures.yaml")
    return act not in table["of_people"] or family in table["people"]


@cache
def cover_words(kind: str) -> re.Pattern[str]:
    """Return the pattern of a list in `figures.yaml` that says what a number covers."""
    return re.compile(rf"\b(?:{'|'.join(load_table('figures.yaml')[kind])})\b", re.IGNORECASE)


def say_interval(interval: Interval) -> str:
    """Return an interval in words.

    >>> say_interval((65, None)), say_interval((40, 50)), say_interval((4, 4)), say_interval((0, 9))
    ('at least 65', '40 to 50', '4', 'up to 9')
    """
    low, high = interval
    if low is None and high is None:
        return "an unknown number"
    if low is None or (low == 0 and high):
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def say_how_many(interval: Interval, unit: str) -> str:
    """Return an interval with what it counts.

    >>> say_how_many((1, 1), "people"), say_how_many((1, None), "houses"), say_how_many((1, 3), "women")
    ('1 person', 'at least 1 house', '1 to 3 women')
    """
    low, high = interval
    last = high if high is not None else low
    return f"{say_interval(interval)} {_one(unit) if last == 1 else unit}"


def _one(unit: str) -> str:
    """Return the word for one of what a plural counts."""
    irregular: dict[str, str] = load_table("figures.yaml")["singulars"]
    first, last = unit.rpartition(" ")[::2]
    return f"{first} {irregular.get(last) or make_singular(last)}".strip()


def name_unit(unit: str) -> str:
    """Return what a number counts as a plural: who are only called what befell them are people.

    >>> name_unit("victim"), name_unit("woman"), name_unit("dead"), name_unit("miners")
    ('victims', 'women', 'people', 'miners')
    """
    if unit.lower() in load_table("figures.yaml")["befallen"]:
        return "people"
    irregular: dict[str, str] = load_table("figures.yaml")["singulars"]
    persons = load_table("persons.yaml")
    regular = make_plural(unit) if unit in {*persons["persons"], *persons["anybody"]} else unit
    return next((many for many, one in irregular.items() if one == unit), regular)


def say_count(number: int) -> str:
    """Return a small number as a word, a larger one in digits."""
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"


def say_list(names: Sequence[str]) -> str:
    """Return names as people list them.

    >>> say_list(["A"]), say_list(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def say_source(name: str) -> str:
    """Return a source as it stands in a sentence: one that has no name gets its article.

    >>> say_source("Open Border Watch"), say_source("regional hospital"), say_source("post.example")
    ('Open Border Watch', 'the regional hospital', 'post.example')
    """
    return f"the {name}" if name[:1].islower() and not _SITE.fullmatch(name) else name


def say_sentence(words: str) -> str:
    """Return words with a capital at the beginning and a full stop at the end."""
    return f"{words[:1].upper()}{words[1:]}."


def say_days(first: str | None, last: str | None) -> str:
    """Return days as people write them, empty where none is known.

    >>> say_days("2024-03-28", "2024-03-28"), say_days("2024-03-01", "2024-03-31"), say_days("2024-03-22", "2024-03-29")
    ('28 March 2024', 'March 2024', '22 to 29 March 2024')
    >>> say_days("2024-01-01", "2024-12-31"), say_days(None, "2024-03-29"), say_days(None, None)
    ('2024', 'until 29 March 2024', '')
    """
    if first is None or last is None:
        return f"until {_say_day(last)}" if last else f"from {_say_day(first)}" if first else ""
    if first == last:
        return _say_day(first)
    if first[:7] == last[:7]:
        whole = is_whole_month(first, last)
        return _say_day(first).split(" ", 1)[1] if whole else f"{int(first[8:])} to {_say_day(last)}"
    if first[:4] == last[:4]:
        whole = first.endswith("-01-01") and last.endswith("-12-31")
        return first[:4] if whole else f"{_say_day(first)[:-5]} to {_say_day(last)}"
    return f"{_say_day(first)} to {_say_day(last)}"


def is_whole_month(first: str, last: str) -> bool:
    """Tell whether two ISO days are the first and the last of one month."""
    end = monthrange(int(last[:4]), int(last[5:7]))[1]
    return first[:7] == last[:7] and first.endswith("-01") and int(last[8:]) == end


def _say_day(day: str) -> str:
    return f"{int(day[8:])} {_MONTHS[int(day[5:7]) - 1]} {day[:4]}"

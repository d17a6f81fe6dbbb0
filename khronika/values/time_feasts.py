"""Feasts with a name: those with a day of their own and those that move."""

from datetime import date

from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import easter, make_day, shift_day, weekday_from
from khronika.values.time_readings import Match, Rule, make_day_reading, make_open_day_reading, make_rule
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_words import FEASTS, TABLE, YEAR, first_words


def read_holiday(match: Match, scene: Scene) -> Reading | None:
    """Read a feast: of the year named, else the nearest one that "last", "next" and the tense allow."""
    name, today = " ".join(match["name"].split()), scene.published
    if match["year"]:
        day = _holiday(name, int(match["year"]))
        return make_day_reading(match, day) if day else None
    if today is None:
        return make_open_day_reading(match, "XXXX-XX-XX")
    days = [day for year in (today.year - 1, today.year, today.year + 1) if (day := _holiday(name, year))]
    past, later = [day for day in days if day <= today], [day for day in days if day > today]
    which = (match["which"] or "").lower()
    if later and (which == "next" or (which != "last" and scene.looks_ahead(match.start()))):
        return make_day_reading(match, later[0])
    if which == "last" and past:
        return make_day_reading(match, past[-1])
    if not days:
        return None
    return make_day_reading(match, scene.nearest_day(days, today, match.start()))


def _holiday(name: str, year: int) -> date | None:
    if name in TABLE["weekday_feasts"]:
        month, first, weekday = map(int, TABLE["weekday_feasts"][name])
        start = make_day(year, month, first)
        return weekday_from(start, weekday) if start else None
    if name in TABLE["easter_feasts"]:
        return shift_day(easter(year), int(TABLE["easter_feasts"][name]), "D") if 1583 <= year <= 4099 else None
    month, day = map(int, TABLE["holidays"][name].split("-"))
    return make_day(year, month, day)


RULES: list[Rule] = [
    make_rule(
        read_holiday,
        rf"(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext){GAP})?(?P<name>{any_of(FEASTS)})(?:,?{GAP}(?:(?:of|in){GAP})?{YEAR})?",
        first_words(FEASTS) | {"last", "this", "next"},
        printed=True,
    ),
]

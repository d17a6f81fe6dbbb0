"""A town goes by the name that the report gives it: "Hama", "New York", not the gazetteer's "Ḩamāh", "New York City".

Readers look for what they read, and the gazetteer's transliterations are seldom what English news write. The number in
the gazetteer says which town it is.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from khronika.model import Place, PlaceKind
from khronika.values.place_names import COMPASS

_WRITTEN = re.compile(r"[A-Z][a-zÀ-ɏ]+(?:(?:[ -]|['’])[A-Za-zÀ-ɏ]+)*")
"""A name in Latin letters; neither initials nor words all in capitals."""


def spell_as_told(places: Sequence[Place]) -> list[Place]:
    """Return the places, each town of the gazetteer under the spelling that the report has most often."""
    told: dict[int, Counter[str]] = {}
    for place in places:
        written = " ".join(place.text.split())
        if place.geonames_id and place.kind is PlaceKind.CITY and _is_name(written, place.name):
            told.setdefault(place.geonames_id, Counter())[written] += 1
    names = {number: found.most_common(1)[0][0] for number, found in told.items()}
    return [replace(place, name=names.get(place.geonames_id or 0, place.name)) for place in places]


def _is_name(written: str, known: str) -> bool:
    """Tell whether words are a town's name, not that of a side of it ("West Kurgan" for Kurgan)."""
    side = written.split()[0]
    return bool(_WRITTEN.fullmatch(written)) and (side not in COMPASS or known.startswith(side))

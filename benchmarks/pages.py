"""Invented pages of the usual build, with banners, menus and teasers, for those benchmarks that begin with a page."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from benchmarks.reader import make_text

_MENU = "World Politics Business Culture Sport Opinion Weather Archive Subscribe Contact".split()
_LINKS = 40  # in the menus of one page
_FILL = (
    "The square lies between the old market and the river, and is empty in the morning.",
    "It was the third week of rain, and the road to the north had been slow for days.",
    "Residents spoke of a long night and of lights in the windows of the town hall.",
    "The association has about two hundred members, most of them in the capital.",
    "A new budget is to be put before the council in the coming months.",
    "Bread and fuel have become dearer since the spring, shopkeepers complained.",
    "The two towns share a school, a clinic and a line of buses.",
    "Observers have followed the matter for years and expect little to change soon.",
)  # sentences without an act: in news most are
_TOWNS = (
    "Osh Maroua Tripoli Homs Kharkiv Mosul Basra Kano Maiduguri Bangui Goma Bukavu Juba Nyala Aden Taiz Kabul Herat "
    "Quetta Lahore Mandalay Sittwe Davao Medan Caracas Maracaibo Bogota Tijuana Managua Tegucigalpa Gaza Hebron Hama "
    "Raqqa Benghazi Sabha Kidal Gao Donetsk Grozny"
).split()
_NAMED = "Amber Birch Cedar Delta Ember Falcon Granite Harbour Indigo Juniper Kestrel Lantern Meadow Northern".split()
_DAYS = 1500  # over which pages were published: each tells of a town and a week that few others tell of
_EACH = 6  # of them behind each sentence with one


def make_page(number: int, characters: int = 3000) -> str:
    """Return one page; the same for the same number."""
    dice = random.Random(number)
    links = "".join(f'<li><a href="/{dice.randrange(10**6)}">{dice.choice(_MENU)}</a></li>' for _ in range(_LINKS))
    told = _place(dice, "".join(f"<p>{escape(part)}</p>" for part in _paragraphs(dice, characters)))
    teasers = "".join(f'<li><a href="/{n}"><h3>{escape(make_text(60, number + n))}</h3></a></li>' for n in range(8))
    day = (date(2020, 1, 1) + timedelta(days=number % _DAYS)).isoformat()
    return (
        f"<!doctype html><html lang=en><head><title>Invented report {number} - Invented Post</title>"
        f'<meta property="article:published_time" content="{day}T08:00:00Z"><script>var a = {number};</script></head>'
        f"<body><header><nav><ul>{links}</ul></nav></header><main><article><h1>Invented report {number}</h1>{told}"
        f"</article></main><aside><h2>Read more</h2><ul>{teasers}</ul></aside>"
        "<footer><p>All rights reserved.</p></footer></body></html>"
    )


def _place(dice: random.Random, told: str) -> str:
    """Return what is told with towns and sources of its own: pages are of many places, and seldom of one event."""
    towns, names = dice.sample(_TOWNS, 2), [" ".join(dice.sample(_NAMED, 2)) for _ in range(2)]
    for old, new in zip(("Osh", "Maroua", "Open Border Watch", "Sahel Wire"), (*towns, *names), strict=True):
        told = told.replace(old, new)
    return told


def _paragraphs(dice: random.Random, characters: int) -> Iterator[str]:
    """Give paragraphs of a sentence with an act and several without, so many characters in all."""
    acts = make_text(characters, dice.randrange(10**6)).replace("\n\n", " ").split(". ")
    while characters > 0:
        part = " ".join([dice.choice(acts).rstrip(".") + ".", *dice.choices(_FILL, k=_EACH)])
        characters -= len(part)
        yield part

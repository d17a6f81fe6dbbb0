"""Invented pages of the usual build, with banners, menus and teasers, for those benchmarks that begin with a page."""

import random
from collections.abc import Iterator
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
_EACH = 6  # of them behind each sentence with one


def make_page(number: int, characters: int = 3000) -> str:
    """Return one page; the same for the same number."""
    dice = random.Random(number)
    links = "".join(f'<li><a href="/{dice.randrange(10**6)}">{dice.choice(_MENU)}</a></li>' for _ in range(_LINKS))
    told = "".join(f"<p>{escape(part)}</p>" for part in _paragraphs(dice, characters))
    teasers = "".join(f'<li><a href="/{n}"><h3>{escape(make_text(60, number + n))}</h3></a></li>' for n in range(8))
    day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    return (
        f"<!doctype html><html lang=en><head><title>Invented report {number} - Invented Post</title>"
        f'<meta property="article:published_time" content="{day}T08:00:00Z"><script>var a = {number};</script></head>'
        f"<body><header><nav><ul>{links}</ul></nav></header><main><article><h1>Invented report {number}</h1>{told}"
        f"</article></main><aside><h2>Read more</h2><ul>{teasers}</ul></aside>"
        "<footer><p>All rights reserved.</p></footer></body></html>"
    )


def _paragraphs(dice: random.Random, characters: int) -> Iterator[str]:
    """Give paragraphs of a sentence with an act and several without, so many characters in all."""
    acts = make_text(characters, dice.randrange(10**6)).replace("\n\n", " ").split(". ")
    while characters > 0:
        part = " ".join([dice.choice(acts).rstrip(".") + ".", *dice.choices(_FILL, k=_EACH)])
        characters -= len(part)
        yield part

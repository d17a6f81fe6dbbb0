"""Invented pages of the usual build, with banners, menus and teasers, for those benchmarks that begin with a page."""

import random
from html import escape

from benchmarks.reader import make_text

_MENU = "World Politics Business Culture Sport Opinion Weather Archive Subscribe Contact".split()
_LINKS = 40  # in the menus of one page


def make_page(number: int, characters: int = 3000) -> str:
    """Return one page; the same for the same number."""
    dice = random.Random(number)
    links = "".join(f'<li><a href="/{dice.randrange(10**6)}">{dice.choice(_MENU)}</a></li>' for _ in range(_LINKS))
    told = "".join(f"<p>{escape(part)}</p>" for part in make_text(characters, number).split("\n\n"))
    teasers = "".join(f'<li><a href="/{n}"><h3>{escape(make_text(60, number + n))}</h3></a></li>' for n in range(8))
    day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    return (
        f"<!doctype html><html lang=en><head><title>Invented report {number} - Invented Post</title>"
        f'<meta property="article:published_time" content="{day}T08:00:00Z"><script>var a = {number};</script></head>'
        f"<body><header><nav><ul>{links}</ul></nav></header><main><article><h1>Invented report {number}</h1>{told}"
        f"</article></main><aside><h2>Read more</h2><ul>{teasers}</ul></aside>"
        "<footer><p>All rights reserved.</p></footer></body></html>"
    )

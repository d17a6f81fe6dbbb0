"""The pages of a site, as paths and bytes. Every page is made from public records (`khronika.publish.public`) alone."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from khronika.model import Act, Interval
from khronika.publish.drawn.figures import draw_figure
from khronika.publish.drawn.outlines import draw_near, draw_world
from khronika.publish.drawn.weeks import draw_weeks
from khronika.publish.policy import Policy
from khronika.publish.public import PublicEvent, PublicPlace, place_name
from khronika.publish.site.claims import event_claims
from khronika.publish.site.release import Release
from khronika.publish.site.retold import load_retold, retell
from khronika.publish.site.search import search_index
from khronika.publish.site.words import Words, load_words
from khronika.reckon.words import say_interval
from khronika.values.folding import strip_accents

_NEWEST = 25
_ASSETS = ("style.css", "search.js", "icon.svg")
Group = tuple[str, str, list[PublicEvent]]
"""A page of a list: its address without ending, its name, its events."""


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("khronika.publish.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    env.filters["placed"] = place_name
    env.filters["ld"] = _script_json
    return env


def _script_json(value: Any) -> str:
    """Return JSON that may stand within a script element: no text of it can end the element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")


def slug(name: str) -> str:
    """Return a name as a part of an address: letters and digits, with a mark of the whole name so that no two meet.

    >>> slug("Open Border Watch")[:-7]
    'open-border-watch'
    """
    words = re.sub(r"[^\w]+", "-", strip_accents(name.casefold())).strip("-_")
    mark = sha256(name.encode()).hexdigest()
    return f"{words[:48].rstrip('-')}-{mark[:6]}" if words else mark[:8]


class Site:
    """Makes pages. Addresses are relative, so that the site works from a folder, a stick, a zip or an onion service.

    Args:
        events: in time order.
        release: the release that these pages are.
    """

    def __init__(self, events: Sequence[PublicEvent], policy: Policy, release: Release) -> None:
        self.events = events = [retell(event, policy.language) for event in events]
        self.names = {i: standing.name for i, standing in release.events.items()} | {e.id: e.name for e in events}
        self.policy = policy
        self.release = release
        self.words: Words = load_words(policy.language)
        self._retold = load_retold(policy.language)
        self.sources = _group("sources", events, lambda e: [root.name for root in e.roots])
        self.places = _group("places", events, lambda e: [place_name(e.place)] if e.place else [])
        self.acts = _by_act(events, self.words)
        self.source_pages = {name: at for at, name, _ in self.sources}
        self.sources = [(at, self.code(name), held) for at, name, held in self.sources]
        self.months = _by_month(events, self.words)

    def code(self, words: str) -> str:
        """Return a state or a kind of source in the language of the site; another word as it is."""
        return self._retold.code(words) if self._retold else words

    def interval(self, interval: Interval) -> str:
        """Return a count in the language of the site."""
        return self._retold.interval(interval) if self._retold else say_interval(interval)

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """Give every page and asset of the site, without feeds and data."""
        newest = sorted(self.events, key=lambda e: (e.first or e.last or "", e.id), reverse=True)[:_NEWEST]
        weeks = draw_weeks((event.first or event.last, event.verdict, 1) for event in self.events)
        yield self._page("index.html", "index.html", newest=newest, chart=weeks)
        yield from self._lists()
        yield self._page("timeline.html", "timeline.html", chart=weeks)
        yield self._page("map.html", "map.html", map=draw_world(self._spots()), unplaced=self._unplaced())
        yield self._page("methods.html", "methods.html")
        yield self._page("corrections.html", "corrections.html")
        yield self._page("search.html", "search.html")
        for event in self.events:
            yield self._event(event)
        for old, new in self.release.moved.items():
            yield self._page("moved.html", f"events/{old}.html", old=old, new=new)
        yield "search-index.js", search_index(self.events, self.words)
        for name in _ASSETS:
            yield name, (files("khronika.publish.site") / "assets" / name).read_bytes()

    def _lists(self) -> Iterator[tuple[str, bytes]]:
        """Give the lists of events by month, act, place and source, and the lists of those."""
        for at, name, events in self.months:
            days = [(day, list(held)) for day, held in groupby(events, key=lambda e: e.first or e.last)]
            yield self._page("month.html", f"{at}.html", heading=name, events=events, days=days)
        kinds = (("acts", self.acts, "act"), ("places", self.places, "place"), ("sources", self.sources, None))
        for kind, groups, feed in kinds:
            yield self._page("groups.html", f"{kind}/index.html", heading=self.words[kind], groups=groups)
            for at, name, events in groups:
                yield self._page("list.html", f"{at}.html", heading=name, events=events, feed=at if feed else None)
        yield self._page("groups.html", "chronicle/index.html", heading=self.words["by_month"], groups=self.months)

    def _event(self, event: PublicEvent) -> tuple[str, bytes]:
        return self._page(
            "event.html",
            f"events/{event.id}.html",
            event=event,
            charts=[draw_figure(figure.history) for figure in event.figures],
            near=draw_near(event.place) if event.place else None,
            ld=event_claims(event, self.policy),
        )

    def _page(self, template: str, path: str, **told: Any) -> tuple[str, bytes]:
        """Return one page; `root` leads from it to the top of the site."""
        root = "../" * path.count("/")
        html = _environment().get_template(template).render(
            site=self, policy=self.policy, w=self.words, root=root, path=path, **told
        )  # fmt: skip
        return path, html.encode()

    def _spots(self) -> Iterator[tuple[PublicPlace, int, str]]:
        """Give each place that has coordinates, with its number of events and the address of its page."""
        held: dict[PublicPlace, int] = defaultdict(int)
        for event in self.events:
            if event.place is not None and event.place.lat is not None:
                held[event.place] += 1
        for place, number in sorted(held.items(), key=lambda item: (item[0].name, item[0].lat or 0.0)):
            yield place, number, f"places/{slug(place_name(place))}.html"

    def _unplaced(self) -> list[PublicEvent]:
        return [e for e in self.events if e.place is None or e.place.lat is None]


def _group(kind: str, events: Sequence[PublicEvent], names_of: Callable[[PublicEvent], Iterable[str]]) -> list[Group]:
    """Return the events of each name that they go by, in the order of the names; the address is made from the name."""
    held: dict[str, list[PublicEvent]] = defaultdict(list)
    for event in events:
        for name in dict.fromkeys(names_of(event)):
            held[name].append(event)
    return [(f"{kind}/{slug(name)}", name, held[name]) for name in sorted(held, key=str.casefold)]


def _by_act(events: Sequence[PublicEvent], words: Words) -> list[Group]:
    """Return the events of each act; the address is its code, whatever the language of the site."""
    held: dict[Act, list[PublicEvent]] = defaultdict(list)
    for event in events:
        for act in dict.fromkeys((event.act, *event.acts)):
            held[act].append(event)
    named = [(f"acts/{act}", words.act(act), found) for act, found in held.items()]
    return sorted(named, key=lambda group: group[1].casefold())


def _by_month(events: Sequence[PublicEvent], words: Words) -> list[Group]:
    """Return the events by the month of their first day, newest month first; those without a day last."""
    held: dict[str, list[PublicEvent]] = defaultdict(list)
    for event in events:
        held[(event.first or event.last or "")[:7]].append(event)
    return [
        (
            f"chronicle/{month or 'undated'}",
            words.month(month),
            sorted(held[month], key=lambda e: e.first or e.last or ""),
        )
        for month in sorted(held, key=lambda m: m or "0", reverse=True)
    ]

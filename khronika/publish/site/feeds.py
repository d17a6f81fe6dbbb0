"""Feeds of events: RSS 2.0 and Atom by Django's feed library, JSON Feed 1.1 by its own short specification."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from khronika.publish.public import PublicEvent
from khronika.publish.site.release import Standing

_LATEST = 60  # events in a feed
VERSION = "https://jsonfeed.org/version/1.1"


def make_feeds(
    events: Sequence[PublicEvent],
    *,
    title: str,
    home: str,
    name: str,
    page: str,
    language: str,
    standing: Mapping[str, Standing],
) -> dict[str, bytes]:
    """Return the files of a feed by path (`name` with .rss, .atom, .json), newest change first.

    Args:
        home: address at which the site stands, with a slash at its end.
        page: path of the page that lists the same events.
        standing: event id -> since when it stands there, and when what is told of it last changed.
    """
    latest = sorted(events, key=lambda e: (standing[e.id].changed, e.id), reverse=True)[:_LATEST]
    found = {}
    for end, kind in ((".rss", Rss201rev2Feed), (".atom", Atom1Feed)):
        feed = kind(
            title=title, link=home + page, description=title, language=language, feed_url=f"{home}{name}{end}",
            feed_guid=f"{home}{name}{end}",
        )  # fmt: skip
        for event in latest:
            link = f"{home}events/{event.id}.html"
            feed.add_item(
                title=event.name,
                link=link,
                description=escape(summarise(event), quote=False),  # readers take it for HTML
                unique_id=link,
                pubdate=_noon(standing[event.id].since),
                updateddate=_noon(standing[event.id].changed),
            )
        found[name + end] = str(feed.writeString("utf-8")).encode()
    head = {"title": title, "home_page_url": home + page, "feed_url": f"{home}{name}.json", "language": language}
    found[f"{name}.json"] = _json_feed(latest, home, head, standing)
    return found


def summarise(event: PublicEvent) -> str:
    """Return an event in a line or two: verdict, figures, why."""
    figures = "; ".join(figure.words for figure in event.figures)
    return ". ".join(part.rstrip(".") for part in (event.verdict_words, figures, event.why) if part) + "."


def _noon(day: str) -> datetime:
    """Return a moment of a day: feeds want one, and noon is the same day nearly everywhere."""
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


def _json_feed(
    latest: Sequence[PublicEvent], home: str, head: Mapping[str, str], standing: Mapping[str, Standing]
) -> bytes:
    items: list[dict[str, Any]] = [
        {
            "id": f"{home}events/{event.id}.html",
            "url": f"{home}events/{event.id}.html",
            "title": event.name,
            "content_text": summarise(event),
            "date_published": _noon(standing[event.id].since).isoformat(),
            "date_modified": _noon(standing[event.id].changed).isoformat(),
            "tags": list(event.acts),
        }
        for event in latest
    ]
    told = {"version": VERSION, **head, "items": items}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()

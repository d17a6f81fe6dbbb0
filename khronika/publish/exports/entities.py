"""FollowTheMoney entities, JSON Lines: events, the pages that report them, public bodies, places, what was said.

Source: followthemoney's schemata Event, Article, Documentation, Note, PublicBody, Address. Nobody becomes a Person:
public bodies alone are entities, everybody else stays words in a note.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256

from khronika.model import ActorKind
from khronika.publish.exports.made import Made
from khronika.publish.exports.tables_of_codes import FTM_TOPICS
from khronika.publish.public import PublicEvent, PublicPlace, PublicReport, place_name

_BODIES = frozenset({ActorKind.STATE_SECURITY, ActorKind.STATE_CIVIL, ActorKind.COURT})
Entity = dict[str, object]


def export_ftm(events: Sequence[PublicEvent]) -> Made:
    """Return entities a line; an entity that several events share is given once."""
    held: dict[str, Entity] = {}
    for event in events:
        for entity in _entities(event):
            held.setdefault(str(entity["id"]), entity)
    lines = [json.dumps(entity, ensure_ascii=False) + "\n" for entity in held.values()]
    return Made({"entities.ftm.jsonl": "".join(lines).encode()}, len(lines))


def _make(schema: str, id: str, **properties: str | Sequence[str | None] | None) -> Entity:  # noqa: A002
    """Return an entity; properties without values are left out, every value is a list of strings."""
    plain = {k: [v] if isinstance(v, str) else [s for s in v or () if s] for k, v in properties.items()}
    return {"id": id, "schema": schema, "properties": {k: v for k, v in plain.items() if v}}


def _make_id(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:40]


def _entities(event: PublicEvent) -> Iterator[Entity]:
    place = _address(event.place) if event.place else None
    bodies = {
        _make_id("body", p.words): p for r in event.reports for s in r.statements for p in s.by if p.kind in _BODIES
    }
    window = {"date": event.first} if event.first == event.last else {"startDate": event.first, "endDate": event.last}
    yield _make(
        "Event", event.id, name=event.name, summary=event.why, location=event.place.name if event.place else None,
        country=event.place.country_code.lower() if event.place and event.place.country_code else None,
        notes=[figure.words for figure in event.figures], keywords=list(event.acts), organizer=list(bodies),
        **window,
    )  # fmt: skip
    if place:
        yield place
    for id_, party in bodies.items():
        yield _make("PublicBody", id_, name=party.words, topics=FTM_TOPICS.get(party.kind))
    for report in event.reports:
        yield from _report(event, report)


def _address(place: PublicPlace) -> Entity:
    whole = place_name(place)
    number = _make_id("place", whole, str(place.lat), str(place.lon))
    return _make(
        "Address", number, full=whole, country=(place.country_code or "").lower(),
        latitude=None if place.lat is None else str(place.lat), longitude=None if place.lon is None else str(place.lon),
    )  # fmt: skip


def _report(event: PublicEvent, report: PublicReport) -> Iterator[Entity]:
    """Give the page, its tie to the event, and a note for each statement; of a confidential report only the notes."""
    if report.id is not None:
        page = _make_id("report", report.id)
        yield _make(
            "Article", page, fileName=f"{report.id}.html", title=report.title, publisher=report.outlet,
            sourceUrl=report.url, publishedAt=report.published,
        )  # fmt: skip
        yield _make("Documentation", _make_id(page, event.id), document=page, entity=event.id, role="reports")
    for told in report.statements:
        yield _make(
            "Note", _make_id("note", event.id, report.id or "", told.id), entity=event.id,
            description=told.quote or told.marks or str(told.act),
            publisher=report.outlet, sourceUrl=report.url,
        )  # fmt: skip

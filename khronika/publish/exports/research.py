"""Rows in the shape of event-data research: ACLED, UCDP and PLOVER. Their count rules are named in the columns.

Sources: ACLED codebook (time and geo precision, one row a day and place), UCDP GED codebook (low, best, high;
where_prec and date_prec), PLOVER 2.0 manual (exchange record).
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from khronika.model import ActorKind, Interval, PlacePrecision
from khronika.publish.exports.made import Made
from khronika.publish.exports.rows import Row, csv_bytes
from khronika.publish.exports.tables_of_codes import ACLED_TYPES, PLOVER_LOCATION, PLOVER_SECTORS, UCDP_WHERE
from khronika.publish.public import PublicEvent, PublicStatement

ACLED_COLUMNS = (
    "event_id", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "actor2", "country", "location", "latitude", "longitude", "geo_precision", "source", "notes", "fatalities",
    "fatalities_rule", "tags",
)  # fmt: skip
UCDP_COLUMNS = (
    "event_id", "date_start", "date_end", "date_prec", "where_prec", "country", "location", "latitude", "longitude",
    "low", "best", "high", "rule", "source_original", "number_of_sources",
)  # fmt: skip
_ACLED_GEO = {PlacePrecision.POINT: 1, PlacePrecision.DISTRICT: 1, PlacePrecision.CITY: 1, PlacePrecision.REGION: 3}
_MONTH = 31  # days: the widest window that ACLED codes


def export_acled(events: Sequence[PublicEvent]) -> Made:
    """Return a CSV in the shape of ACLED's rows."""
    left_out: Counter[str] = Counter()
    rows = []
    for event in events:
        reason = _why_not_acled(event)
        if reason is not None:
            left_out[reason] += 1
            continue
        rows.append(_acled_row(event))
    return Made({"acled.csv": csv_bytes(ACLED_COLUMNS, rows)}, len(rows), left_out)


def _why_not_acled(event: PublicEvent) -> str | None:
    """Return why an event has no row of ACLED's shape, None where it has one."""
    if event.first is None or event.last is None or _days(event) > _MONTH:
        return "known less exactly than by month"
    if event.place is None or event.place.precision not in _ACLED_GEO:
        return "known by country alone or without a place"
    if not any(s.codes.acled for s in lead_statements(event)):
        return "of an act that has no type there"
    return None


def _acled_row(event: PublicEvent) -> Row:
    lead = next(s for s in lead_statements(event) if s.codes.acled)
    kind = ACLED_TYPES.get(str(lead.codes.acled), ("", "", str(lead.codes.acled)))
    middle, precision = _acled_day(event)
    place = event.place
    crowd = next((s.quantity for s in lead_statements(event) if s.quantity), None) if kind[1] in _CROWDS else None
    killed = killed_interval(event)
    return {
        "event_id": event.id, "event_date": middle, "year": int(middle[:4]), "time_precision": precision,
        "disorder_type": kind[0], "event_type": kind[1], "sub_event_type": kind[2],
        "actor1": lead.by[0].words if lead.by else None, "actor2": lead.to[0].words if lead.to else None,
        "country": place.country if place else None, "location": place.name if place else None,
        "latitude": place.lat if place else None, "longitude": place.lon if place else None,
        "geo_precision": _ACLED_GEO[place.precision] if place else None,
        "source": "; ".join(dict.fromkeys(r.outlet for r in event.reports if r.outlet)), "notes": event.why,
        "fatalities": (killed[0] or 0) if killed else 0, "fatalities_rule": "literal-lower",
        "tags": f"crowd size={_say_crowd(crowd)}" if kind[1] in _CROWDS else None,
    }  # fmt: skip


_CROWDS = frozenset({"Protests", "Riots"})


def _say_crowd(count: Interval | None) -> str:
    low, high = count or (None, None)
    if low is None and high is None:
        return "no report"
    if low is None or high is None:
        return f"at least {low}" if high is None else f"up to {high}"
    return str(low) if low == high else f"between {low} and {high}"


def _days(event: PublicEvent) -> int:
    """Return how many days an event's window holds; both ends are known."""
    return (date.fromisoformat(event.last or "") - date.fromisoformat(event.first or "")).days + 1


def _acled_day(event: PublicEvent) -> tuple[str, int]:
    """Return the day and time precision: the day itself, or the middle of a week (2) or of a longer window (3)."""
    days = _days(event)
    middle = date.fromisoformat(event.first or "") + timedelta(days=(days - 1) // 2)
    return middle.isoformat(), 1 if days == 1 else 2 if days <= 7 else 3


def lead_statements(event: PublicEvent) -> list[PublicStatement]:
    """Return the statements of an event, those of its chief act first."""
    told = [s for report in event.reports for s in report.statements]
    return sorted(told, key=lambda s: s.act != event.act)


def killed_interval(event: PublicEvent) -> Interval | None:
    """Return the latest count of killed, None where nobody counted any."""
    return next((f.latest for f in event.figures if f.what in {"killed", "died"}), None)


def export_ucdp(events: Sequence[PublicEvent]) -> Made:
    """Return a CSV with low, best and high counts of deaths; best is a reviewer's and stays empty."""
    left_out: Counter[str] = Counter()
    rows: list[Row] = []
    for event in events:
        killed = killed_interval(event)
        if killed is None:
            left_out["without a count of killed"] += 1
            continue
        place = event.place
        dated = event.first is not None and event.last is not None
        rows.append(
            {
                "event_id": event.id, "date_start": event.first, "date_end": event.last,
                "date_prec": _ucdp_date(_days(event)) if dated else None,
                "where_prec": UCDP_WHERE[place.precision] if place else None,
                "country": place.country if place else None, "location": place.name if place else None,
                "latitude": place.lat if place else None, "longitude": place.lon if place else None,
                "low": killed[0], "best": None, "high": killed[1], "rule": "ucdp-lbh",
                "source_original": "; ".join(root.name for root in event.roots),
                "number_of_sources": event.independent_roots,
            }
        )  # fmt: skip
    return Made({"ucdp.csv": csv_bytes(UCDP_COLUMNS, rows)}, len(rows), left_out)


def _ucdp_date(days: int) -> int:
    """Return date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more."""
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= _MONTH else 5


def export_plover(events: Sequence[PublicEvent]) -> Made:
    """Return PLOVER's exchange records, JSON Lines."""
    left_out: Counter[str] = Counter()
    lines = []
    for event in events:
        lead = next((s for s in lead_statements(event) if s.codes.plover), None)
        if lead is None or event.first is None:
            left_out["of an act that has no code there" if lead is None else "without a day"] += 1
            continue
        lines.append(json.dumps(dict(_plover(event, lead)), ensure_ascii=False))
    return Made({"plover.jsonl": "".join(line + "\n" for line in lines).encode()}, len(lines), left_out)


def _plover(event: PublicEvent, lead: PublicStatement) -> Iterator[tuple[str, object]]:
    """Give the fields of a record; `actor` must be there, so an unnamed one is UNK."""
    code, _, mode = str(lead.codes.plover).partition("/")
    yield from (("id", event.id), ("date", event.first), ("event", [code]))
    yield "actor", [{"code": _sector(p.kind), "text": p.words} for p in lead.by] or [{"code": "UNK"}]
    if event.last not in (None, event.first):
        yield "enddate", event.last
    if mode:
        yield "mode", [mode]
    if lead.to:
        yield "recipient", [{"code": _sector(p.kind), "text": p.words} for p in lead.to]
    if event.place is not None:
        place = event.place
        yield "event_loc", {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon,
                            "resolution": PLOVER_LOCATION[place.precision]}  # fmt: skip
    sizes = {"killed": "dead", "died": "dead", "injured": "injured", "detained": "arrested"}
    size = {sizes[f.what]: f.latest[0] for f in event.figures if f.what in sizes and f.latest[0] is not None}
    if size:
        yield "size", size | {"rule": "literal-lower"}
    yield "text", event.why
    yield "link", [r.url for r in event.reports if r.url]


def _sector(kind: ActorKind) -> str:
    return PLOVER_SECTORS.get(kind, "UNK")

"""HURIDOCS Events Standard Formats: the record types as CSV files whose columns are field numbers and names.

Source: ESF as implemented by OpenEvSys (field numbers, lists 04, 07, 16, 19, 24, 28, 48). A statement becomes an Act
with its victims as a Person of kind group, an Involvement for each that it says did it, and an Information record for
each link of its chain. Judgements of a person (reliability, violation status) are never filled in by the program.
"""

from collections.abc import Iterator, Sequence

from khronika.model import ActorKind, Status
from khronika.publish.exports.made import Made
from khronika.publish.exports.rows import Row, csv_bytes, join_parties
from khronika.publish.exports.tables_of_codes import ESF_CONNECTION, ESF_MATERIAL, ESF_PERPETRATORS
from khronika.publish.public import PublicEvent, PublicReport, PublicStatement, place_name
from khronika.reckon.words import is_whole_month, say_interval
from khronika.values.ids import make_digest

COLUMNS = {
    "event": ("0101 Event Record Number", "0102 Event Title", "0111 Geographical Term", "0113 Initial Date",
              "0114 Final Date", "48 Type of Date", "0115 Event Description", "0116 Impact of Event"),
    "act": ("2101 Act Record Number", "2102 Victim", "2103 Event", "2109 Type of Act", "2111 Initial Date",
            "2121 Final Date", "2115 Attribution", "2150 Remarks"),
    "person": ("0901 Person Record Number", "0902 Counting Unit", "0903 Name", "0930 Group Description",
               "0931 Number of Persons in Group"),
    "involvement": ("2401 Involvement Record Number", "2402 Perpetrator", "2403 Event", "2404 Act",
                    "2409 Degree of Involvement", "2412 Type of Perpetrator"),
    "information": ("2501 Information Record Number", "2502 Source", "2503 Event",
                    "2509 Source Connection to Information", "2511 Date of Source Material",
                    "2512 Type of Source Material", "2550 Remarks"),
}  # fmt: skip
_ESTIMATE, _UNKNOWN_DAY, _UNKNOWN_MONTH = "010000000000", "020000000000", "030000000000"
_GROUP, _INSTITUTION, _SUSPECTED = "050000000000", "030000000000", "010600000000"
_OFFICIALS_DENY, _OTHERS_DENY = "010200000000", "020200000000"
_OFFICIAL = frozenset({ActorKind.STATE_CIVIL, ActorKind.STATE_SECURITY, ActorKind.OFFICIAL, ActorKind.COURT})


def export_esf(events: Sequence[PublicEvent]) -> Made:
    """Return one CSV for each record type; records point at each other by their numbers."""
    held: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for event in events:
        held["event"].append(_event(event))
        for report in event.reports:
            for told in report.statements:
                for name, row in _statement(event, report, told):
                    held[name].append(row)
    files = {f"{name}.csv": csv_bytes(COLUMNS[name], rows) for name, rows in held.items()}
    return Made(files, sum(map(len, held.values())))


def _event(event: PublicEvent) -> Row:
    place = event.place
    where = place_name(place) if place else None
    return {
        "0101 Event Record Number": event.id, "0102 Event Title": event.name, "0111 Geographical Term": where,
        "0113 Initial Date": event.first, "0114 Final Date": event.last,
        "48 Type of Date": _type_of_date(event.first, event.last), "0115 Event Description": event.why,
        "0116 Impact of Event": "; ".join(figure.words for figure in event.figures) or None,
    }  # fmt: skip


def _type_of_date(first: str | None, last: str | None) -> str | None:
    """Return list 48: none for a known day, unknown day for a whole month, unknown month for a year, else estimate."""
    if first is None or last is None:
        return _ESTIMATE if first or last else None
    if first == last:
        return None
    if first[5:] == "01-01" and last[5:] == "12-31":
        return _UNKNOWN_MONTH
    return _UNKNOWN_DAY if is_whole_month(first, last) else _ESTIMATE


def _statement(event: PublicEvent, report: PublicReport, told: PublicStatement) -> Iterator[tuple[str, Row]]:
    """Give the records of one statement with the names of their types."""
    number = f"{event.id}-{make_digest(report.id or '')[:6]}-{told.id}"
    victim = f"{number}-v" if told.to or told.quantity else None
    yield "act", {
        "2101 Act Record Number": number, "2102 Victim": victim, "2103 Event": event.id,
        "2109 Type of Act": told.codes.huridocs, "2111 Initial Date": told.first, "2121 Final Date": told.last,
        "2115 Attribution": _attribution(told),
        "2150 Remarks": "; ".join(part for part in (str(told.act), str(told.status), told.marks) if part),
    }  # fmt: skip
    if victim:
        low = told.quantity[0] if told.quantity else None
        words = (join_parties(told.to), say_interval(told.quantity) if told.quantity else None)
        yield "person", {
            "0901 Person Record Number": victim, "0902 Counting Unit": _GROUP, "0903 Name": None,
            "0930 Group Description": "; ".join(word for word in words if word), "0931 Number of Persons in Group": low,
        }  # fmt: skip
    for n, party in enumerate(told.by):
        doer = f"{number}-p{n}"
        yield "person", {"0901 Person Record Number": doer, "0902 Counting Unit": _INSTITUTION, "0903 Name": None,
                         "0930 Group Description": party.words, "0931 Number of Persons in Group": None}  # fmt: skip
        yield "involvement", {
            "2401 Involvement Record Number": f"{doer}-i", "2402 Perpetrator": doer, "2403 Event": event.id,
            "2404 Act": number, "2409 Degree of Involvement": _SUSPECTED,
            "2412 Type of Perpetrator": ESF_PERPETRATORS.get(party.kind),
        }  # fmt: skip
    for n, (link, kind) in enumerate(zip(told.chain, told.kinds, strict=False)):
        yield "information", {
            "2501 Information Record Number": f"{number}-s{n}", "2502 Source": link, "2503 Event": event.id,
            "2509 Source Connection to Information": ESF_CONNECTION.get(kind),
            "2511 Date of Source Material": report.published, "2512 Type of Source Material": ESF_MATERIAL.get(kind),
            "2550 Remarks": f"link {n + 1} of {len(told.chain)} from the root: {' → '.join(told.chain)}",
        }  # fmt: skip


def _attribution(told: PublicStatement) -> str | None:
    """Return list 28 where the root denies the act."""
    if told.status is not Status.DENIED or not told.kinds:
        return None
    return _OFFICIALS_DENY if told.kinds[0] in _OFFICIAL else _OTHERS_DENY

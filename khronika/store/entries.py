"""What lists, search and maps know of events and reports: made from the records, never the record itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from khronika.model import ActorKind, Event, PlacePrecision, Report
from khronika.model.codec import from_json
from khronika.reckon.sources import make_name_key
from khronika.store import models
from khronika.store.database import insert_rows
from khronika.store.linkage import TOGETHER, batches
from khronika.store.search import fold_words

ReadReport = Callable[[str], Report]
_KEY = 200  # letters of a source's key that are kept
_PLACELESS = frozenset({PlacePrecision.COUNTRY})  # its middle is no place where anything happened


def source_key(name: str) -> str:
    """Return what makes two names one source: without article, accents and case."""
    return make_name_key(name)[:_KEY]


def enter_reports(alias: str, reports: Sequence[Report]) -> None:
    """Enter reports for lists and search."""
    rows = [
        models.ReportEntry(
            report=report.id, outlet=source_key(report.outlet) if report.outlet else None, day=report.published.value
        )
        for report in reports
    ]
    entries = models.ReportEntry.objects.using(alias).bulk_create(rows)
    words = (fold_words((report.title, report.outlet, *report.byline, report.text)) for report in reports)
    insert_rows(alias, models.ReportWords, ("entry_id", "words"), zip((e.pk for e in entries), words, strict=True))


def replace_entries(alias: str, gone: Iterable[str], changed: Sequence[Event], read: ReadReport) -> None:
    """Take the entries of some events out and enter others.

    Args:
        gone: ids of events.
        read: returns a report by its id.
    """
    entries, sources = models.EventEntry.objects.using(alias), models.EventSource.objects.using(alias)
    for some in batches(gone):
        models.EventWords.objects.using(alias).filter(entry__event__in=some).delete()
        entries.filter(event__in=some).delete()
        sources.filter(event__in=some).delete()
    for start in range(0, len(changed), TOGETHER):
        events = changed[start : start + TOGETHER]
        made = entries.bulk_create([_entry(event) for event in events])
        words = ((entry.pk, _words(event, read)) for entry, event in zip(made, events, strict=True))
        insert_rows(alias, models.EventWords, ("entry_id", "words"), words)
        sources.bulk_create([row for event in events for row in find_sources(event, read)], batch_size=TOGETHER)


def rebuild_entries(alias: str) -> None:
    """Enter everything that a chronicle holds anew."""
    for model in (models.EventWords, models.ReportWords, models.EventEntry, models.EventSource, models.ReportEntry):
        model.objects.using(alias).all().delete()
    records = models.Report.objects.using(alias)
    for record in records.order_by("id").values_list("record", flat=True).iterator():
        enter_reports(alias, [from_json(Report, record)])
    for ids in batches(models.Event.objects.using(alias).values_list("id", flat=True)):
        rows = models.Event.objects.using(alias).filter(id__in=ids).values_list("record", flat=True)
        events = [from_json(Event, record) for record in rows]
        held: dict[str, Report] = {}
        for some in batches({s.report for event in events for s in event.statements}):
            found = records.filter(id__in=some).values_list("id", "record")
            held.update((i, from_json(Report, record)) for i, record in found)
        replace_entries(alias, (), events, held.__getitem__)


def _entry(event: Event) -> models.EventEntry:
    place = event.place
    drawn = place is not None and place.precision not in _PLACELESS
    return models.EventEntry(
        event=event.id, act=event.act, verdict=event.verdict, day=event.from_ or event.to, from_day=event.from_,
        to_day=event.to, country=place.country if place else None, place=place.name if place else None,
        precision=place.precision if place else None, lat=place.lat if place and drawn else None,
        lon=place.lon if place and drawn else None,
    )  # fmt: skip


def _words(event: Event, read: ReadReport) -> str:
    """Return what an event is found by."""
    place = event.place
    parts: list[str | None] = [event.name, *((place.name, place.admin1_name, place.country_name) if place else ())]
    for held in event.statements:
        report = read(held.report)
        parts += [report.outlet, *(link.name or link.text for link in held.chain)]
        parts += [report.text[span.start : span.end] for span in held.evidence]
    return fold_words(dict.fromkeys(parts))


def find_sources(event: Event, read: ReadReport) -> Iterator[models.EventSource]:
    """Give the named sources of an event: when a report first has the word of each, and how many pass it on."""
    names: dict[str, str] = {}
    kinds: dict[str, Counter[ActorKind]] = {}
    days: dict[str, set[str]] = {}
    roots: set[str] = set()
    passed: dict[str, set[str]] = {}
    for held in event.statements:
        day = read(held.report).published.value
        outlet = source_key(held.chain[-1].name) if held.chain and held.chain[-1].name else None
        for n, link in enumerate(held.chain):
            if not link.name:
                continue
            key = source_key(link.name)
            names.setdefault(key, link.name)
            kinds.setdefault(key, Counter())[link.kind] += 1
            days.setdefault(key, set()).update({day} if day else ())
            roots |= {key} if n == 0 else set()
            passed.setdefault(key, set()).update({held.report} if key != outlet else ())
    first = min((day for told in days.values() for day in told), default=None)
    for key, name in names.items():
        own = min(days[key], default=None)
        yield models.EventSource(
            event=event.id, source=key, name=name, kind=kinds[key].most_common(1)[0][0], root=key in roots, day=own,
            first=len(names) > 1 and own is not None and own == first, repeated=len(passed[key]),
        )  # fmt: skip

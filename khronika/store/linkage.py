"""What linking remembers, in the database of a chronicle."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import islice
from typing import TypeVar

from django.db import connections
from django.db.models import Q

from khronika.link.state import Edge
from khronika.link.state import Judgement as Judged
from khronika.model import Report, Statement
from khronika.model.codec import from_json
from khronika.store import models
from khronika.store.database import insert_rows
from khronika.store.decided import apply_decisions
from khronika.store.deciding import decisions_by_report
from khronika.values.ids import make_digest

_TABLE = models.LinkKey._meta.db_table
# A report has hundreds of keys: to make an object of each, and a query by objects, would take longer than to link it.
_PUT_KEY = f"INSERT INTO {_TABLE} (key, report) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608 - the table alone
_FIND_KEYS = f"SELECT key, report FROM {_TABLE} WHERE key IN ({{}})"  # noqa: S608 - as above, and marks for values
_EDGE = ("a_report", "a_statement", "b_report", "b_statement", "points", "bound")
V = TypeVar("V", str, int)
TOGETHER = 400  # values or rows of one query


class DatabaseState:
    """`khronika.link.state.LinkState` in tables; used inside the transaction that stores what comes of it."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._reports: dict[str, Report] = {}
        self._statements: dict[str, dict[str, Statement]] = {}
        self._originals: dict[str, str | None] = {}
        self.changed_originals: dict[str, tuple[str | None, str | None]] = {}  # report -> before, now
        self._keys = models.LinkKey.objects.using(alias)
        self._edge_rows = models.LinkEdge.objects.using(alias)
        self._pairs = models.CopyPair.objects.using(alias)
        self._report_rows = models.Report.objects.using(alias)
        self.fresh = not self._keys.exists()  # nothing was linked yet, or by a version that remembered nothing

    def forget(self) -> None:
        """Forget events and copies that a version linked which remembered nothing else."""
        for table in (models.Event, models.EventWords, models.EventEntry, models.EventSource, models.Question):
            table.objects.using(self._alias).all().delete()
        self._report_rows.exclude(copy_of=None).update(copy_of=None)

    def report(self, id: str) -> Report:  # noqa: A002
        """Return a report as people decided, read once."""
        if id not in self._reports:
            self.load([id])
        return self._reports[id]

    def statement(self, key: tuple[str, str]) -> Statement:
        """Return a statement (report id, statement id) as people decided."""
        report, statement = key
        if report not in self._statements:
            self._statements[report] = {s.id: s for s in self.report(report).statements}
        return self._statements[report][statement]

    def load(self, reports: Iterable[str]) -> None:
        """Read reports ahead, all together, with what they are copies of."""
        for some in batches(report for report in reports if report not in self._reports):
            decided = decisions_by_report(self._alias, some)
            for row in self._report_rows.filter(id__in=some).only("id", "record", "copy_of"):
                self._reports[row.id] = apply_decisions(from_json(Report, row.record), decided.get(row.id, ()))
                self._originals[row.id] = row.copy_of

    def holders(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """Return the ids of the reports that hold each key."""
        names = {_shorten(key): key for key in keys}
        found: dict[str, list[str]] = {}
        with connections[self._alias].cursor() as cursor:
            for some in batches(names):
                cursor.execute(_FIND_KEYS.format(", ".join(["%s"] * len(some))), some)
                for short, report in cursor.fetchall():
                    found.setdefault(names[short], []).append(report)
        return found

    def put_keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        """Note the keys that each report holds."""
        rows = sorted((_shorten(key), report) for report, held in keys.items() for key in held)
        with connections[self._alias].cursor() as cursor:
            cursor.executemany(_PUT_KEY, rows)  # in their order: an index is written several times as fast

    def edges_of(self, reports: Iterable[str]) -> list[Edge]:
        """Return the edges of all statements of some reports."""
        found: set[Edge] = set()
        for some in batches(reports):
            rows = self._edge_rows.filter(Q(a_report__in=some) | Q(b_report__in=some))
            told = rows.values_list("a_report", "a_statement", "b_report", "b_statement", "points", "bound")
            found.update(Edge((a, x), (b, y), points, bound) for a, x, b, y, points, bound in told)
        return list(found)

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Note edges."""
        insert_rows(self._alias, models.LinkEdge, _EDGE, ((*e.a, *e.b, e.points, e.bound) for e in edges))

    def drop_edges(self, reports: Iterable[str]) -> None:
        """Forget the edges of all statements of some reports."""
        for some in batches(reports):
            self._edge_rows.filter(Q(a_report__in=some) | Q(b_report__in=some)).delete()

    def partners(self, reports: Iterable[str]) -> set[tuple[str, str]]:
        """Return the pairs of reports, one of them given, of which one is a copy of the other."""
        pairs: set[tuple[str, str]] = set()
        for some in batches(reports):
            pairs.update(self._pairs.filter(Q(a__in=some) | Q(b__in=some)).values_list("a", "b"))
        return pairs

    def put_partners(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note pairs of reports of which one is a copy of the other."""
        self._pairs.bulk_create([models.CopyPair(a=a, b=b) for a, b in sorted(pairs)], ignore_conflicts=True)

    def originals(self, reports: Iterable[str]) -> dict[str, str]:
        """Return for those reports that are copies what they are copies of."""
        wanted = set(reports)
        for some in batches(report for report in wanted if report not in self._originals):
            self._originals.update(self._report_rows.filter(id__in=some).values_list("id", "copy_of"))
        return {report: original for report in wanted if (original := self._originals.get(report))}

    def copies_of(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the copies of some reports with what they are copies of."""
        found: dict[str, str] = {}
        for some in batches(reports):
            rows = self._report_rows.filter(copy_of__in=some)
            found.update((report, original) for report, original in rows.values_list("id", "copy_of") if original)
        return found

    def put_originals(self, originals: Mapping[str, str | None]) -> None:
        """Note what reports are copies of, None where they are none."""
        held = self.originals(originals)
        for report, original in originals.items():
            self._report_rows.filter(id=report).update(copy_of=original)
            before = self.changed_originals.get(report, (held.get(report), None))[0]
            self.changed_originals[report] = (before, original)
            self._originals[report] = original

    @cached_property
    def _judged(self) -> list[Judged]:
        return list_judgements(self._alias)

    def judgements(self, reports: Iterable[str]) -> list[Judged]:
        """Return what persons judged of statements of some reports, the last word on each pair."""
        wanted = set(reports)
        return [judged for judged in self._judged if {judged.a[0], judged.b[0]} & wanted]


def list_judgements(alias: str) -> list[Judged]:
    """Return the last word on each pair that a person judged, without those that were taken back."""
    rows = models.Judgement.objects.using(alias).order_by("id")
    last = {((r.a_report, r.a_statement), (r.b_report, r.b_statement)): r.same for r in rows}
    return [Judged(a, b, same) for (a, b), same in last.items() if same is not None]


def _shorten(key: str) -> str:
    """Return the beginnings of two hashes: of a key's last part, the time or town of most, and of all of it.

    So keys of one time lie together on the disk, and what comes anew is written to few of its pages.
    """
    return _digest_part(key.rpartition("|")[2]) + make_digest(key)[:14]


@lru_cache(maxsize=10_000)
def _digest_part(part: str) -> str:
    return make_digest(part)[:6]


def batches(values: Iterable[V]) -> Iterator[list[V]]:
    """Give values once each, as many at a time as one query takes."""
    stream = iter(sorted(set(values)))
    while batch := list(islice(stream, TOGETHER)):
        yield batch

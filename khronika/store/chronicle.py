"""A chronicle: added to, read, replaced in its events, judged and decided on. `khronika.store.opening` opens one."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.errors import StoreError
from khronika.link.happenings import find_happenings
from khronika.link.linking import Relinked
from khronika.model import Capture, Decision, Event, Published, Report, Statement
from khronika.model.codec import from_json
from khronika.store.archive import Archive
from khronika.store.decided import apply_decisions
from khronika.store.evidence import Evidence
from khronika.store.rows import capture_key

if TYPE_CHECKING:
    from khronika.link.explain import Explanation
    from khronika.store.linkage import DatabaseState
    from khronika.store.relinking import Unlinked

NO_KEY = "is marked confidential; name the file of a key in KHRONIKA_KEY (`khronika key` makes one)"


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as a chronicle holds it: with its events, most prominent first, and what it is a copy of."""

    report: Report
    events: tuple[str, ...]
    copy_of: str | None


class Chronicle(Evidence):
    """An open chronicle. Made by `open_chronicle`."""

    def __init__(self, alias: str, archive: Archive) -> None:
        from khronika.store import models

        super().__init__(alias, archive)
        self._reports = models.Report.objects.using(alias)
        self._statements = models.Statement.objects.using(alias)
        self._events = models.Event.objects.using(alias)

    def recover(self) -> None:
        """Cut from the archive, and remove of what is confidential, what was written but never acknowledged."""
        from khronika.store.locked import drop_unacknowledged

        self.finish_redaction()
        drop_unacknowledged(self.alias, self.home)
        self._archive.trim(self.ends())

    def ends(self) -> dict[str, int]:
        """Return for each file of captures the byte after its last acknowledged record."""
        from django.db.models import F, Max

        from khronika.store.revisits import read_revisits

        rows = self._captures.values_list("file").annotate(end=Max(F("offset") + F("length")))
        ends: dict[str, int] = dict(rows)
        for _, place in read_revisits(self.alias):
            ends[place.file] = max(ends.get(place.file, 0), place.offset + place.length)
        return ends

    def left_behind(self) -> int:
        """Return how many bytes of captures were written but never acknowledged; the next writer cuts them."""
        ends = self.ends()
        return sum(max(0, size - ends.get(file, 0)) for file, size in self._archive.sizes().items())

    def holds(self, capture: Capture) -> bool:
        """Tell whether the same bytes with the same things said of them are held already.

        Of what is confidential only the secret key can tell.
        """
        if capture.confidential:
            from khronika.store.locked import path_of

            return self.key is not None and path_of(self.home, self.key.name(capture_key(capture))).exists()
        return self._captures.filter(key=capture_key(capture)).exists()

    def note_unchanged(self, captures: Sequence[Capture]) -> None:
        """Keep that pages which are held were fetched again and were still the same, unless confidential."""
        from django.db import transaction

        from khronika.store.revisits import add_revisits

        captures = [capture for capture in captures if not capture.confidential]
        if captures:
            with transaction.atomic(using=self.alias):
                add_revisits(self.alias, self._archive, [(capture_key(c), c) for c in captures])

    def add_many(self, batch: Sequence[tuple[Capture, Report]]) -> int:
        """Keep captures and their reports, all or none, and return how many; returns when they are on the disk.

        A report whose id is taken by other content is kept under that id with its content's hash. What is confidential
        is kept locked, beside the database, and is of no event.

        Raises:
            StoreError: something is confidential and there is no key; the disk is full, or cannot be written.
        """
        from django.db import transaction

        from khronika.store.adding import add_reports, give_free_ids
        from khronika.store.locked import add_locked
        from khronika.store.log import append_entries

        if not batch:
            return 0
        shown = [(capture, report) for capture, report in batch if not capture.confidential]
        hidden = [(capture, report) for capture, report in batch if capture.confidential]
        key = self.key if hidden else None
        if hidden and key is None:
            raise StoreError(NO_KEY, about=hidden[0][0].name)
        places = self._archive.append([capture for capture, _ in shown]) if shown else []
        with transaction.atomic(using=self.alias):
            reports = list(give_free_ids(self.alias, [report for _, report in shown]))
            told = add_reports(self.alias, [capture for capture, _ in shown], reports, places)
            append_entries(self.alias, "added", told)
            if key is not None:
                named = [(key.name(capture_key(capture)), capture, report) for capture, report in hidden]
                add_locked(self.alias, self.home, key, named)
        return len(batch)

    def count_reports(self) -> int:
        """Return how many reports are held."""
        return int(self._reports.count())

    def count_events(self) -> int:
        """Return how many events are held."""
        return int(self._events.count())

    def reports(self, events: Sequence[Event] | None = None) -> Iterator[StoredReport]:
        """Give the reports in order of publication, those without a date last.

        Args:
            events: all of them, where they were read before; else they are read here.
        """
        from khronika.store.deciding import decisions_by_report

        rows = sorted(
            self._reports.values_list("published", "id"), key=lambda row: (row[0] is None, row[0] or "", row[1])
        )
        events = list(self.events()) if events is None else events
        held = {(s.report, s.statement): event.id for event in events for s in event.statements}
        happenings = find_happenings(events)
        decided = decisions_by_report(self.alias)
        for _, report_id in rows:
            row = self._reports.get(id=report_id)
            report = apply_decisions(from_json(Report, row.record), decided.get(report_id, ()))
            ids = dict.fromkeys(held[report.id, s.id] for s in report.statements if (report.id, s.id) in held)
            yield StoredReport(report, tuple(happenings.order(list(ids))), row.copy_of)

    def events(self) -> Iterator[Event]:
        """Give the events in time order, undated ones last."""
        rows = sorted(
            self._events.values_list("from_day", "to_day", "id", "record"), key=lambda r: (r[0] or r[1] or "9999", r[2])
        )
        for *_, record in rows:
            yield from_json(Event, record)

    def event(self, prefix: str) -> Event:
        """Return the event whose id begins with `prefix`.

        Raises:
            StoreError: none does, or more than one.
        """
        rows = list(self._events.filter(id__startswith=prefix).order_by("id")[:6])
        if not rows:
            from khronika.store.models import EventChange

            change = EventChange.objects.using(self.alias).filter(event__startswith=prefix).order_by("-id").first()
            if change:
                into = ", ".join(json.loads(change.into)) or "nothing"
                raise StoreError(f"no event any more: {change.kind} into {into} ({change.why})", about=change.event)
            raise StoreError("no event with this id", about=prefix)
        if len(rows) > 1:
            raise StoreError(f"several events begin so: {', '.join(r.id for r in rows)}", about=prefix)
        return from_json(Event, rows[0].record)

    def unlinked(self) -> "Unlinked":
        """Return what came since the events were last reckoned."""
        from khronika.store.relinking import find_unlinked

        return find_unlinked(self.alias)

    @contextmanager
    def linking(self) -> "Iterator[DatabaseState]":
        """Give what linking remembers; what is stored inside is kept whole or not at all."""
        from django.db import transaction

        from khronika.store.linkage import DatabaseState

        with transaction.atomic(using=self.alias):
            state = DatabaseState(self.alias)
            if state.fresh:
                state.forget()
            yield state

    def replace_events(self, state: "DatabaseState", relinked: Relinked, events: Sequence[Event], why: str) -> None:
        """Put `events` in the place of those whose statements linking touched; to be called inside `linking`.

        Args:
            why: what made it necessary, for those who look for an event that is no more.
        """
        from khronika.store.relinking import store_links

        store_links(self.alias, state, relinked, events, why)

    def judge(self, a: tuple[str, str], b: tuple[str, str], *, same: bool | None, who: str, why: str = "") -> None:
        """Keep a person's word on whether two statements (report id, statement id) are of one event.

        It binds every later linking; the last word on a pair counts, and None takes back what was said before.

        Raises:
            StoreError: a statement is not there, or the word cannot hold beside those that were given before.
        """
        from django.db import transaction

        from khronika.store.relinking import store_judgement

        with transaction.atomic(using=self.alias):
            store_judgement(self.alias, a, b, same=same, who=who, why=why)

    def decide(self, decision: Decision, *, seen: int | None = None) -> None:
        """Keep a person's decision on a statement; events follow with the next linking.

        Args:
            seen: how many decisions on the statement the person had before them, None where that does not matter.

        Raises:
            StoreError: the statement is not there, the value cannot be, or somebody else decided meanwhile.
        """
        from django.db import transaction

        from khronika.store.deciding import store_decision

        with transaction.atomic(using=self.alias):
            store_decision(self.alias, decision, seen=seen)

    def decide_all(self, decisions: Iterable[Decision], *, seen: int | None = None) -> None:
        """Keep decisions, all or none; see `decide`.

        Args:
            seen: where all are on one statement, how many decisions on it the person had before them.

        Raises:
            StoreError: one of them cannot be.
        """
        from django.db import transaction

        with transaction.atomic(using=self.alias):
            for number, decision in enumerate(decisions):
                self.decide(decision, seen=None if seen is None else seen + number)

    def decisions(self, report: str | None = None) -> list[Decision]:
        """Return decisions on one report, or all, oldest first; those that were made blind are left out."""
        from khronika.store.deciding import read_decisions

        return read_decisions(self.alias, None if report is None else [report])

    def report(self, id: str) -> Report:  # noqa: A002
        """Return a report as the reader left it.

        Raises:
            StoreError: there is none.
        """
        record = self._reports.filter(id=id).values_list("record", flat=True).first()
        if record is None:
            raise StoreError("no report with this id", about=id)
        return from_json(Report, record)

    def codings(self, *, who: str | None = None, report: str | None = None) -> list[Decision]:
        """Return decisions that were made blind, oldest first: all, one person's, on one report."""
        from khronika.store.deciding import read_codings

        return read_codings(self.alias, who=who, report=report)

    def find_statement(self, name: str) -> tuple[Report, Statement]:
        """Return a statement of the reader's with its report.

        Args:
            name: the statement's id, or the report's and its own with a colon between.

        Raises:
            StoreError: there is none, or several reports have one.
        """
        report, _, statement = name.rpartition(":")
        rows = self._statements.filter(statement=statement, **({"report": report} if report else {}))
        ids = sorted(rows.values_list("report", flat=True)[:6])
        if len(ids) != 1:
            several = f"several reports have it: {', '.join(f'{i}:{statement}' for i in ids)}"
            raise StoreError(several if ids else "no statement with this id", about=name)
        held = from_json(Report, self._reports.values_list("record", flat=True).get(id=ids[0]))
        return held, next(s for s in held.statements if s.id == statement)

    def find_published(self, report: Report) -> Published | None:
        """Return the day that a report without one must be of by the dated acts of reports held, with the reason."""
        from khronika.link.dating import date_by_others
        from khronika.store.linkage import DatabaseState

        return date_by_others(DatabaseState(self.alias), report)

    def explain(self, a: tuple[str, str], b: tuple[str, str]) -> "tuple[bool, Explanation]":
        """Return whether two statements (report id, statement id) are of one event, and why.

        Raises:
            StoreError: one of them is of no event, as it stands in a teaser.
        """
        from khronika.link.explain import explain_pair
        from khronika.store.linkage import DatabaseState
        from khronika.store.models import EventMember

        members = EventMember.objects.using(self.alias)
        events = [members.filter(report=r, statement=s).values_list("event", flat=True).first() for r, s in (a, b)]
        for key, event in zip((a, b), events, strict=True):
            if event is None:
                raise StoreError("is of no event: it stands in a teaser or a repeated line", about=":".join(key))
        return events[0] == events[1], explain_pair(DatabaseState(self.alias), a, b)

    def revised(self, url: str | None = None) -> Iterator[tuple[str, list[tuple[str, Report]]]]:
        """Give each address with more than one report: those reports with when they were captured, in order.

        Args:
            url: of one address, for that alone.
        """
        from khronika.store.revisions import read_revised

        yield from read_revised(self.alias, url)

"""Events replaced by what linking made anew, what became of the old ones, and persons' judgements."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from khronika.errors import StoreError
from khronika.link.linking import Relinked
from khronika.model import Event
from khronika.model.codec import to_json
from khronika.store import models
from khronika.store.database import insert_rows
from khronika.store.digests import digest_set, shift_digest
from khronika.store.entries import replace_entries
from khronika.store.linkage import TOGETHER, DatabaseState, batches, list_judgements
from khronika.store.log import append_entry
from khronika.store.questions import renew_questions
from khronika.values.clock import utc_now

Key = tuple[str, str]
"""Report id and statement id."""
_NOTHING = digest_set(())


class Unlinked(NamedTuple):
    """What came since the last linking."""

    added: list[str]  # reports
    decided: list[str]  # reports of which a person changed a statement
    judged: list[Key]  # statements that a person gave a word on


def find_unlinked(alias: str) -> Unlinked:
    """Return what came since the last linking."""
    log = models.LogEntry.objects.using(alias)
    last = log.filter(kind="linked").order_by("-number").values_list("number", flat=True).first() or 0
    if not models.LinkKey.objects.using(alias).exists():
        last = 0  # linked by a version that remembered nothing
    since = log.filter(number__gt=last).order_by("number").values_list("kind", "what")
    entries = [(kind, json.loads(what)) for kind, what in since.filter(kind__in=["added", "judged", "decided"])]
    added, decided = ([what["report"] for kind, what in entries if kind == one] for one in ("added", "decided"))
    judged = [(report, one) for kind, what in entries if kind == "judged" for report, one in (what["a"], what["b"])]
    return Unlinked(added, decided, judged)


def store_links(alias: str, state: DatabaseState, relinked: Relinked, events: Sequence[Event], why: str) -> None:
    """Put `events` in the place of those that held statements which linking touched; to be called in a transaction."""
    rows = models.Event.objects.using(alias)
    told = relinked.touched | _told_by(alias, relinked.decided)
    old = _events_of(alias, told)
    wanted = {event.id: to_json(event) for event in events}
    held: dict[str, str] = {}
    for some in batches(old):
        held.update(rows.filter(id__in=some).values_list("id", "record"))
    changed = [event for event in events if held.get(event.id) != wanted[event.id]]
    gone = [i for i in old if i not in wanted or wanted[i] != held.get(i)]
    lost = [held[i] for i in gone if i in held]  # what linking forgot before is in no digest
    _replace_rows(alias, gone, [(event, wanted[event.id]) for event in changed])
    replace_entries(alias, gone, changed, state.report)
    renew_questions(alias, state, events, told)
    _note_changes(alias, old, events, why)
    last = models.LogEntry.objects.using(alias).filter(kind="linked").order_by("-number").first()
    before: dict[str, Any] = (
        json.loads(last.what) if last and not state.fresh else {"events": _NOTHING, "copies": _NOTHING, "count": 0}
    )
    moved = state.changed_originals.items()
    what = {
        "events": shift_digest(before["events"], lost, [wanted[e.id] for e in changed]),
        "count": before["count"] + len(changed) - len(lost),
        "copies": shift_digest(
            before["copies"], [f"{r}={o}" for r, (o, _) in moved if o], [f"{r}={o}" for r, (_, o) in moved if o]
        ),
    }
    append_entry(alias, "linked", what)


def _told_by(alias: str, reports: Iterable[str]) -> set[Key]:
    """Return the statements of some reports that are in events: a person may have taken some of them out since."""
    found: set[Key] = set()
    for some in batches(reports):
        found |= set(models.EventMember.objects.using(alias).filter(report__in=some).values_list("report", "statement"))
    return found


def _replace_rows(alias: str, gone: Sequence[str], changed: Sequence[tuple[Event, str]]) -> None:
    """Delete the rows of events and write those of others, each with its record."""
    rows, members = models.Event.objects.using(alias), models.EventMember.objects.using(alias)
    for some in batches(gone):
        rows.filter(id__in=some).delete()
        members.filter(event__in=some).delete()
    rows.bulk_create([_event_row(event, record) for event, record in changed], batch_size=TOGETHER)
    held = ((event.id, s.report, s.statement) for event, _ in changed for s in event.statements)
    insert_rows(alias, models.EventMember, ("event", "report", "statement"), held)


def _event_row(event: Event, record: str) -> models.Event:
    return models.Event(
        id=event.id, act=event.act, from_day=event.from_, to_day=event.to, verdict=event.verdict, record=record
    )


def _events_of(alias: str, touched: Iterable[Key]) -> dict[str, set[Key]]:
    """Return the events that hold some statements, each with all its statements."""
    members, wanted = models.EventMember.objects.using(alias), set(touched)
    ids: set[str] = set()
    for some in batches({report for report, _ in wanted}):
        found = members.filter(report__in=some).values_list("event", "report", "statement")
        ids.update(event for event, report, statement in found if (report, statement) in wanted)
    held: dict[str, set[Key]] = {i: set() for i in ids}
    for some in batches(ids):
        for event, report, statement in members.filter(event__in=some).values_list("event", "report", "statement"):
            held[event].add((report, statement))
    return held


def _note_changes(alias: str, old: Mapping[str, set[Key]], events: Sequence[Event], why: str) -> None:
    """Note what became of events that are no more, or gave statements to others."""
    now = {(s.report, s.statement): event.id for event in events for s in event.statements}
    at = utc_now()
    rows = []
    for event, held in sorted(old.items()):
        into = sorted({now[key] for key in held if key in now})
        if into != [event]:
            kind = "gone" if not into else "merged" if len(into) == 1 else "split"
            rows.append(models.EventChange(event=event, kind=kind, into=json.dumps(into), at=at, why=why))
    models.EventChange.objects.using(alias).bulk_create(rows, batch_size=TOGETHER)


def store_judgement(alias: str, a: Key, b: Key, *, same: bool | None, who: str, why: str) -> None:
    """Keep a person's word on two statements; to be called in a transaction.

    Args:
        same: None takes back what was said of the two before.

    Raises:
        StoreError: a statement is not there, or the word cannot hold beside those that were given before.
    """
    a, b = min(a, b), max(a, b)
    for key in (a, b):
        if not _is_there(alias, key):
            raise StoreError("no statement with this id", about=" ".join(key))
    judged = {(j.a, j.b): j.same for j in list_judgements(alias)}
    if same is None and judged.pop((a, b), None) is None:
        raise StoreError("nothing was said of the two that could be taken back", about=" ".join((*a, *b)))
    if same is not None:
        judged[a, b] = same
    clash = _find_clash(judged)
    if clash:
        raise StoreError("cannot hold beside what was judged before", about=" ".join(clash))
    at = utc_now()
    models.Judgement.objects.using(alias).create(
        a_report=a[0], a_statement=a[1], b_report=b[0], b_statement=b[1], same=same, who=who, why=why, at=at
    )
    append_entry(alias, "judged", {"a": list(a), "b": list(b), "same": same, "who": who, "why": why})


def _is_there(alias: str, key: Key) -> bool:
    """Tell whether there is a statement: of the reader's, or made by a person."""
    wanted = {"report": key[0], "statement": key[1]}
    read = models.Statement.objects.using(alias).filter(**wanted)
    made = models.Decision.objects.using(alias).filter(**wanted, kind="make", blind=False)
    return read.exists() or made.exists()


def _find_clash(judged: Mapping[tuple[Key, Key], bool]) -> Key | None:
    """Return a statement that is judged to be of one event with one that it is judged to be apart from."""
    group: dict[Key, Key] = {}

    def head(key: Key) -> Key:
        while key in group:
            key = group[key]
        return key

    for (a, b), same in judged.items():
        if same and head(a) != head(b):
            group[head(a)] = head(b)
    return next((a for (a, b), same in judged.items() if not same and head(a) == head(b)), None)

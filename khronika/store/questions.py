"""Why a person should look at a statement: each reason is a rule, and is looked at anew when linking touches its event.

A statement that somebody decided on raises no question until that decision is taken back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connections

from khronika.link.state import Edge
from khronika.link.tables import load_bound
from khronika.model import Act, Event, Status, Verdict
from khronika.model.codec import from_json
from khronika.store import models
from khronika.store.database import insert_rows
from khronika.store.decided import standing_by_statement
from khronika.store.deciding import decisions_by_report
from khronika.store.entries import source_key
from khronika.store.linkage import DatabaseState, batches

Key = tuple[str, str]
"""Report id and statement id."""
Pair = tuple[Key, Key]
REASONS = ("contested", "denied", "retracted", "planned", "merge", "split", "source", "unsure")
"""In the order in which a person should look: what sources disagree on comes first. `unsure` holds all that waits."""
_OF_VERDICT = {
    Verdict.CONTESTED: "contested",
    Verdict.DENIED: "denied",
    Verdict.RETRACTED: "retracted",
    Verdict.DID_NOT_HAPPEN: "planned",
}
_SOURCES = models.EventSource._meta.db_table
# Asked for each source of each event that changed: a query by objects takes twenty times as long to make as to answer.
_FIND_OTHER = f"SELECT 1 FROM {_SOURCES} WHERE source = %s AND event <> %s LIMIT 1"  # noqa: S608 - the table alone
_NEAR = 0.5  # points below the bound of linking at which two statements of two events are still worth a look


class _Question(NamedTuple):
    """A row of `models.Question`."""

    reason: str
    weight: float
    report: str
    statement: str
    other_report: str | None
    other_statement: str | None
    about: str | None


def renew_questions(alias: str, state: DatabaseState, events: Sequence[Event], touched: Iterable[Key]) -> None:
    """Ask anew about the statements of some events; to be called where those were stored.

    Args:
        touched: statements about which nothing that was asked before holds.
    """
    _drop(alias, {*touched, *((s.report, s.statement) for event in events for s in event.statements)})
    event_of = {(s.report, s.statement): event.id for event in events for s in event.statements}
    reports = {report for report, _ in event_of}
    edges = sorted(edge for edge in state.edges_of(reports) if not edge.bound)
    event_of |= _events_of(alias, {key for edge in edges for key in (edge.a, edge.b)} - event_of.keys())
    decided = {
        (report, statement)
        for some in batches(report for report, _ in event_of)
        for report, told in decisions_by_report(alias, some).items()
        for statement in standing_by_statement(told)
    }
    judged = {(j.a, j.b) for j in state.judgements(reports)}
    asked = [
        *_of_events(events, state),
        *_merges(judged, edges, event_of),
        *_splits(judged, edges, events),
        *_new_sources(alias, events),
    ]
    waiting = [row for row in asked if (row.report, row.statement) not in decided]
    insert_rows(alias, models.Question, _Question._fields, waiting)


def ask_about_all(alias: str) -> None:
    """Ask about everything that a chronicle holds."""
    models.Question.objects.using(alias).all().delete()
    rows = models.Event.objects.using(alias)
    for ids in batches(rows.values_list("id", flat=True)):
        events = [from_json(Event, record) for record in rows.filter(id__in=ids).values_list("record", flat=True)]
        renew_questions(alias, DatabaseState(alias), events, ())


def _events_of(alias: str, keys: set[Key]) -> dict[Key, str]:
    """Return the events of some statements."""
    rows = models.EventMember.objects.using(alias)
    found = {
        (report, statement): event
        for some in batches(report for report, _ in keys)
        for report, statement, event in rows.filter(report__in=some).values_list("report", "statement", "event")
    }
    return {key: event for key, event in found.items() if key in keys}


def _drop(alias: str, keys: set[Key]) -> None:
    """Take out what is asked about some statements, also where they are the other of a pair."""
    rows = models.Question.objects.using(alias)
    for some in batches({report for report, _ in keys}):
        asked = [
            *rows.filter(report__in=some).values_list("id", "report", "statement"),
            *rows.filter(reason="merge", other_report__in=some).values_list("id", "other_report", "other_statement"),
        ]
        for ids in batches(i for i, report, statement in asked if (report, statement) in keys):
            rows.filter(id__in=ids).delete()


def _of_events(events: Iterable[Event], state: DatabaseState) -> Iterator[_Question]:
    """Ask about what sources differ on, newest first, and about everything, the least sure first."""
    for event in events:
        day = event.from_ or event.to
        newest = -float(date.fromisoformat(day).toordinal()) if day else 0.0
        for held in event.statements:
            statement = state.statement((held.report, held.statement))
            yield _question("unsure", statement.confidence, (held.report, held.statement))
            reason = _OF_VERDICT.get(event.verdict)
            if reason != "denied" and (held.status is Status.DENIED or held.act is Act.DENIAL):
                yield _question("denied", newest, (held.report, held.statement))
            if reason:
                yield _question(reason, newest, (held.report, held.statement))


def _merges(judged: set[Pair], edges: Iterable[Edge], event_of: Mapping[Key, str]) -> Iterator[_Question]:
    """Ask whether two events that nearly were one are one: once for each two, where their statements are most alike."""
    best: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        one, two = event_of.get(edge.a), event_of.get(edge.b)
        if one is None or two is None or one == two or (edge.a, edge.b) in judged:
            continue
        pair = (min(one, two), max(one, two))
        if edge.points >= load_bound("join") - _NEAR and (pair not in best or edge.points > best[pair].points):
            best[pair] = edge
    for edge in best.values():
        yield _question("merge", -edge.points, edge.a, edge.b)


def _splits(judged: set[Pair], edges: Iterable[Edge], events: Iterable[Event]) -> Iterator[_Question]:
    """Ask whether the statement that fits its event least belongs to it, where others alone hold it in."""
    unmet, join = load_bound("unmet"), load_bound("join")
    ties: dict[Key, dict[Key, float]] = {}
    for edge in edges:
        ties.setdefault(edge.a, {})[edge.b] = edge.points
        ties.setdefault(edge.b, {})[edge.a] = edge.points
    for event in events:
        members = {(s.report, s.statement) for s in event.statements}
        means = []
        for key in members:
            met = {other: points for other, points in ties.get(key, {}).items() if other in members}
            if met and not any((min(key, o), max(key, o)) in judged for o in met):
                mean = (sum(met.values()) + unmet * (len(members) - 1 - len(met))) / (len(members) - 1)
                means.append((mean, key, max(met, key=lambda o: met[o])))
        if means and min(means)[0] < join:
            yield _question("split", *min(means))


def _new_sources(alias: str, events: Iterable[Event]) -> Iterator[_Question]:
    """Ask about sources that no other event knows: at the first statement of theirs."""
    first: dict[str, tuple[str, Key, float, str]] = {}
    for event in events:
        day = event.from_ or event.to
        newest = -float(date.fromisoformat(day).toordinal()) if day else 0.0
        for held in event.statements:
            for link in held.chain:
                if link.name:
                    first.setdefault(
                        source_key(link.name), (link.name, (held.report, held.statement), newest, event.id)
                    )
    with connections[alias].cursor() as cursor:
        for key, (name, statement, newest, event_id) in first.items():
            cursor.execute(_FIND_OTHER, [key, event_id])
            if cursor.fetchone() is None:
                yield _question("source", newest, statement, about=name)


def _question(reason: str, weight: float, key: Key, other: Key | None = None, about: str | None = None) -> _Question:
    other_report, other_statement = other or (None, None)
    return _Question(reason, weight, *key, other_report, other_statement, about)

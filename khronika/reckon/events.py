"""The reckon stage: clusters of statements in, events with figures, roots and verdict out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from khronika.model import Act, Event, EventStatement, Report
from khronika.reckon.figures import reckon_figures
from khronika.reckon.names import name_event, pick_days, pick_place
from khronika.reckon.origins import trace_own_words
from khronika.reckon.roots import Told, count_independent, make_roots, make_told
from khronika.reckon.statuses import says_it_happened
from khronika.reckon.takebacks import mark_taken_back
from khronika.reckon.tolls import Member, find_told_together, find_tolls, is_of_attack
from khronika.reckon.verdicts import reckon_verdict
from khronika.values.ids import make_digest

_ACTS = list(Act)


class Cluster(Protocol):
    """Statements about one event, as `khronika.link` gives them: (report id, statement id) in order."""

    @property
    def members(self) -> tuple[tuple[str, str], ...]:
        """The statements."""


def reckon_events(clusters: Iterable[Cluster], reports: Sequence[Report], copies: Mapping[str, str]) -> list[Event]:
    """Return one event for each cluster, in the order of the clusters.

    Args:
        clusters: from `khronika.link.link_statements`.
        reports: all reports that the clusters name, in any order.
        copies: report id -> id of the report that it copies, from `khronika.link.find_copies`.
    """
    by_id = {report.id: report for report in reports}
    statements = {(r.id, s.id): s for r in reports for s in r.statements}
    return [_event([(by_id[r], statements[r, s]) for r, s in c.members], by_id, copies) for c in clusters]


def _event(members: Sequence[Member], reports: Mapping[str, Report], copies: Mapping[str, str]) -> Event:
    """Return the event that statements are about."""
    told = mark_taken_back(trace_own_words(make_told(members, reports, copies)))
    often = Counter(t.statement.act for t in told)
    act = max(often, key=lambda a: (often[a], -_ACTS.index(a)))
    place, days = pick_place(told), pick_days(members)
    if days == (None, None):  # nobody says when those were hurt, only when the shots fell
        days = pick_days(find_told_together(act, members))
    figures = reckon_figures(_counted(act, often, members), told)
    counted_too = [(toll, make_told(others, reports, copies)) for toll, others in find_tolls(act, members)]
    tolls = [f for toll, others in counted_too for f in reckon_figures(toll, trace_own_words(others))]
    roots_for = count_independent([t for t in told if says_it_happened(t.statement) and not t.statement.retracts])
    verdict, why = reckon_verdict(told, figures, roots_for)
    return Event(
        id=_event_id(told), name=name_event(act, told, figures, place, days), act=act,
        acts=tuple(sorted(often, key=_ACTS.index)), place=place, from_=days[0], to=days[1],
        statements=tuple(_statement(t) for t in told), figures=(*figures, *tolls),
        independent_roots=count_independent(told), roots_for=roots_for, roots=make_roots(told), verdict=verdict,
        why=why,
    )  # fmt: skip


def _counted(act: Act, often: Mapping[Act, int], members: Sequence[Member]) -> Act:
    """Return the act that an event's numbers are counted under: the dead of an attack or a killing were killed."""
    return Act.KILLING if act is Act.DEATH and (Act.KILLING in often or is_of_attack(members)) else act


def _event_id(told: Sequence[Told]) -> str:
    """Return the id of an event, made from its smallest statement, so that it stays as other reports come in."""
    report, statement, act = min((t.report.id, t.statement.id, t.statement.act) for t in told)
    return "e" + make_digest(act, report, statement)[:12]


def _statement(told: Told) -> EventStatement:
    held = told.statement
    return EventStatement(
        report=told.report.id, statement=held.id, act=held.act, evidence=held.evidence, quantity=held.count,
        status=held.status, chain=held.chain,
    )  # fmt: skip

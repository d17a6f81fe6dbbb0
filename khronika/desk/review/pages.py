"""The pages of review: what waits, and a report with its statements, the text on the left and the fields beside."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from khronika.desk.browse.paging import read_number
from khronika.desk.marked import mark_report
from khronika.desk.people.roles import person_of
from khronika.desk.people.veil import find_hidden
from khronika.desk.queries import chronicle
from khronika.desk.review.codings import list_to_code, reckon_agreement
from khronika.desk.review.held import Held, read_held
from khronika.desk.review.waiting import TITLES, list_waiting
from khronika.desk.words import (
    DONE,
    FIELDS,
    say_act,
    say_chain,
    say_code,
    say_interval,
    say_report,
    say_when,
    say_where,
)
from khronika.errors import StoreError
from khronika.model import Act, ActorKind, Decision, Statement, Status
from khronika.publish.words import clean
from khronika.store.questions import REASONS

_AGREED = {"said": gettext_lazy("the report says it"), **FIELDS, "root": gettext_lazy("nearest source")}
"""What coders agree on."""


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a look, by reason: what sources disagree on first."""
    asked = request.GET.get("why", "")
    reason = asked if asked in REASONS else ""
    page = read_number(request.GET.get("page", ""))
    with chronicle() as opened:
        hidden = find_hidden(request, opened.alias)
        groups = list_waiting(opened, hidden, reason=reason, page=page if reason else 0)
        counts = {"reports": opened.count_reports(), "events": opened.count_events()}
    shown = [{"reason": g.reason, "title": TITLES[g.reason], "rows": g.rows, "more": g.more} for g in groups]
    did = {name: request.GET.get(name, "")[:400] for name in ("a", "b", "did")}
    return render(
        request,
        "desk/queue.html",
        {"groups": shown, "reasons": [(name, TITLES[name]) for name in REASONS], "reason": reason, "page": page,
         "counts": counts, "did": did},
    )  # fmt: skip


@require_GET
def report(request: HttpRequest, report: str) -> HttpResponse:
    """One report: its text with every statement marked, and the fields of the chosen one beside."""
    return _show(request, report, blind=False)


@require_GET
def code(request: HttpRequest, report: str) -> HttpResponse:
    """The same for a second coder, who does not see what others decided."""
    return _show(request, report, blind=True)


@require_GET
def coding(request: HttpRequest) -> HttpResponse:
    """What there is to code a second time."""
    person = person_of(request)
    with chronicle() as opened:
        left = list_to_code(opened, person.name, find_hidden(request, opened.alias).reports)
    rows = [(report.id, say_report(report), done) for report, done in left]
    return render(request, "desk/coding.html", {"rows": rows})


@require_GET
def agreement(request: HttpRequest) -> HttpResponse:
    """How far coders agree on each field."""
    with chronicle() as opened:
        rows = [{"label": _AGREED[held.what], "held": held} for held in reckon_agreement(opened)]
    return render(request, "desk/agreement.html", {"rows": rows})


def _show(request: HttpRequest, report: str, *, blind: bool) -> HttpResponse:
    with chronicle() as opened:
        try:
            held = read_held(opened, report, who=person_of(request).name, blind=blind)
        except StoreError as error:
            raise Http404(error.reason) from None
    chosen = _choose(held, request.GET.get("s"))
    now = held.now(chosen.id) if chosen else None
    order = [s.id for s in held.report.statements]
    place = order.index(chosen.id) if chosen else 0
    did = request.GET.get("did", "")
    return render(
        request,
        "desk/report.html",
        {
            "report": held.report, "blind": blind, "title": say_report(held.report),
            "url": clean(held.report.url or ""),
            "warnings": [clean(w) for w in held.report.warnings],
            "passages": list(mark_report(held.report, now or chosen)), "chosen": chosen, "now": now,
            "rows": _compare(chosen, now) if chosen else [], "rejected": chosen is not None and now is None,
            "changed": chosen is not None and now is not None and _fields(chosen) != _fields(now),
            "statements": [_entry(held, s) for s in held.report.statements],
            "history": [_say_decision(d) for d in held.history(chosen.id)] if chosen else [],
            "did": _say_deed(held, did), "acts": [(a.value, say_act(a)) for a in Act],
            "states": [(s.value, say_code(s)) for s in Status], "kinds": [(k.value, say_code(k)) for k in ActorKind],
            "previous": order[place - 1] if place else None,
            "next": order[place + 1] if chosen and place + 1 < len(order) else None,
        },
    )  # fmt: skip


def _choose(held: Held, wanted: str | None) -> Statement | None:
    """Return the statement asked for, else the first one, none where the report has none."""
    return held.found(wanted) or next(iter(held.report.statements), None)


def _entry(held: Held, found: Statement) -> dict[str, Any]:
    """Return what the list of statements says of one."""
    standing = held.standing.get(found.id, [])
    now = held.now(found.id) or found
    kind = standing[-1].kind if standing else None
    return {"id": found.id, "act": say_act(now.act), "count": _say_count(now) if now.quantity else "",
            "kind": kind or "", "done": DONE[kind] if kind else "", "made": found.made_by == "person"}  # fmt: skip


def _compare(found: Statement, now: Statement | None) -> list[dict[str, Any]]:
    """Return each field as it was found, and as people say it where that is otherwise."""
    people = {name: (words, stands) for name, words, stands in _fields(now)} if now else {}
    rows = []
    for name, words, stands in _fields(found):
        other = people.get(name, (words, stands))
        changed = other != (words, stands)
        rows.append({"name": "source" if name == "chain" else name, "label": FIELDS[name], "words": words,
                     "stands": stands, "people": other[0] if changed else "",
                     "people_stands": other[1] if changed else ""})  # fmt: skip
    return rows


def _fields(statement: Statement) -> list[tuple[str, str, str]]:
    """Return (field, what it says, the words it stands on) of a statement."""
    count, time, place = statement.quantity, statement.time, statement.place
    hedged = ", " + _("hedged") if statement.hedged else ""
    unsaid = _("not said")
    return [
        ("act", say_act(statement.act), ""),
        ("status", say_code(statement.status) + hedged, ""),
        ("quantity", _say_count(statement), clean(count.text) if count else ""),
        ("time", say_when(time.from_, time.to) if time else unsaid, clean(time.text) if time else ""),
        ("place", say_where(place) if place else unsaid, clean(place.text) if place else ""),
        ("by", ", ".join(clean(p.text) for p in statement.by) or unsaid, ""),
        ("to", ", ".join(clean(p.text) for p in statement.to) or unsaid, ""),
        ("chain", say_chain(statement.chain), ""),
    ]


def _say_count(statement: Statement) -> str:
    count = statement.quantity
    if count is None:
        return _("not said")
    return clean(say_interval((count.min, count.max), count.unit))


def _say_decision(decision: Decision) -> dict[str, Any]:
    """Return a decision as its history tells it."""
    field = FIELDS.get(decision.field or "", "")
    return {"at": decision.at, "who": clean(decision.who), "done": DONE[decision.kind], "field": field,
            "why": clean(decision.why)}  # fmt: skip


def _say_deed(held: Held, statement: str) -> dict[str, Any] | None:
    """Return what was done just now to a statement, so that it can be taken back."""
    found, history = held.found(statement), held.history(statement)
    if found is None or not history:
        return None
    return {"statement": statement, "act": say_act(found.act), "done": DONE[history[-1].kind], "seen": len(history),
            "standing": bool(held.standing.get(statement))}  # fmt: skip

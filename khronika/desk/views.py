"""The pages of the desk. What they ask stands in `queries`, what they do in `actions`."""

from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from khronika.desk.browse.hidden import find_hidden
from khronika.desk.marked import mark_report
from khronika.desk.people.roles import person_of
from khronika.desk.queries import PAGE, chronicle, list_waiting
from khronika.errors import StoreError
from khronika.model import Act, Report, Statement, Status
from khronika.publish.words import (
    say_act,
    say_chain,
    say_code,
    say_report,
    say_when,
    say_where,
)
from khronika.reckon.words import say_how_many, say_interval
from khronika.store.decided import apply_decisions, standing_by_statement

_ASSETS = {"desk.css": "text/css", "browse.css": "text/css", "desk.js": "text/javascript"}


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Statements that nobody has decided on, disagreement first."""
    with chronicle() as opened:
        hidden = find_hidden(opened.alias, person_of(request))
        waiting = [w for w in list_waiting(opened) if w.event.id not in hidden.events]
        rows = [
            {"report": w.report.id, "statement": w.statement.id, "event": w.event.name, "reason": w.reason,
             "act": say_act(w.statement.act), "chain": say_chain(w.statement.chain),
             "words": w.report.text[w.statement.evidence[0].start : w.statement.evidence[0].end]}
            for w in waiting
        ]  # fmt: skip
        counts = {"reports": opened.count_reports(), "events": opened.count_events()}
    return render(request, "desk/queue.html", {"rows": rows, "counts": counts, "page": PAGE})


@require_GET
def report(request: HttpRequest, report: str) -> HttpResponse:
    """One report: its text with every statement marked, and the fields of the chosen one beside."""
    with chronicle() as opened:
        try:
            machine = opened.report(report)
        except StoreError as error:
            raise Http404(error.reason) from None
        decisions = opened.decisions(report)
    decided = {s: str(held[-1].kind) for s, held in standing_by_statement(decisions).items()}
    chosen = _choose(machine, request.GET.get("s"))
    held = apply_decisions(machine, [d for d in decisions if chosen is None or d.statement == chosen.id])
    now = next((s for s in held.statements if chosen and s.id == chosen.id), None)
    order = [s.id for s in machine.statements]
    at = order.index(chosen.id) if chosen else 0
    return render(
        request,
        "desk/report.html",
        {
            "report": machine, "title": say_report(machine), "passages": list(mark_report(machine, chosen)),
            "chosen": chosen, "now": now, "machine": _fields(chosen) if chosen else None,
            "human": _fields(now) if now and now != chosen else None, "rejected": chosen is not None and now is None,
            "statements": [(s.id, say_act(s.act), _count_words(s), decided.get(s.id)) for s in machine.statements],
            "history": [d for d in decisions if chosen and d.statement == chosen.id],
            "decided": decided.get(chosen.id) if chosen else None, "acts": [(a.value, say_act(a)) for a in Act],
            "states": [(s.value, say_code(s)) for s in Status], "previous": order[at - 1] if at else None,
            "next": order[at + 1] if at + 1 < len(order) else None,
        },
    )  # fmt: skip


def _choose(held: Report, wanted: str | None) -> Statement | None:
    """Return the statement asked for, the first one without a wish, none where the report has none."""
    if wanted:
        return next((s for s in held.statements if s.id == wanted), None)
    return held.statements[0] if held.statements else None


def _fields(statement: Statement) -> list[tuple[str, str, str]]:
    """Return (field, what it says, the words it stands on) of a statement."""
    count, time, place = statement.quantity, statement.time, statement.place
    return [
        ("act", say_act(statement.act), ""),
        ("status", say_code(statement.status) + (", hedged" if statement.hedged else ""), ""),
        ("quantity", _say_count(statement), count.text if count else ""),
        ("time", say_when(time.from_, time.to) if time else "not said", time.text if time else ""),
        ("place", say_where(place), place.text if place else ""),
        ("by", ", ".join(p.name or p.text for p in statement.by) or "not said", ""),
        ("to", ", ".join(p.name or p.text for p in statement.to) or "not said", ""),
        ("source", say_chain(statement.chain), ""),
    ]


def _say_count(statement: Statement) -> str:
    count = statement.quantity
    if count is None:
        return "not said"
    interval = (count.min, count.max)
    return say_how_many(interval, count.unit) if count.unit else say_interval(interval)


def _count_words(statement: Statement) -> str:
    """Return the count of a statement in a list."""
    return _say_count(statement) if statement.quantity else ""


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The newest entries of the chronicle's log."""
    from khronika.store import models

    with chronicle() as opened:
        rows = list(models.LogEntry.objects.using(opened.alias).order_by("-number")[:PAGE])
    return render(request, "desk/log.html", {"rows": rows})


@require_GET
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """A file that pages need; no other file can be asked for."""
    if name not in _ASSETS:
        raise Http404(name)
    return HttpResponse((files("khronika.desk") / "assets" / name).read_bytes(), content_type=_ASSETS[name])

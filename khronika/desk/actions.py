"""What people do at the desk: one deed each, checked, kept, logged, and the events linked anew."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from khronika.desk.people.own import assert_may
from khronika.desk.people.roles import person_of
from khronika.desk.queries import chronicle
from khronika.errors import StoreError
from khronika.model import Decision, DecisionKind
from khronika.pipeline import link_chronicle
from khronika.values.clock import utc_now


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Keep a decision on a statement, and go on to the next one of the report."""
    told = request.POST
    report, statement = told.get("report", ""), told.get("statement", "")
    try:
        kind = DecisionKind(told.get("kind", ""))
        field, value = _correction(told) if kind is DecisionKind.CORRECT else (None, None)
        decision = Decision(
            report=report, statement=statement, kind=kind, field=field, value=value, who=person_of(request).name,
            why=told.get("why", "")[:2000], at=utc_now(),
        )  # fmt: skip
        with chronicle(write=True) as opened:
            assert_may(person_of(request), opened, decision)
            opened.decide(decision, seen=int(told.get("seen", "")))
            link_chronicle(opened)
    except (ValueError, StoreError) as error:
        return _refuse(request, error, back=_at(report, statement))
    return HttpResponseRedirect(_at(report, told.get("next") or statement))


@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """Keep a word on whether two statements are of one event; it binds every later linking."""
    told = request.POST
    event = told.get("event", "")
    back = reverse("event", args=[event]) if event.isalnum() else reverse("events")
    try:
        a, b = (_pair(told.get(name, "")) for name in ("a", "b"))
        with chronicle(write=True) as opened:
            who, why = person_of(request).name, told.get("why", "")[:2000]
            opened.judge(a, b, same=told.get("same") == "yes", who=who, why=why)
            link_chronicle(opened)
            target = next(
                (e.id for e in opened.events() if any((s.report, s.statement) == a for s in e.statements)), ""
            )
    except (ValueError, StoreError) as error:
        return _refuse(request, error, back=back)
    return HttpResponseRedirect(reverse("event", args=[target]) if target else reverse("events"))


def _correction(told: Any) -> tuple[str, dict[str, Any]]:
    """Return field and value of a correction as a form gives them: an empty box is null.

    Raises:
        ValueError: a box holds what no number is.
    """
    field = told.get("field", "")
    if field == "quantity":
        return field, {key: int(told[key]) if told.get(key) else None for key in ("min", "max")}
    if field == "time":
        return field, {key: told.get(key) or None for key in ("from", "to")}
    return field, {field: told.get("value", "")}


def _pair(name: str) -> tuple[str, str]:
    report, colon, statement = name.rpartition(":")
    if not colon:
        raise ValueError("name a statement as report:statement")
    return report, statement


def _at(report: str, statement: str) -> str:
    return f"{reverse('report', args=[report or '-'])}?{urlencode({'s': statement})}"


def _refuse(request: HttpRequest, error: Exception, *, back: str) -> HttpResponse:
    """Say in one line why nothing was kept, and how to get back to what was typed."""
    reason = str(error) or "the form was not whole"
    return render(request, "desk/refused.html", {"reason": reason, "back": back}, status=409)

"""Lists of events and of reports, found by words and facets, and the searches that people keep."""

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from khronika.desk.browse.asked import find_events, newest_first, read_asked
from khronika.desk.browse.facets import list_facets
from khronika.desk.browse.paging import Paging
from khronika.desk.browse.words import say_row
from khronika.desk.numbers import parse_number
from khronika.desk.people.roles import person_of
from khronika.desk.people.veil import Hidden, find_hidden
from khronika.desk.queries import chronicle, deciding, read_events, read_reports
from khronika.desk.remembered import Remembered
from khronika.desk.words import say_report
from khronika.errors import StoreError
from khronika.store import models
from khronika.store.entries import source_key
from khronika.store.search import find_by_words
from khronika.values.clock import utc_now

if TYPE_CHECKING:
    from django.db.models import QuerySet

_MOST_VIEWS = 40


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """Events by words and facets, the newest first."""
    asked, person = read_asked(request.GET), person_of(request)
    with chronicle() as opened:
        alias, hidden = opened.alias, find_hidden(request, opened.alias)
        find, remembered = cache(partial(find_events, alias, asked, hidden)), Remembered(alias, asked, hidden)
        paging = Paging(request.GET.get("page", ""), remembered.get("total", lambda: find().count()))
        ids = remembered.get(("events", paging.number), lambda: _part(newest_first(find()), "event", paging))
        held = read_events(alias, ids)
        facets = remembered.get("facets", lambda: list_facets(find(), asked, hidden, paging.total))
        own = models.SavedView.objects.using(alias).filter(who=person.name)
        views = list(own.order_by("name", "id")[:_MOST_VIEWS])
    told = {
        "rows": [say_row(held[i]) for i in ids if i in held], "asked": asked, "paging": paging, "facets": facets,
        "views": views, "address": asked.address(),
    }  # fmt: skip
    return render(request, "desk/browse/events.html", told)


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Reports by words and outlet, the newest first."""
    q, outlet = (request.GET.get(name, "").strip()[:200] for name in ("q", "outlet"))
    with chronicle() as opened:
        alias = opened.alias
        hidden = find_hidden(request, alias)
        find, remembered = cache(partial(_find_reports, alias, q, outlet, hidden)), Remembered(alias, q, outlet, hidden)
        paging = Paging(request.GET.get("page", ""), remembered.get("reports", lambda: find().count()))
        ids = remembered.get(("reports", paging.number), lambda: _part(find(), "report", paging))
        held = read_reports(alias, ids)
    found = [held[i] for i in ids if i in held]
    told = {
        "rows": [{"report": r, "words": say_report(r), "told": len(r.statements)} for r in found],
        "q": q, "outlet": outlet, "paging": paging,
    }  # fmt: skip
    return render(request, "desk/browse/reports.html", told)


def _find_reports(alias: str, q: str, outlet: str, hidden: Hidden) -> "QuerySet[models.ReportEntry]":
    """Return the entries of the reports that are asked for, the newest first."""
    rows = models.ReportEntry.objects.using(alias)
    if hidden.reports:
        rows = rows.exclude(report__in=hidden.reports)
    if outlet:
        rows = rows.filter(outlet=source_key(outlet))
    return find_by_words(rows, "store_reportwords", q).order_by(F("day").desc(nulls_last=True), "-report")


def _part(rows: "QuerySet[Any]", name: str, paging: Paging) -> list[str]:
    """Return the ids of the part of a list that is shown."""
    return list(rows.values_list(name, flat=True)[paging.part])


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a search under a name, or take one out that the same person kept."""
    asked, name = read_asked(request.POST), request.POST.get("name", "").strip()[:80]
    who = person_of(request).name
    back = reverse("events") + asked.address()
    try:
        with deciding() as opened:
            views = models.SavedView.objects.using(opened.alias)
            forget = parse_number(request.POST.get("forget", ""))
            if forget is not None:
                views.filter(id=forget, who=who).delete()
            elif name:
                views.create(name=name, query=asked.address(), who=who, at=utc_now())
    except StoreError as error:
        return render(request, "desk/refused.html", {"reason": str(error), "back": back}, status=409)
    return HttpResponseRedirect(back)

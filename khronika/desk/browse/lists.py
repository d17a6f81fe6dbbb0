"""Lists of events and of reports, found by words and facets, and the searches that people keep."""

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
from khronika.desk.people.veil import find_hidden
from khronika.desk.queries import chronicle, deciding, read_events, read_reports
from khronika.desk.words import say_report
from khronika.errors import StoreError
from khronika.store import models
from khronika.store.entries import source_key
from khronika.store.search import find_by_words
from khronika.values.clock import utc_now

_MOST_VIEWS = 40


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """Events by words and facets, the newest first."""
    asked, person = read_asked(request.GET), person_of(request)
    with chronicle() as opened:
        hidden = find_hidden(request, opened.alias)
        rows = find_events(opened.alias, asked, hidden)
        paging = Paging(request.GET.get("page", ""), rows.count())
        ids = list(newest_first(rows).values_list("event", flat=True)[paging.part])
        held = read_events(opened.alias, ids)
        facets = list_facets(rows, asked, hidden, paging.total)
        own = models.SavedView.objects.using(opened.alias).filter(who=person.name)
        views = list(own.order_by("name", "id")[:_MOST_VIEWS])
    told = {
        "rows": [say_row(held[i]) for i in ids], "asked": asked, "paging": paging, "facets": facets, "views": views,
        "address": asked.address(),
    }  # fmt: skip
    return render(request, "desk/browse/events.html", told)


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Reports by words and outlet, the newest first."""
    q, outlet = (request.GET.get(name, "").strip()[:200] for name in ("q", "outlet"))
    with chronicle() as opened:
        alias = opened.alias
        rows = models.ReportEntry.objects.using(alias)
        hidden = find_hidden(request, alias)
        if hidden.reports:
            rows = rows.exclude(report__in=hidden.reports)
        if outlet:
            rows = rows.filter(outlet=source_key(outlet))
        rows = find_by_words(rows, "store_reportwords", q)
        paging = Paging(request.GET.get("page", ""), rows.count())
        newest = rows.order_by(F("day").desc(nulls_last=True), "-report")
        ids = list(newest.values_list("report", flat=True)[paging.part])
        held = read_reports(alias, ids)
    told = {
        "rows": [{"report": held[i], "words": say_report(held[i]), "told": len(held[i].statements)} for i in ids],
        "q": q, "outlet": outlet, "paging": paging,
    }  # fmt: skip
    return render(request, "desk/browse/reports.html", told)


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

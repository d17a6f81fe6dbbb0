"""The page on which a report is marked as confidential, or opened to all again."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from khronika.desk.people.rights import is_trusted
from khronika.desk.people.roles import person_of
from khronika.desk.queries import chronicle, deciding
from khronika.errors import StoreError
from khronika.store.confidential import mark_report, read_confidential


def confidential(request: HttpRequest, report: str) -> HttpResponse:
    """Show who marked a report; mark it, which only hides, or open it, which takes more trust."""
    with chronicle() as opened:
        try:
            held = opened.report(report)
        except StoreError as error:
            raise Http404(error.reason) from None
        who = sorted(read_confidential(opened.alias).get(report, ()))
    if request.method == "POST":
        return _mark(request, report)
    asked = {"report": held, "who": ", ".join(who), "may_open": is_trusted(person_of(request), "opening")}
    return render(request, "desk/people/confidential.html", asked)


def _mark(request: HttpRequest, report: str) -> HttpResponse:
    person, mark, why = person_of(request), request.POST.get("mark") == "yes", request.POST.get("why", "")[:2000]
    if not mark and not is_trusted(person, "opening"):
        return HttpResponseForbidden("Opening what is confidential takes another role.\n")
    try:
        with deciding() as opened, transaction.atomic(using=opened.alias):
            mark_report(opened.alias, report, confidential=mark, who=person.name, why=why)
    except StoreError as error:
        told = {"reason": str(error), "back": reverse("confidential", args=[report])}
        return render(request, "desk/refused.html", told, status=409)
    return HttpResponseRedirect(reverse("report", args=[report]))

"""The pages on which people add to the chronicle, and watch what becomes of it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from khronika.desk.adding.inputs import TAKEN, Collected, read_given, take_file, take_link, take_note, take_text
from khronika.desk.adding.jobs import STAGES, find_job, list_jobs, start_job
from khronika.desk.adding.uploads import TOO_LARGE
from khronika.desk.browse.words import say_row
from khronika.desk.people.roles import person_of
from khronika.desk.people.veil import find_hidden
from khronika.desk.queries import chronicle, read_reports
from khronika.desk.words import say_report
from khronika.errors import CollectError, StoreError
from khronika.model import Event
from khronika.model.codec import from_json
from khronika.settings import LARGEST_UPLOAD
from khronika.store import models

_SHOWN = 50  # reports of a job that its page lists


def adding(request: HttpRequest) -> HttpResponse:
    """Show the forms, or take what one of them hands in and go on to its stages."""
    person = person_of(request)
    if request.method == "POST":
        try:
            name, collect = _take(request)
            job = start_job(name, person.name, collect, hidden=request.POST.get("seen_by") == "trusted")
        except (CollectError, StoreError) as error:
            told = {"reason": str(error), "back": reverse("adding")}
            return render(request, "desk/refused.html", told, status=409)
        return HttpResponseRedirect(reverse("add_job", args=[job.id]))
    shown = {"jobs": list_jobs(person.name), "taken": ", ".join(TAKEN), "most": LARGEST_UPLOAD // 1_000_000}
    return render(request, "desk/adding/add.html", shown)


def _take(request: HttpRequest) -> tuple[str, Callable[[], Collected]]:
    """Return what a form hands in: what to call it, and what collects it.

    Raises:
        CollectError: it is nothing that can be taken in.
    """
    told, given = request.POST, read_given(request.POST)
    kind = told.get("kind", "")
    if kind == "link":
        return told.get("link", "").strip()[:200], take_link(told.get("link", ""), given)
    if kind == "file":
        file = request.FILES.get("file")
        if request.META.get(TOO_LARGE):
            raise CollectError(f"is larger than {LARGEST_UPLOAD // 1_000_000} MB", about="the file")
        if file is None:
            raise CollectError("choose one", about="the file")
        return file.name or "file", take_file(file, given)
    if kind == "note":
        locked = told.get("seen_by") == "nobody"
        return "note", take_note(told.get("text", ""), given, told.get("told_by", ""), locked=locked)
    if kind == "text":
        return given.title or "pasted text", take_text(told.get("text", ""), given)
    raise CollectError("is nothing that can be added", about=kind[:40] or "the form")


def add_job(request: HttpRequest, job: str) -> HttpResponse:
    """The stages of what a person adds; the page looks again by itself until it is over."""
    held = find_job(job, person_of(request).name)
    if held is None:
        raise Http404("nothing of this name is being added in this run of the desk")
    rows, events = [], []
    if held.is_over and held.reports:
        with chronicle() as opened:
            hidden = find_hidden(request, opened.alias)
            some = [report for report in held.reports if report not in hidden.reports][:_SHOWN]
            stored = read_reports(opened.alias, some).values()
            rows = [(r.id, say_report(r), len(r.statements), r.warnings) for r in stored]
            members = models.EventMember.objects.using(opened.alias).filter(report__in=some).values("event")
            told = models.Event.objects.using(opened.alias).filter(id__in=members).exclude(id__in=hidden.events)
            told = told.order_by("from_day", "id")
            events = [say_row(from_json(Event, record)) for record in told.values_list("record", flat=True)[:_SHOWN]]
    stages = [(words, "done" if n < held.stage or held.stage == len(STAGES) - 1 else "now" if n == held.stage else "")
              for n, words in enumerate(STAGES)]  # fmt: skip
    return render(
        request, "desk/adding/job.html", {"job": held, "stages": stages, "rows": rows, "events": events}
    )  # fmt: skip

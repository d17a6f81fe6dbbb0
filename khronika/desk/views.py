"""The log, the files that pages need, and what is shown where a page fails."""

import logging
import sys
from importlib.resources import files

from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from khronika.desk.browse.paging import Paging
from khronika.desk.logged import say_entry
from khronika.desk.queries import PAGE, NoAnswer, chronicle
from khronika.errors import UnansweredError

_ASSETS = {
    "desk.css": "text/css",
    "browse.css": "text/css",
    "review.css": "text/css",
    "desk.js": "text/javascript",
    "words.js": "text/javascript",
}
_LOG = logging.getLogger(__name__)
_UNANSWERED = (NoAnswer, UnansweredError, OperationalError, InterfaceError)
_AGAIN = 5  # seconds after which a page is worth another try


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The chronicle's log, the newest entries first."""
    from khronika.store import models

    with chronicle() as opened:
        entries = models.LogEntry.objects.using(opened.alias).order_by("-number")
        newest = entries.values_list("number", flat=True).first() or 0
        paging = Paging(request.GET.get("page", ""), newest, PAGE)
        rows = list(entries.filter(number__lte=newest - paging.number * PAGE)[:PAGE])
    return render(request, "desk/log.html", {"rows": list(map(say_entry, rows)), "paging": paging})


@require_GET
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """A file that pages need; no other file can be asked for."""
    if name not in _ASSETS:
        raise Http404(name)
    return HttpResponse((files("khronika.desk") / "assets" / name).read_bytes(), content_type=_ASSETS[name])


def failed(request: HttpRequest) -> HttpResponse:
    """What is shown in the place of a page that failed; the terminal says why."""
    error = sys.exc_info()[1]
    silent = isinstance(error, _UNANSWERED)
    if silent:
        _LOG.warning("khronika: %s", str(error).strip().split("\n")[0])
    else:
        _LOG.error("khronika: a page of the desk failed", exc_info=True)
    sent = request.method == "POST"
    told = {"silent": silent, "sent": sent, "again": reverse("queue") if sent else request.get_full_path()}
    response = render(request, "desk/failed.html", told, status=503 if silent else 500)
    if silent:
        response["Retry-After"] = str(_AGAIN)
    return response

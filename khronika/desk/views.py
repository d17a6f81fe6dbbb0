"""The log, and the files that pages need."""

from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from khronika.desk.queries import PAGE, chronicle

_ASSETS = {
    "desk.css": "text/css",
    "browse.css": "text/css",
    "review.css": "text/css",
    "desk.js": "text/javascript",
    "words.js": "text/javascript",
}


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

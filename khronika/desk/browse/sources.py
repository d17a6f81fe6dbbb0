"""The pages of sources, and what people say of them."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from khronika.desk.browse.sourced import count_source, list_first, list_names, list_sources, list_tellings
from khronika.desk.browse.words import say_row
from khronika.desk.people.roles import person_of
from khronika.desk.people.veil import find_hidden
from khronika.desk.queries import chronicle, deciding
from khronika.desk.words import say_code
from khronika.errors import StoreError
from khronika.model import ActorKind
from khronika.store import models
from khronika.store.entries import source_key
from khronika.store.sourcing import find_mains, read_reliability, read_words, store_word

_FIRST = 10


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """The named sources of the chronicle, those of most events first."""
    q = request.GET.get("q", "").strip()[:200]
    with chronicle() as opened:
        hidden = find_hidden(request, opened.alias)
        rows, paging = list_sources(opened.alias, q, hidden, request.GET.get("page", ""))
    return render(request, "desk/browse/sources.html", {"rows": rows, "paging": paging, "q": q})


@require_GET
def source(request: HttpRequest, source: str) -> HttpResponse:
    """One source: its names and kind, what people say of it, what it told first, and what it told where."""
    key = source_key(source)
    with chronicle() as opened:
        alias = opened.alias
        hidden, mains = find_hidden(request, alias), find_mains(alias)
        if key in mains:
            return HttpResponseRedirect(reverse("source", args=[mains[key]]))
        keys = [key, *(other for other, main in mains.items() if main == key)]
        names, counts = list_names(alias, keys, hidden), count_source(alias, keys, hidden)
        if not names or hidden.sources & set(keys) or not counts["events"]:
            raise Http404("no source with this name")
        rows = models.EventSource.objects.using(alias).filter(source__in=keys)
        kind = rows.values_list("kind", flat=True).first()
        said = read_words(alias, [key]).get(key, {})
        words = models.SourceWord.objects.using(alias).filter(source__in=keys)
        told = {
            "key": key, "names": names, "name": names[0][1], "kind": say_code(kind or ""), "said": said,
            "kind_said": say_code(said["kind"].value) if "kind" in said else "",
            "counts": counts,
            "first": [say_row(event) for event in list_first(alias, keys, hidden, _FIRST)],
            "tellings": list_tellings(alias, keys, hidden), "grades": list(read_reliability().items()),
            "kinds": [(k.value, say_code(k)) for k in ActorKind],
            "aliases": keys[1:],
            "history": list(words.exclude(report__in=hidden.reports).order_by("-id")[:30]),
        }  # fmt: skip
    return render(request, "desk/browse/source.html", told)


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Keep what a person says of a source."""
    told = request.POST
    key = source_key(told.get("source", ""))
    person = person_of(request)
    back = reverse("source", args=[key or "-"])
    try:
        with deciding() as opened:
            hidden = find_hidden(request, opened.alias)
            if key in hidden.sources or (hidden.events and not count_source(opened.alias, [key], hidden)["events"]):
                raise Http404("no source with this name")
            with transaction.atomic(using=opened.alias):
                store_word(
                    opened.alias, key, told.get("field", ""), told.get("value", "").strip()[:200], who=person.name,
                    report=told.get("report") or None, why=told.get("why", "")[:2000],
                )  # fmt: skip
            main = find_mains(opened.alias).get(key, key)
    except StoreError as error:
        return render(request, "desk/refused.html", {"reason": str(error), "back": back}, status=409)
    return HttpResponseRedirect(reverse("source", args=[main]))

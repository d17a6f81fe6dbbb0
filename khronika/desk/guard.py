"""Who may come in, and where to: one person by the key of this run, or a team by signing in."""

from collections.abc import Callable

from django.core import signing
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode

from khronika.desk.people.rights import is_of_teams, is_open, may, methods_of
from khronika.desk.people.roles import Person, Role
from khronika.desk.people.sessions import account_of
from khronika.desk.people.veil import asks_for_hidden
from khronika.desk.run import THIS_RUN
from khronika.store.database import connect

COOKIE = "khronika_desk"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"  # fmt: skip  # noqa: E501
Answer = Callable[[HttpRequest], HttpResponse]
_SALT = "khronika.desk"


def strict_headers(get_response: Answer) -> Answer:
    """Return the middleware that sends strict headers with every answer, refusals too."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return answer


def guard(get_response: Answer) -> Answer:
    """Return the middleware that lets nobody further than the table of rights says."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a name that is not this desk's
        return _stop(request) or get_response(request)

    return answer


def _stop(request: HttpRequest) -> HttpResponse | None:
    """Return what is answered in the page's place to somebody who may not have it; `request.person` is set.

    Raises:
        Http404: there is no such page, or it is of a record that is hidden from them.
    """
    team, method = bool(THIS_RUN.people), request.method or ""
    match = _resolve(request)
    name = match.url_name or "" if match else ""
    person = _who_is_there(request)
    request.person = person  # type: ignore[attr-defined]
    if person is None:
        if team and is_open(name, method):
            return None
        return _ask_to_sign_in(request) if team else _at_the_door(request)
    if match is None or (is_of_teams(name) and not team):
        raise Http404(request.path_info)
    if method not in methods_of(name):
        return HttpResponseNotAllowed(methods_of(name))
    if not may(person, name, method):
        return render(request, "desk/people/no.html", status=403)
    if asks_for_hidden(connect(THIS_RUN.chronicle), request, match):
        raise Http404(request.path_info)  # as though it were not there
    return None


def _resolve(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _who_is_there(request: HttpRequest) -> Person | None:
    """Return whoever opened the desk, or who of the team is signed in."""
    if not THIS_RUN.people:
        return Person(THIS_RUN.who, Role.ADMINISTRATOR) if is_known(request) else None
    account = account_of(request)
    return Person(account.name, account.rank, account.pk) if account else None


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the page for signing in, and from there back to what was asked for."""
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")
    return HttpResponseForbidden("Nothing was changed. You are signed out: sign in, go back and send it again.\n")


def is_known(request: HttpRequest) -> bool:
    """Tell whether a request carries the cookie of this run."""
    try:
        key = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return False
    return bool(THIS_RUN.key) and constant_time_compare(str(key), THIS_RUN.key)


def _at_the_door(request: HttpRequest) -> HttpResponse:
    """Take the key of the first address, once it is right, and lead on to the address without it."""
    key = request.GET.get("key", "")
    if request.method == "GET" and THIS_RUN.key and constant_time_compare(key, THIS_RUN.key):
        response = HttpResponseRedirect("/")
        response.set_cookie(COOKIE, signing.dumps(key, salt=_SALT), httponly=True, samesite="Strict")
        return response
    return HttpResponseForbidden("This desk is open to whoever started it. Use the address that the terminal shows.\n")

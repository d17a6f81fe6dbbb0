"""Who may come in, and where to: one person by the key of this run, or a team by signing in."""

from collections.abc import Callable

from django.core import signing
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.crypto import constant_time_compare

from khronika.desk.people.rights import may, methods_of
from khronika.desk.people.roles import Person, Role
from khronika.desk.run import THIS_RUN

COOKIE = "khronika_desk"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"  # fmt: skip  # noqa: E501
_SALT = "khronika.desk"


def guard(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that lets nobody further than the table of rights says, and sends strict headers."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a name that is not this machine's
        response = _stop(request) or get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return answer


def _stop(request: HttpRequest) -> HttpResponse | None:
    """Return what is answered in the page's place to somebody who may not have it; `request.person` is set."""
    if not is_known(request):
        return _at_the_door(request)
    person = Person(THIS_RUN.who, Role.ADMINISTRATOR)
    request.person = person  # type: ignore[attr-defined]
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        return None  # Django says so
    if request.method not in methods_of(name):
        return HttpResponseNotAllowed(methods_of(name))
    if not may(person, name, request.method):
        return render(request, "desk/people/no.html", status=403)
    return None


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

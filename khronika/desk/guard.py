"""Who may come in: whoever opened the desk on this machine, by a key that only its first address carries."""

from collections.abc import Callable

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils.crypto import constant_time_compare

from khronika.desk.run import THIS_RUN

COOKIE = "khronika_desk"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"  # fmt: skip  # noqa: E501
_SALT = "khronika.desk"


def guard(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that lets nobody in without the key, and sends strict headers with every page."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a name that is not this machine's
        response = get_response(request) if is_known(request) else _at_the_door(request)
        response["Content-Security-Policy"] = POLICY
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return answer


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

"""The pages of people: signing in and out, joining, one's own account."""

import segno
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from khronika.desk.people import accounts, totp
from khronika.desk.people.deeds import carry_over, note
from khronika.desk.people.models import Account
from khronika.desk.people.roles import person_of, say_role
from khronika.desk.people.sessions import begin

_ISSUER = "Khronika"
_secret = sensitive_post_parameters("password", "again", "old", "code")


@_secret
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name, password and code on one page; then on to where somebody wanted to go."""
    target = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return render(request, "desk/people/sign_in.html", {"next": target})
    told = request.POST
    account = accounts.sign_in(*(told.get(key, "")[:200] for key in ("name", "password", "code")))
    carry_over()
    if account is None:
        refused = {"next": target, "refused": True, "minutes": accounts.LOCKED_SECONDS // 60, "name": told.get("name")}
        return render(request, "desk/people/sign_in.html", refused, status=403)
    begin(request, account)
    return HttpResponseRedirect(target)


def _safe(request: HttpRequest, target: str) -> str:
    """Return an address of this desk: one of another site is none to go on to."""
    good = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if good and target.startswith("/") else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    note("signed out", name=person_of(request).name)
    carry_over()
    logout(request)
    return HttpResponseRedirect(reverse("sign_in"))


@_secret
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Take an invitation up: choose a password, and show that the second factor works."""
    account = accounts.find_invited(token)
    if account is None:
        raise Http404(token)
    error = ""
    if request.method == "POST":
        told = request.POST
        try:
            if told.get("password") != told.get("again"):
                raise accounts.PeopleError(_("the two passwords differ"))
            account = accounts.join(token, told.get("password", ""), told.get("code", ""))
        except accounts.PeopleError as refusal:
            error = str(refusal)
        else:
            carry_over()
            begin(request, account)
            return HttpResponseRedirect("/")
    address = totp.make_address(account.secret, account.name, issuer=_ISSUER)
    picture = segno.make(address, error="m").svg_inline(scale=4, border=4, svgclass="qr", lineclass=None, light="#fff")
    asked = {"name": account.name, "secret": account.secret, "address": address, "picture": picture, "error": error}
    return render(request, "desk/people/join.html", asked, status=409 if error else 200)


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    return _show_me(request)


def _show_me(request: HttpRequest, *, error: str = "", done: bool = False) -> HttpResponse:
    told = {"role": say_role(person_of(request).role), "error": error, "done": done}
    return render(request, "desk/people/me.html", told, status=409 if error else 200)


@_secret
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end."""
    told, account = request.POST, _own(request)
    try:
        if told.get("password") != told.get("again"):
            raise accounts.PeopleError(_("the two passwords differ"))
        if not accounts.is_holder(account, told.get("old", ""), told.get("code", "")):
            raise accounts.PeopleError(_("the old password or the code is wrong"))
        accounts.change_password(account, told.get("password", ""))
    except accounts.PeopleError as error:
        return _show_me(request, error=str(error))
    finally:
        carry_over()
    begin(request, account)
    return _show_me(request, done=True)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions of one's own, this one too."""
    accounts.end_sessions(_own(request), by=person_of(request).name)
    carry_over()
    logout(request)
    return HttpResponseRedirect(reverse("sign_in"))


def _own(request: HttpRequest) -> Account:
    return Account.objects.get(pk=person_of(request).account or 0)

"""The page on which administrators invite people, change roles, end sessions and shut accounts."""

import time

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khronika.desk.people import accounts
from khronika.desk.people.deeds import carry_over
from khronika.desk.people.models import Account
from khronika.desk.people.roles import Role, person_of, say_role


def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account; a form invites somebody new."""
    if request.method != "POST":
        return _show(request)
    name, by = request.POST.get("name", ""), person_of(request).name
    try:
        if accounts.find_account(name) is not None:
            raise accounts.PeopleError(_("there is somebody of this name; a name belongs to one person for good"))
        token = accounts.invite(name, Role.of(request.POST.get("role", "")), by=by)
    except ValueError as error:
        return _show(request, error=str(error))
    carry_over()
    return _show(request, invited=name, token=token)


@require_POST
def person(request: HttpRequest, account: int) -> HttpResponse:
    """Do something to an account: another role, a new link, an end of its sessions, shut."""
    held, by, deed = Account.objects.filter(pk=account).first(), person_of(request).name, request.POST.get("deed")
    if held is None:
        raise Http404(str(account))
    try:
        if deed == "role":
            accounts.change_role(held, Role.of(request.POST.get("role", "")), by=by)
        elif deed == "invite":
            return _show(request, invited=held.name, token=accounts.invite(held.name, held.rank, by=by))
        elif deed == "end":
            accounts.end_sessions(held, by=by)
        elif deed == "shut":
            accounts.shut(held, by=by)
        else:
            raise accounts.PeopleError(_("no such deed"))
    except ValueError as error:
        return _show(request, error=str(error))
    finally:
        carry_over()
    return HttpResponseRedirect(reverse("people"))


def _show(request: HttpRequest, *, invited: str = "", token: str = "", error: str = "") -> HttpResponse:  # noqa: S107
    """Render the page; a token is shown this once and is kept nowhere."""
    link = request.build_absolute_uri(reverse("join", args=[token])) if token else ""
    roles = [(role.code, say_role(role)) for role in Role]
    told = {"rows": [_row(a) for a in Account.objects.order_by("key")], "roles": roles, "invited": invited,
            "link": link, "days": accounts.INVITED_SECONDS // 86400, "error": error}  # fmt: skip
    return render(request, "desk/people/people.html", told, status=409 if error else 200)


def _row(account: Account) -> dict[str, object]:
    if account.shut:
        state = _("shut")
    elif not account.joined:
        state = _("invited") if account.invited_until > time.time() else _("invitation too old")
    else:
        state = _("locked for now") if account.locked_until > time.time() else _("may sign in")
    return {"id": account.pk, "name": account.name, "role": account.role, "state": state, "shut": account.shut}

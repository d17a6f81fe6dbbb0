"""Who a request comes from, by its session."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from khronika.desk.people.models import Account

_BY = "khronika.desk.people"  # Django notes by what somebody was let in


def begin(request: HttpRequest, account: Account) -> None:
    """Begin a session; it gets a new name, so that one which somebody else planted is worth nothing."""
    login(request, account, backend=_BY)


def account_of(request: HttpRequest) -> Account | None:
    """Return whose session a request belongs to; none where the account was shut or its sessions were ended."""
    number = request.session.get(SESSION_KEY)
    account = Account.objects.filter(pk=number, shut=False).first() if number else None
    told = request.session.get(HASH_SESSION_KEY, "")
    if account is None or not constant_time_compare(told, account.get_session_auth_hash()):
        return None
    return account

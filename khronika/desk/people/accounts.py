"""Accounts: inviting, joining, signing in, shutting. Who may do it is asked elsewhere; each deed is told to the log."""

import secrets
import time
import unicodedata

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from khronika.desk.people import totp
from khronika.desk.people.deeds import note
from khronika.desk.people.models import Account
from khronika.desk.people.roles import Role
from khronika.desk.run import THIS_RUN
from khronika.values.ids import make_digest

INVITED_SECONDS = 3 * 24 * 3600
TRIES = 5
LOCKED_SECONDS = 15 * 60


class PeopleError(ValueError):
    """What was asked for cannot be done, in words for whoever asked."""


def fold(name: str) -> str:
    """Return the key of a name: two names that look the same are one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def find_account(name: str) -> Account | None:
    """Return the account of a name."""
    return Account.objects.filter(key=fold(name)).first()


def invite(name: str, role: Role, *, by: str) -> str:
    """Make an account, or take password, second factor and sessions from one, and return the token that gives new ones.

    Raises:
        PeopleError: the name is none.
    """
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise PeopleError(_("a name has 1 to 80 letters"))
    token = secrets.token_urlsafe(32)
    fresh = {
        "role": role.code, "password": make_password(None), "secret": totp.make_secret(), "last_step": 0, "tries": 0,
        "locked_until": 0, "invitation": make_digest(token), "invited_until": int(time.time()) + INVITED_SECONDS,
        "shut": False,
    }  # fmt: skip
    with _atomic():
        account, new = Account.objects.get_or_create(key=fold(name), defaults={"name": name, **fresh})
        if not new:
            Account.objects.filter(pk=account.pk).update(**fresh, sessions=F("sessions") + 1)
        note("invited" if new else "invited anew", name=account.name, role=role.code, by=by)
    return token


def find_invited(token: str) -> Account | None:
    """Return whom a token invites, None where it was used, is too old or was never given."""
    held = Account.objects.filter(invitation=make_digest(token), invited_until__gt=int(time.time()), shut=False)
    return held.first()


def join(token: str, password: str, code: str) -> Account:
    """Give an invited person the password of their choice, once they show a code of the second factor.

    Raises:
        PeopleError: the invitation holds no more, the password is too weak, or the code is another.
    """
    account = find_invited(token)
    if account is None:
        raise PeopleError(_("this invitation was used or is too old; ask for a new one"))
    assert_password(password, account)
    step = totp.find_step(account.secret, code, now=time.time(), after=0)
    if step is None:
        raise PeopleError(_("the code is not the one that the secret gives now; look at the clock of your device"))
    with _atomic():
        held = Account.objects.filter(pk=account.pk, invitation=account.invitation)
        if not held.update(password=make_password(password), last_step=step, invitation=None):
            raise PeopleError(_("this invitation was used or is too old; ask for a new one"))
        note("joined", name=account.name)
    account.refresh_from_db()
    return account


def assert_password(password: str, account: Account) -> None:
    """Raise unless a password is long and rare enough.

    Raises:
        PeopleError: see there.
    """
    try:
        password_validation.validate_password(password, account)
    except ValidationError as error:
        raise PeopleError(" ".join(error.messages)) from None


def sign_in(name: str, password: str, code: str) -> Account | None:
    """Return the account of somebody who knows its password and has its second factor, None for anybody else.

    Nobody is told which part was wrong, or that there is such an account: an unknown name takes as long as a known one.
    """
    account = find_account(name)
    if account is None or account.shut or not account.joined:
        make_password(password)
        return None
    if not is_holder(account, password, code):
        return None
    note("signed in", name=account.name)
    return account


def is_holder(account: Account, password: str, code: str) -> bool:
    """Tell whether somebody has password and second factor of an account; five wrong tries lock it for a while."""
    if not _take_try(account):
        make_password(password)
        return False
    right = account.check_password(password)
    step = totp.find_step(account.secret, code, now=time.time(), after=account.last_step)
    if right and step is not None and _use_step(account, step):
        return True
    with _atomic():
        note("sign-in failed", name=account.name)
        account.refresh_from_db()
        if account.tries >= TRIES:
            note("locked", name=account.name, seconds=LOCKED_SECONDS)
    return False


def _take_try(account: Account) -> bool:
    """Count a try before it is looked at, so that many at once get no more than five; False in a locked account."""
    now = int(time.time())
    tried = Case(When(locked_until__gt=0, then=Value(1)), default=F("tries") + 1)
    locked = Case(When(locked_until=0, tries__gte=TRIES - 1, then=Value(now + LOCKED_SECONDS)), default=Value(0))
    held = Account.objects.filter(pk=account.pk, locked_until__lte=now)
    return bool(held.update(tries=tried, locked_until=locked))


def _use_step(account: Account, step: int) -> bool:
    """Use a code up, and forgive the tries before; False where somebody else used it meanwhile."""
    held = Account.objects.filter(pk=account.pk, last_step__lt=step)
    return bool(held.update(last_step=step, tries=0, locked_until=0))


def change_password(account: Account, password: str) -> None:
    """Give an account another password; its other sessions end.

    Raises:
        PeopleError: it is too weak.
    """
    assert_password(password, account)
    account.set_password(password)
    with _atomic():
        account.save(update_fields=["password"])
        note("changed the password", name=account.name)


def end_sessions(account: Account, *, by: str) -> None:
    """End all sessions of an account."""
    with _atomic():
        Account.objects.filter(pk=account.pk).update(sessions=F("sessions") + 1)
        note("ended all sessions", name=account.name, by=by)


def change_role(account: Account, role: Role, *, by: str) -> None:
    """Give an account another role.

    Raises:
        PeopleError: it is that of the last administrator.
    """
    with _atomic():
        if role is not Role.ADMINISTRATOR:
            _assert_not_last(account)
        Account.objects.filter(pk=account.pk).update(role=role.code)
        note("changed the role", name=account.name, role=role.code, by=by)


def shut(account: Account, *, by: str) -> None:
    """Let an account in no more; a new invitation opens it again.

    Raises:
        PeopleError: it is that of the last administrator.
    """
    with _atomic():
        _assert_not_last(account)
        Account.objects.filter(pk=account.pk).update(shut=True, invitation=None, sessions=F("sessions") + 1)
        note("shut", name=account.name, by=by)


def has_administrator() -> bool:
    """Tell whether somebody can sign in as administrator."""
    return any(a.joined for a in _administrators())


def _assert_not_last(account: Account) -> None:
    others = [a for a in _administrators() if a.pk != account.pk and a.joined]
    if account.rank is Role.ADMINISTRATOR and not others:
        raise PeopleError(_("this is the last administrator; make another one first"))


def _administrators() -> list[Account]:
    return list(Account.objects.filter(role=Role.ADMINISTRATOR.code, shut=False))


def _atomic() -> transaction.Atomic:
    return transaction.atomic(using=THIS_RUN.people)

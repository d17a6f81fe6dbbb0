"""A team at the desk: people with a role, their browsers, their codes."""

import time

from django.contrib.auth.hashers import make_password
from django.test import Client

from khronika.desk.people import accounts, totp
from khronika.desk.people.models import Account
from khronika.desk.people.roles import Role

TEAM_SETTINGS = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],  # quick
    "ALLOWED_HOSTS": ["127.0.0.1"],
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
}
"""What a desk of a team may set, put back after the test."""
PASSWORD = "correct horse battery staple"


def browse() -> Client:
    """Return a browser of somebody who has not signed in."""
    return Client(SERVER_NAME="127.0.0.1")


def enlist(name: str, role: Role = Role.ADMINISTRATOR) -> Account:
    """Return the account of somebody who joined."""
    return Account.objects.create(
        key=accounts.fold(name), name=name, role=role.code, secret=totp.make_secret(), password=make_password(PASSWORD)
    )


def code_of(name: str) -> str:
    """Return the code that the device of somebody shows now."""
    return totp.make_code(accounts.find_account(name).secret, int(time.time()) // totp.STEP_SECONDS)


def sign_in(name: str, /, *, client=None, clock=None, **told: str):
    """Sign somebody in, rightly unless told otherwise; return the browser and the answer.

    Args:
        clock: shifted, where given, so that the code is one that was not used before.
    """
    client = client or browse()
    if clock:
        clock.shift(totp.STEP_SECONDS)
    account = accounts.find_account(name)
    right = {"name": name, "password": PASSWORD, "code": code_of(name) if account else "123456"}
    return client, client.post("/sign-in", {**right, **told})

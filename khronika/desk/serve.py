"""Opens the desk on a chronicle: one process, loopback alone, for one person by a key or for a team by signing in."""

from __future__ import annotations

import logging
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from khronika.errors import KhronikaError, reason_of
from khronika.settings import LARGEST_UPLOAD

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler
    from waitress.server import BaseWSGIServer, MultiSocketServer

SETTINGS = "khronika.desk.django_settings"
HOST = "127.0.0.1"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_THREADS = 4
_LARGEST_FORM = 2 * LARGEST_UPLOAD  # more is refused before it is read; between the two the page says why


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that is ready: its WSGI application and the address that people open."""

    app: WSGIHandler
    address: str
    scheme: str = "http"  # by which people come, whatever a server before the desk makes of it
    invitation: str | None = None  # address that makes somebody an administrator, once


def make_desk(location: str, *, port: int, who: str) -> Desk:
    """Return the desk of a chronicle for whoever opens it.

    Raises:
        StoreError: there is no chronicle there.
        KhronikaError: Django was set up for something else in this process.
    """
    app = _make_app(location)
    from khronika.desk.run import THIS_RUN

    key = secrets.token_urlsafe(24)
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.who, THIS_RUN.people = location, key, who, ""
    return Desk(app, f"http://{HOST}:{port}/?key={key}")


def make_team_desk(location: str, *, address: str, who: str, invite: bool = False) -> Desk:
    """Return the desk of a chronicle for a team, whose accounts lie beside the chronicle.

    Args:
        address: where people reach the desk.
        who: is invited as administrator while there is none.
        invite: invite them in any case; their password, second factor and sessions are taken from them.

    Raises:
        StoreError: there is no chronicle there, or the accounts cannot be kept beside it.
        KhronikaError: the address is none that is safe, or Django was set up for something else in this process.
    """
    scheme, host = _assert_safe(address)
    _settle(scheme, host)
    app = _make_app(location)
    from khronika.desk.people import accounts
    from khronika.desk.people.database import open_people
    from khronika.desk.people.deeds import carry_over
    from khronika.desk.people.roles import Role
    from khronika.desk.run import THIS_RUN
    from khronika.store import open_chronicle

    with open_chronicle(location) as opened:
        THIS_RUN.people = open_people(opened.home)
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.who = location, "", ""
    token = ""
    if invite or not accounts.has_administrator():
        token = accounts.invite(who, Role.ADMINISTRATOR, by="the command line")
    carry_over()
    base = address.rstrip("/")
    return Desk(app, f"{base}/", scheme, f"{base}/join/{token}" if token else None)


def _assert_safe(address: str) -> tuple[str, str]:
    """Return scheme and host of an address to which passwords can be sent.

    Raises:
        KhronikaError: it is none.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise KhronikaError("is no address such as https://desk.example", about=address)
    if parts.scheme == "http" and not parts.hostname.endswith(".onion") and parts.hostname not in _LOOPBACK:
        raise KhronikaError("passwords would cross the network in the open; put TLS before the desk", about=address)
    return parts.scheme, parts.hostname


def _settle(scheme: str, host: str) -> None:
    """Set what depends on the address; before Django makes the application."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    from django.conf import settings

    if hasattr(settings, "ROOT_URLCONF"):
        settings.ALLOWED_HOSTS = [host, *_LOOPBACK]
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = scheme == "https"


def _make_app(location: str) -> WSGIHandler:
    """Return the application, once the chronicle is seen to be there.

    Raises:
        StoreError, KhronikaError: see `make_desk`.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from khronika.store import open_chronicle
    from khronika.store.database import keep_open

    if settings.configured and not hasattr(settings, "ROOT_URLCONF"):
        raise KhronikaError("a chronicle was opened in this process before; open the desk in one of its own")
    with open_chronicle(location) as opened:  # a missing or foreign chronicle is told now, not on the first page
        keep_open(opened.alias)
    return get_wsgi_application()


def listen(desk: Desk, *, port: int) -> BaseWSGIServer | MultiSocketServer:
    """Return the server of a desk, which listens already: whoever opens its address from now on is answered.

    Raises:
        KhronikaError: the port is taken.
    """
    from waitress.server import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that people wait for one another is no fault
    try:
        return create_server(
            desk.app, host=HOST, port=port, threads=_THREADS, ident=None, url_scheme=desk.scheme,
            max_request_body_size=_LARGEST_FORM,
        )  # fmt: skip
    except OSError as error:
        raise KhronikaError(reason_of(error), about=f"port {port}") from None


def serve(server: BaseWSGIServer | MultiSocketServer) -> None:
    """Serve the desk until it is interrupted; then seal the chronicle, which deciding left unsealed."""
    from khronika.desk.run import THIS_RUN
    from khronika.store import open_chronicle

    server.run()
    if THIS_RUN.people:
        from khronika.desk.people.deeds import carry_over

        carry_over()
    with open_chronicle(THIS_RUN.chronicle, write=True):
        pass

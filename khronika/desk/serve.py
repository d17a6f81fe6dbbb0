"""Opens the desk on a chronicle: one process, loopback alone, a key for this run."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.errors import KhronikaError, reason_of

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

SETTINGS = "khronika.desk.django_settings"
HOST = "127.0.0.1"
_THREADS = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that is ready: its WSGI application and the address that lets one in."""

    app: WSGIHandler
    address: str


def make_desk(location: str, *, port: int, who: str) -> Desk:
    """Return the desk of a chronicle.

    Raises:
        StoreError: there is no chronicle there.
        KhronikaError: Django was set up for something else in this process.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from khronika.desk.run import THIS_RUN
    from khronika.store import open_chronicle

    if settings.configured and not hasattr(settings, "ROOT_URLCONF"):
        raise KhronikaError("a chronicle was opened in this process before; open the desk in one of its own")
    with open_chronicle(location):
        pass  # a missing or foreign chronicle is told now, not on the first page
    key = secrets.token_urlsafe(24)
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.who = location, key, who
    return Desk(get_wsgi_application(), f"http://{HOST}:{port}/?key={key}")


def serve(desk: Desk, *, port: int) -> None:
    """Serve the desk until it is interrupted.

    Raises:
        KhronikaError: the port is taken.
    """
    from waitress.server import create_server

    try:
        server = create_server(desk.app, host=HOST, port=port, threads=_THREADS, ident=None)
    except OSError as error:
        raise KhronikaError(reason_of(error), about=f"port {port}") from None
    server.run()

"""Where accounts and sessions live: a SQLite file beside the chronicle, so that none of them is part of the record."""

import os
from pathlib import Path
from typing import Any

from django.db.models import Model

from khronika.desk.run import THIS_RUN
from khronika.errors import StoreError, reason_of
from khronika.store.database import introduce, migrate, sqlite_settings
from khronika.values.ids import make_digest

PEOPLE_FILE = "people.sqlite3"
_APPS = ("people", "sessions")


def open_people(home: Path) -> str:
    """Return the alias of the accounts kept in a chronicle's folder; the file is made where there is none.

    Raises:
        StoreError: it cannot be made.
    """
    path = home.resolve() / PEOPLE_FILE
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)  # nobody else on the machine reads it, a restored copy neither
    except OSError as error:
        raise StoreError(f"cannot be written: {reason_of(error)}", about=str(path)) from None
    alias = "people_" + make_digest(str(path))[:16]
    introduce(alias, sqlite_settings(path))
    migrate(alias, *_APPS)
    from django.contrib.sessions.models import Session

    Session.objects.using(alias).all().delete()  # they were signed with the key of an earlier run
    return alias


class PeopleRouter:
    """Tells Django that accounts and sessions are in the file of this run."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Return the alias for a model, None for those of a chronicle, which are named at each query."""
        return (THIS_RUN.people or None) if model._meta.app_label in _APPS else None

    db_for_write = db_for_read

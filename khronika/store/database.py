"""Connections: a folder's SQLite file or a database server, through Django."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import dj_database_url
import django
from django.apps import apps
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.db.utils import DatabaseError, InterfaceError, OperationalError

from khronika.errors import StoreError, UnansweredError
from khronika.values.ids import make_digest

SQLITE_FILE = "chronicle.sqlite3"
PENDING = "redaction.pending"
"""What a redaction has still to write into the archive."""
KEPT_OPEN = 600  # seconds that a connection of a desk to a server is used again
_TOGETHER = 5000  # rows that are made before they are written
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"


def is_url(location: str) -> bool:
    """Tell whether a chronicle's location is a database server's URL rather than a folder."""
    return "://" in location


def connect(location: str) -> str:
    """Return the alias under which Django knows the database of a chronicle.

    Raises:
        StoreError: the URL is none that Django knows.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khronika.store.django_settings")
    if not apps.ready:
        django.setup()
    known = location if is_url(location) else str(Path(location).resolve())
    alias = "chronicle_" + make_digest(known)[:16]
    introduce(alias, _settings(known))
    return alias


def introduce(alias: str, settings: dict[str, Any]) -> None:
    """Let Django know a database under an alias; nothing is opened yet."""
    if alias not in connections.settings:
        connections.settings.update(
            connections.configure_settings({alias: settings, "default": connections.settings["default"]})
        )


def sqlite_settings(path: Path) -> dict[str, Any]:
    """Return Django's settings of a SQLite file: what is committed is on the disk, and a second writer waits."""
    options = {"init_command": _PRAGMAS, "transaction_mode": "IMMEDIATE"}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def _settings(location: str) -> dict[str, Any]:
    """Return Django's settings of one database."""
    if not is_url(location):
        return sqlite_settings(Path(location) / SQLITE_FILE)
    try:
        return dict(dj_database_url.parse(location))
    except (ValueError, KeyError) as error:
        raise StoreError(f"no database URL that can be used: {error}", about=without_password(location)) from None


def without_password(url: str) -> str:
    """Return a URL fit for messages: what stands before the host is left out."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def prepare(alias: str, location: str, *, create: bool) -> None:
    """Make the tables, or check that they are those of this version.

    Raises:
        StoreError: the database cannot be reached, holds no chronicle, or one of another version.
    """
    about = without_password(location) if is_url(location) else location
    shipped = _shipped()
    try:
        applied = _applied(alias)
    except (DatabaseError, ImportError) as error:
        raise _fault("cannot be opened", error, about) from None
    if applied - shipped:
        raise StoreError("was made by a newer khronika; upgrade to read it", about=about)
    if shipped - applied:
        if not create:
            raise StoreError("holds no chronicle of this version; `khronika add` makes or upgrades one", about=about)
        migrate(alias, "store")


def migrate(alias: str, *labels: str) -> None:
    """Make or upgrade tables, all or none: Django by itself notes a version a moment after it made its tables."""
    connection = connections[alias]
    with connection.constraint_checks_disabled(), transaction.atomic(using=alias):
        if connection.vendor != "sqlite":  # rows that wait for a check keep their table from being changed
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for label in labels:
            call_command("migrate", label, database=alias, verbosity=0, interactive=False)


@cache
def _shipped() -> frozenset[str]:
    """Return the versions of the tables that this program knows."""
    return frozenset(name for app, name in MigrationLoader(None).disk_migrations if app == "store")


def _applied(alias: str) -> set[str]:
    """Return the versions that the tables of a database went through: in one query where it holds a chronicle."""
    recorder = MigrationRecorder(connections[alias])
    connections[alias].ensure_connection()
    try:
        return set(recorder.migration_qs.filter(app="store").values_list("name", flat=True))
    except DatabaseError:  # no such table, or a file that is no database: the next question tells
        return {name for app, name in recorder.applied_migrations() if app == "store"}


@contextmanager
def told_in_one_line(location: str) -> Iterator[None]:
    """Turn what a database refuses (disk full, read-only, damaged) into one line.

    Raises:
        StoreError: see there; `UnansweredError` where the same may go well another time.
    """
    try:
        yield
    except DatabaseError as error:
        about = without_password(location) if is_url(location) else location
        raise _fault("failed", error, about) from None


def _fault(what: str, error: Exception, about: str) -> StoreError:
    """Return what a database refused, in one line."""
    kind = UnansweredError if isinstance(error, (OperationalError, InterfaceError)) else StoreError
    return kind(f"its database {what}: {str(error).strip().splitlines()[0]}", about=about)


def insert_rows(alias: str, model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write many rows of a table in which nothing refers to them: several times as fast as through objects.

    Args:
        columns: what each row has, in order; a key of a row is given by the database.
    """
    table, marks = model._meta.db_table, ", ".join(["%s"] * len(columns))
    named = ", ".join(map(connections[alias].ops.quote_name, columns))
    statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"  # noqa: S608 - names of ours alone
    stream = iter(rows)
    while some := list(islice(stream, _TOGETHER)):  # read before they are written: making them may ask the database
        with connections[alias].cursor() as cursor:
            cursor.executemany(statement, some)


def flush(alias: str) -> bool:
    """Bring all that was written into the database file itself, and tell whether that could be done."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


def keep_open(alias: str) -> None:
    """Let connections to a database server be used again, by whoever serves page after page.

    Each is tried before it is used again: one that the server dropped is made anew.
    """
    if connections[alias].vendor != "sqlite":  # a file is opened in no time, and may be another one by then
        connections.settings[alias].update(CONN_MAX_AGE=KEPT_OPEN, CONN_HEALTH_CHECKS=True)


def close(alias: str) -> None:
    """Close the connection of a chronicle, unless it is to be used again."""
    connections[alias].close_if_unusable_or_obsolete()


@contextmanager
def beside_event_loops() -> Iterator[None]:
    """Let Django work where an event loop runs, as one does behind every notebook's cell: it is this cell's alone."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]

"""Full-text search in events and reports: FTS5 where a chronicle is a SQLite file, else PostgreSQL's own search.

Both get the same words, folded here, and take them to the same stems, so that both find the same. No word is left out
as too common: "not" may be what somebody looks for.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.db import connections
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.expressions import RawSQL

from khronika.values.folding import strip_accents

M = TypeVar("M", bound=Model)
_TOKEN = re.compile(r"[^\W_]+")
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_TABLES = ("store_eventwords", "store_reportwords")
_MOST_PARTS = 12  # of one search; what stands behind them is not looked at
_MANY = 5000  # ids, from which a server takes longer to look at a list of them than to list all


def fold_words(parts: Iterable[str | None]) -> str:
    """Return texts as words in lower case without accents and signs, a space between two."""
    return " ".join(token for part in parts if part for token in _TOKEN.findall(strip_accents(part.casefold())))


def find_by_words(rows: "QuerySet[M]", table: str, words: str) -> "QuerySet[M]":
    """Return the rows (of `EventEntry` or `ReportEntry`) in whose words all that is asked for stands.

    A server looks once, here, for all that a page then asks of the rows; a file's index is as quick as a list would be.

    Args:
        table: of the words: `store_eventwords` or `store_reportwords`.
        words: words in any order and form; words in quotation marks stand one behind the other. Empty: all rows.
    """
    if not words.strip():
        return rows
    parts = [fold_words([match[1] or match[2]]) for match in _PART.finditer(words)]
    wanted = [part for part in parts if part][:_MOST_PARTS]
    if not wanted:
        return rows.none()
    if connections[rows.db].vendor == "sqlite":
        found = f"SELECT rowid FROM {table}_found WHERE {table}_found MATCH %s"  # noqa: S608 - the table alone
        every = " ".join(f'"{part}"' for part in wanted)  # folded: letters and digits
        return rows.filter(pk__in=RawSQL(found, [every]))  # noqa: S611
    ids, others = _find_in_server(rows.db, table, wanted)
    if others is None:
        return rows.filter(_is_one_of(ids))
    return rows.exclude(_is_one_of(others)) if others else rows


def _find_in_server(alias: str, table: str, parts: list[str]) -> tuple[Collection[int], Collection[int] | None]:
    """Return the ids of the rows in which every part stands; and of those in which not, where these are fewer."""
    every = " && ".join(["phraseto_tsquery('khronika', %s)"] * len(parts))
    with connections[alias].cursor() as cursor:
        # Table and number of parts alone go into the text.
        cursor.execute(f"SELECT entry_id FROM {table} WHERE found @@ ({every})", parts)  # noqa: S608
        found = {row[0] for row in cursor.fetchall()}
        if len(found) < _MANY:
            return found, None
        cursor.execute(f"SELECT entry_id FROM {table}")  # noqa: S608
        others = {row[0] for row in cursor.fetchall()} - found
    return found, others if len(others) < len(found) else None


def _is_one_of(ids: Collection[int]) -> Func:
    """Return the condition that a row has one of many ids, as PostgreSQL looks them up fastest: one array."""
    array = Func(Value(f"{{{','.join(map(str, sorted(ids)))}}}"), template="ANY(%(expressions)s::bigint[])")
    return Func(F("pk"), array, template="%(expressions)s", arg_joiner=" = ", output_field=BooleanField())


def rebuild_index(alias: str) -> None:
    """Make the index anew from the words that are held, so that none stays in it that was taken out."""
    if connections[alias].vendor == "sqlite":
        with connections[alias].cursor() as cursor:
            for table in _TABLES:
                cursor.execute(f"INSERT INTO {table}_found({table}_found) VALUES ('rebuild')")  # noqa: S608


def add_index(apps: Any, editor: Any) -> None:
    """Make the index of both tables, and fill it from what a chronicle holds: a step of a migration."""
    from khronika.store.entries import rebuild_entries

    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        for table in _TABLES if "{table}" in statement else _TABLES[:1]:
            editor.execute(statement.format(table=table))
    rebuild_entries(editor.connection.alias)


def drop_index(apps: Any, editor: Any) -> None:
    """Take the index away: the step back of a migration."""
    sqlite = editor.connection.vendor == "sqlite"
    for table in _TABLES:
        editor.execute(f"DROP TABLE IF EXISTS {table}_found" if sqlite else f"ALTER TABLE {table} DROP COLUMN found")
    if not sqlite:
        editor.execute("DROP TEXT SEARCH CONFIGURATION khronika")
        editor.execute("DROP TEXT SEARCH DICTIONARY khronika_stems")


_SQLITE = (
    "CREATE VIRTUAL TABLE {table}_found USING fts5(words, content='{table}', content_rowid='entry_id', "
    "tokenize='porter unicode61 remove_diacritics 0')",
    "CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN "
    "INSERT INTO {table}_found(rowid, words) VALUES (new.entry_id, new.words); END",
    "CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN "
    "INSERT INTO {table}_found({table}_found, rowid, words) VALUES ('delete', old.entry_id, old.words); END",
)
"""The index and what keeps it: rows are added and deleted, never changed."""
_POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY khronika_stems (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION khronika (COPY = pg_catalog.simple)",
    "ALTER TEXT SEARCH CONFIGURATION khronika ALTER MAPPING FOR asciiword, word WITH khronika_stems",
    "ALTER TABLE {table} ADD COLUMN found tsvector GENERATED ALWAYS AS (to_tsvector('khronika', words)) STORED",
    "CREATE INDEX {table}_found ON {table} USING gin (found)",
)
"""The stems are kept in a column: made anew for each row that a wide search looks at, they take half a minute."""

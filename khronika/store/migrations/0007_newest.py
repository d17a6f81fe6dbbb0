from typing import Any

from django.db import migrations, models

_INDEXES = {"evententry": "event", "reportentry": "report"}


def add(apps: Any, editor: Any) -> None:
    """Let a server find the newest first by an index; a file's own has that order already."""
    if editor.connection.vendor != "sqlite":
        for table, key in _INDEXES.items():
            editor.execute(f"CREATE INDEX {table}_newest ON store_{table} (day DESC NULLS LAST, {key} DESC)")


def drop(apps: Any, editor: Any) -> None:
    """Take the indexes away."""
    if editor.connection.vendor != "sqlite":
        for table in _INDEXES:
            editor.execute(f"DROP INDEX {table}_newest")


class Migration(migrations.Migration):
    dependencies = [("store", "0006_review")]

    operations = [
        migrations.RunPython(add, drop),
        migrations.AddIndex(model_name="logentry", index=models.Index(fields=["kind", "number"], name="entry_by_kind")),
    ]

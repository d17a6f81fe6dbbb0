"""What is done to accounts, told to the chronicle's log.

A deed is first kept beside the account that it changes, all or none, and taken over by the log as soon as nobody else
writes to the chronicle: a long `khronika add` keeps nobody from signing in.
"""

import json

from django.db import transaction

from khronika.desk.people.models import Deed
from khronika.desk.queries import NoAnswer, deciding
from khronika.desk.run import THIS_RUN
from khronika.errors import StoreError
from khronika.store.log import append_entry, canonical
from khronika.store.opening import is_written
from khronika.values.clock import utc_now


def note(deed: str, **more: object) -> None:
    """Keep that something was done; to be called in the transaction that does it."""
    Deed.objects.create(at=utc_now(), what=canonical({"deed": deed, **more}))


def carry_over() -> None:
    """Take what was done over into the chronicle's log, if nobody writes there now; else the next time."""
    if not THIS_RUN.people or not Deed.objects.exists() or is_written(THIS_RUN.chronicle):
        return
    try:
        with deciding() as opened:  # of two who come at once the second finds nothing left
            rows = list(Deed.objects.order_by("id"))
            with transaction.atomic(using=opened.alias):
                for row in rows:
                    append_entry(opened.alias, "people", {"at": row.at, **json.loads(row.what)})
            Deed.objects.filter(id__in=[row.id for row in rows]).delete()  # a kill just before: told twice, at one time
    except (StoreError, NoAnswer):
        return

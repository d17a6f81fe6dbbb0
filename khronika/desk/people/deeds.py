"""What is done to accounts, told to the chronicle's log.

A deed is first kept beside the account that it changes, all or none, and taken over by the log as soon as nobody else
writes to the chronicle: a long `khronika add` keeps nobody from signing in.
"""

import json

from django.db import transaction

from khronika.desk.people.models import Deed
from khronika.desk.queries import chronicle
from khronika.desk.run import THIS_RUN
from khronika.errors import StoreError
from khronika.store.log import append_entry, canonical
from khronika.values.clock import utc_now


def note(deed: str, **more: object) -> None:
    """Keep that something was done; to be called in the transaction that does it."""
    Deed.objects.create(at=utc_now(), what=canonical({"deed": deed, **more}))


def carry_over() -> None:
    """Take what was done over into the chronicle's log; while somebody else writes there, it waits."""
    rows = list(Deed.objects.order_by("id"))
    if not rows or not THIS_RUN.people:
        return
    try:
        with chronicle(write=True) as opened, transaction.atomic(using=opened.alias):
            for row in rows:
                append_entry(opened.alias, "people", {"at": row.at, **json.loads(row.what)})
    except StoreError:
        return
    Deed.objects.filter(id__lte=rows[-1].id).delete()  # a kill just before this tells the log twice, with one time

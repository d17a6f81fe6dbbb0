"""Pages that were fetched again and were still the same: a revisit record in the archive, an entry in the log.

Nothing else is kept of them: the archive says that the page was asked and what its answer's head was, and points to the
capture that holds its bytes.
"""

import json
from collections.abc import Iterator, Sequence

from khronika.model import Capture
from khronika.store import models
from khronika.store.archive import Archive, Place
from khronika.store.log import append_entry
from khronika.store.records import Revisit

KIND = "revisited"


def add_revisits(alias: str, archive: Archive, found: Sequence[tuple[str, Capture]]) -> None:
    """Keep that captures were still as those held; to be called inside a transaction.

    Args:
        found: the key of the capture that is held, and the capture that is the same.
    """
    first = dict(
        models.Capture.objects.using(alias).filter(key__in=[k for k, _ in found]).values_list("key", "captured_at")
    )
    places = archive.append([Revisit(capture, first[key]) for key, capture in found])
    for (key, capture), place in zip(found, places, strict=True):
        what = {
            "key": key, "at": capture.captured_at, "file": place.file, "offset": place.offset, "length": place.length,
            "stored": place.sha256,
        }  # fmt: skip
        append_entry(alias, KIND, what)


def read_revisits(alias: str) -> Iterator[tuple[str, Place]]:
    """Give the key and the place of each revisit, in the order of the log; what was changed is told with the log."""
    for what in (
        models.LogEntry.objects.using(alias).filter(kind=KIND).order_by("number").values_list("what", flat=True)
    ):
        try:
            told = json.loads(what)
            place = Place(str(told["file"]), int(told["offset"]), int(told["length"]), told["stored"])
            yield str(told["key"]), place
        except (ValueError, KeyError, TypeError):
            continue

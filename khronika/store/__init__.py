"""Chronicles: captures, reports, statements, events and the log of all that was done."""

from khronika.store.chronicle import Chronicle, StoredReport
from khronika.store.opening import open_chronicle
from khronika.store.soundness import verify_location

__all__ = ["Chronicle", "StoredReport", "open_chronicle", "verify_location"]

"""What the pages ask of a chronicle, in few queries and never all of it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock

from khronika.desk.run import THIS_RUN
from khronika.store import Chronicle, models, open_chronicle
from khronika.store.opening import open_to_decide

PAGE = 50
_WRITING = Lock()


@contextmanager
def chronicle(*, write: bool = False) -> Iterator[Chronicle]:
    """Open the chronicle that this desk is for; of two people who write at once the second waits."""
    with _WRITING if write else nullcontext(), open_chronicle(THIS_RUN.chronicle, write=write) as opened:
        yield opened


@contextmanager
def deciding() -> Iterator[Chronicle]:
    """Open the chronicle for one deed, after those that are before it."""
    with open_to_decide(THIS_RUN.chronicle) as opened:
        yield opened


def event_of(opened: Chronicle, key: tuple[str, str]) -> str | None:
    """Return the id of the event that a statement (report id, statement id) is of."""
    rows = models.EventMember.objects.using(opened.alias).filter(report=key[0], statement=key[1])
    return rows.values_list("event", flat=True).first()

"""What the pages ask of a chronicle, in few queries and never all of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock

from khronika.desk.run import THIS_RUN
from khronika.errors import UnansweredError
from khronika.model import Event, Report
from khronika.model.codec import from_json
from khronika.store import Chronicle, models, open_chronicle
from khronika.store.opening import open_to_decide

PAGE = 50
_WRITING = Lock()


@contextmanager
def chronicle(*, write: bool = False) -> Iterator[Chronicle]:
    """Open the chronicle that this desk is for; of two people who write at once the second waits."""
    with _WRITING if write else nullcontext(), open_chronicle(THIS_RUN.chronicle, write=write) as opened:
        yield opened


class NoAnswer(Exception):
    """The database did not answer in the middle of a deed: whether it was kept can only be told by looking again."""


@contextmanager
def deciding() -> Iterator[Chronicle]:
    """Open the chronicle for one deed, after those that are before it.

    Raises:
        StoreError: there is no chronicle, or somebody else is writing for too long; nothing was kept.
        NoAnswer: see there. No form tells it as a reason of its own.
    """
    try:
        with open_to_decide(THIS_RUN.chronicle) as opened:
            yield opened
    except UnansweredError as error:
        raise NoAnswer(error.reason) from error


def event_of(opened: Chronicle, key: tuple[str, str]) -> str | None:
    """Return the id of the event that a statement (report id, statement id) is of."""
    rows = models.EventMember.objects.using(opened.alias).filter(report=key[0], statement=key[1])
    return rows.values_list("event", flat=True).first()


def read_events(alias: str, ids: Iterable[str]) -> dict[str, Event]:
    """Return events by id, in one query and no order; those that are not there are left out."""
    rows = models.Event.objects.using(alias).filter(id__in=list(ids)).values_list("id", "record")
    return {i: from_json(Event, record) for i, record in rows}


def read_reports(alias: str, ids: Iterable[str]) -> dict[str, Report]:
    """Return reports by id as the reader left them, in one query and no order; those not there are left out."""
    rows = models.Report.objects.using(alias).filter(id__in=list(ids)).values_list("id", "record")
    return {i: from_json(Report, record) for i, record in rows}

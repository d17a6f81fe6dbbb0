"""Adding in the background: a thread for each input, whose stages a page can watch; remembered for this run alone."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from django.db import transaction

from khronika.desk.adding.inputs import Collected
from khronika.desk.queries import chronicle
from khronika.errors import KhronikaError, StoreError
from khronika.extract.captures import cut_batches
from khronika.model import Capture, Failure
from khronika.store.confidential import mark_report
from khronika.store.rows import capture_key

if TYPE_CHECKING:
    from khronika.store import Chronicle

_MOST = 50  # jobs that are remembered
_AT_ONCE = 3  # jobs that run; more are refused
_PATIENCE = 60.0  # seconds that are waited for another writer
STAGES = ("take in", "read, keep and link", "done")


@dataclass(slots=True)
class Job:
    """One input on its way; `stage` counts `STAGES`, `error` ends it."""

    id: str
    who: str
    name: str
    hidden: bool  # whether its reports are marked confidential as they come in
    stage: int = 0
    total: int = 0
    read: int = 0
    added: int = 0
    already: int = 0
    locked: int = 0
    reports: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    error: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return bool(self.error) or self.stage == len(STAGES) - 1


_JOBS: dict[str, Job] = {}
_GUARD = Lock()


def start_job(name: str, who: str, collect: Callable[[], Collected], *, hidden: bool) -> Job:
    """Begin to add what `collect` gives, and return at once.

    Args:
        name: what the page calls it.
        hidden: whether the reports are marked confidential in the step that keeps them.

    Raises:
        StoreError: too much is on its way already.
    """
    job = Job(secrets.token_urlsafe(9), who, name, hidden)
    with _GUARD:
        if sum(not other.is_over for other in _JOBS.values()) >= _AT_ONCE:
            raise StoreError("others are being added; wait until they are done", about=name)
        for old in [i for i, other in _JOBS.items() if other.is_over][: max(0, len(_JOBS) - _MOST + 1)]:
            del _JOBS[old]
        _JOBS[job.id] = job
    Thread(target=run_job, args=(job, collect), daemon=True).start()
    return job


def find_job(id: str, who: str) -> Job | None:  # noqa: A002
    """Return a job of a person, None where they have none of this id."""
    job = _JOBS.get(id)
    return job if job and job.who == who else None


def list_jobs(who: str) -> list[Job]:
    """Return the jobs of a person, the newest first."""
    return [job for job in reversed(_JOBS.values()) if job.who == who]


def run_job(job: Job, collect: Callable[[], Collected]) -> None:
    """Take in, read, keep and link; whatever goes wrong is told by the job."""
    try:
        captures = collect()
        job.total, job.stage = len(captures), 1
        for batch in cut_batches(captures):
            _keep(job, batch)
        job.stage = 2
    except KhronikaError as error:
        job.error = str(error)
    except Exception as error:  # noqa: BLE001 - a thread that dies without a word would leave the page waiting
        job.error = f"stopped by a fault of the program: {type(error).__name__}"


def _keep(job: Job, batch: Collected) -> None:
    """Read and keep some inputs; nobody sees them before they are marked where they are to be."""
    until = monotonic() + _PATIENCE
    while True:
        try:
            with chronicle(write=True) as opened, transaction.atomic(using=opened.alias):
                _add(job, opened, batch)
            return
        except StoreError as error:
            if "somebody else is writing" not in error.reason or monotonic() > until:
                raise
            sleep(0.2)


def _add(job: Job, opened: "Chronicle", batch: Collected) -> None:
    from khronika.pipeline import add_captures
    from khronika.store import models

    rows = models.Report.objects.using(opened.alias)
    keys = [capture_key(one) for one in batch if isinstance(one, Capture) and not one.confidential]
    before = set(rows.filter(capture__key__in=keys).values_list("id", flat=True))
    done = add_captures(opened, batch)
    found = list(rows.filter(capture__key__in=keys).order_by("id").values_list("id", flat=True))
    for report in found if job.hidden else ():
        if report not in before:
            mark_report(opened.alias, report, confidential=True, who=job.who, why="added so")
    job.reports += found
    job.locked += done.added if batch and all(isinstance(c, Capture) and c.confidential for c in batch) else 0
    job.added, job.already = job.added + done.added, job.already + done.already
    job.failed += done.failed
    job.read += len(batch)

"""Reading with several processes of one machine: the same output as with one, in the same order."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from khronika.errors import KhronikaError
from khronika.extract.captures import Reasons, cut_batches, read_batch
from khronika.model import Capture, Failure, Report
from khronika.scale.readers import load_reader

_AHEAD = 2  # batches that wait for each process


def read_in_processes(
    captures: Iterable[Capture | Failure], *, workers: int, engine: str = "reader", reasons: Reasons | None = None
) -> Iterator[Report | Failure]:
    """Give what `khronika.pipeline.read_captures` gives, read by so many processes.

    Args:
        reasons: filled, where given, with why each statement is read as it is.

    Raises:
        LanguageError: there is no such engine.
        KhronikaError: a process was killed.
    """
    batches = cut_batches(captures)
    # A fresh process each: one that is forked would share locks with the threads of this one.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            running = deque(
                pool.submit(_read, b, engine, reasons is not None) for b in islice(batches, workers * _AHEAD)
            )
            while running:
                found, why = running.popleft().result()
                running.extend(pool.submit(_read, b, engine, reasons is not None) for b in islice(batches, 1))
                if reasons is not None:
                    reasons.update(why)
                yield from found
        except BrokenProcessPool:
            raise KhronikaError("a reading process was killed, perhaps for want of memory; try fewer workers") from None
        finally:
            pool.shutdown(cancel_futures=True)


def _read(batch: Sequence[Capture | Failure], engine: str, explain: bool) -> tuple[list[Report | Failure], Reasons]:
    """Return what one process reads, with reasons where they are wanted."""
    reasons: Reasons = {}
    return read_batch(batch, load_reader(engine), reasons if explain else None), reasons

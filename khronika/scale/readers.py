"""The one reader of a process that is one of many, and what it does with a record that breaks it."""

from collections.abc import Sequence
from functools import cache

from khronika.extract.captures import Reasons, read_batch
from khronika.language import load_engine
from khronika.language.engine import Engine
from khronika.language.windows import read_in_one_thread
from khronika.model import Capture, Failure, Report


@cache
def load_reader(engine: str) -> Engine:
    """Return this process's reader, made once. It reads in one thread: there is a process for each core.

    Raises:
        LanguageError: there is no such engine.
    """
    read_in_one_thread()
    return load_engine(engine)


def read_safely(
    captures: Sequence[Capture | Failure], engine: Engine, reasons: Reasons | None = None
) -> list[Report | Failure]:
    """Return what `read_batch` returns; one on which the program itself fails is a `Failure`."""
    try:
        return read_batch(captures, engine, reasons)
    except Exception as error:  # noqa: BLE001 - one page in millions must not stop the others
        if len(captures) > 1:
            return [found for one in captures for found in read_safely([one], engine, reasons)]
        return [fail(captures[0], f"could not be read: {type(error).__name__}: {str(error)[:200]}")]


def fail(capture: Capture | Failure, why: str) -> Failure:
    """Return the failure of a capture."""
    name = capture.id if isinstance(capture, Failure) else capture.given.id or capture.name or capture.sha256[:16]
    return Failure(id=name, error=why)

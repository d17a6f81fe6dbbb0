"""Strings the stages together: the only place that knows all of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from khronika.errors import KhronikaError
from khronika.model import Capture, Failure, Report, Way

if TYPE_CHECKING:
    from khronika.extract.captures import Reasons
    from khronika.language import Engine
    from khronika.store import Chronicle
    from khronika.store.redaction import Redaction
    from khronika.store.relinking import Unlinked

_LINKED = 2000  # reports that are linked together: what bounds the memory of linking
_NAMED = 5  # added reports that a change of events names


@dataclass(slots=True)
class AddResult:
    """What became of the inputs of one `add`."""

    added: int = 0
    already: int = 0
    events: int = 0
    failed: list[Failure] = field(default_factory=list)


def read_captures(
    captures: Iterable[Capture | Failure], *, engine: str = "reader", reasons: Reasons | None = None
) -> Iterator[Report | Failure]:
    """Give a report for each capture, in order, and a `Failure` for each that cannot be read.

    A report in a language that the engine cannot read comes without statements, with a warning.

    Args:
        reasons: filled, where given, with why each statement is read as it is.
    """
    from khronika.extract.captures import read_stream
    from khronika.language import load_engine

    yield from read_stream(captures, load_engine(engine), reasons)


def add_captures(
    chronicle: Chronicle,
    captures: Iterable[Capture | Failure],
    *,
    engine: str = "reader",
    progress: Callable[[], None] | None = None,
) -> AddResult:
    """Add captures to a chronicle and link anew what it holds. Adding the same again changes nothing.

    Reports are acknowledged in small batches; whatever was acknowledged survives a kill, and the next call links what
    an interrupted one did not.

    Args:
        progress: called once for each input.
    """
    from khronika.extract.captures import cut_batches, read_stream
    from khronika.language import load_engine

    result, step = AddResult(), progress or (lambda: None)
    reading: deque[Capture | Failure] = deque()  # what is new, until it is kept
    reader = load_engine(engine)
    read = read_stream(_take_new(chronicle, captures, reading, result, step), reader)
    for batch in cut_batches(read):
        pairs = list(zip(reading, batch, strict=False))
        result.failed.extend(r for r in batch if isinstance(r, Failure))
        whole = [
            (c, _date_report(chronicle, r, reader))
            for c, r in pairs
            if isinstance(c, Capture) and isinstance(r, Report)
        ]
        result.added += chronicle.add_many(whole)
        for _ in batch:
            reading.popleft()
            step()
    link_chronicle(chronicle)
    result.events = chronicle.count_events()
    return result


def _date_report(chronicle: Chronicle, report: Report, engine: Engine) -> Report:
    """Return a report, read anew where it has no day of publication and what the chronicle holds tells one."""
    from khronika.extract import extract_report

    published = chronicle.find_published(report) if report.published.value is None else None
    if published is None:
        return report
    dated = replace(report, published=published)
    return extract_report(dated, engine.annotate(dated))


def _take_new(
    chronicle: Chronicle,
    captures: Iterable[Capture | Failure],
    reading: deque[Capture | Failure],
    result: AddResult,
    step: Callable[[], None],
) -> Iterator[Capture | Failure]:
    """Give what a chronicle does not hold, and count what it holds.

    Args:
        reading: gets what is given; whoever keeps it takes it out again.
        step: called once for each input that is held.
    """
    from khronika.extract.captures import BATCH

    unchanged: list[Capture] = []  # pages that were asked again
    for capture in captures:
        if isinstance(capture, Capture) and capture.confidential and (fault := _find_fault(chronicle)):
            capture = Failure(id=capture.name or capture.sha256[:16], error=fault)
        held = isinstance(capture, Capture) and chronicle.holds(capture)
        if isinstance(capture, Failure) or not (held or any(_is_same(capture, other) for other in reading)):
            reading.append(capture)
            yield capture
            continue
        result.already += 1
        if held and capture.claim and capture.claim.way is Way.FETCHED:
            unchanged.append(capture)
        if len(unchanged) == BATCH:
            chronicle.note_unchanged(unchanged)
            unchanged = []
        step()
    chronicle.note_unchanged(unchanged)


def _find_fault(chronicle: Chronicle) -> str | None:
    """Return why nothing confidential can be kept, None where there is a key for it."""
    from khronika.store.chronicle import NO_KEY

    try:
        return NO_KEY if chronicle.key is None else None
    except KhronikaError as error:
        return str(error)


def _is_same(a: Capture, b: Capture | Failure) -> bool:
    return isinstance(b, Capture) and a.sha256 == b.sha256 and a.given == b.given


def link_chronicle(chronicle: Chronicle) -> None:
    """Link and reckon what was added to a chronicle since it was last linked, if anything, and store what changed.

    The events are those that linking everything at once would give.
    """
    with chronicle.linking():  # all of it, or nothing
        waiting = chronicle.unlinked()
        if not any(waiting):
            return
        for start in range(0, max(1, len(waiting.added)), _LINKED):
            _link_some(chronicle, waiting._replace(added=waiting.added[start : start + _LINKED]))


def redact_name(chronicle: Chronicle, name: str) -> Redaction:
    """Take a person's name out of a chronicle, reckon its events anew from what is left, and return what was done.

    Raises:
        StoreError: the name is none, or stands nowhere.
    """
    with chronicle.linking():  # all of it, or nothing
        link_chronicle(chronicle)
        done = chronicle.redact(name)
        if done.reports:
            link_chronicle(chronicle)
    chronicle.finish_redaction()
    return done


def _link_some(chronicle: Chronicle, waiting: Unlinked) -> None:
    """Link so many reports as are held in memory together."""
    from khronika.link import relink
    from khronika.reckon import reckon_events

    with chronicle.linking() as state:
        relinked = relink(state, *waiting)
        members = {report for cluster in relinked.clusters for report, _ in cluster.members}
        copies = state.originals(members)
        reports = [state.report(report) for report in sorted(members | set(copies.values()))]
        events = reckon_events(relinked.clusters, reports, copies)
        chronicle.replace_events(state, relinked, events, _say_why(waiting))


def _say_why(waiting: Unlinked) -> str:
    """Return what made linking necessary, in few words."""
    added, judged = waiting.added, waiting.decided or waiting.judged
    named = ", ".join(added[:_NAMED]) + (f" and {len(added) - _NAMED} more" if len(added) > _NAMED else "")
    return "; ".join(words for words in (f"added {named}" if added else "", "judged" if judged else "") if words)

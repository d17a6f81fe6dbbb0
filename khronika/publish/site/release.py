"""Releases: what a site held when, so that a correction is seen and an old address still leads somewhere.

`release.json` beside the pages lists each event with the hash of its public record, the days on which it first stood
there and last changed, and marks of its statements, by which an event that was merged is found again.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from khronika.errors import PublishError
from khronika.model.codec import from_json, to_json
from khronika.model.record import record
from khronika.publish.public import PublicEvent

NAME = "release.json"


@record
class Standing:
    """An event as one release holds it."""

    name: str
    hash: str
    since: str
    changed: str
    marks: tuple[str, ...]


@record
class Change:
    """What a release changed: ids of events; `merged` is old id -> the event that holds most of its statements."""

    day: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    merged: dict[str, str]


@record
class Release:
    """All that a release tells of itself, and the changes that led to it, newest first."""

    number: int
    day: str
    content: str
    events: dict[str, Standing]
    changes: tuple[Change, ...]
    names: dict[str, str]
    """Names of events that stand here no more."""
    moved: dict[str, str]
    """Every id that ever was and is no more -> the event that took it in, where one did."""


def make_release(events: Sequence[PublicEvent], before: Release | None, *, day: str) -> Release:
    """Return the release of these events after another; the same release where nothing changed.

    Args:
        day: ISO day of publication.
    """
    standing = {event.id: _standing(event, before, day) for event in events}
    if before is not None and standing == before.events:
        return before
    old = before.events if before else {}
    gone = [i for i in old if i not in standing]
    merged = _find_heirs({i: old[i] for i in gone}, standing)
    change = Change(
        day=day,
        added=tuple(sorted(i for i in standing if i not in old)),
        changed=tuple(sorted(i for i in standing if i in old and standing[i].hash != old[i].hash)),
        gone=tuple(sorted(i for i in gone if i not in merged)),
        merged=merged,
    )
    moved = {i: merged.get(to, to) for i, to in (before.moved if before else {}).items()} | merged
    moved = {i: to for i, to in moved.items() if i not in standing and to in standing}
    names = (before.names if before else {}) | {i: old[i].name for i in gone}
    content = hashlib.sha256("".join(sorted(f"{i} {s.hash}\n" for i, s in standing.items())).encode()).hexdigest()
    return Release(
        number=before.number + 1 if before else 1,
        day=day,
        content=content,
        events=standing,
        changes=(change, *(before.changes if before else ())),
        names={i: name for i, name in names.items() if i not in standing},
        moved=moved,
    )


def _standing(event: PublicEvent, before: Release | None, day: str) -> Standing:
    digest = hashlib.sha256(to_json(event).encode()).hexdigest()
    held = before.events.get(event.id) if before else None
    changed = held.changed if held and held.hash == digest else day
    marks = tuple(sorted(_mark(r.id or event.id, s.id) for r in event.reports for s in r.statements))
    return Standing(name=event.name, hash=digest, since=held.since if held else day, changed=changed, marks=marks)


def _mark(report: str, statement: str) -> str:
    """Return a mark of a statement that tells nothing of it."""
    return hashlib.sha256(f"{report} {statement}".encode()).hexdigest()[:12]


def _find_heirs(gone: Mapping[str, Standing], standing: Mapping[str, Standing]) -> dict[str, str]:
    """Return the event that holds most statements of each that is gone, where one holds any."""
    holder = {mark: i for i, event in standing.items() for mark in event.marks}
    found = {}
    for i, event in gone.items():
        heirs = Counter(holder[mark] for mark in event.marks if mark in holder)
        if heirs:
            found[i] = min(heirs, key=lambda h: (-heirs[h], h))
    return found


def read_release(folder: Path) -> Release | None:
    """Return the release that a folder holds, None where it holds none.

    Raises:
        PublishError: the file is there but is no release.
    """
    path = folder / NAME
    try:
        return from_json(Release, path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise PublishError(f"is no release of a site: {' '.join(str(error).split())}", about=str(path)) from None


def release_bytes(release: Release) -> bytes:
    """Return a release as the file that stands beside the pages."""
    return (to_json(release) + "\n").encode()

"""How the sources of an event hang together: who was nearest to the facts, who has it from there, and who copies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khronika.model import Event, EventStatement, Link
from khronika.reckon.sources import is_role, say_link, say_root
from khronika.reckon.words import say_interval


@dataclass(slots=True)
class Node:
    """A source with those who have it from there, and the statements in which it stands, by report."""

    further: "dict[str, Node]" = field(default_factory=dict)
    reports: dict[str, list[EventStatement]] = field(default_factory=dict)


def fold_copies(event: Event, copy_of: Mapping[str, str | None]) -> dict[str, str]:
    """Return the reports of an event that copy another one of it, each with what it copies.

    Args:
        copy_of: report id -> id of the report that it copies, null where it copies none.
    """
    here = {s.report for s in event.statements}
    return {r: c for r in sorted(here) if (c := copy_of.get(r)) in here and c is not None}


def grow_sources(event: Event, told: Iterable[EventStatement]) -> dict[str, Node]:
    """Return the roots by what they are called, with what hangs on them.

    Args:
        told: the statements of the event that are to be shown.
    """
    called: dict[tuple[str, str], str] = {}
    by_key = {(s.report, s.statement): s for s in event.statements}
    for root in event.roots:
        named = root.name or next((_say_own_root(by_key[key].chain) for key in root.statements if key in by_key), "")
        called |= dict.fromkeys(root.statements, named)
    grown: dict[str, Node] = {}
    for s in told:
        node = grown.setdefault(called.get((s.report, s.statement)) or _say_own_root(s.chain), Node())
        for link in s.chain[1:-1]:
            node = node.further.setdefault(say_link(link), Node())
        node.reports.setdefault(s.report, []).append(s)
    return grown


def _say_own_root(chain: tuple[Link, ...]) -> str:
    """Return what the root of a chain is called; of a role also who tells of it."""
    outlet = (chain[-1].name if chain else None) or "outlet not known"
    if len(chain) < 2:
        return outlet
    return say_root(chain[:-1], outlet) if is_role(chain[0]) else say_link(chain[0])


def find_changed(original: str, copy: str, event: Event) -> list[str]:
    """Return the numbers of a copy that its original does not have."""
    told = {s.quantity for s in event.statements if s.report == original}
    changed = [s.quantity for s in event.statements if s.report == copy and s.quantity and s.quantity not in told]
    return [say_interval(interval) for interval in dict.fromkeys(changed)]

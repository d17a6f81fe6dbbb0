"""What of a chronicle may leave: read once for every command that sends something out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khronika.model import Event
    from khronika.publish.policy import Policy
    from khronika.publish.public import PublicEvent
    from khronika.store import Chronicle, StoredReport


def read_public(chronicle: str, policy: Path | None, *, today: date) -> tuple[Policy, list[PublicEvent]]:
    """Return the policy of a file and the events that it lets out on a day.

    Raises:
        PublishError: the policy cannot be read.
        StoreError: there is no chronicle.
    """
    from khronika.publish.tier import make_public
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        told, events, reports, archived = read_all(opened, policy)
    return told, list(make_public(events, reports, told, today=today, archived=archived))


def read_all(
    opened: Chronicle, policy: Path | None
) -> tuple[Policy, list[Event], dict[str, StoredReport], dict[str, str]]:
    """Return what publishing starts from: policy, all events, their reports by id, addresses of archived copies.

    Raises:
        PublishError: the policy cannot be read.
    """
    from khronika.publish.policy import read_policy

    told = keep_back_marked(read_policy(policy), opened)
    events = list(opened.events())
    return told, events, {stored.report.id: stored for stored in opened.reports(events)}, opened.archived()


def keep_back_marked(policy: Policy, opened: Chronicle) -> Policy:
    """Return a policy that also keeps back what people called confidential at the desk."""
    from khronika.store.confidential import read_confidential
    from khronika.store.sourcing import find_confidential, reports_of

    marked = set(read_confidential(opened.alias))
    for source in find_confidential(opened.alias):
        marked.update(reports_of(opened.alias, source))
    return policy.model_copy(update={"confidential_reports": policy.confidential_reports | marked})

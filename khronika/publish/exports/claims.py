"""The claims of schema.org, JSON-LD: one graph of what each report says of each event."""

import json
from collections.abc import Sequence
from typing import Any

from khronika.publish.exports.made import Made
from khronika.publish.policy import Policy
from khronika.publish.public import PublicEvent
from khronika.publish.site.claims import event_claims


def export_claims(events: Sequence[PublicEvent]) -> Made:
    """Return a JSON-LD graph of claims, each with the event's id."""
    graph: list[dict[str, Any]] = []
    for event in events:
        for claim in event_claims(event, Policy())["about"]:
            graph.append({"@id": f"#{event.id}-{len(graph)}", **claim, "about": {"@id": f"#{event.id}"}})
    told = {"@context": "https://schema.org", "@graph": graph}
    return Made({"claims.jsonld": json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"}, len(graph))

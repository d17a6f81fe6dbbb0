"""An event in schema.org's words: a Claim for each report that tells of it, as JSON-LD for programs that read pages.

A ClaimReview is a verdict of a person and is never made here. schema.org has no word for a chain of sources: it stands
as text in `description`.
"""

from typing import Any

from khronika.publish.policy import Policy
from khronika.publish.public import PublicEvent, PublicReport


def event_claims(event: PublicEvent, policy: Policy) -> dict[str, Any]:
    """Return the JSON-LD of an event's page."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": event.name,
        "description": event.why,
        "about": [_claim(event, report) for report in event.reports if report.id is not None and report.statements],
    }
    if policy.publisher:
        told["publisher"] = {"@type": "Organization", "name": policy.publisher}
    if policy.home:
        told["url"] = f"{policy.home}events/{event.id}.html"
    return told


def _outlet(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _claim(event: PublicEvent, report: PublicReport) -> dict[str, Any]:
    first = report.statements[0]
    appearance = {"@type": "NewsArticle", "headline": report.title, "url": report.url, "archivedAt": report.archived,
                  "datePublished": report.published, "publisher": _outlet(report.outlet)}  # fmt: skip
    return {
        "@type": "Claim",
        "text": first.quote or event.name,
        "author": {"@type": "Thing", "name": first.chain[0]} if first.chain else None,
        "description": " → ".join(first.chain),
        "appearance": {key: value for key, value in appearance.items() if value is not None},
    }

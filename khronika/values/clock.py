"""The clock, read in one place."""

from datetime import UTC, datetime


def utc_now() -> str:
    """Return this moment in UTC, ISO with seconds and Z, as records and the log hold it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

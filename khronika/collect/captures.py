"""Bytes to captures."""

import hashlib

from khronika.collect.claims import make_claim
from khronika.model import Capture, Fetch, Given, Way
from khronika.values.clock import utc_now


def make_capture(
    payload: bytes,
    media_type: str,
    given: Given,
    charset: str | None = None,
    name: str | None = None,
    way: Way = Way.HANDED_IN,
    fetch: Fetch | None = None,
) -> Capture:
    """Return the capture of bytes that came in just now.

    Args:
        name: what messages are to call it.
        way: how they came in.
        fetch: how they were got, where that was over the network.
    """
    now = utc_now()
    digest = hashlib.sha256(payload).hexdigest()
    return Capture(
        sha256=digest, payload=payload, media_type=media_type, charset=charset, captured_at=now, given=given, name=name,
        claim=make_claim(way), fetch=fetch,
    )  # fmt: skip

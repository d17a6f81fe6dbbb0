"""Proofs that something was there at a time: stamps of an authority (RFC 3161), promises of OpenTimestamps calendars.

Made here is what is asked, and looked at is whether an answer speaks of it. Whether an authority's signature is good,
and whether a calendar kept its promise, is for their own tools: `openssl ts` and `ots`. See docs/howto/stamp.md.
"""

import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from khronika.errors import CollectError

if TYPE_CHECKING:
    from khronika.collect.fetch import Fetcher

# A TimeStampReq of version 1 for a SHA-256 that wants certificates with the answer, in DER: RFC 3161, 2.4.1.
_IMPRINT = bytes.fromhex("3031300d060960864801650304020105000420")
_REQUEST = bytes.fromhex("3039020101") + _IMPRINT
_WANTS_CERTIFICATES = bytes.fromhex("0101ff")
_GRANTED = re.compile(rb"\x30(?:\x82..|\x83...|\x81.|.)\x30.\x02\x01[\x00\x01]", re.DOTALL)
_TIME = re.compile(rb"\x18[\x0d-\x1f](\d{14})(?:\.\d+)?Z")
# https://github.com/opentimestamps/python-opentimestamps, core/timestamp.py: magic, version 1, SHA-256.
_OTS = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"


def fetch_stamp(url: str, payload: bytes, fetcher: "Fetcher") -> bytes:
    """Return the answer of a time stamping authority, which stamps the SHA-256 of some bytes.

    Raises:
        CollectError: it gives no stamp for them.
    """
    digest = hashlib.sha256(payload).digest()
    answer = fetcher.post(url, _REQUEST + digest + _WANTS_CERTIFICATES, "application/timestamp-query")
    if read_stamp(answer, payload) is None:
        raise CollectError("its answer is no stamp for what was asked", about=url)
    return answer


def read_stamp(answer: bytes, payload: bytes) -> str | None:
    """Return the time (UTC, ISO) at which an authority says that some bytes were there; None if it does not say so."""
    before, found, after = answer.partition(_IMPRINT + hashlib.sha256(payload).digest())
    time = _TIME.search(after)
    if not found or not time or not _GRANTED.match(before):
        return None
    return datetime.strptime(time[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fetch_promise(url: str, payload: bytes, fetcher: "Fetcher") -> bytes:
    """Return an OpenTimestamps proof (.ots) with a calendar's promise to put the SHA-256 of some bytes into a block.

    Raises:
        CollectError: it gives none.
    """
    digest = hashlib.sha256(payload).digest()
    answer = fetcher.post(f"{url.rstrip('/')}/digest", digest, "application/octet-stream")
    if not answer:
        raise CollectError("its answer is empty", about=url)
    return _OTS + digest + answer


def is_promise(proof: bytes, payload: bytes) -> bool:
    """Tell whether an OpenTimestamps proof is one for some bytes."""
    start = _OTS + hashlib.sha256(payload).digest()
    return proof.startswith(start) and len(proof) > len(start)

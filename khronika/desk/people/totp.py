"""The second factor: codes of six digits that change every thirty seconds (RFC 6238, over RFC 4226)."""

import base64
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
_DIGITS = 6
_DRIFT = 1  # steps by which the clock of a telephone may be off


def make_secret() -> str:
    """Return a new secret of 160 bits in base32, as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def make_code(secret: str, step: int) -> str:
    """Return the code of a step: RFC 4226, section 5.3."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    at = digest[-1] & 0xF
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def find_step(secret: str, code: str, *, now: float, after: int) -> int | None:
    """Return the step that a code is of, None where it is of none that counts now.

    Args:
        now: seconds since 1970.
        after: the last step whose code was used; it and those before are used up (RFC 6238, section 5.2).
    """
    asked, current = "".join(code.split()).encode(), int(now) // STEP_SECONDS
    for step in range(max(current - _DRIFT, after + 1), current + _DRIFT + 1):
        if hmac.compare_digest(make_code(secret, step).encode(), asked):
            return step
    return None


def make_address(secret: str, name: str, *, issuer: str) -> str:
    """Return the address that an authenticator app takes a secret from."""
    return f"otpauth://totp/{quote(f'{issuer}:{name}')}?{urlencode({'secret': secret, 'issuer': issuer})}"

"""Bytes to text, honestly: what cannot be decoded is said, never dropped silently."""

import codecs

from charset_normalizer import from_bytes

from khronika.errors import CollectError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def decode_text(payload: bytes) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, else as the charset that fits it best.

    Raises:
        CollectError: the bytes are no text in any charset that can be told.
    """
    for mark, charset in _BOMS:
        if payload.startswith(mark):
            try:
                return payload.decode(charset)
            except UnicodeDecodeError as error:
                raise CollectError(f"is not the {charset} that its first bytes say: {error.reason}") from None
    if _is_binary(payload):
        raise CollectError("is a binary file, not text or HTML")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(payload[:200_000]).best()
    if best is None:
        raise CollectError("is not UTF-8 and its charset cannot be told")
    return payload.decode(best.encoding, errors="replace")


def _is_binary(payload: bytes) -> bool:
    """Tell whether bytes are no text: they hold NUL or many control characters."""
    head = payload[:8192]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\x00" in head or controls > len(head) // 20

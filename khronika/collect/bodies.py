"""Bodies out of their content coding, never more of them than wanted."""

import zlib

from khronika.errors import CollectError

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def decode_body(body: bytes, coding: str, largest: int) -> bytes:
    """Return a body without its content coding.

    Args:
        coding: the Content-Encoding header, empty where there is none.
        largest: bytes beyond which a body is refused before more of it is unpacked.

    Raises:
        CollectError: the coding is another than was asked for, the body is broken in it, or too large.
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip().lower() not in {"", "identity"}]
    if not names:
        return body
    if len(names) > 1 or names[0] not in _WINDOWS:
        raise CollectError(f"is packed as {', '.join(names)[:40]}, which was not asked for")
    try:
        return _inflate(body, _WINDOWS[names[0]], largest)
    except zlib.error as error:
        if names[0] == "deflate":  # some servers send the bare stream under this name
            try:
                return _inflate(body, -15, largest)
            except zlib.error:
                pass
        raise CollectError(f"is not the {names[0]} that its header says: {error}") from None


def _inflate(body: bytes, window: int, largest: int) -> bytes:
    """Return what a zlib stream holds; parts that follow one another count as one."""
    found, rest = bytearray(), body
    while rest:
        packed = zlib.decompressobj(window)
        found += packed.decompress(rest, largest + 1 - len(found))
        if len(found) > largest:
            raise CollectError(f"unpacks to more than {largest // 1_000_000} MB")
        if not packed.eof:
            raise zlib.error("it ends too early")
        rest = packed.unused_data
        if window != _WINDOWS["gzip"] or not rest.startswith(b"\x1f\x8b"):
            break
    return bytes(found)

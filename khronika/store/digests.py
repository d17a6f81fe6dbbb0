"""Hashes of sets that can be kept up as members come and go."""

from collections.abc import Iterable

from khronika.values.ids import make_digest

_ROOM = 1 << 256


def digest_set(members: Iterable[str]) -> str:
    """Return the hash of a set, whatever its order: the sum of its members' hashes, so that it can be kept up."""
    return f"{sum(int(make_digest(member), 16) for member in members) % _ROOM:064x}"


def shift_digest(digest: str, removed: Iterable[str], added: Iterable[str]) -> str:
    """Return the hash of a set without some members and with others."""
    return f"{(int(digest, 16) - int(digest_set(removed), 16) + int(digest_set(added), 16)) % _ROOM:064x}"

"""The key of what is confidential: an age key, in a file that lies outside the chronicle.

age is a format with a written specification (C2SP, age-encryption.org/v1) and several programs that open it, so that
what is locked can be opened without this one.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import pyrage

from khronika.errors import StoreError, reason_of

_BROKEN = (pyrage.IdentityError, pyrage.RecipientError)


class Key:
    """Locks, and where it is the secret half of a pair, also unlocks.

    Args:
        words: `AGE-SECRET-KEY-1…`, or the public half, `age1…`, which only locks.

    Raises:
        StoreError: they are no key.
    """

    def __init__(self, words: str) -> None:
        try:
            secret = words.upper().startswith("AGE-SECRET-KEY-")
            self._secret = pyrage.x25519.Identity.from_str(words) if secret else None
            self._public = self._secret.to_public() if self._secret else pyrage.x25519.Recipient.from_str(words)
        except _BROKEN:
            raise StoreError("is no age key: it begins with AGE-SECRET-KEY-1, its public half with age1") from None

    @property
    def opens(self) -> bool:
        """Whether it unlocks."""
        return self._secret is not None

    def lock(self, payload: bytes) -> bytes:
        """Return bytes that only the secret key opens."""
        return bytes(pyrage.encrypt(payload, [self._public]))

    def unlock(self, locked: bytes) -> bytes:
        """Return what was locked.

        Raises:
            StoreError: it was locked with another key or changed, or this is the public half.
        """
        if self._secret is None:
            raise StoreError("the public key locks and does not open; name the file of the secret one")
        try:
            return bytes(pyrage.decrypt(locked, [self._secret]))
        except pyrage.DecryptError as error:
            raise StoreError(f"cannot be opened: {str(error).lower()}") from None

    def name(self, what: str) -> str:
        """Return a name for a thing that is the same each time and tells nothing of it without the secret key.

        The public key has no secret to make one from: its names are new each time.
        """
        if self._secret is None:
            return secrets.token_hex(16)
        return hmac.new(str(self._secret).encode(), what.encode(), hashlib.sha256).hexdigest()[:32]


def read_key(path: Path) -> Key:
    """Return the key in a file: its first line that is no remark (`#`), as `age-keygen` writes it.

    Raises:
        StoreError: the file cannot be read, or holds none.
    """
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf8").splitlines()]
    except OSError as error:
        raise StoreError(f"the key cannot be read: {reason_of(error)}", about=str(path)) from None
    except UnicodeDecodeError:
        lines = []
    words = next((line for line in lines if line and not line.startswith("#")), "")
    try:
        return Key(words)
    except StoreError as error:
        raise StoreError(error.reason, about=str(path)) from None


def make_key(path: Path) -> str:
    """Write a new key into a new file that its owner alone can read, and return its public half.

    Raises:
        StoreError: the file is there already, or cannot be written.
    """
    secret = pyrage.x25519.Identity.generate()
    public = str(secret.to_public())
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf8") as stream:
            stream.write(f"# public key: {public}\n{secret}\n")
    except OSError as error:
        raise StoreError(f"the key cannot be written: {reason_of(error)}", about=str(path)) from None
    return public

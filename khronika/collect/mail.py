"""Messages out of mailboxes: each is kept as it came, and read later."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from khronika.collect.captures import make_capture
from khronika.collect.kinds import MAIL
from khronika.model import Capture, Failure, Given, Way
from khronika.settings import LARGEST_PAYLOAD


def collect_mailbox(path: str, given: Given) -> Iterator[Capture | Failure]:
    """Give a capture for each message of an mbox file, read message by message."""
    with Path(path).open("rb") as stream:
        number = 0
        for message in split_mailbox(stream):
            number += 1
            name = f"{path}: message {number}"
            if message is None:
                yield Failure(id=name, error=f"is larger than {LARGEST_PAYLOAD // 1_000_000} MB")
            else:
                yield make_capture(message, MAIL, given, name=name, way=Way.FROM_EXPORT)
        if not number:
            yield Failure(id=path, error="holds no message")


def split_mailbox(stream: BinaryIO) -> Iterator[bytes | None]:
    """Give the messages of an mbox stream, None for one that is too large.

    A message begins after a line "From …" at the top or behind an empty line; in its lines, ">From" stands for "From".
    """
    message: bytearray | None = None
    blank, over, begun = True, False, False
    for line in stream:
        if blank and line.startswith(b"From "):
            if begun:
                yield None if over else _finish(message)
            message, over, begun = bytearray(), False, True
        elif message is not None and not over:
            message += line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line
            over = len(message) > LARGEST_PAYLOAD
        blank = not line.strip()
    if begun:
        yield None if over else _finish(message)


def _finish(message: bytearray | None) -> bytes:
    """Return a message without the empty line that parts it from the next."""
    whole = bytes(message or b"")
    return whole[:-1] if whole.endswith(b"\n\n") else whole

"""Files that are there whole or not at all, whenever the machine stops."""

import os
from pathlib import Path


def write_whole(path: Path, payload: bytes) -> None:
    """Write a file, whole or not at all, down to the disk.

    Raises:
        OSError: it cannot be written; what stood there before still does.
    """
    made = path.with_name(path.name + ".new")
    try:
        with made.open("wb") as stream:
            stream.write(payload)
            stream.flush()
            os.fsync(stream.fileno())
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise

"""Builds the wheel twice, from two copies of what is committed, and keeps it where both are the same, bit for bit.

python -m release.wheel [FOLDER]
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def build(folder: Path, moment: str) -> Path:
    """Return the wheel made of the last commit, in a folder.

    Args:
        moment: seconds since 1970 that every file in it is dated with.
    """
    tree = folder / "tree"
    tree.mkdir()
    packed = subprocess.run(["git", "archive", "HEAD"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(tree)], input=packed, check=True)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run(
        [*command, "--no-build-isolation", "--wheel-dir", str(folder), str(tree)],
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": moment},
    )
    return next(folder.glob("*.whl"))


def main(to: Path) -> int:
    """Build twice, compare, keep; return 1 where the two differ."""
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], check=True, capture_output=True, text=True)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        made = [build(Path(folder), told.stdout.strip()) for folder in (one, other)]
        hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in made]
        if hashes[0] != hashes[1]:
            sys.stdout.write(f"two builds of one commit differ: {hashes[0]} and {hashes[1]}\n")
            return 1
        to.mkdir(exist_ok=True)
        (to / made[0].name).write_bytes(made[0].read_bytes())
    sys.stdout.write(f"{hashes[0]}  {made[0].name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist")))

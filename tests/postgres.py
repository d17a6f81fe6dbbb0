"""A PostgreSQL server of one's own for tests and benchmarks, on a socket in a temporary folder, and databases in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_programs() -> Path | None:
    """Return the folder of the newest server's programs that Debian's package installed, None where it did not."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def serve_postgres(programs: Path) -> Iterator[str]:
    """Run a server and give the URL of its first database; what it held is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="khronika-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    _run([programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8"])
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    _run([programs / "pg_ctl", "-D", data, "-o", options, "-w", "start"])
    try:
        yield f"postgres://postgres@%2F{str(folder)[1:].replace('/', '%2F')}/postgres"
    finally:
        _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path]) -> None:
    """Run a program of the server, which refuses to run as root."""
    words = [str(word) for word in command]
    words = ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make_database(server: str, name: str) -> str:
    """Return the URL of a new and empty database.

    Args:
        server: URL of the server's first database.
    """
    import psycopg

    host = server.split("@")[1].split("/")[0].replace("%2F", "/")
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rsplit('/', 1)[0]}/{name}"

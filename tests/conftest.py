"""What several tests share."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from khronika.language import load_engine
from khronika.language.engine import Engine
from khronika.model import Report
from tests.factories import make_report

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khronika.desk.django_settings")  # before anybody opens a chronicle
settings.register_profile("khronika", deadline=None, max_examples=60)
settings.load_profile("khronika")


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The rules engine, made once."""
    return load_engine("rules")


@pytest.fixture(scope="session")
def extract(engine: Engine) -> Callable[..., Report]:
    """A function from words to the report that says them, with its statements; further arguments as `make_report`."""
    from khronika.extract import extract_report  # here, so that a fault in this stage fails its own tests alone

    def extracted(text: str, **fields: object) -> Report:
        report = make_report(text=text, **fields)
        return extract_report(report, engine.annotate(report))

    return extracted


def _postgres_bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _as_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of the tests' own on a socket in a temporary folder; skipped where none is installed."""
    home = _postgres_bin()
    if home is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="khronika-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    subprocess.run(
        _as_user([str(home / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8"]),
        check=True,
        capture_output=True,
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    subprocess.run(
        _as_user([str(home / "pg_ctl"), "-D", str(data), "-o", options, "-w", "start"]),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    yield f"postgres://postgres@%2F{str(folder)[1:].replace('/', '%2F')}/postgres"
    subprocess.run(
        _as_user([str(home / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(folder, ignore_errors=True)

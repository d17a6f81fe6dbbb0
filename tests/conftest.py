"""What several tests share."""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from khronika.language import load_engine
from khronika.language.engine import Engine
from khronika.model import Report
from tests.factories import make_report
from tests.postgres import find_programs, serve_postgres

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


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of the tests' own on a socket in a temporary folder; skipped where none is installed."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with serve_postgres(programs) as url:
        yield url

"""Whether a program that was installed is whole: Python, libraries, weights, gazetteer, clock, disk."""

import platform
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from importlib.resources import files
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

import khronika
from khronika.doctor.finding import Finding, fine, note, wrong
from khronika.doctor.places import check_folder
from khronika.errors import KhronikaError
from khronika.settings import DATA_DIR

EXTRAS = {
    "exports": "Parquet, Excel and data frames",
    "postgres": "chronicles in a PostgreSQL server",
    "documents": "PDF and DOCX documents",
    "tor": "SOCKS proxies, Tor among them",
}
"""Extras that people use, and what they bring."""
_DAY = 86_400
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_KNOWN_TOWN = "osh"


def check_installation() -> Iterator[Finding]:
    """Give what holds and what does not of the program on this machine."""
    yield _check_python()
    yield from _check_libraries()
    yield from _check_extras()
    yield _check_weights()
    yield _check_gazetteer()
    yield _check_clock()
    yield from check_folder("data folder", DATA_DIR)
    yield from check_folder("temporary folder", Path(tempfile.gettempdir()))


def _check_python() -> Finding:
    wanted = metadata("khronika")["Requires-Python"] or ""
    told = f"{platform.python_version()} at {sys.executable}"
    if platform.python_version() in SpecifierSet(wanted, prereleases=True):
        return fine("Python", told)
    return wrong("Python", f"{told}; {wanted} is needed: install Khronika with a newer Python")


def _check_libraries() -> Iterator[Finding]:
    """Give what is missing or of a version that does not do; else how many libraries there are."""
    needed = [r for r in map(Requirement, requires("khronika") or ()) if not r.marker or r.marker.evaluate()]
    bad = [found for requirement in needed if (found := _fault(requirement))]
    for words in bad:
        yield wrong("libraries", f"{words}: install Khronika anew")
    if not bad:
        yield fine("libraries", f"all {len(needed)} that are needed, in versions that do")
    yield from _check_lock(Path(khronika.__file__).parents[1] / "requirements.txt")


def _fault(requirement: Requirement) -> str | None:
    """Return what is wrong with a library that is needed, None where nothing is."""
    found = _version(requirement.name)
    if found is None:
        return f"{requirement.name} is missing"
    if not requirement.specifier.contains(found, prereleases=True):
        return f"{requirement.name} {found} is installed, {requirement.specifier} is needed"
    return None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _check_lock(lock: Path) -> Iterator[Finding]:
    """Give which libraries differ from the lock; nothing where there is none, as in an installed wheel."""
    if not lock.is_file():
        return
    pins = dict(_PIN.findall(lock.read_text(encoding="utf8")))
    others = [f"{name} {found} ({pin})" for name, pin in pins.items() if (found := _version(name)) not in (pin, None)]
    if others:
        told = f"not the versions of {lock.name}: {', '.join(others)}"
        yield note("lock", f"{told}; `pip install --require-hashes -r {lock.name}` brings them")
    else:
        yield fine("lock", f"every library is of the version in {lock.name}")


def _check_extras() -> Iterator[Finding]:
    """Give which extras are there and which are not; one that is half there is wrong."""
    told = [Requirement(line) for line in requires("khronika") or ()]
    for extra, brings in EXTRAS.items():
        own = [r for r in told if r.marker and not r.marker.evaluate() and r.marker.evaluate({"extra": extra})]
        faults = [fault for r in own for fault in map(_fault, (r, *_of_extras(r))) if fault]
        if not faults:
            yield fine(f"extra {extra}", brings)
        elif all(fault.endswith("is missing") for fault in faults):
            yield note(f"extra {extra}", f'not there; `pip install "khronika[{extra}]"` brings {brings}')
        else:
            yield wrong(f"extra {extra}", f'{"; ".join(faults)}: `pip install "khronika[{extra}]"`')


def _of_extras(requirement: Requirement) -> list[Requirement]:
    """Return what a library needs for its own extras that are asked for, such as httpx[socks]."""
    found = []
    if requirement.extras and _version(requirement.name):
        for other in map(Requirement, requires(requirement.name) or ()):
            if any(other.marker and other.marker.evaluate({"extra": e}) for e in requirement.extras):
                found.append(other)
    return found


def _check_weights() -> Finding:
    from khronika.language.weights import assert_whole

    try:
        assert_whole(Path(str(files("khronika.language") / "weights")))
    except KhronikaError as error:
        return wrong("reading model", str(error))
    return fine("reading model", "every file is the one that was shipped")


def _check_gazetteer() -> Finding:
    from khronika.values.gazetteer import load_gazetteer

    try:
        known = bool(load_gazetteer().find_folded(_KNOWN_TOWN))
    except Exception as error:  # noqa: BLE001 - whatever a damaged file gives
        return wrong("gazetteer", f"cannot be read ({error}); install Khronika anew")
    if not known:
        return wrong("gazetteer", "knows no towns; install Khronika anew")
    return fine("gazetteer", "can be read")


def _check_clock() -> Finding:
    """Tell whether the clock stands before the day on which the program was installed."""
    now, installed = time.time(), Path(khronika.__file__).stat().st_mtime
    told = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(now))
    if now < installed - _DAY:
        return wrong("clock", f"it says {told}, before this program was installed; set it, as the log keeps its times")
    return fine("clock", told)

"""Lists the libraries of the lock with version, licence and how long ago each was last renewed; fails at what is wrong.

    python -m release.audit [requirements.txt]

There are no advisories in it: those change every day and have to be fetched. Where the network may be asked,
`pip-audit -r requirements.txt` tells of known holes.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import yaml

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
_DAY = 86_400
_UNKNOWN = "?"


def read_pins(lock: Path) -> dict[str, str]:
    """Return the versions that a lock names."""
    return dict(m.groups() for line in lock.read_text(encoding="utf8").splitlines() if (m := _PIN.match(line)))


def read_ages(lock: Path, now: float) -> dict[str, int]:
    """Return how many days ago the line of each library was last changed, as git tells; nothing without git."""
    command = ["git", "blame", "--line-porcelain", "--", lock.name]
    done = subprocess.run(command, cwd=lock.absolute().parent, capture_output=True, text=True, check=False)
    found, at = {}, now
    for line in done.stdout.splitlines():
        if line.startswith("committer-time "):
            at = float(line.split()[1])
        elif line.startswith("\t") and (pin := _PIN.match(line[1:])):
            found[pin[1]] = int((now - at) // _DAY)
    return found


def find_licence(held: Distribution, spelled: dict[str, str]) -> str:
    """Return the licence of a library as an SPDX expression, "?" where its metadata do not say.

    Args:
        spelled: identifiers of licences by how older metadata spell them.
    """
    told = held.metadata
    if told["License-Expression"]:
        return str(told["License-Expression"])
    kinds = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or () if line.startswith("License :: OSI")]
    kinds = [kind for kind in kinds if kind != "OSI Approved"]
    words = kinds or [(told["License"] or "").strip()]
    found = [spelled.get(word, word) for word in words if word and "\n" not in word]
    return " OR ".join(found) or _UNKNOWN


def is_allowed(licence: str, allowed: set[str]) -> bool:
    """Tell whether one of the alternatives of a licence holds nothing but what is allowed."""
    ways = re.split(r"\s+OR\s+", licence.replace("(", "").replace(")", ""))
    return any(all(part in allowed for part in re.split(r"\s+AND\s+", way)) for way in ways)


def find_faults(pins: dict[str, str], rules: dict[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Give name, licence and what is wrong, None where nothing is, of each library."""
    for name, wanted in pins.items():
        try:
            held = distribution(name)
        except PackageNotFoundError:
            yield name, _UNKNOWN, "is not installed: `make setup` first"
            continue
        licence = find_licence(held, rules["spelled"])
        licence = rules["read"].get(name, licence) if licence == _UNKNOWN else licence
        allowed = {*rules["allowed"], rules["allowed_to"].get(name)}
        if held.version != wanted:
            yield name, licence, f"is installed as {held.version}, the lock says {wanted}"
        elif not is_allowed(licence, allowed):
            yield name, licence, "has a licence that is not in release/licences.yaml"
        else:
            yield name, licence, None


def main(lock: Path) -> int:
    """Print a line for each library, what is wrong last; return 1 where something is."""
    rules = yaml.safe_load((Path(__file__).parent / "licences.yaml").read_text(encoding="utf8"))
    pins, ages = read_pins(lock), read_ages(lock, time.time())
    bad = []
    for name, licence, fault in find_faults(pins, rules):
        age = f"{ages[name]} d" if name in ages else _UNKNOWN
        sys.stdout.write(f"{name:<32}{pins[name]:<20}{age:>6}  {licence}\n")
        if fault:
            bad.append(f"audit: {name} {fault}\n")
    sys.stdout.write(f"{len(pins)} libraries, {len(bad)} with a fault\n{''.join(bad)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")))

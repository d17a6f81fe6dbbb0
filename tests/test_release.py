"""The lock holds nothing under a licence that is not allowed; what is wrong with it is named."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
import yaml

from release import audit

ROOT = Path(__file__).parents[1]
RULES = yaml.safe_load((ROOT / "release" / "licences.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize(
    ("licence", "held"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("MIT AND GPL-2.0-only", False),
        ("(MIT AND Zlib) OR GPL-2.0-only", True),
        ("?", False),
        ("", False),
    ],
)
def test_which_licences_are_allowed(licence, held):
    assert audit.is_allowed(licence, {"MIT", "Zlib"}) is held


class Held:
    """A library with invented metadata."""

    def __init__(self, version="1.0", **told):
        self.version, self.metadata = version, self
        self.told = told

    def __getitem__(self, name):
        return self.told.get(name.replace("-", "_"))

    def get_all(self, name):
        return self.told.get("classifiers")


@pytest.mark.parametrize(
    ("told", "licence"),
    [
        ({"License_Expression": "MPL-2.0 AND MIT", "License": "other"}, "MPL-2.0 AND MIT"),
        ({"classifiers": ["License :: OSI Approved :: MIT License", "Topic :: Text"]}, "MIT"),
        ({"License": "BSD"}, "BSD-3-Clause"),
        ({"License": "A long\ntext"}, "?"),
        ({}, "?"),
    ],
)
def test_a_licence_is_read_from_old_and_new_metadata(told, licence):
    assert audit.find_licence(Held(**told), RULES["spelled"]) == licence


def test_each_fault_is_named(monkeypatch):
    held = {"good": Held(License="MIT"), "bad": Held(License="GPL-3.0-only"), "old": Held("0.9", License="MIT")}

    def distribution(name):
        if name not in held:
            raise PackageNotFoundError(name)
        return held[name]

    monkeypatch.setattr(audit, "distribution", distribution)
    found = {n: fault for n, _, fault in audit.find_faults(dict.fromkeys([*held, "away"], "1.0"), RULES)}
    assert found["good"] is None
    assert "has a licence that is not" in found["bad"]
    assert found["old"] == "is installed as 0.9, the lock says 1.0"
    assert "is not installed" in found["away"]


def test_a_lock_is_read(tmp_path):
    (tmp_path / "lock.txt").write_text("one==1.0 \\\n    --hash=sha256:00\n    # via two\ntwo==2.0.post1 \\\n")
    assert audit.read_pins(tmp_path / "lock.txt") == {"one": "1.0", "two": "2.0.post1"}
    assert audit.read_ages(tmp_path / "lock.txt", 0.0) == {}


def test_every_licence_of_the_lock_is_allowed():
    faults = {n: fault for n, _, fault in audit.find_faults(audit.read_pins(ROOT / "requirements.txt"), RULES) if fault}
    assert [n for n, fault in faults.items() if "licence" in fault] == []

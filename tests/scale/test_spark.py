"""Spark's processes read and link to the bytes of the embedded engine. One virtual machine of Java serves all tests."""

import importlib.util
import json
import shutil

import pyarrow.dataset
import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.errors import KhronikaError
from khronika.model.codec import to_json
from khronika.scale import run_link
from khronika.scale.parts import list_inputs
from khronika.scale.run_link import link_at_scale
from khronika.scale.run_read import read_at_scale
from khronika.scale.spark import open_spark, spread
from khronika.store import open_chronicle

if importlib.util.find_spec("pyspark") is None:
    pytest.skip("PySpark is not installed (make test-spark)", allow_module_level=True)
if shutil.which("java") is None:
    pytest.skip("Java is not installed (Debian: apt-get install default-jre-headless)", allow_module_level=True)

MASTER = "local[2]"


@pytest.fixture(scope="module", autouse=True)
def small_machine():
    """A virtual machine that starts soon, rather than one that runs fast."""
    options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"--driver-java-options '{options}' pyspark-shell")
        yield


@pytest.fixture(scope="module")
def read(inputs):
    out = inputs.parent / "out"
    assert read_at_scale(str(inputs), out, master=MASTER, engine="rules") == (65, 1)
    return out


@pytest.fixture(scope="module")
def chronicle(read):
    """What was read, linked by the embedded engine."""
    location = str(read.parent / "chronicle")
    assert CliRunner().invoke(app, ["scale", "load", str(read), location]).exit_code == 0
    with open_chronicle(location) as opened:
        copies = {stored.report.id: stored.copy_of for stored in opened.reports() if stored.copy_of}
        return sorted(map(to_json, opened.events())), copies


def records(folder):
    held = pyarrow.dataset.dataset(folder, format="parquet").to_table(columns=["record"])
    return [record for record in held["record"].to_pylist() if record is not None]


def test_processes_read_what_one_process_reads(inputs, read):
    files = [file for file in list_inputs(str(inputs)) if not file.endswith(".parquet")]
    done = CliRunner().invoke(app, ["read", *files, "--engine", "rules"])
    lines = [line for line in done.stdout.splitlines() if not line.startswith('{"id":"a.jsonl')]
    assert len(lines) == 44 and lines == records(read / "reports")[:44]
    assert [json.loads(line)["id"] for line in (read / "set-aside.jsonl").read_text().splitlines()] == ["a.jsonl:6"]


def test_events_are_those_of_the_embedded_engine(read, chronicle, tmp_path, monkeypatch):
    out = tmp_path / "events"
    with monkeypatch.context() as patch:
        patch.setattr(run_link._Linking, "_reckon", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            link_at_scale(read, out, master=MASTER)
    done = {path: path.stat().st_mtime_ns for path in sorted((out / "steps").glob("*/_SUCCESS"))}
    for step in ("_see", "_pair_up", "_view", "_compare"):
        monkeypatch.setattr(run_link._Linking, step, lambda *_: 1 / 0)
    count = link_at_scale(read, out, master=MASTER)
    events, copies = chronicle
    assert len(done) == 4, "an interrupted run keeps its steps"
    assert sorted(records(out / "events")) == events and count == len(events) > 20
    held = pyarrow.parquet.read_table(out / "copies.parquet").to_pylist()
    assert {row["id"]: row["original"] for row in held} == copies and len(copies) >= 5
    monkeypatch.setattr(run_link, "open_spark", None)
    assert link_at_scale(read, out, master=MASTER) == count, "what is linked is not linked again"


def test_what_is_missing_is_read_and_nothing_else(inputs, read):
    files = sorted((read / "reports").iterdir())
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    files[1].unlink()
    assert read_at_scale(str(inputs), read, master=MASTER, engine="rules") == (65, 1)
    assert [path for path in files if path.stat().st_mtime_ns != before[path][1]] == [files[1]]
    assert [path.read_bytes() for path in files] == [before[path][0] for path in files]


def test_a_task_that_fails_is_tried_again_and_then_told_in_one_line(tmp_path):
    tries = tmp_path / "tries"

    def stumble(text):
        tries.open("a").write("x")
        if len(tries.read_text()) < 3:
            raise ValueError("stumbled")
        return text.upper()

    def fall(_):
        raise ValueError("fell")

    with (
        pytest.raises(KhronikaError, match=r"local\[2\]: Spark gave up: ValueError: fell") as told,
        open_spark(MASTER) as s,
    ):
        assert list(spread(s, ["a"], stumble)) == ["A"]
        list(spread(s, ["a"], fall))
    assert "\n" not in str(told.value)

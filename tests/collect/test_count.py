"""How many inputs there are is what collecting them gives."""

import pytest

from khronika.collect import collect_files, collect_lines, count_inputs


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("Police held two men.")
    (tmp_path / "b.jsonl").write_text('{"id": "1", "text": "x"}\n\n{"id": "2", "text": "y"}\nnot JSON\n')
    (tmp_path / "README.md").write_text("about this folder")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "c.html").write_text("<html><body><p>Police held two men.</p></body></html>")
    return tmp_path


@pytest.mark.parametrize("names", [["."], ["a.txt"], ["b.jsonl"], ["a.txt", "b.jsonl", "deeper"], ["gone.txt"], []])
def test_files(folder, names):
    paths = [str(folder / name) for name in names]
    assert count_inputs(paths) == len(list(collect_files(paths)))


def test_lines(folder):
    path = str(folder / "b.jsonl")
    assert count_inputs([], path) == len(list(collect_lines(path))) == 3


def test_nobody_knows_what_standard_input_holds(folder):
    assert count_inputs(["a.txt", "-"]) is None
    assert count_inputs([], "-") is None
    assert count_inputs([], str(folder / "gone.jsonl")) is None

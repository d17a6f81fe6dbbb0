"""The shipped model is whole, or it is not read."""

import hashlib
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from khronika.errors import LanguageError
from khronika.language.weights import assert_whole, load_weights

SHIPPED = Path(str(files("khronika.language") / "weights"))
NAMES = sorted(p.name for p in SHIPPED.iterdir() if p.name != "SHA256SUMS")


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SHIPPED, tmp_path / "weights"))


def test_the_list_holds_every_file_and_its_hash():
    told = dict(line.split("  ")[::-1] for line in (SHIPPED / "SHA256SUMS").read_text().splitlines())
    assert told == {name: hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() for name in NAMES}


def test_what_ships_is_whole(folder):
    assert_whole(folder)


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_byte_is_noticed(folder, name):
    held = bytearray((folder / name).read_bytes())
    held[len(held) // 2] ^= 1
    (folder / name).write_bytes(held)
    with pytest.raises(LanguageError, match="not the file that was shipped") as caught:
        assert_whole(folder)
    assert caught.value.about == name


def test_a_missing_file_is_named(folder):
    (folder / NAMES[0]).unlink()
    with pytest.raises(LanguageError) as caught:
        assert_whole(folder)
    assert caught.value.about == NAMES[0]


def test_a_model_that_is_not_there_is_told_in_one_line(tmp_path):
    with pytest.raises(LanguageError, match="not installed") as caught:
        assert_whole(tmp_path)
    assert caught.value.about == str(tmp_path)


def test_it_is_small_and_loaded_once():
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) < 30_000_000
    assert load_weights() is load_weights()


def test_columns_follow_one_another_without_gaps():
    columns = sorted(load_weights().columns.values(), key=lambda c: c.start)
    assert columns[0].start == 0
    assert all(a.stop == b.start for a, b in zip(columns, columns[1:], strict=False))


def test_every_tagged_head_has_a_name_for_each_column():
    weights = load_weights()
    for name, column in weights.columns.items():
        if name in weights.names:
            assert len(weights.names[name]) == column.stop - column.start, name


def test_products_of_bytes_do_not_overflow_on_old_processors():
    options = load_weights().session.get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == "1"

"""Any bit that is flipped anywhere in a chronicle is named; a disk that is full gives one clear line."""

import os
import random
import resource
import sqlite3

import pytest

from khronika.errors import StoreError
from khronika.store import open_chronicle, verify_location
from tests.store.test_chronicle import add, dump, findings, make_captures

FLIPS = 100  # in captures, and as many in the database


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory):
    """A chronicle that holds its bytes whatever tests do to it."""
    place = tmp_path_factory.mktemp("sound") / "chronicle"
    add(str(place), make_captures(4))
    return place


def told(place):
    """Return the lines of `khronika verify`."""
    try:
        return list(verify_location(str(place)))
    except StoreError as error:
        return [str(error)]


@pytest.mark.parametrize("name", ["captures/captures-00001.warc.gz", "chronicle.sqlite3"])
def test_a_flipped_bit_anywhere_is_named(chronicle, name):
    path = chronicle / name
    whole = path.read_bytes()
    dice = random.Random(5)
    missed = []
    for _ in range(FLIPS):
        at = dice.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :])
        if not told(chronicle):
            missed.append(at)
    path.write_bytes(whole)
    assert missed == []
    assert told(chronicle) == []


def test_the_log_cannot_be_cut_at_its_end(chronicle):
    path = chronicle / "chronicle.sqlite3"
    whole = path.read_bytes()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM store_logentry WHERE number = (SELECT max(number) FROM store_logentry)")
    assert any("it was sealed with" in line for line in told(chronicle))
    path.write_bytes(whole)


def test_a_seal_that_is_out_of_date_is_no_finding(tmp_path):
    place = tmp_path / "chronicle"
    add(str(place), make_captures(2))
    old = (place / "seal.json").read_bytes()
    add(str(place), make_captures(4))
    (place / "seal.json").write_bytes(old)
    assert told(place) == []


def test_a_seal_that_cannot_be_read_is_named(tmp_path):
    place = tmp_path / "chronicle"
    add(str(place), make_captures(1))
    (place / "seal.json").write_text("{}")
    assert told(place) == ["seal.json: cannot be read"]


@pytest.mark.parametrize("limit", [3_000, 20_000, 200_000, 600_000])
def test_a_full_disk_is_told_in_one_line_and_leaves_nothing_half_written(tmp_path, limit):
    place = tmp_path / "chronicle"
    add(str(place), make_captures(2))
    before = dump(str(place))
    more = make_captures(400)
    child = os.fork()
    if not child:  # a file that may not grow is a disk that is full
        size = max(path.stat().st_size for path in place.rglob("*"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + limit, size + limit))
        try:
            with open_chronicle(str(place), write=True) as opened:
                opened.add_many([(capture, reported(capture)) for capture in more])
        except StoreError as error:
            os._exit(0 if "\n" not in str(error) else 2)
        except BaseException:  # noqa: BLE001 - whatever it is, it is no clear line
            os._exit(3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with open_chronicle(str(place), write=True):
        pass
    assert (told(place), dump(str(place))) == ([], before)


def reported(capture):
    """Return the report of a capture, without statements."""
    from khronika.read import read_capture

    return read_capture(capture)


def test_a_folder_that_cannot_be_written_is_told_in_one_line():
    with pytest.raises(StoreError, match="^/proc/chronicle: cannot be made: "):
        add("/proc/chronicle", make_captures(1))


def test_a_database_page_that_is_damaged_is_told_in_one_line(tmp_path):
    place = tmp_path / "chronicle"
    add(str(place), make_captures(2))
    path = place / "chronicle.sqlite3"
    path.write_bytes(path.read_bytes()[:4096] + bytes(40_000))
    assert findings_or_line(place)


def findings_or_line(place):
    try:
        return findings(str(place))
    except StoreError as error:
        return "\n" not in str(error)

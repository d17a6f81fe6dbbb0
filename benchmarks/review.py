"""How long the desk takes to show what waits, to show a report and to keep a decision, in a large chronicle.

python -m benchmarks.review [STATEMENTS]      one line of JSON: milliseconds of each deed, half and 95 of 100 of them
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice

os.environ["DJANGO_SETTINGS_MODULE"] = "khronika.desk.django_settings"  # before a chronicle is opened
from benchmarks.linking import _pair
from benchmarks.stream import make_stream
from khronika.pipeline import link_chronicle
from khronika.store import open_chronicle

_BATCH = 1000
_TIMES = 40


def main(size: int) -> None:
    """Build a chronicle of so many statements and review in it."""
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        held = _build(f"{home}/c", size)
        built = time.perf_counter() - begun
        print(
            json.dumps(
                {"statements": size, "reports": len(held), "build_s": round(built), **_review(f"{home}/c", held)}
            )
        )  # noqa: T201, E501


def _build(home: str, size: int) -> list[tuple[str, str]]:
    """Return the reports of a new chronicle, each with its first statement."""
    found = []
    with open_chronicle(home, create=True, write=True) as chronicle:
        stream = make_stream(size)
        while batch := list(islice(stream, _BATCH)):
            chronicle.add_many([_pair(told) for told in batch])
            found += [(told.report.id, told.report.statements[0].id) for told in batch if told.report.statements]
        link_chronicle(chronicle)
    return found


def _review(home: str, held: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Return for each deed the milliseconds that half and 95 of 100 stay under."""
    from django.test import Client

    from khronika.desk.serve import make_desk

    desk = make_desk(home, port=0, who="Ada")
    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/", {"key": desk.address.partition("key=")[2]})
    some = held[:: max(1, len(held) // _TIMES)][:_TIMES]
    first = [client.get("/"), client.get(f"/reports/{held[0][0]}")]  # what a process reads once
    assert all(answer.status_code == 200 for answer in first)

    def decide(key: tuple[str, str], **told: str) -> None:
        form = {"report": key[0], "statement": key[1], **told}
        assert client.post("/decide", form).status_code == 302, form

    return {
        "queue": _time(lambda key: client.get("/"), some),
        "one_reason": _time(lambda key: client.get("/?why=unsure&page=3"), some),
        "report": _time(lambda key: client.get(f"/reports/{key[0]}"), some),
        "accept": _time(lambda key: decide(key, kind="accept", seen="0"), some),
        "undo": _time(lambda key: decide(key, kind="undo", seen="1"), some),
        "correct": _time(lambda key: decide(key, kind="correct", min="1007", max="1007", seen="2"), some),
        "reject": _time(lambda key: decide(key, kind="reject", seen="3"), some),
    }


def _time(deed: Callable[[tuple[str, str]], object], keys: Sequence[tuple[str, str]]) -> list[float]:
    took = []
    for key in keys:
        begun = time.process_time()
        deed(key)
        took.append(1000 * (time.process_time() - begun))  # of the processor, whatever else the machine does
    took.sort()
    return [round(took[len(took) // 2], 1), round(took[int(len(took) * 0.95)], 1)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

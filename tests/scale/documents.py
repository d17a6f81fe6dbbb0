"""Invented documents: copies, revisions, one line on every page of an outlet, twins by name, and poison."""

import json

import pyarrow
import pyarrow.parquet

from tests.collect.material import make_page, write_warc

_WHO = ["Police", "Soldiers", "Gunmen", "The interior ministry", "Prosecutors"]
_DID = ["detained", "killed", "released", "charged", "beat"]
_WHOM = ["ten men", "two journalists", "a lawyer", "forty workers", "six farmers"]
_WHERE = ["Osh", "Maroua", "Orsk", "Goma"]
_SAYS = ["a lawyer said", "the governor said", "according to Open Border Watch", "witnesses told Sahel Wire"]
_LINE = "Gunmen killed two journalists in Goma in 2020, and Sahel Wire has asked for an inquiry ever since."
POISON = 5


def make_document(n):
    """Return the n-th document, the same on every run."""
    told = n - 1 if n % 7 == 6 else n  # every seventh copies the one before it
    who, did, whom = _WHO[told % 5], _DID[told // 5 % 5], _WHOM[told // 3 % 5]
    where, says = _WHERE[told // 2 % 4], _SAYS[told % 4]
    body = (
        f"{who} {did} {whom} in {where} on {3 + told % 4} May, {says}. The market stayed shut for hours on that day, "
        f"and number {told // 8} of the long street was searched by men who gave no names and left before dark."
    )
    return {
        "id": f"d{n}", "title": f"{who} in {where}, part {n}", "text": f"{body}\n\n{_LINE}" if n % 5 == 0 else body,
        "outlet": "Orsk Post" if n % 5 == 0 else ["Sahel Wire", "Osh Daily", "Goma Voice"][n % 3],
        "published": f"2024-05-{4 + told % 5:02}", "url": f"https://paper.example/{n}",
    }  # fmt: skip


def write_documents(path, count):
    """Write documents, a line each; one line is poison, one is told twice, one has the id of another."""
    lines = [json.dumps(make_document(n)) for n in range(count)]
    lines[POISON] = '{"id": "poison", "text": '
    lines[8] = lines[7]
    lines[10] = json.dumps(make_document(10) | {"id": "d9"})
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    return path


def write_inputs(folder, count=40):
    """Write a folder that holds a file of each kind."""
    folder.mkdir()
    write_documents(folder / "a.jsonl", count)
    with (folder / "b.warc.gz").open("wb") as stream:
        write_warc(stream, [make_page(n) for n in range(5)])
    rows = [make_document(n) for n in range(count, count + 20)]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), folder / "c.parquet", row_group_size=6)
    return folder

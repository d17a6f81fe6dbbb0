"""What each process does of linking: rows in, rows out, by the functions with which the embedded engine links.

Statements travel pickled between the processes of one run; nothing else is ever unpickled.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow

from khronika.link.contexts import make_context
from khronika.link.copies import are_copies, find_copy_keys, make_print
from khronika.link.items import make_items
from khronika.link.keys import are_comparable, find_keys, find_sought
from khronika.link.lines import find_headline, find_lines, is_repeated
from khronika.link.linking import apply_echoes, bind_echo, cluster_edges, compare_families, find_echoes, sort_families
from khronika.link.state import Edge
from khronika.model import Report
from khronika.model.codec import from_json, to_json
from khronika.reckon import reckon_events
from khronika.values.ids import twin_ids

Row = dict[str, Any]
Rows = Iterator[Row]
Key = tuple[str, str]
_TEXT, _BYTES = pyarrow.string(), pyarrow.binary()
NAMED = pyarrow.schema([("part", pyarrow.int32()), ("position", pyarrow.int32()), ("id", _TEXT)])
SEEN = pyarrow.schema(
    [("id", _TEXT), ("published", _TEXT), ("headline", _TEXT), ("lines", pyarrow.list_(_TEXT)),
     ("lined", pyarrow.list_(_TEXT)), ("copy_keys", pyarrow.list_(_TEXT)), ("print", _BYTES), ("view", _BYTES),
     ("keys", pyarrow.list_(_TEXT)), ("sought", pyarrow.list_(_TEXT)), ("record", _TEXT)]
)  # fmt: skip
"""A report as linking sees it; `lines` are keys of lines, `lined` the statements that stand in each."""
REPEATED = pyarrow.schema([("key", _TEXT)])
PARTNERS = pyarrow.schema([("a", _TEXT), ("b", _TEXT)])
EDGES = pyarrow.schema(
    [("a_report", _TEXT), ("a_statement", _TEXT), ("b_report", _TEXT), ("b_statement", _TEXT),
     ("points", pyarrow.float64()), ("bound", pyarrow.bool_())]
)  # fmt: skip
VIEWS = pyarrow.schema(
    [("id", _TEXT), ("view", _BYTES), ("statements", pyarrow.list_(_TEXT)),
     ("bound", pyarrow.list_(pyarrow.struct(list(EDGES))))]
)  # fmt: skip
EVENTS = pyarrow.schema(
    [("id", _TEXT), ("name", _TEXT), ("act", _TEXT), ("from_day", _TEXT), ("to_day", _TEXT), ("country", _TEXT),
     ("verdict", _TEXT), ("independent_roots", pyarrow.int32()), ("record", _TEXT)]
)  # fmt: skip
"""One row an event; `record` is the event as `khronika events` prints it."""


def _load(held: bytes) -> Any:
    return pickle.loads(held)  # noqa: S301 - made by another process of this run


def name_twins(rows: Iterable[Row]) -> Rows:
    """Give new ids to records that share one, as a chronicle does that is given them in order; repeats are left out."""
    kept: set[str] = set()
    taken: set[str] = set()
    for row in sorted(rows, key=lambda r: (r["part"], r["position"])):
        if row["key"] in kept:
            continue
        kept.add(row["key"])
        content = (row["sha256"], row["url"] or "", row["outlet"] or "", row["published"] or "")
        new = next(new for new in twin_ids(row["id"], *content) if new not in taken)
        taken.add(new)
        yield {"part": row["part"], "position": row["position"], "id": new}


def see_reports(rows: Iterable[Row]) -> Rows:
    """Give what linking sees of each report, from the report alone."""
    for row in rows:
        report = from_json(Report, row["record"])
        if report.id != row["id"]:
            report = replace(report, id=row["id"])
        context, lines, told = make_context(report), list(find_lines(report)), make_print(report)
        items = make_items(report, context)
        yield {
            "id": report.id, "published": report.published.value, "headline": find_headline(report),
            "lines": [key for key, _ in lines], "lined": [statement.id for _, statement in lines],
            "copy_keys": find_copy_keys(told), "print": pickle.dumps(told), "view": pickle.dumps((context, items)),
            "keys": sorted(set(find_keys(context))) if items else [],
            "sought": sorted(set(find_sought(context))) if items else [],
            "record": to_json(report),
        }  # fmt: skip


def find_repeated_keys(rows: Iterable[Row]) -> Rows:
    """Give the keys of lines that are repeated, of rows with the headlines under each key."""
    return ({"key": row["key"]} for row in rows if is_repeated(row["headlines"]))


def find_partners(rows: Iterable[Row]) -> Rows:
    """Give the pairs of reports of which one is a copy of the other."""
    for row in rows:
        if are_copies(_load(row["a_print"]), _load(row["b_print"])):
            yield {"a": row["a"], "b": row["b"]}


def make_views(rows: Iterable[Row], repeated: frozenset[str]) -> Rows:
    """Give the statements that linking compares: none in a repeated line, those of copies with their originals' days.

    Args:
        rows: a report with, where it is a copy, what is seen of its original.
    """
    for row in rows:
        context, items = _own_items(row, "", repeated)
        bound = []
        if row["original"] is not None:
            _, originals = _own_items(row, "original_", repeated)
            echoes = list(find_echoes(originals, items))
            bound = [_edge_row(bind_echo(told, echo)) for told, echo in echoes]
            items = apply_echoes(items, originals, echoes)
        view = pickle.dumps((context, items))
        yield {"id": row["id"], "view": view, "statements": [statement for _, statement in items], "bound": bound}


def _own_items(row: Row, prefix: str, repeated: frozenset[str]) -> Any:
    context, items = _load(row[f"{prefix}view"])
    lined = zip(row[f"{prefix}lines"], row[f"{prefix}lined"], strict=True)
    dropped = {statement for key, statement in lined if key in repeated}
    return context, {key: item for key, item in items.items() if key[1] not in dropped}


def compare_views(rows: Iterable[Row]) -> Rows:
    """Give the edges between the statements of pairs of reports, of which `shared` are the keys; null within one."""
    for row in rows:
        if row["shared"] is not None and not are_comparable(row["shared"]):
            continue
        (one, ours), (two, theirs) = _load(row["a_view"]), _load(row["b_view"])
        families = sort_families(ours.values()), sort_families(theirs.values())
        yield from map(_edge_row, compare_families(one, families[0], two, families[1]))


def _edge_row(edge: Edge) -> Row:
    return {
        "a_report": edge.a[0], "a_statement": edge.a[1], "b_report": edge.b[0], "b_statement": edge.b[1],
        "points": edge.points, "bound": edge.bound,
    }  # fmt: skip


def make_events(reports: Iterable[Row], edges: Iterable[Row]) -> Rows:
    """Give the events of statements that no edge ties to others than these.

    Args:
        reports: with the ids of their statements that are meant, and the originals of those that are copies.
        edges: all that there are between these statements.
    """
    items, texts, copies = {}, {}, {}
    for row in reports:
        texts[row["id"]] = from_json(Report, row["record"])
        if row["statements"]:
            _, held = _load(row["view"])
            items.update({(row["id"], s): held[row["id"], s] for s in row["statements"]})
            if row["original"] is not None:
                copies[row["id"]] = row["original"]
    clusters = cluster_edges(items, [_read_edge(row) for row in edges])
    for event in reckon_events(clusters, list(texts.values()), copies):
        yield {
            "id": event.id, "name": event.name, "act": event.act.value, "from_day": event.from_, "to_day": event.to,
            "country": event.place.country if event.place else None, "verdict": event.verdict.value,
            "independent_roots": event.independent_roots, "record": to_json(event),
        }  # fmt: skip


def _read_edge(row: Row) -> Edge:
    return Edge(
        (row["a_report"], row["a_statement"]), (row["b_report"], row["b_statement"]), row["points"], row["bound"]
    )


def find_components(edges: Iterable[tuple[Key, Key]]) -> Mapping[Key, Key]:
    """Return for each statement that has an edge the smallest of all that edges tie it to."""
    above: dict[Key, Key] = {}

    def head(key: Key) -> Key:
        while (up := above.setdefault(key, key)) != key:
            above[key] = key = above[up]
        return key

    for a, b in edges:
        one, two = head(a), head(b)
        above[max(one, two)] = min(one, two)
    return {key: head(key) for key in list(above)}

"""`khronika scale link`: keys, candidate pairs, comparisons and groups, spread over a cluster.

Each step is kept as Parquet when it is done; a later call begins after the last that is.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.dataset
import pyarrow.parquet

from khronika.errors import StoreError
from khronika.link.copies import pick_originals
from khronika.link.lines import LOOKED_AT
from khronika.scale import blocks
from khronika.scale.reading import PLAN, READ, assert_new, read_whole_plan, write_table
from khronika.scale.spark import Rows, map_rows, open_spark
from khronika.values.ids import make_digest

STEPS, EVENTS, COPIES = "steps", "events", "copies.parquet"
_TEXT = pyarrow.string()
_TOGETHER = 2000  # statements that are grouped and reckoned together: what bounds the memory of a process


def link_at_scale(source: Path, out: Path, *, master: str) -> int:
    """Link what `khronika scale read` wrote into events, and return how many there are.

    Raises:
        StoreError: nothing was read to its end there, or `out` holds other things.
        KhronikaError: Spark is missing or gave up.
    """
    source, out = source.resolve(), out.resolve()
    _begin(source, out)
    if not (out / EVENTS / "_SUCCESS").exists():
        with open_spark(master) as session:
            _Linking(session, source, out).link()
        shutil.rmtree(out / STEPS)
    return int(pyarrow.dataset.dataset(out / EVENTS, format="parquet").count_rows())


def _begin(source: Path, out: Path) -> None:
    """Mark the output folder as that of this input.

    Raises:
        StoreError: see there.
    """
    read_whole_plan(source)
    mark = json.dumps({"reports": str(source), "plan": make_digest((source / PLAN).read_text(encoding="utf8"))})
    held = out / PLAN
    if held.exists() and held.read_text(encoding="utf8") != mark:
        raise StoreError("holds the events of other reports; name another folder", about=str(out))
    if not held.exists():
        assert_new(out)
    out.mkdir(parents=True, exist_ok=True)
    held.write_text(mark, encoding="utf8")


class _Linking:
    """One run; a frame is lazy until `_keep` writes it."""

    def __init__(self, session: Any, source: Path, out: Path) -> None:
        from pyspark.sql import functions

        self.session, self.source, self.out, self.sql = session, source, out, functions

    def link(self) -> None:
        """Write copies and events."""
        seen = self._keep("seen", self._see)
        originals = self._find_originals(seen)
        views = self._keep("views", partial(self._view, seen, originals))
        edges = self._keep("edges", partial(self._compare, seen, views))
        buckets = self._count_buckets()
        frame = self._reckon(seen, originals, views, edges, self._place(buckets), buckets)
        frame.write.mode("overwrite").parquet(str(self.out / EVENTS))

    def _keep(self, name: str, make: Callable[[], Any]) -> Any:
        """Return the frame of a step, made unless an earlier run has made it."""
        path = self.out / STEPS / name
        if not (path / "_SUCCESS").exists():
            make().write.mode("overwrite").parquet(str(path))
        return self.session.read.parquet(str(path))

    def _see(self) -> Any:
        """Return the reports as linking sees them, under the ids that a chronicle would give them."""
        count = self.sql.count
        rows = self.session.read.parquet(str(self.source / READ)).where("record is not null")
        shared = rows.groupBy("id").agg(count("*").alias("n")).where("n > 1").select("id")
        plain = ["part", "position", "id", "key", "sha256", "url", "outlet", "published"]
        twins = rows.select(*plain).join(shared, "id").groupBy("id")
        named = twins.applyInArrow(_name_twins, _to_ddl(blocks.NAMED))
        single = rows.join(shared, "id", "left_anti").select("id", "record")
        renamed = rows.select("part", "position", "record").join(named, ["part", "position"]).select("id", "record")
        return map_rows(single.unionByName(renamed), blocks.see_reports, blocks.SEEN)

    def _find_originals(self, seen: Any) -> Any:
        """Return a frame of copies and their originals, and keep it."""
        partners = self._keep("partners", partial(self._pair_up, seen))
        target = self.out / COPIES
        if not target.exists():
            near: dict[str, set[str]] = defaultdict(set)
            for a, b in partners.collect():
                near[a].add(b)
                near[b].add(a)
            names = partners.select(self.sql.explode(self.sql.array("a", "b")).alias("id")).distinct()
            published = dict(map(tuple, names.join(seen.select("id", "published"), "id").collect()))
            found = sorted(pick_originals(near, published).items())
            write_table(target, ["id", "original"], found, [_TEXT, _TEXT])
        return self.session.read.parquet(str(target))

    def _pair_up(self, seen: Any) -> Any:
        """Return the pairs of reports of which one is a copy of the other."""
        keys = seen.select("id", self.sql.explode("copy_keys").alias("key"))
        pairs = self._with_both(self._meet(keys, keys), seen.select("id", "print"), "print")
        return map_rows(pairs, blocks.find_partners, blocks.PARTNERS)

    def _meet(self, holders: Any, seekers: Any) -> Any:
        """Return the pairs of ids, the smaller first, with the keys that the first seeks and the second holds."""
        one = seekers.select(self.sql.col("id").alias("a"), "key")
        two = holders.select(self.sql.col("id").alias("b"), "key")
        return one.join(two, "key").where("a < b").groupBy("a", "b").agg(self.sql.collect_set("key").alias("shared"))

    def _with_both(self, pairs: Any, held: Any, name: str) -> Any:
        """Return pairs with what is held of both."""
        one, two = (held.toDF(side, f"{side}_{name}") for side in ("a", "b"))
        return pairs.join(one, "a").join(two, "b")

    def _view(self, seen: Any, originals: Any) -> Any:
        """Return the statements that are compared."""
        sql = self.sql
        lines = seen.select("id", "headline", sql.explode(sql.array_distinct("lines")).alias("key"))
        told = lines.groupBy("key").agg(sql.sort_array(sql.collect_set(sql.struct("id", "headline"))).alias("held"))
        first = told.select("key", sql.slice("held", 1, LOOKED_AT).getField("headline").alias("headlines"))
        repeated = frozenset(row.key for row in map_rows(first, blocks.find_repeated_keys, blocks.REPEATED).collect())
        own = seen.select("id", "view", "lines", "lined")
        theirs = own.toDF("original", "original_view", "original_lines", "original_lined")
        whole = own.join(originals, "id", "left").join(theirs, "original", "left")
        return map_rows(whole, partial(blocks.make_views, repeated=repeated), blocks.VIEWS)

    def _compare(self, seen: Any, views: Any) -> Any:
        """Return the edges between statements."""
        sql = self.sql
        keys = seen.select("id", sql.explode("keys").alias("key"))
        sought = seen.select("id", sql.explode("sought").alias("key"))
        held = views.where(sql.size("statements") > 0).select("id", "view")
        alone = held.select(sql.col("id").alias("a"), sql.col("id").alias("b"))
        pairs = self._with_both(self._meet(keys, sought).unionByName(alone, allowMissingColumns=True), held, "view")
        compared = map_rows(pairs, blocks.compare_views, blocks.EDGES)
        return compared.unionByName(views.select(sql.explode("bound").alias("e")).select("e.*"))

    def _place(self, buckets: int) -> Any:
        """Return a frame that puts statements with edges into buckets, all that are tied to one another into one."""
        target = self.out / STEPS / "placed.parquet"
        found = blocks.find_components(self._read_pairs())
        rows = [(*key, int(make_digest(*head)[:8], 16) % buckets) for key, head in found.items()]
        write_table(target, ["report", "statement", "bucket"], rows, [_TEXT, _TEXT, pyarrow.int32()])
        return self.session.read.parquet(str(target))

    def _read_pairs(self) -> Any:
        """Give the pairs of statements that edges tie, a batch of the file at a time."""
        names = ["a_report", "a_statement", "b_report", "b_statement"]
        held = pyarrow.dataset.dataset(self.out / STEPS / "edges", format="parquet")
        for batch in held.to_batches(columns=names):
            for a_report, a, b_report, b in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield (a_report, a), (b_report, b)

    def _count_buckets(self) -> int:
        held = pyarrow.dataset.dataset(self.out / STEPS / "views", format="parquet")
        count = sum(len(batch.column(0).flatten()) for batch in held.to_batches(columns=["statements"]))
        return count // _TOGETHER + max(2, int(self.session.sparkContext.defaultParallelism))

    def _reckon(self, seen: Any, originals: Any, views: Any, edges: Any, placed: Any, buckets: int) -> Any:
        """Return the events, made bucket by bucket."""
        sql = self.sql
        told = views.select(sql.col("id").alias("report"), sql.explode("statements").alias("statement"))
        spare = sql.pmod(sql.xxhash64("report", "statement"), sql.lit(buckets)).cast("int")
        bucket = sql.coalesce("bucket", spare).alias("bucket")
        members = told.join(placed, ["report", "statement"], "left").select("report", "statement", bucket)
        grouped = members.groupBy("bucket", sql.col("report").alias("id")).agg(
            sql.collect_list("statement").alias("statements")
        )
        records = seen.select("id", "record")
        own = grouped.join(views.select("id", "view"), "id").join(originals, "id", "left")
        copied = own.where("original is not null").select("bucket", sql.col("original").alias("id")).distinct()
        rows = own.unionByName(copied, allowMissingColumns=True).join(records, "id")
        ties = edges.join(placed.toDF("a_report", "a_statement", "bucket"), ["a_report", "a_statement"])
        return rows.groupBy("bucket").cogroup(ties.groupBy("bucket")).applyInArrow(_make_events, _to_ddl(blocks.EVENTS))


def _to_ddl(schema: pyarrow.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _name_twins(rows: pyarrow.Table) -> pyarrow.Table:
    return pyarrow.Table.from_pylist(list(blocks.name_twins(rows.to_pylist())), schema=blocks.NAMED)


def _make_events(rows: pyarrow.Table, ties: pyarrow.Table) -> pyarrow.Table:
    found: Rows = blocks.make_events(rows.to_pylist(), ties.to_pylist())
    return pyarrow.Table.from_pylist(list(found), schema=blocks.EVENTS)

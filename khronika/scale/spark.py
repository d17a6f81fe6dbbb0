"""Spark: a session, plain functions spread over its processes, and its failures in one line."""

import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow

from khronika.errors import KhronikaError

Row = dict[str, Any]
Rows = Iterator[Row]
_ATTEMPTS = 8  # of one task, before the whole is given up
_ROWS = 256  # in one batch of Arrow's


@contextmanager
def open_spark(master: str) -> Iterator[Any]:
    """Give a session with a cluster by its master URL; "local[2]" is two processes of this machine.

    Raises:
        KhronikaError: PySpark or Java is missing, the cluster cannot be reached, or work failed too often.
    """
    try:
        import pyspark
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise KhronikaError("Spark is not installed: pip install 'khronika[spark]'") from None
    warnings.filterwarnings("ignore", module="pyspark")
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = None
    try:
        session = _configure(SparkSession.builder, master).getOrCreate()
        processes = max(2, session.sparkContext.defaultParallelism)
        session.conf.set("spark.sql.shuffle.partitions", str(2 * processes))
        yield session
    except (PySparkException, Py4JError) as error:
        raise KhronikaError(f"Spark gave up: {_say(error)}", about=master) from None
    finally:
        if session is not None:
            session.stop()


def _configure(builder: Any, master: str) -> Any:
    """Return a builder of sessions with what this program needs; what it leaves open is the cluster's."""
    local = re.fullmatch(r"local\[(\d+|\*)\]", master)
    options = {
        "spark.app.name": "khronika",
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.task.maxFailures": str(_ATTEMPTS),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS),
        "spark.sql.caseSensitive": "true",
    }
    if master.startswith("local"):
        options |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    builder = builder.master(f"local[{local[1]},{_ATTEMPTS}]" if local else master)
    for name, value in options.items():
        builder = builder.config(name, value)
    return builder


def _say(error: Exception) -> str:
    """Return the line of a failure that tells what went wrong: the last of Python's, else the first of Java's."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    own = [line for line in lines if re.match(r"[\w.]*(?:Error|Exception)\b.*: ", line) and not line.startswith("org.")]
    return (own or lines or [type(error).__name__])[-1 if own else 0][:200]


def map_rows(frame: Any, work: Callable[[Rows], Rows], schema: pyarrow.Schema) -> Any:
    """Return a frame of what a function from rows to rows gives, in each process on its own."""
    from pyspark.sql.pandas.types import from_arrow_schema

    def run(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        made = iter(work(row for batch in batches for row in batch.to_pylist()))
        while some := list(islice(made, _ROWS)):
            yield pyarrow.RecordBatch.from_pylist(some, schema=schema)

    return frame.mapInArrow(run, from_arrow_schema(schema))


def spread(session: Any, tasks: Sequence[str], work: Callable[[str], str]) -> Iterator[str]:
    """Give what a function makes of each text, in order; each is a task that is tried again where its process dies."""
    schema = pyarrow.schema([("number", pyarrow.int64()), ("text", pyarrow.string())])
    numbered = session.sparkContext.parallelize(list(enumerate(tasks)), max(1, len(tasks)))

    def run(rows: Rows) -> Rows:
        for row in rows:
            yield {"number": row["number"], "text": work(row["text"])}

    found = map_rows(session.createDataFrame(numbered, "number long, text string"), run, schema)
    yield from (text for _, text in sorted(map(tuple, found.collect())))  # sorted there, all work would be done twice

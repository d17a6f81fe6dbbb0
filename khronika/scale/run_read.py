"""`khronika scale read`: the parts of all inputs, spread over a cluster."""

import json
from functools import partial
from pathlib import Path

from khronika.scale.parts import Part, cut_file, list_inputs
from khronika.scale.reading import find_file, read_part, read_plan, set_aside, write_plan
from khronika.scale.spark import open_spark, spread


def read_at_scale(source: str, out: Path, *, master: str, engine: str) -> tuple[int, int]:
    """Read WARC files, JSON Lines or Parquet into a folder of Parquet, and return how many records and failures.

    Parts that an earlier call has read are left as they are; files that it did not know are added.

    Raises:
        CollectError: there is nothing to read.
        StoreError: the folder holds other things.
        KhronikaError: Spark is missing or gave up.
    """
    files, out = list_inputs(source), out.resolve()
    known = {part.file for part in read_plan(out, engine)}
    new = [file for file in files if file not in known]
    with open_spark(master) as session:
        cuts = [json.loads(cut) for cut in spread(session, new, _cut)] if new else []
        parts = write_plan(out, zip(new, cuts, strict=True), engine)
        wanted = [part for part in parts if not find_file(out, part).exists()]
        if wanted:
            list(spread(session, [json.dumps(part) for part in wanted], partial(_read, str(out), engine)))
    return set_aside(out, parts)


def _cut(file: str) -> str:
    return json.dumps(cut_file(file))


def _read(out: str, engine: str, part: str) -> str:
    read_part(Path(out), Part(*json.loads(part)), engine)
    return ""

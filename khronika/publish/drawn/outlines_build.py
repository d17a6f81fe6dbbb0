"""Makes `data/outlines.json` from Natural Earth's countries at 1:110 million, in TopoJSON.

    python -m khronika.publish.drawn.outlines_build countries-110m.json

Natural Earth is in the public domain. The TopoJSON is that of the `world-atlas` package (2.0.2).
Source: TopoJSON format specification 1.0 (quantised, delta-encoded arcs).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Line = list[tuple[float, float]]
"""Points as (longitude, latitude), degrees."""


def decode_arcs(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs of a topology in degrees, rounded to a tenth."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = (round(x * sx + tx, 1), round(y * sy + ty, 1))
            if not line or point != line[-1]:
                line.append(point)
        arcs.append(line)
    return arcs


def _arc_numbers(shape: dict[str, Any]) -> Iterator[int]:
    """Give the arcs of a polygon or a group of them; `~n` is arc n run backwards."""
    parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
    yield from (n for polygon in parts for ring in polygon for n in ring)


def make_outlines(topology: dict[str, Any]) -> dict[str, list[Line]]:
    """Return coasts (arcs of one country) and borders (arcs that two share)."""
    arcs = decode_arcs(topology)
    shapes = topology["objects"]["countries"]["geometries"]
    uses = Counter(n if n >= 0 else ~n for shape in shapes for n in _arc_numbers(shape))
    drawn = [(n, line) for n, line in enumerate(arcs) if len(line) > 1]
    return {
        "coasts": [line for n, line in drawn if uses[n] == 1],
        "borders": [line for n, line in drawn if uses[n] > 1],
    }


if __name__ == "__main__":
    outlines = make_outlines(json.loads(Path(sys.argv[1]).read_text(encoding="utf8")))
    target = Path(__file__).parent / "data" / "outlines.json"
    target.write_text(json.dumps(outlines, separators=(",", ":")) + "\n", encoding="utf8")

"""Writes the pages of what was measured from docs/benchmarks.json, growth.jsonl and soak.json: no figure is typed.

`make bench` measures anew and writes the first, `python -m benchmarks.linking --kept`, in hours, the second; the text
around the figures stands in docs/measured/*.txt.
"""

import json
from math import log
from pathlib import Path
from string import Template
from typing import Any

DOCS = Path(__file__).parent
MONTH = 10_000_000  # pages of CC-NEWS in a month, about
MILLION = 1_000_000
_DAY = 86_400
_DECADES = [10**k for k in range(3, 7)]
_CORES = 64  # of the machines that a month is read on


def make_pages(to: Path) -> None:
    """Write the pages into a folder that is laid out as this one."""
    for name in ("benchmarks", "soak"):
        told = json.loads((DOCS / f"{name}.json").read_text(encoding="utf8"))
        values = {"benchmarks": say_benchmarks, "soak": say_soak}[name](told) | say_growth(load_growth())
        pages = {"benchmarks": ("reference/measured", "explanation/cost"), "soak": ("reference/soak",)}[name]
        for page in pages:
            words = Template((DOCS / "measured" / f"{Path(page).name}.txt").read_text(encoding="utf8"))
            (to / f"{page}.md").write_text(words.substitute(values), encoding="utf8")


def say_machine(told: dict[str, Any]) -> str:
    """Return on what it was measured."""
    where = f"{told['processor']}, {told['cores']} cores, Python {told['python']}, {told['day']}"
    return f"{where}; load {told['load']} when it began"


def say_benchmarks(told: dict[str, Any]) -> dict[str, str]:
    """Return what stands in the pages of benchmarks and of cost."""
    reports, encoder, linking = told["reports"], told["encoder"], told["linking"]
    n = reports["reports"]
    read, add = reports["read_seconds"] / n, reports["add_seconds"] / n
    kept = (reports["captures_bytes"] + reports["database_bytes"]) / n
    hours = MONTH * read / 3600
    return {
        "machine": say_machine(told["machine"]),
        "start": f"{told['start']['--help']:.2f}", "start_read": f"{told['start']['read']:.2f}",
        "text": _table("| from HTML to text | pages a second |", [(k, f"{v:,.0f}") for k, v in told["text"].items()]),
        "reports": str(n), "words": f"{reports['words'] / n:.0f}", "statements": f"{reports['statements'] / n:.1f}",
        "html": f"{reports['html_bytes'] / n / 1000:.1f}", "read": f"{1000 * read:.0f}", "add": f"{1000 * add:.0f}",
        "add_rate": f"{100 * read / add:.0f}", "reports_s": f"{1 / read:.1f}", "peak": f"{reports['peak_mb']:.0f}",
        "encoder": f"{1e6 * encoder['encoder_cpu'] / encoder['words']:.0f}",
        "pipeline": f"{1e6 * encoder['pipeline_cpu'] / encoder['words']:.0f}",
        "encoder_share": f"{100 * encoder['encoder_cpu'] / encoder['pipeline_cpu']:.0f}",
        "values": _table(
            "| part | of the reader's time |", [(k, f"{100 * v:.1f} %") for k, v in told["values"].items()]
        ),
        "linking": _table(
            "| statements | ms a statement | peak memory, MB | B³ F1 |",
            [(f"{r['statements']:,}", r["ms_per_statement"], r["peak_mb"], r["bcubed_f1"]) for r in linking],
        ),
        "desk": _table("| page of the desk | ms |", [(f"`{k}`", f"{v:.0f}") for k, v in told["desk"].items()]),
        "publish": _table(
            "| events | seconds | files | of these written |",
            [tuple(f"{r[k]:,.0f}" if k != "seconds" else f"{r[k]:.1f}" for k in r) for r in told["publish"]],
        ),
        "day_read": f"{_DAY / read:,.0f}", "day_add": f"{_DAY / add:,.0f}",
        "million_captures": f"{reports['captures_bytes'] / n * MILLION / 1e9:.1f}",
        "million_database": f"{reports['database_bytes'] / n * MILLION / 1e9:.1f}",
        "million": f"{kept * MILLION / 1e9:.1f}", "month_hours": f"{hours:,.0f}",
        "month_days": f"{hours / 24 / _CORES:.1f}",
        "month_store": f"{kept * MONTH / 1e9:,.0f}",
    }  # fmt: skip


def load_growth() -> list[dict[str, float]]:
    """Return what a chronicle took at each size, from the smallest on."""
    return [json.loads(line) for line in (DOCS / "growth.jsonl").read_text(encoding="utf8").splitlines()]


def say_growth(rows: list[dict[str, float]]) -> dict[str, str]:
    """Return how linking grows in a chronicle."""
    head = "| statements | reports | keeping, ms a statement | linking, ms a statement | of n log n, % |"
    table = [
        (f"{r['statements']:,}", f"{r['reports']:,}", f"{1000 * r['keep_s'] / r['statements']:.2f}",
         f"{r['link_ms_per_statement']:.2f}", f"{100 * r['link_s'] / bound:.0f}",
         f"{r['peak_mb']:.0f}", f"{r['disk_mb']:,.0f}", f"{r['bcubed_f1']:.1f}")
        for r, bound in zip(rows, _bounds(rows), strict=True)
    ]  # fmt: skip
    return {"growth": _table(f"{head} peak memory, MB | on the disk, MB | B³ F1 |", table)}


def _bounds(rows: list[dict[str, float]]) -> list[float]:
    """Return the seconds that each size would take if they grew by n log n from the first on."""
    sizes = [r["statements"] * log(r["statements"]) for r in rows]
    return [rows[0]["link_s"] * size / sizes[0] for size in sizes]


def say_soak(told: dict[str, Any]) -> dict[str, str]:
    """Return what stands in the page of the soak."""
    memory = [(k, *(f"{x:.0f}" for x in v), told["starts"][k]) for k, v in told["memory_mb"].items()]
    return {
        "minutes": f"{told['minutes']:g}", "pages": str(told["pages"]), "lost": str(len(told["lost"])),
        "decisions": str(told["decisions"]), "decisions_lost": str(told["decisions_lost"]),
        "verify": "finds nothing" if not told["verify"] else f"finds {len(told['verify'])} things",
        "events": str(told["events"]), "same": "the same" if told["same_events"] else "not the same",
        "faults": _table("| fault | times |", [(k.replace("_", " "), v) for k, v in told["faults"].items()]),
        "memory": _table("| command | MB early | MB late | started |", memory),
        "answers": _table("| the desk answered | times |", sorted(told["desk"].items())),
        "publish": ", ".join(f"{v} {k}" for k, v in told["publish"].items()),
        "said": _table("| told | times |", [(f"`{k}`", v) for k, v in told["said"].items()]),
    }  # fmt: skip


def _table(head: str, rows: list[tuple[Any, ...]]) -> str:
    columns = head.count("|") - 1
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([head, "|" + " --- |" + " ---: |" * (columns - 1), *lines])


def draw_linking(rows: list[dict[str, float]], path: Path) -> None:
    """Draw how the seconds that linking takes grow."""
    import altair  # of the documentation's extra; the pages themselves can do without

    data = altair.Data(values=[{"statements": r["statements"], "seconds": r["seconds"]} for r in rows])
    sizes = [r["statements"] for r in rows]
    size = altair.X("statements:Q", title="statements").scale(type="log", nice=False).axis(values=sizes)
    seconds = altair.Y("seconds:Q", title="seconds of processor").scale(type="log")
    chart = altair.Chart(data, width=420, height=240).mark_line(point=True).encode(x=size, y=seconds)
    chart.save(str(path))


def draw_growth(rows: list[dict[str, float]], path: Path) -> None:
    """Draw how the seconds of linking grow in a chronicle, beside n log n from its first size on."""
    import altair

    told = [{"statements": r["statements"], "of": "linking", "seconds": r["link_s"]} for r in rows]
    bound = [
        {"statements": r["statements"], "of": "n log n", "seconds": seconds}
        for r, seconds in zip(rows, _bounds(rows), strict=True)
    ]
    chart = altair.Chart(altair.Data(values=told + bound), width=420, height=240).mark_line(point=True)
    chart = chart.encode(
        x=altair.X("statements:Q", title="statements").scale(type="log", nice=False).axis(values=_DECADES),
        y=altair.Y("seconds:Q", title="seconds of processor").scale(type="log").axis(values=[10**k for k in range(5)]),
        color=altair.Color("of:N", title=None),
    )
    chart.save(str(path))


if __name__ == "__main__":
    make_pages(DOCS)
    draw_linking(json.loads((DOCS / "benchmarks.json").read_text())["linking"], DOCS / "pictures" / "linking.svg")
    draw_growth(load_growth(), DOCS / "pictures" / "growth.svg")

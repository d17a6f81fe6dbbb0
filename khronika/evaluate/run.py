"""Runs the command line on each task and keeps the figures."""

import json
import subprocess  # noqa: S404 - the scorers are programs of their own
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from khronika.evaluate.muc4 import write_documents
from khronika.evaluate.tasks import INCIDENTS, OWN_SCORERS, READING, SCENARIOS, TASKS, Task
from khronika.settings import SHARED_DIR

_ROOT = Path(__file__).resolve().parents[2]
_KEPT, _PAGE = _ROOT / "docs" / "scores.json", _ROOT / "docs" / "scores.md"
_HEAD = """# Scores

What the reader scores on development data, with the command that prints each figure. `make eval` rewrites this page.
The data are other people's and lie beside the project (`../shared`); the figures that count are those on parts that
nobody here has seen.

"""


def evaluate(names: Sequence[str]) -> int:
    """Score the named tasks, or all, print each figure and rewrite docs/scores.md; returns the exit status."""
    shared = SHARED_DIR
    if not (shared / "evals" / "score.py").exists():
        print(f"khronika: {shared}: no evaluation data here", file=sys.stderr)  # noqa: T201 - a command's own voice
        return 1
    unknown = set(names) - {t.name for t in TASKS} - {SCENARIOS, READING.name, INCIDENTS.name}
    if unknown:
        print(f"khronika: {', '.join(sorted(unknown))}: no such task", file=sys.stderr)  # noqa: T201
        return 1
    kept: dict[str, Any] = json.loads(_KEPT.read_text(encoding="utf8")) if _KEPT.exists() else {}
    for task in TASKS:
        if not names or task.name in names:
            kept[task.name] = _score(task, shared)
            print(task.name, json.dumps(kept[task.name]["figures"]))  # noqa: T201
    if not names or READING.name in names:
        kept[READING.name] = _score_reading(shared)
        print(READING.name, json.dumps(kept[READING.name]["figures"]))  # noqa: T201
    if not names or INCIDENTS.name in names:
        kept[INCIDENTS.name] = _score_incidents(shared)
        print(INCIDENTS.name, json.dumps(kept[INCIDENTS.name]["figures"]))  # noqa: T201
    if not names or SCENARIOS in names:
        kept[SCENARIOS] = _score_scenarios(shared)
        print(SCENARIOS, json.dumps(kept[SCENARIOS]["figures"]))  # noqa: T201
    _KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf8")
    _PAGE.write_text(make_page(kept), encoding="utf8")
    return 0


def _command() -> list[str]:
    return [sys.executable, "-m", "khronika"]


def _score(task: Task, shared: Path) -> dict[str, Any]:
    """Return figures, seconds and the command of one task."""
    folder = shared / task.folder
    with tempfile.TemporaryDirectory() as home:
        out = Path(home) / "out.jsonl"
        documents, gold = (_part(folder / f"{name}.jsonl", task, Path(home)) for name in ("documents", "gold"))
        if task.dateline:
            documents = write_documents(documents, Path(home) / "dated.jsonl")
        start = time.monotonic()
        with out.open("wb") as stream:
            command = [*_command(), "read", "--jsonl", str(documents)]
            subprocess.run(command, stdout=stream, check=False)  # noqa: S603
        seconds = time.monotonic() - start
        score = [*_scorer(task, shared), str(gold), str(out)]
        printed = subprocess.run(score, capture_output=True, text=True, check=True).stdout  # noqa: S603
    first = f"the first {task.head} and " if task.head else ""
    kept = f" ({first}every {task.every}th document, kept out of training)" if task.every > 1 else ""
    told = (
        f"khronika read --jsonl {task.folder}/documents.jsonl > out.jsonl; "
        f"{_scorer_name(task)} {task.folder}/gold.jsonl out.jsonl{kept}"
    )
    return {"figures": json.loads(printed), "seconds": round(seconds, 1), "command": told}


def _scorer(task: Task, shared: Path) -> list[str]:
    """Return the command that scores a task, without its files."""
    own = [sys.executable, "-m", f"khronika.evaluate.{task.scorer}"]
    return own if task.scorer in OWN_SCORERS else [sys.executable, str(shared / "evals" / "score.py"), task.scorer]


def _scorer_name(task: Task) -> str:
    own = task.scorer in OWN_SCORERS
    return f"python -m khronika.evaluate.{task.scorer}" if own else f"evals/score.py {task.scorer}"


def _part(path: Path, task: Task, home: Path) -> Path:
    """Return a file with the lines of `path` that the task scores."""
    if task.every == 1:
        return path
    part = home / path.name
    with path.open("rb") as lines:
        first = b"".join(islice(lines, task.head))
        part.write_bytes(first + b"".join(islice(lines, 0, None, task.every)))
    return part


def _score_reading(shared: Path) -> dict[str, Any]:
    """Return figures, seconds and the command of the reading model by itself."""
    from khronika.evaluate.reading import score_reading

    start = time.monotonic()
    figures = score_reading(shared / READING.folder)
    return {"figures": figures, "seconds": round(time.monotonic() - start, 1), "command": "make eval"}


def _score_incidents(shared: Path) -> dict[str, Any]:
    """Return figures, seconds and the command of a chronicle of the incident articles."""
    from khronika.evaluate.incidents import score_incidents

    start = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        figures = score_incidents(shared, Path(home), _command())
    told = f"khronika add chronicle --jsonl {INCIDENTS.folder}/documents.jsonl; evals/score_incidents.py"
    return {"figures": figures, "seconds": round(time.monotonic() - start, 1), "command": told}


def _score_scenarios(shared: Path) -> dict[str, Any]:
    """Return figures, seconds and the command of the scenarios."""
    start = time.monotonic()
    script = str(shared / "evals" / "run_scenarios.py")
    command = [sys.executable, script, str(shared / SCENARIOS), "--khronika", " ".join(_command())]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    last = next(line for line in reversed(printed.splitlines()) if line.startswith("all "))
    told = f"evals/run_scenarios.py {SCENARIOS}"
    return {
        "figures": json.loads(last.removeprefix("all ")),
        "seconds": round(time.monotonic() - start, 1),
        "command": told,
    }


def flatten(figures: dict[str, Any], before: str = "") -> dict[str, float]:
    """Return nested figures as one level: {"statement": {"f1": 80}} gives {"statement.f1": 80}."""
    flat: dict[str, float] = {}
    for name, value in figures.items():
        flat |= flatten(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return flat


def make_page(kept: dict[str, Any]) -> str:
    """Return docs/scores.md: a section for each task."""
    floors = {task.name: task.floors for task in (*TASKS, READING, INCIDENTS)}
    parts = [_HEAD]
    for name in [*(t.name for t in TASKS), READING.name, INCIDENTS.name, SCENARIOS]:
        if name not in kept:
            continue
        row = kept[name]
        lines = [
            f"## {name}",
            "",
            f"`{row['command']}` ({row['seconds']} s)",
            "",
            "| figure | value | floor |",
            "| --- | ---: | ---: |",
        ]
        for figure, value in flatten(row["figures"]).items():
            lines.append(f"| {figure} | {value} | {floors.get(name, {}).get(figure, '')} |")
        parts.append("\n".join(lines) + "\n\n")
    return "".join(parts).rstrip() + "\n"

"""How fast the reader is and how much memory it takes, beside the encoder alone; and all that `read` does of a text.

    python -m benchmarks.reader [DOCUMENTS.jsonl]

Without a file it reads invented reports. Each measurement runs in a process of its own, so that its peak of memory is
its own. A word is what white space parts; figures that count the tokenizer's words, marks included, say so.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

ROUNDS, DOCUMENTS, LONG = 3, 100, 5_000_000
_WHO = "Police|Soldiers|Gunmen|The interior ministry|A court in Osh|Prosecutors".split("|")
_DID = "detained|killed|released|charged|beat|deported".split("|")
_WHOM = "ten men|two journalists|a lawyer|forty workers|six farmers|the mayor of Maroua".split("|")
_WHEN = "on Monday|last week|in March|on 3 May|two days later|at night".split("|")
_SAYS = "a lawyer said|the governor said|according to Open Border Watch|witnesses told Sahel Wire".split("|")


def make_text(characters: int, seed: int = 0) -> str:
    """Return an invented report of about so many characters."""
    dice = random.Random(seed)
    paragraphs, size = [], 0
    while size < characters:
        drawn = [[dice.choice(words) for words in (_WHO, _DID, _WHOM, _WHEN, _SAYS)] for _ in range(4)]
        paragraphs.append(" ".join(f"{' '.join(words[:4])}, {words[4]}." for words in drawn))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:characters]


def read_texts(path: str | None, count: int = DOCUMENTS) -> list[str]:
    """Return so many texts to read: those of a file of documents, else invented ones."""
    if path is None:
        return [make_text(4000, seed) for seed in range(count)]
    with Path(path).open(encoding="utf8", newline="\n") as lines:
        return [json.loads(line)["text"] for line in islice(lines, count)]


def _peak_mb() -> float:
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def _time(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds by the clock and the least seconds of all processors that some rounds took."""
    took = []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(w for w, _ in took), min(c for _, c in took)


def measure_reading(path: str | None, count: int = DOCUMENTS) -> dict[str, float]:
    """Return words, tokens, and what encoder, pipeline and all up to statements take for the same texts together."""
    from khronika.collect import make_capture
    from khronika.language import load_engine
    from khronika.language.reader import _Words
    from khronika.language.windows import read_rows
    from khronika.model import Given
    from khronika.pipeline import read_captures

    texts = read_texts(path, count)
    nlp = load_engine().nlp
    model = nlp.get_pipe("khronika_reader")
    cut = [_Words(nlp.make_doc(text)) for text in texts]
    seen = [(words.words, words.gaps, words.marks) for words in cut]
    pipeline_wall, pipeline_cpu = _time(lambda: _run_out(model.pipe(map(nlp.make_doc, texts))))
    peak = _peak_mb()
    wall, cpu = _time(lambda: _run_out(read_rows(model.weights, seen)))
    captures = [make_capture(text.encode(), "text/plain", Given(id=str(n))) for n, text in enumerate(texts)]
    read_wall, read_cpu = _time(lambda: _run_out(read_captures(captures)))
    return {
        "documents": len(texts),
        "words": sum(len(text.split()) for text in texts),
        "tokens": sum(len(words.words) for words in cut),
        "encoder_wall": wall,
        "encoder_cpu": cpu,
        "pipeline_wall": pipeline_wall,
        "pipeline_cpu": pipeline_cpu,
        "read_wall": read_wall,
        "read_cpu": read_cpu,
        "peak": peak,
    }


def _run_out(stream: Iterator[Any]) -> None:
    for _ in stream:
        pass


def measure_long(characters: int) -> dict[str, float]:
    """Return seconds and peak memory for one report of so many characters."""
    from khronika.language import load_engine

    text = make_text(characters)
    nlp = load_engine().nlp
    wall, cpu = time.perf_counter(), time.process_time()
    nlp(text)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"words": len(text.split()), "wall": wall, "cpu": cpu, "peak": _peak_mb()}


def _alone(work: Callable[..., Any], *inputs: object) -> Any:
    """Return what a function gives in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *inputs).result()


def main(path: str | None = None) -> None:
    """Print the figures."""
    from benchmarks.start import SENTENCE, measure_start  # here: its page is made of this module's words

    found = _alone(measure_reading, path)
    words, tokens = found["words"], found["tokens"]
    print(f"{found['documents']:.0f} documents, {words:.0f} words, {tokens:.0f} tokens\n")
    print("| | words/s | tokens/s | processor time per word |\n| --- | --- | --- | --- |")
    for name in ("encoder", "pipeline", "read"):
        wall, cpu = found[f"{name}_wall"], found[f"{name}_cpu"]
        print(f"| {name} | {words / wall:,.0f} | {tokens / wall:,.0f} | {cpu / words * 1e6:.0f} µs |")
    for kind, name in (("wall", "time"), ("cpu", "processor time")):
        for part in ("pipeline", "read"):
            print(f"{part} takes {found[f'{part}_{kind}'] / found[f'encoder_{kind}']:.2f} times the encoder's {name}")
    print(f"peak memory {found['peak']:.0f} MB")
    print(f"start-up {min(measure_start(SENTENCE, ROUNDS))[0]:.2f} s to the first sentence read")
    for characters in (LONG // 5, LONG):
        long = _alone(measure_long, characters)
        speed, cost = long["words"] / long["wall"], long["cpu"] / long["words"] * 1e6
        told = f"{speed:,.0f} words/s, {cost:.0f} µs of processor a word, peak memory {long['peak']:.0f} MB"
        print(f"one report of {characters / 1e6:.0f} MB: {told}")


if __name__ == "__main__":
    main(*sys.argv[1:])

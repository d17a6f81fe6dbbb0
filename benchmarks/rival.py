"""How many reports we read while T5-large answers what HRDsAttack asks of one, both in one run.

    pip install 'khronika[rival]'
    python -m benchmarks.rival [REPORTS]

The rival is the published system's model (T5-large, fp32, `generate` at its 20 tokens) with random weights, which take
as long as trained ones: random weights hardly ever end an answer early, so each answer has all its 20 tokens. It
answers eight questions on an article; the article and the question are cut to 512 pieces, as there. Ours reads reports
of as many pieces from text to statements. Both take the processors that they get; seconds are by the clock.

Source: Ran et al. 2023 (HRDsAttack), the settings of their code.
"""

import sys
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from statistics import median
from typing import Any

from benchmarks.reader import _alone, make_text

PIECES, QUESTIONS, ANSWER = 512, 8, 20
ROUNDS = 3


def make_texts(count: int) -> list[str]:
    """Return invented reports of as many pieces as the rival reads."""
    from khronika.language.weights import load_weights

    cut = load_weights().pieces.cut
    texts = []
    for seed in range(count):
        words = make_text(8 * PIECES, seed).split(" ")
        ends = accumulate(len(pieces) for pieces in cut(words))
        texts.append(" ".join(word for word, end in zip(words, ends, strict=True) if end <= PIECES))
    return texts


def _median_seconds(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return median(took)


def measure_ours(texts: Sequence[str]) -> float:
    """Return seconds a report, from text to statements."""
    from khronika.collect import make_capture
    from khronika.model import Given
    from khronika.pipeline import read_captures

    captures = [make_capture(t.encode(), "text/plain", Given(id=str(n))) for n, t in enumerate(texts)]
    list(read_captures(captures[:8]))  # tables and weights are loaded before the clock runs
    return _median_seconds(lambda: list(read_captures(captures))) / len(texts)


def measure_rival() -> float:
    """Return seconds a question at 512 pieces."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    torch.manual_seed(0)
    large: dict[str, Any] = {"d_model": 1024, "d_kv": 64, "d_ff": 4096, "num_layers": 24, "num_heads": 16}
    model = T5ForConditionalGeneration(T5Config(**large, decoder_start_token_id=0)).eval()
    asked = torch.randint(3, 32000, (1, PIECES))
    with torch.inference_mode():
        model.generate(asked, max_length=ANSWER)
        return _median_seconds(lambda: model.generate(asked, max_length=ANSWER))


def main(count: str = "100") -> None:
    """Print both and their ratio."""
    texts = make_texts(int(count))
    words = sum(len(text.split()) for text in texts) / len(texts)
    ours = _alone(measure_ours, texts)
    rival = QUESTIONS * _alone(measure_rival)
    print(f"khronika: {1 / ours:.1f} reports/s of {PIECES} pieces ({words:.0f} words), {1000 * ours:.0f} ms a report")
    print(f"T5-large: {rival / QUESTIONS:.2f} s a question, {rival:.1f} s a report of {QUESTIONS} questions")
    print(f"ratio: {rival / ours:.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Makes docs/reader.svg: the tree that the reading model sees in one invented sentence, drawn by spaCy's displaCy."""

import re
import sys
from pathlib import Path

from spacy import displacy

from khronika.language import load_engine
from khronika.model import Block, BlockKind, Published, Report

HERE = Path(__file__).parent
SENTENCE = "Gunmen killed six farmers in Maroua on Saturday, the governor said."
OPTIONS = {
    "distance": 150,
    "word_spacing": 34,
    "compact": False,
    "bg": "#ffffff",
    "color": "#1d2433",
    "font": "sans-serif",
}


def make_picture(target: Path) -> None:
    """Write the picture."""
    report = Report(
        id="invented", sha256="0" * 64, url=None, outlet=None, title=None, language="en", text=SENTENCE,
        published=Published(value=None, from_=None),
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(SENTENCE)),),
    )  # fmt: skip
    drawn = displacy.render(load_engine("reader").annotate(report), style="dep", options=OPTIONS, jupyter=False)
    target.write_text(
        re.sub(r"[0-9a-f]{32}-0", "reader", drawn), encoding="utf8"
    )  # ids are random: keep the file still


if __name__ == "__main__":
    make_picture(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "reader.svg")

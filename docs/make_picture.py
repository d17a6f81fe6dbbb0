"""Makes docs/picture.svg, the README's picture: what `make demo` shows of one event, read from the samples just now."""

import re
import sys
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from khronika.collect import collect_files
from khronika.pipeline import add_captures
from khronika.publish import show_event
from khronika.samples.pick import pick_event
from khronika.store import open_chronicle

HERE = Path(__file__).parent
WIDTH = 92
# Without the font that the format would fetch from elsewhere: a picture must not call home.
FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def make_picture(target: Path) -> None:
    """Write the picture; the event is the one that `make demo` picks."""
    with tempfile.TemporaryDirectory() as home:
        place = str(Path(home) / "demo")
        with open_chronicle(place, create=True, write=True) as chronicle:
            add_captures(chronicle, collect_files([str(HERE.parent / "khronika" / "samples")]))
        event = pick_event(place)
        if event is None:
            sys.exit("make_picture: the samples give no event")
        with open_chronicle(place) as chronicle:
            reports = {stored.report.id: stored for stored in chronicle.reports()}
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, highlight=False)
        console.print(Text(f"$ khronika show demo {event.id[:7]}", style="dim"))
        console.print(show_event(event, reports, width=WIDTH))
        drawn = console.export_svg(title="khronika", code_format=FORMAT, unique_id="khronika")
    target.write_text(re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE), encoding="utf8")


if __name__ == "__main__":
    make_picture(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "picture.svg")

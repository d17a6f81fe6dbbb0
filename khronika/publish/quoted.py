"""Words of a report as they stand there, marked by a bar at the left instead of by quotation marks of our own."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

BAR = "│ "


class Quoted:
    """Text with a bar before each line; a quotation within it keeps its own marks, so none are doubled.

    Args:
        words: the report's words, on one line.
    """

    def __init__(self, words: str) -> None:
        self.words = words

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the lines, each with its bar."""
        narrower = options.update_width(max(options.max_width - len(BAR), 1))
        for line in console.render_lines(Text(self.words, style="italic"), narrower, pad=False):
            yield Segment(BAR, console.get_style("dim"))
            yield from line
            yield Segment.line()

"""How commands speak: tables that fit, failures a line each, a progress bar only where somebody watches."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from khronika.model import Failure


class Format(StrEnum):
    """How a command prints what it found."""

    TABLE = "table"
    JSONL = "jsonl"


def pick_format(chosen: Format | None) -> Format:
    """Return the format asked for; without one a table on a terminal and JSON Lines in a pipe."""
    return chosen or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)


def make_console() -> Console:
    """Return the console for standard output, as wide as the terminal, 100 columns in a pipe."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else shutil.get_terminal_size((100, 40)).columns
    return Console(width=width, highlight=False, soft_wrap=False)


def print_out(renderable: RenderableType) -> None:
    """Print something made for people; in a pipe without the blanks that fill a terminal's lines."""
    console = make_console()
    if console.is_terminal:
        console.print(renderable)
        return
    with console.capture() as captured:
        console.print(renderable)
    for line in captured.get().splitlines():
        write_line(line.rstrip())


def write_line(line: str) -> None:
    """Write one line of output as it is."""
    sys.stdout.write(line + "\n")


def print_failure(failure: Failure) -> None:
    """Say in one line on standard error which input failed and why."""
    sys.stderr.write(f"khronika: {failure.id}: {failure.error}\n")


def print_note(words: str) -> None:
    """Say something in passing on standard error."""
    sys.stderr.write(words + "\n")


@contextmanager
def show_progress(what: str, count: Callable[[], int | None], *, prints: bool) -> Iterator[Callable[[], None]]:
    """Show a bar with rate and time left while inputs go by; nothing where nobody watches.

    Args:
        count: tells how many inputs there are, None where that is not known; asked only where a bar is shown.
        prints: the command prints meanwhile, so that a bar on the same terminal would run into its output.
    """
    if not sys.stderr.isatty() or (prints and sys.stdout.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    # Output is never led through the bar, which would send what belongs into a file to the terminal.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=count(), rate="")

        def step() -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:.0f}/s" if speed else "")

        yield step

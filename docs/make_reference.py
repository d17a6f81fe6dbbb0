"""Makes docs/reference/command-line.md from the program's own help; `tests/test_docs.py` finds it out of date."""

from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from khronika.cli.app import app

PAGE = Path(__file__).parent / "reference" / "command-line.md"
_HEAD = """# Command line

This page gives the help of every command, as the program prints it; `make reference` rewrites it.

Output for people is printed on a terminal, JSON Lines in a pipe; `--format` chooses. Notes and failures go to standard
error, a line each.

| exit status | meaning |
| --- | --- |
| 0 | done |
| 1 | an input failed (the others are done), the chronicle cannot be opened, or `verify` or `doctor` found something |
| 2 | the command was not understood |
| 130 | stopped by Ctrl-C |

"""


def command_names() -> list[str]:
    """Return the commands in the order in which the help lists them."""
    return list(get_command(app).commands)  # type: ignore[attr-defined]


def make_page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for name in ["", *command_names()]:
        done = CliRunner().invoke(app, [*([name] if name else []), "--help"], prog_name="khronika", terminal_width=80)
        lines = "\n".join(line.rstrip() for line in done.output.strip().splitlines())
        parts.append(f"## khronika {name}".rstrip() + f"\n\n```text\n{lines}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf8")

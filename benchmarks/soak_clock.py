"""Khronika with a clock that jumps: by as many seconds as a file says whenever it is read.

python -m benchmarks.soak_clock FILE COMMAND...
"""

import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path


class Shifted(datetime):
    """Now is not now."""

    shift: Path

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(seconds=float(cls.shift.read_text() or 0))


def main() -> None:
    """Run the command line under the shifted clock."""
    from khronika.collect import ledger
    from khronika.values import clock

    Shifted.shift = Path(sys.argv[1])
    clock.datetime = ledger.datetime = Shifted  # type: ignore[misc]
    sys.argv = ["khronika", *sys.argv[2:]]
    from khronika.cli import main

    main()


if __name__ == "__main__":
    main()

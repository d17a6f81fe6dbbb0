"""`python -m khronika.samples.pick CHRONICLE`: the id of the event that shows most, for `make demo`."""

import sys

from khronika.model import Event
from khronika.store import open_chronicle


def pick_event(location: str) -> Event | None:
    """Return the event with most independent roots and statements, None in an empty chronicle."""
    with open_chronicle(location) as chronicle:
        return max(
            chronicle.events(),
            key=lambda e: (len(e.figures) > 0, e.independent_roots, len(e.statements), e.id),
            default=None,
        )


if __name__ == "__main__":
    found = pick_event(sys.argv[1])
    print(found.id if found else "")  # noqa: T201 - a command

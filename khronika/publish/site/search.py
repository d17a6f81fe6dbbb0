"""The index that the search page looks through: a script that sets one list, since a page on a stick may not fetch."""

import json
from collections.abc import Iterable

from khronika.publish.public import PublicEvent
from khronika.publish.site.words import Words


def search_index(events: Iterable[PublicEvent], words: Words) -> bytes:
    """Return the script: for each event its id, name, window in words, and what else it is found by."""
    rows = []
    for event in events:
        place = f"{event.place.name} {event.place.country or ''}" if event.place else ""
        acts = " ".join(words.act(act) for act in event.acts)
        roots = " ".join(root.name for root in event.roots)
        more = " ".join((place, acts, roots, event.first or "", str(words["verdicts"][event.verdict])))
        rows.append([event.id, event.name, words.days(event.first, event.last), more])
    told = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.KHRONIKA_EVENTS={told};\n".encode()

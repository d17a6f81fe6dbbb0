"""A revision as a person wants to read it."""

from rich.text import Text

from khronika.model import Statement
from khronika.model.revision import Revision


def show_revision(revision: Revision) -> Text:
    """Return the sentences that went and came, and the statements that were added, withdrawn and corrected."""
    shown = Text(f"{revision.url}\n{revision.before_at} → {revision.after_at}\n", style="bold")
    for sign, sentence in revision.diff:
        shown.append(f"  {sign} {sentence}\n", style="red" if sign == "-" else "green")
    for name, statements in (("withdrawn", revision.withdrawn), ("added", revision.added)):
        for one in statements:
            shown.append(f"  {name}: {_say(one)}\n")
    for change in revision.corrected:
        told = f"{', '.join(change.fields)}: {_say(change.before)} → {_say(change.after)}"
        shown.append(f"  corrected in {told}\n")
    if not revision.diff:
        shown.append("  nothing in its own words\n")
    return shown


def _say(one: Statement) -> str:
    """Return a statement in a few words."""
    whom = ", ".join(party.text for party in one.to)
    count = one.quantity.text if one.quantity else whom
    place = one.place.name if one.place else None
    time = one.time.text if one.time else None
    return " · ".join(w for w in (one.act.value.replace("_", " "), one.status.value, count, place, time) if w)

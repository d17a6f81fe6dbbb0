"""Days that say when a report was written, and not when something happened."""

import re

_OPENING = 600  # characters in which a report says when it was written
_LINE = 80  # characters before the day in a dateline
_DATELINE = re.compile(r"[^.!?\n]{0,40}?\s[-–—]+\s")
_ENDS_LINE = re.compile(r"[ .]*(?:\n|$)")


def is_of_writing(text: str, start: int, end: int) -> bool:
    """Tell whether words of time say when a report was written: in its dateline, or in a line of outlet and day alone.

    Example:
        >>> is_of_writing("ORSK, March 29 (OP) - Police held ten.", 6, 14)
        True
    """
    before, after = text[text.rfind("\n", 0, start) + 1 : start], text[end:]
    if len(before) > _LINE or start > _OPENING:
        return False
    if _ENDS_LINE.match(after) and (not before.strip() or before.rstrip().endswith((",", "|", "·"))):
        return True
    return before == before.upper() and _DATELINE.match(after) is not None

"""Lists of other reports at the foot of a page dump: kicker, title, lines."""

import re
from collections.abc import Sequence

from khronika.model import BlockKind, Teaser
from khronika.read.lines import Line
from khronika.read.zones import is_kind, kind_of_line

_VIDEO = re.compile(r"(\d{1,2}:[0-5]\d)\s+(\S.{8,}?)(?:\s+Pause)?")
_LEAST_VIDEOS = 3
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_LONGEST_KICKER = 40
_LONGEST_TITLE = 200
_LONGEST_TEXT = 420


def read_teasers(lines: Sequence[Line], i: int) -> tuple[list[Teaser], list[BlockKind | None]]:
    """Return the teasers that begin at line `i`, and the kind of each line that the list takes.

    The list ends where a line can be no part of one: a long paragraph, or running text without a title before it.
    """
    teasers: list[Teaser] = []
    kinds: list[BlockKind | None] = []
    while i + len(kinds) < len(lines):
        at = i + len(kinds)
        own = kind_of_line(lines[at].text) or (BlockKind.FURNITURE if is_kind(lines[at].text, "teasers") else None)
        if own is not None:
            kinds.append(own)
            continue
        size = _entry(lines, at)
        if size is None:
            break
        kicker, title, text = size
        teasers.append(_teaser(lines, at, kicker, title, text))
        kinds += [BlockKind.TEASER] * (kicker + title + text)
    return teasers, kinds


def find_videos(lines: Sequence[Line]) -> dict[int, str]:
    """Return which lines are of a list of videos, with their titles: "0:43 A title".

    Their lengths stand in no order; the hours of a page that is written as things happen do.
    """
    found = {i: match for i, line in enumerate(lines) if (match := _VIDEO.fullmatch(" ".join(line.text.split())))}
    videos: dict[int, str] = {}
    for i in (i for i in found if i - 1 not in found):
        run = [i]
        while run[-1] + 1 in found:
            run.append(run[-1] + 1)
        lengths = [found[n][1].zfill(5) for n in run]
        if len(run) >= _LEAST_VIDEOS and sorted(lengths) not in (lengths, lengths[::-1]):
            videos |= {n: found[n][2] for n in run}
    return videos


def _entry(lines: Sequence[Line], i: int) -> tuple[int, int, int] | None:
    """Return how many lines kicker, title and text of the entry at line `i` take, or None where none begins."""
    kicker = 1 if _is_kicker(lines, i) else 0
    at = i + kicker
    if at >= len(lines) or not _is_title(lines[at].text):
        return None
    after = at + 1
    text = 1 if after < len(lines) and _is_text(lines[after].text) else 0
    return kicker, 1, text


def _is_kicker(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line is the few words above a title."""
    line = lines[i].text
    if len(line) > _LONGEST_KICKER or _SENTENCE.search(line) or i + 1 >= len(lines):
        return False
    title = lines[i + 1].text
    return len(line.split()) <= 4 and _is_title(title) and len(title) > len(line) and kind_of_line(title) is None


def _is_title(line: str) -> bool:
    return 8 <= len(line) <= _LONGEST_TITLE and not line.endswith((".", ";", ",", "…"))


def _is_text(line: str) -> bool:
    return 20 <= len(line) <= _LONGEST_TEXT and bool(_SENTENCE.search(line)) and kind_of_line(line) is None


def _teaser(lines: Sequence[Line], i: int, kicker: int, title: int, text: int) -> Teaser:
    """Return the teaser whose entry begins at line `i`."""
    last = lines[i + kicker + title + text - 1]
    return Teaser(
        kicker=lines[i].text if kicker else None,
        title=lines[i + kicker].text,
        text=last.text if text else None,
        start=lines[i].start,
        end=last.end,
    )

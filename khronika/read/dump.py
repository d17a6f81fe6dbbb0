"""Plain-text dumps of pages: the text stays as it is, and every line gets a block kind."""

import re
from collections.abc import Sequence

from khronika.model import Block, BlockKind, Teaser
from khronika.read.lines import Line, split_lines
from khronika.read.teasers import find_videos, read_teasers
from khronika.read.zones import is_kind, kind_of_line, split_caption, teaser_title

_ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_SUPPORT = re.compile(
    r"\b(?:support|donat|contribut|subscri|reader|journalis|newsroom|member)"
    r"|\bour (?:readers|mission|work|reporting)\b|^continue$"
)
_LONGEST_HEADLINE = 220
_CAPTION_ZONE = 6  # a credit makes a caption of a line only near the top, or where the line is short


def read_dump(text: str, title: str | None) -> tuple[list[Block], list[Teaser]]:
    """Return the blocks of a text dump in order, covering all that is not white space, and its teasers.

    Args:
        title: the headline where whoever handed the text in gave it.
    """
    lines = split_lines(text)
    kinds, teasers = _first_kinds(lines)
    _mark_headline(lines, kinds, title)
    blocks: list[Block] = []
    lead = False
    for line, kind in zip(lines, kinds, strict=True):
        made = _blocks_of(line, kind, lead, len(blocks))
        lead = lead or any(b.kind is BlockKind.LEAD for b in made)
        blocks += made
    return _fold_teasers(blocks, teasers), teasers


def _first_kinds(lines: Sequence[Line]) -> tuple[list[BlockKind | None], list[Teaser]]:
    """Return the kind that patterns and runs settle for each line, None for the report's own, and the teasers."""
    kinds: list[BlockKind | None] = []
    teasers: list[Teaser] = []
    videos = find_videos(lines)
    i = 0
    while i < len(lines):
        line = lines[i]
        if is_kind(line.text, "teasers"):
            kinds.append(BlockKind.FURNITURE)
            found, run = read_teasers(lines, i + 1)
            teasers += found
            kinds += run
            i += 1 + len(run)
        elif is_kind(line.text, "appeals"):
            size = _appeal_size(lines, i)
            kinds += [BlockKind.TAGS if is_kind(x.text, "tags") else BlockKind.FURNITURE for x in lines[i : i + size]]
            i += size
        elif title := videos.get(i) or teaser_title(line.text):
            kinds.append(BlockKind.TEASER)
            teasers.append(Teaser(kicker=None, title=title, text=None, start=line.start, end=line.end))
            i += 1
        else:
            kinds.append(kind_of_line(line.text))
            i += 1
    return kinds, teasers


def _appeal_size(lines: Sequence[Line], i: int) -> int:
    """Return how many lines an appeal for support takes from line `i`: to the next heading of teasers, or the end.

    An appeal in the middle of a report ends where no line after it speaks of support any more.
    """
    size = 1
    last = 1
    while i + size < len(lines) and not is_kind(lines[i + size].text, "teasers"):
        size += 1
        words = lines[i + size - 1].text.lower()
        if _SUPPORT.search(words):
            last = size
    return size if i + size < len(lines) and is_kind(lines[i + size].text, "teasers") and size - last < 4 else last


def _mark_headline(lines: Sequence[Line], kinds: list[BlockKind | None], title: str | None) -> None:
    """Mark the headline: the line that is the given title, else a short first line without a full stop."""
    own = [i for i, kind in enumerate(kinds) if kind is None]
    wanted = " ".join((title or "").split()).lower()
    for i in own[:4]:
        if wanted and " ".join(lines[i].text.split()).lower() == wanted:
            kinds[i] = BlockKind.HEADLINE
            return
    if len(own) < 2:
        return
    first, following = lines[own[0]], lines[own[1]]
    short = len(first.text) <= _LONGEST_HEADLINE and not _ENDS.search(first.text) and split_caption(first.text) is None
    if short and (following.gap or len(following.text) > len(first.text)) and len(first.text.split()) > 2:
        kinds[own[0]] = BlockKind.HEADLINE


def _blocks_of(line: Line, kind: BlockKind | None, lead: bool, before: int) -> list[Block]:
    """Return the block of a line, two where a caption carries its credit."""
    if kind is not None:
        return [Block(kind=kind, start=line.start, end=line.end)]
    cut = split_caption(line.text)
    if cut is not None and (before <= _CAPTION_ZONE or len(line.text) < 250):
        credit = Block(kind=BlockKind.CREDIT, start=line.start + cut, end=line.end)
        end = line.start + len(line.text[:cut].rstrip())
        return [Block(kind=BlockKind.CAPTION, start=line.start, end=end), credit] if end > line.start else [credit]
    prose = len(line.text) > 60 or bool(_ENDS.search(line.text))
    kind = BlockKind.LEAD if prose and not lead else BlockKind.PARAGRAPH
    return [Block(kind=kind, start=line.start, end=line.end)]


def _fold_teasers(blocks: Sequence[Block], teasers: Sequence[Teaser]) -> list[Block]:
    """Return the blocks with the lines of each teaser as one block."""
    folded: list[Block] = []
    for block in blocks:
        home = next((t for t in teasers if t.start <= block.start and block.end <= t.end), None)
        if home is None or block.kind is not BlockKind.TEASER:
            folded.append(block)
        elif not folded or folded[-1].start != home.start:
            folded.append(Block(kind=BlockKind.TEASER, start=home.start, end=home.end))
    return folded

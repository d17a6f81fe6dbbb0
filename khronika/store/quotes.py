"""Whether the words that a report quotes stand where it says, in its text and in its capture."""

from collections.abc import Iterator

from khronika.errors import ReadError
from khronika.model import Report
from khronika.read import read_visible_text


def verify_quotes(report: Report, media_type: str, charset: str | None, payload: bytes) -> Iterator[str]:
    """Give spans that lie outside the text, and quoted words that are not in the text or not in the capture.

    Args:
        media_type: of the capture, as are `charset` and `payload`.
    """
    spans: list[tuple[int, int, str | None]] = [(b.start, b.end, None) for b in report.blocks]
    for s in report.statements:
        spans += [(e.start, e.end, None) for e in (*s.evidence, s.trigger)]
        spans += [(p.start, p.end, p.text) for p in (*s.by, *s.to)]
    for start, end, words in spans:
        if not 0 <= start <= end <= len(report.text):
            yield f"report {report.id}: a span {start}-{end} lies outside its text"
        elif words is not None and _plain(report.text[start:end]) != _plain(words):
            yield f"report {report.id}: the words at {start}-{end} are not {words!r}"
    yield from _verify_capture(report, media_type, charset, payload)


def _verify_capture(report: Report, media_type: str, charset: str | None, payload: bytes) -> Iterator[str]:
    """Give what of a report is not found in its capture: the whole text of a text, each quoted sentence of a page."""
    try:
        text = read_visible_text(payload, media_type, charset)
    except ReadError as error:
        yield f"report {report.id}: its capture cannot be read any more: {error.reason}"
        return
    if media_type == "text/plain":
        if text != report.text:
            yield f"report {report.id}: its text is not that of its capture"
        return
    found = _plain(text)
    for evidence in dict.fromkeys(e for s in report.statements for e in s.evidence):
        if _plain(report.text[evidence.start : evidence.end]) not in found:
            yield f"report {report.id}: the words at {evidence.start}-{evidence.end} are not in its capture"


def _plain(words: str) -> str:
    """Return words with single spaces between them."""
    return " ".join(words.split())

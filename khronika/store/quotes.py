"""Whether the words that a report quotes stand where it says, in its text and in its capture."""

from collections.abc import Iterator

from khronika.errors import ReadError
from khronika.model import Report


def verify_quotes(report: Report, media_type: str, charset: str | None, payload: bytes) -> Iterator[str]:
    """Give spans that lie outside the text, and quoted words that are not in the text or not in the capture.

    Args:
        media_type: of the capture, as are `charset` and `payload`.
    """
    from khronika.read import read_visible_text  # here: it brings the whole stage with it

    yield from verify_spans(report)
    try:
        text = read_visible_text(payload, media_type, charset)
    except ReadError as error:
        yield f"report {report.id}: its capture cannot be read any more: {error.reason}"
        return
    yield from verify_text(report, text, whole=media_type == "text/plain")


def verify_spans(report: Report) -> Iterator[str]:
    """Give spans that lie outside the text of a report, and quoted words that are not where they are said to be."""
    spans: list[tuple[int, int, str | None]] = [(b.start, b.end, None) for b in report.blocks]
    for s in report.statements:
        spans += [(e.start, e.end, None) for e in (*s.evidence, s.trigger)]
        spans += [(p.start, p.end, p.text) for p in (*s.by, *s.to)]
    for start, end, words in spans:
        if not 0 <= start <= end <= len(report.text):
            yield f"report {report.id}: a span {start}-{end} lies outside its text"
        elif words is not None and _plain(report.text[start:end]) != _plain(words):
            yield f"report {report.id}: the words at {start}-{end} are not {words!r}"


def verify_text(report: Report, text: str, *, whole: bool) -> Iterator[str]:
    """Give what of a report is not found in the text of its capture.

    Args:
        whole: the two are to be the same; else each quoted sentence is looked for.
    """
    if whole:
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

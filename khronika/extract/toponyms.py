"""The places that a report names: found by the reading model where it read, told apart by the gazetteer."""

from spacy.tokens import Doc

from khronika.model import Place, Report
from khronika.values.places import describe_places, locate_and_describe

_COMMON = frozenset({"NOUN", "PRON", "VERB", "DET"})


def find_report_places(report: Report, doc: Doc) -> tuple[list[Place], list[Place]]:
    """Return the places that a report names, and those with what else its words say of where; both in order.

    Names are those that the engine marked ("toponyms"); for an engine that marks none the gazetteer finds them. What
    the gazetteer alone sees (a people's name, a camp) tells where an act was, but is not printed as a place.
    """
    if "toponyms" not in doc.spans:
        found = describe_places(report.text, outlet=report.outlet, url=report.url)
        return [f.place for f in found if f.stands_for != "people"], [f.place for f in found]
    spans = [(span.start_char, span.end_char) for span in doc.spans["toponyms"]]
    spans = [span for span in spans if not _is_shouted(doc, *span)]
    marked, seen = locate_and_describe(report.text, spans, outlet=report.outlet, url=report.url)
    named = [found.place for found in marked]
    others = [f.place for f in seen if not any(s < f.place.end and f.place.start < e for s, e in spans)]
    others = [place for place in others if not _is_shouted(doc, place.start, place.end)]
    by_start = [sorted(some, key=lambda place: place.start) for some in (named, [*named, *others])]
    return by_start[0], by_start[1]


def _is_shouted(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name is common words of a sentence that stands all in capitals, where each looks like one."""
    words = doc.char_span(start, end, alignment_mode="expand")
    return words is not None and words.sent.text.isupper() and all(word.pos_ in _COMMON for word in words)

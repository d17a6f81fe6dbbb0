"""The places that a report names: found by the reading model where it read, told apart by the gazetteer."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from khronika.extract.spelling import spell_as_told
from khronika.extract.tables import load_table
from khronika.model import Place, PlaceKind, Report
from khronika.values.places import Located, country_of_demonym, describe_places, locate_and_describe

_AGENCY = re.compile(r"(?<=\()[A-Z][\w .&/]{1,30}(?=\)\s*[-–—])")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_NUMBERED, _LONGEST_NUMBER = re.compile(r"\b\d+(?:st|nd|rd|th) $"), 8
_WAYS = frozenset(load_table("toponyms.yaml")["ways"])
_NO_NAMES = frozenset(load_table("toponyms.yaml")["no_names"])
_COMMON = frozenset({"NOUN", "PRON", "VERB", "DET", "ADJ"})


def find_report_places(report: Report, doc: Doc) -> tuple[list[Place], list[Place]]:
    """Return the places that a report names, and those with what else its words say of where; both in order.

    Names are those that the engine marked ("toponyms"); for an engine that marks none the gazetteer finds them. What
    the gazetteer alone sees (a people's name, a camp) tells where an act was, but is not printed as a place; what is
    said to be somebody's name tells nothing of where.
    """
    credits = _find_credits(report)
    if "toponyms" not in doc.spans:
        found = describe_places(report.text, outlet=report.outlet, url=report.url)
        found = [f for f in found if not _is_inside((f.place.start, f.place.end), credits)]
        spelled = spell_as_told([f.place for f in found])
        return [p for p, f in zip(spelled, found, strict=True) if f.stands_for != "people"], spelled
    spans = [part for span in doc.spans["toponyms"] for part in _by_line(report.text, span.start_char, span.end_char)]
    spans = [span for span in spans if not _is_common(report.text, *span)]
    spans = [span for span in spans if not _is_shouted(doc, *span) and not _is_inside(span, credits)]
    marked, seen = locate_and_describe(report.text, spans, outlet=report.outlet, url=report.url)
    named = [_by_building(found.place, seen) for found in marked]
    others = [f.place for f in seen if not any(s < f.place.end and f.place.start < e for s, e in spans)]
    others = [p for p in others if not _is_shouted(doc, p.start, p.end) and not _is_inside((p.start, p.end), credits)]
    spelled = spell_as_told([*named, *others])
    by_start = [sorted(some, key=lambda place: place.start) for some in (spelled[: len(named)], spelled)]
    return by_start[0], [place for place in by_start[1] if not _is_somebody(doc, place)]


def _by_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give a name, or what stands of it on each line: a letterhead's town and the office under it are two.

    A street that is called by a number has that before it: "60th | Street".
    """
    for piece in _LINE.finditer(text[start:end]):
        numbered = _NUMBERED.search(text, max(0, start - _LONGEST_NUMBER), start) if piece[0].lower() in _WAYS else None
        yield numbered.start() if numbered else start + piece.start(), start + piece.end()


def _is_common(text: str, start: int, end: int) -> bool:
    """Tell whether words name no place, or what many are called: "the site", "Street", "the Union"."""
    if text[start:end].islower() or text[start:end].lower() in _WAYS:
        return True
    bare = text[max(0, start - 4) : start].lower() == "the " or text.startswith(" of ", end)
    return bare and text[start:end].lower() in _NO_NAMES


def _by_building(place: Place, seen: Iterable[Located]) -> Place:
    """Return the building that bears a far town's name, for the town ("Paris market" in Lagos); else the place."""
    around = (f.place for f in seen if f.place.start <= place.start and place.end <= f.place.end)
    elsewhere = (one for one in around if one.country and place.country and one.country != place.country)
    return next((one for one in elsewhere if one.kind is PlaceKind.BUILDING), place)


def _find_credits(report: Report) -> list[tuple[int, int]]:
    """Return where a report names its outlet, and the agencies of datelines: "ORSK, May 3 (Volga Wire) - "."""
    own = re.finditer(re.escape(report.outlet), report.text, re.IGNORECASE) if report.outlet else ()
    return [found.span() for found in (*own, *_AGENCY.finditer(report.text))]


def _is_inside(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _is_somebody(doc: Doc, place: Place) -> bool:
    """Tell whether a name that no gazetteer has is a person's, or a body's that is short for its words ("CITU")."""
    words = doc.char_span(place.start, place.end, alignment_mode="expand")
    if place.lat is not None or words is None:
        return False
    return all(w.ent_type_ == "PERSON" or (w.ent_type_ == "ORG" and w.text.isupper()) for w in words)


def _is_shouted(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name is common words of a sentence that stands all in capitals, where each looks like one."""
    words = doc.char_span(start, end, alignment_mode="expand")
    if words is None or not words.sent.text.isupper():
        return False
    return all(w.pos_ in _COMMON and country_of_demonym(w.text.title()) is None for w in words)

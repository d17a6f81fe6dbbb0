"""The places that a report names: found by the reading model where it read, told apart by the gazetteer."""

from spacy.tokens import Doc

from khronika.model import Place, Report
from khronika.values.places import describe_places, locate_places


def find_report_places(report: Report, doc: Doc) -> tuple[list[Place], list[Place]]:
    """Return the places that a report names, and those with what else its words say of where; both in order.

    Names are those that the engine marked ("toponyms"); for an engine that marks none the gazetteer finds them. What
    the gazetteer alone sees (a people's name, a camp) tells where an act was, but is not printed as a place.
    """
    hints = {"outlet": report.outlet, "url": report.url}
    known = [found.place for found in describe_places(report.text, **hints)]
    if "toponyms" not in doc.spans:
        return known, known
    spans = [(span.start_char, span.end_char) for span in doc.spans["toponyms"]]
    named = [found.place for found in locate_places(report.text, spans, **hints)]
    others = [place for place in known if not any(s < place.end and place.start < e for s, e in spans)]
    order = [sorted(some, key=lambda place: place.start) for some in (named, [*named, *others])]
    return order[0], order[1]

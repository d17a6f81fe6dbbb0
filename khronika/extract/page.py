"""What was found in a report before statements are made of it: its times, places, numbers and chains."""

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from khronika.extract.chains import Chains, find_chains, list_attributions
from khronika.extract.circumstances import dates_no_act, find_report_times
from khronika.extract.counting import Counts
from khronika.extract.main_place import find_main_place
from khronika.extract.ranges import Ranges
from khronika.extract.restated import Figure, add_tellers, find_figures, is_of_figure
from khronika.extract.toponyms import find_report_places
from khronika.model import Place, Report
from khronika.values.datelines import is_of_writing
from khronika.values.dates import TimeExpression
from khronika.values.number_counts import find_counts


@dataclass(frozen=True, slots=True)
class Page:
    """All that was found in a report before statements are made of it."""

    report: Report
    doc: Doc
    text: str  # the document's: wrapped lines joined; offsets are the report's. Asked of a Doc it is made anew
    published: date | None
    heads: set[int]  # tokens of the verbs and nouns that tell acts
    times: list[TimeExpression]
    dated: list[TimeExpression]  # those of them that may date an act
    dated_at: Ranges[TimeExpression]
    named: list[Place]
    places: list[Place]
    places_at: Ranges[Place]
    counts: Counts
    figures: list[Figure]
    chains: Chains
    main_place: Place | None


def read_values(report: Report, doc: Doc, heads: set[int]) -> Page:
    """Return what the experts for times, places, numbers and chains find."""
    published = date.fromisoformat(report.published.value) if report.published.value else None
    text = doc.text
    times = find_report_times(doc, report.text, published)
    named, places = find_report_places(report, doc)
    counts = Counts(find_counts(report.text))
    figures = find_figures(doc, counts)
    dated = [
        t
        for t in times
        if not (is_of_writing(text, t.start, t.end) or dates_no_act(text, t) or is_of_figure(doc, t, figures))
    ]
    return Page(
        report=report,
        doc=doc,
        text=text,
        published=published,
        heads=heads,
        times=times,
        dated=dated,
        dated_at=Ranges(dated, lambda t: [(t.start, t.end)]),
        named=named,
        places=places,
        places_at=Ranges(places, lambda p: [(p.start, p.end)]),
        counts=counts,
        figures=figures,
        chains=find_chains(doc, add_tellers(doc, list_attributions(doc), figures), report.outlet),
        main_place=find_main_place(report, places),
    )

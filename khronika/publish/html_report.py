"""Reports as one HTML file that stands alone: the text with its statements marked, their chains and fields beside.

No script, no picture, nothing fetched. Every word of a report is escaped by the template.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from khronika.model import BlockKind, Link, Party, Place, Quantity, Report, Span, Statement, Status, When
from khronika.model.reason import Reason
from khronika.publish.show_report import say_head
from khronika.publish.words import clean, say_act, say_code, say_place, visible
from khronika.reckon.sources import say_link
from khronika.reckon.words import say_days, say_interval

_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_PLAIN = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.HEADLINE})
_SCHEMES = {"acled": "ACLED", "plover": "PLOVER", "huridocs": "HURIDOCS", "hrdsattack": "HRDsAttack",
            "hrdsattack_perpetrator": "HRDsAttack, who"}  # fmt: skip

Reasons = Mapping[str, Sequence[Reason]]
"""Why each statement is read as it is, by its id."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a block that play one part: a trigger (`told` numbers its statements), another part, or none."""

    text: str
    told: tuple[int, ...]
    role: str
    ends: tuple[int, ...]
    """Statements whose trigger ends here."""


def show_html(reports: Sequence[Report], reasons: Mapping[str, Reasons] | None = None) -> str:
    """Return one HTML page that shows reports.

    Args:
        reasons: by report, why its statements are read as they are; shown where given.
    """
    shown = [_show(report, k, len(reports), (reasons or {}).get(report.id, {})) for k, report in enumerate(reports, 1)]
    language = reports[0].language if len(reports) == 1 and reports[0].language else "en"
    return _template().render(reports=shown, language=language) + "\n"


@cache
def _template() -> Template:
    loader = PackageLoader("khronika.publish", "data")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("report.html")


def _show(report: Report, number: int, count: int, reasons: Reasons) -> dict[str, object]:
    """Return what the template needs of one report."""
    return {
        "key": f"r{number}-" if count > 1 else "",
        "title": clean(report.title or report.id),
        "head": say_head(report),
        "url": clean(report.url or ""),
        "link": bool(_WEB.fullmatch(report.url or "")),
        "language": report.language or "en",
        "warnings": [clean(w) for w in report.warnings],
        "blocks": [_show_block(report, k) for k in range(len(report.blocks))],
        "cards": [_show_card(k, s, reasons.get(s.id, ())) for k, s in enumerate(report.statements, 1)],
    }


def _show_block(report: Report, number: int) -> dict[str, object]:
    """Return what the template needs of a block; its kind is said once where several of a kind follow each other."""
    block = report.blocks[number]
    again = number > 0 and report.blocks[number - 1].kind is block.kind and block.kind not in _PLAIN
    label = "" if again or block.kind in _PLAIN else say_code(block.kind)
    pieces = list(cut_pieces(report, block.start, block.end))
    return {"kind": block.kind.value, "label": label, "again": again, "pieces": pieces}


def cut_pieces(report: Report, start: int, end: int) -> Iterator[Piece]:
    """Give the words from `start` to `end` in pieces, cut wherever a part of a statement begins or ends."""
    triggers = [(s.trigger, k) for k, s in enumerate(report.statements, 1)]
    parts = [span for s in report.statements for span in _parts(s)]
    told = [span for s in report.statements for span in s.evidence]
    spans = [*(t for t, _ in triggers), *parts, *told]
    cuts = {c for s in spans for c in (s.start, s.end) if start < c < end}
    borders = [start, *sorted(cuts), end]
    for a, b in zip(borders, borders[1:], strict=False):
        marked = tuple(k for t, k in triggers if t.start <= a and b <= t.end)
        roles = [name for name, held in (("told", told), ("part", parts)) if any(s.start <= a < s.end for s in held)]
        ends = tuple(k for t, k in triggers if t.end == b)
        yield Piece(visible(report.text[a:b]), marked, " ".join(roles), ends)


def _parts(statement: Statement) -> Iterator[Span]:
    """Give where the fields of a statement stand."""
    for field in (*statement.by, *statement.to, statement.quantity, statement.time, statement.place):
        if field is not None:
            yield Span(start=field.start, end=field.end)


def _show_card(number: int, statement: Statement, reasons: Iterable[Reason]) -> dict[str, object]:
    """Return what the template needs of one statement."""
    facts = [say_act(statement.act), say_place(statement.place), _say_time(statement.time)]
    codes = [(name, getattr(statement.codes, scheme)) for scheme, name in _SCHEMES.items()]
    return {
        "number": number,
        "facts": ", ".join(fact for fact in facts if fact),
        "chain": [_show_link(link) for link in statement.chain],
        "fields": [(name, value) for name, value in _fields(statement) if value],
        "codes": [(name, code) for name, code in codes if code],
        "reasons": [{"field": r.field, "words": clean(r.words or ""), "rule": r.rule} for r in reasons],
    }


def _show_link(link: Link) -> dict[str, str]:
    known = bool(link.name or link.text)
    return {"name": clean(say_link(link)) if known else "outlet not known", "kind": say_code(link.kind)}


def _fields(statement: Statement) -> Iterator[tuple[str, str]]:
    """Give the fields of a statement in words, empty where nothing is said."""
    yield "state", "" if statement.status is Status.OCCURRED else say_code(statement.status)
    yield "who", _say_parties(statement.by)
    yield "whom", _say_parties(statement.to)
    yield "how many", _say_count(statement.quantity)
    yield "when", clean(f"“{statement.time.text}”") if statement.time else ""
    yield "where", _say_words(statement.place)
    yield "from", _say_words(statement.origin)
    yield "to", _say_words(statement.destination)
    marks = [
        "hedged: its source does not vouch for it" if statement.hedged else "",
        "in quotation marks" if statement.quoted else "",
        "about another report" if statement.teaser else "",
        "takes back what was said before" if statement.retracts else "",
    ]
    yield "besides", "; ".join(mark for mark in marks if mark)


def _say_parties(parties: Sequence[Party]) -> str:
    return "; ".join(f"{clean(p.text)} ({say_code(p.kind)})" for p in parties)


def _say_count(count: Quantity | None) -> str:
    return f"{say_interval((count.min, count.max))} (“{clean(count.text)}”)" if count else ""


def _say_time(when: When | None) -> str:
    return say_days(when.from_, when.to) if when else ""


def _say_words(place: Place | None) -> str:
    return f"{say_place(place)} (“{clean(place.text)}”)" if place else ""

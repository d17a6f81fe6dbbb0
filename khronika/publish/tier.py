"""Makes the public records of events: what may leave, as exactly as it may, without the names that are kept back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from khronika.model import (
    Codes,
    Event,
    EventStatement,
    Figure,
    Link,
    Party,
    Place,
    PlacePrecision,
    Report,
    Statement,
)
from khronika.publish.held import Held
from khronika.publish.hiding import WITHHELD_SOURCE, Hider, make_hider
from khronika.publish.policy import Policy
from khronika.publish.public import (
    PublicEvent,
    PublicFigure,
    PublicParty,
    PublicPlace,
    PublicPoint,
    PublicReport,
    PublicRoot,
    PublicStatement,
)
from khronika.publish.words import clean, say_code, say_figure, say_marks, say_verdict
from khronika.reckon.sources import say_link

_FINE = frozenset({PlacePrecision.POINT, PlacePrecision.DISTRICT, PlacePrecision.CITY})
WITHHELD = "place withheld"
_DECIMALS = {PlacePrecision.POINT: 3, PlacePrecision.DISTRICT: 2, PlacePrecision.CITY: 2, PlacePrecision.REGION: 0}
_NEAR_KM = 30  # a spot or town known no closer than this has the middle of what holds it, which is told as no point
_QUOTED = 280  # characters of a report that are quoted for one statement


class _Speaker:
    """Says text without the names that are kept back."""

    def __init__(self, hider: Hider) -> None:
        self._hider = hider

    def text(self, words: str) -> str:
        return self._hider.hide(clean(words))

    def maybe(self, words: str | None) -> str | None:
        return self.text(words) if words else None


def make_public(
    events: Sequence[Event],
    reports: Mapping[str, Held],
    policy: Policy,
    *,
    today: date,
    archived: Mapping[str, str] | None = None,
) -> Iterator[PublicEvent]:
    """Give the events as the public may see them, in order.

    An event is left out while one of its reports is under embargo, since what its sources amount to would tell of it.

    Args:
        reports: report id -> report, all that the events' statements stand in; names told in any of them are hidden.
        today: the day of publication, for embargoes.
        archived: hash of a report -> address of its copy in a public archive.
    """
    hider = make_hider([held.report for held in reports.values()], policy)
    say = _Speaker(hider)
    for event in events:
        if all(policy.embargo.get(s.report, today) <= today for s in event.statements):
            yield _event(event, tuple(_reports(event, reports, policy, say, archived or {})), policy, say)


def _event(event: Event, reports: tuple[PublicReport, ...], policy: Policy, say: _Speaker) -> PublicEvent:
    return PublicEvent(
        id=event.id,
        name=say.text(_coarse_name(event, policy)),
        act=event.act,
        acts=event.acts,
        first=event.from_,
        last=event.to,
        place=coarsen(event.place, policy.coarser) if event.place else None,
        verdict=event.verdict,
        verdict_words=say_verdict(event),
        why=say.text(event.why),
        independent_roots=event.independent_roots,
        roots_for=event.roots_for,
        roots=tuple(
            PublicRoot(name=say.text(r.name or say_code(r.kind)), kind=say_code(r.kind), statements=len(r.statements))
            for r in event.roots
        ),
        figures=tuple(_figures(event, say)),
        reports=reports,
    )


def _coarse_name(event: Event, policy: Policy) -> str:
    """Return the name of an event with its place no finer than the policy lets out."""
    if not event.place or not policy.coarser:
        return event.name
    return event.name.replace(f", {event.place.name}", f", {coarsen(event.place, policy.coarser).name}")


def _figures(event: Event, say: _Speaker) -> Iterator[PublicFigure]:
    for figure in event.figures:
        roots = _name_roots(figure, say)
        yield PublicFigure(
            words=say.text(say_figure(figure)),
            what=figure.what,
            unit=say.maybe(figure.unit),
            mode=str(figure.mode),
            first=figure.from_,
            last=figure.to,
            latest=figure.latest,
            contested=figure.contested,
            why=say.text(figure.why),
            history=tuple(PublicPoint(day=p.as_of, count=(p.min, p.max), root=roots[p.root]) for p in figure.history),
        )


def _name_roots(figure: Figure, say: _Speaker) -> dict[str, str]:
    """Return what each root of a figure is called; several that are withheld are numbered, else they pass for one."""
    called = {root: say.text(root) for root in dict.fromkeys(p.root for p in figure.history)}
    withheld = [root for root, words in called.items() if words == WITHHELD_SOURCE]
    if len(withheld) > 1:
        called |= {root: f"{WITHHELD_SOURCE} {n}" for n, root in enumerate(withheld, 1)}
    return called


def _reports(
    event: Event, reports: Mapping[str, Held], policy: Policy, say: _Speaker, archived: Mapping[str, str]
) -> Iterator[PublicReport]:
    held: dict[str, list[EventStatement]] = {}
    for statement in event.statements:
        held.setdefault(statement.report, []).append(statement)
    numbers = count(1)
    for report_id, statements in held.items():
        stored = reports[report_id]
        report = stored.report
        if report_id in policy.confidential_reports:
            shown = tuple(_confidential(s, next(numbers)) for s in statements)
            yield PublicReport(
                id=None, outlet=None, title=None, published=report.published.value, url=None, sha256=None,
                archived=None, copy_of=None, statements=shown,
            )  # fmt: skip
            continue
        copied = stored.copy_of if stored.copy_of not in policy.confidential_reports else None
        yield PublicReport(
            id=report.id, outlet=say.maybe(report.outlet), title=say.maybe(report.title), url=_web(report.url),
            published=report.published.value, sha256=report.sha256,
            archived=_web(archived.get(report.sha256)), copy_of=copied,
            statements=tuple(_statement(s, report, say) for s in statements),
        )  # fmt: skip


def _web(url: str | None) -> str | None:
    """Return an address that a page may link to, none of another kind (`javascript:`)."""
    return url if url and url.startswith(("https://", "http://")) else None


def _confidential(held: EventStatement, number: int) -> PublicStatement:
    """Return a statement of a confidential report: its own id is made from its source's name and tells it."""
    kinds = tuple(say_code(link.kind) for link in held.chain) or (WITHHELD_SOURCE,)
    return PublicStatement(
        id=f"c{number}", act=held.act, status=held.status, hedged=False, marks=say_marks(held, None), by=(), to=(),
        quantity=held.quantity, unit=None, first=None, last=None, chain=kinds, codes=Codes(), quote=None,
        kinds=tuple(link.kind for link in held.chain),
    )  # fmt: skip


def _statement(held: EventStatement, report: Report, say: _Speaker) -> PublicStatement:
    whole = next(s for s in report.statements if s.id == held.statement)
    return PublicStatement(
        id=held.statement,
        act=held.act,
        status=held.status,
        hedged=whole.hedged,
        marks=say.text(say_marks(held, whole)),
        by=_parties(whole.by, say),
        to=_parties(whole.to, say),
        quantity=held.quantity,
        unit=say.maybe(whole.quantity.unit) if whole.quantity else None,
        first=whole.time.from_ if whole.time else None,
        last=whole.time.to if whole.time else None,
        chain=tuple(_link(link, say) for link in held.chain),
        kinds=tuple(link.kind for link in held.chain),
        codes=whole.codes,
        quote=say.text(quote_shortly(report, held, whole)),
    )


def _parties(parties: Sequence[Party], say: _Speaker) -> tuple[PublicParty, ...]:
    return tuple(PublicParty(words=say.text(p.name or p.text), kind=p.kind) for p in parties)


def _link(link: Link, say: _Speaker) -> str:
    return say.text(say_link(link)) if link.name or link.text else "outlet not known"


def quote_shortly(report: Report, held: EventStatement, whole: Statement) -> str:
    """Return the first sentence that a statement rests on, cut around its trigger where it is long."""
    span = held.evidence[0]
    start, end = span.start, span.end
    if end - start > _QUOTED:
        start = max(start, min(whole.trigger.start - _QUOTED // 3, end - _QUOTED))
        end = min(end, start + _QUOTED)
        start, end = _to_words(report.text, start, span.start), _to_words(report.text, end, span.end)
    left, right = "… " if start > span.start else "", " …" if end < span.end else ""
    return f"{left}{clean(report.text[start:end])}{right}"


def _to_words(text: str, at: int, border: int) -> int:
    """Return the next place after `at` where a word begins or ends, at most `border` where that comes first."""
    while at not in (0, border, len(text)) and not text[at].isspace():
        at += 1
    return at


def coarsen(place: Place, levels: int) -> PublicPlace:
    """Return a place made less exact by some levels, its coordinates no finer than it is known.

    A spot or town of which only the region is known has none: a point in the region's middle would be a false one.

    One level makes a region of a spot, a district or a town, and a country of a region; the finer name goes too.
    """
    told, name = place.precision, clean(place.name)
    if levels:
        told = PlacePrecision.REGION if levels == 1 and told in _FINE else PlacePrecision.COUNTRY
        name = clean((place.admin1_name if told is PlacePrecision.REGION else None) or place.country_name or WITHHELD)
    decimals = _DECIMALS.get(told)
    vague = told in _FINE and (place.radius_km or 0) > _NEAR_KM
    located = decimals is not None and not vague and place.lat is not None and place.lon is not None
    return PublicPlace(
        name=name,
        country=place.country_name,
        country_code=place.country,
        lat=round(place.lat, decimals) if located and place.lat is not None else None,
        lon=round(place.lon, decimals) if located and place.lon is not None else None,
        precision=told,
    )

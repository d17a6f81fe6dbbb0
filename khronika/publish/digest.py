"""A short briefing: what is new since a day, which figures moved, what is contested, which sources fell silent.

Made from public records, so that it may be sent on. Days are days of publication; a report without one is counted as
unseen by the briefing and said to be.
"""

import html
from collections import defaultdict
from collections.abc import Iterator, Sequence

from khronika.model.record import record
from khronika.publish.public import PublicEvent, PublicFigure
from khronika.publish.words import say_number, say_short_days
from khronika.reckon.words import say_interval


@record
class Line:
    """One item of a section, with the event that it is about, if any."""

    words: str
    event: str | None = None


@record
class Section:
    """A heading and its items."""

    heading: str
    lines: tuple[Line, ...]


@record
class Digest:
    """A briefing."""

    title: str
    sections: tuple[Section, ...]
    undated: int
    """Reports without a day of publication, of which it cannot be said whether they are new."""


def make_digest(events: Sequence[PublicEvent], *, title: str, since: str) -> Digest:
    """Return the briefing on what was published on `since` (ISO day) or later."""
    new = [e for e in events if (first := _first_told(e)) is not None and first >= since]
    old = [e for e in events if e not in new and any((r.published or "") >= since for r in e.reports)]
    contested = [e for e in (*new, *old) if e.verdict == "contested" or any(f.contested for f in e.figures)]
    sections = (
        Section(heading="New events", lines=tuple(_tell(e) for e in new)),
        Section(heading="Figures that moved", lines=tuple(_moved(events, since))),
        Section(heading="Contested", lines=tuple(Line(words=f"{e.name}: {e.why}", event=e.id) for e in contested)),
        Section(heading="More on earlier events", lines=tuple(_tell(e) for e in old)),
        Section(heading="Quiet sources", lines=tuple(_quiet(events, since))),
    )
    undated = [r.id for e in events for r in e.reports if r.published is None]
    number = len(set(undated) - {None}) + undated.count(None)  # a confidential report has no id
    return Digest(title=f"{title}: since {say_short_days(since, since)}", sections=sections, undated=number)


def _first_told(event: PublicEvent) -> str | None:
    """Return the day on which an event was first told of, None where a report without a day may have been first."""
    days = [report.published for report in event.reports]
    return None if None in days else min(day for day in days if day is not None)


def _tell(event: PublicEvent) -> Line:
    figures = "; ".join(figure.words for figure in event.figures)
    words = ". ".join(part for part in (event.name, event.verdict_words, figures) if part)
    return Line(words=words, event=event.id)


def _moved(events: Sequence[PublicEvent], since: str) -> Iterator[Line]:
    """Give the figures of which a root said another count since than it had before."""
    for event in events:
        for figure in event.figures:
            for root, before, now in _steps(figure, since):
                words = f"{event.name}, {figure.what}: {root} said {before}, now {now}"
                yield Line(words=words, event=event.id)


def _steps(figure: PublicFigure, since: str) -> Iterator[tuple[str, str, str]]:
    """Give (root, count before, count now) of each root whose count changed since."""
    held: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for point in figure.history:
        if point.day is not None:
            held[point.root].append((point.day, say_interval(point.count)))
    for root, told in held.items():
        before = [count for day, count in told if day < since]
        now = [count for day, count in told if day >= since]
        if before and now and before[-1] != now[-1]:
            yield root, before[-1], now[-1]


def _quiet(events: Sequence[PublicEvent], since: str) -> Iterator[Line]:
    """Give the outlets that published on events before and nothing since, the longest silent first."""
    last: dict[str, str] = {}
    for event in events:
        for report in event.reports:
            if report.outlet and report.published:
                last[report.outlet] = max(last.get(report.outlet, ""), report.published)
    for outlet, day in sorted(last.items(), key=lambda item: (item[1], item[0])):
        if day < since:
            yield Line(words=f"{outlet}: nothing since {say_short_days(day, day)}")


def digest_markdown(digest: Digest, *, address: str | None = None) -> str:
    """Return a briefing in Markdown; events are links where the address of their site is known."""
    lines = [f"# {_plain(digest.title)}", ""]
    for section in digest.sections:
        if section.lines:
            lines += [f"## {section.heading} ({len(section.lines)})", ""]
            for item in section.lines:
                link = f" ([event]({_href(address, item.event)}))" if address and item.event else ""
                lines.append(f"- {_plain(item.words)}{link}")
            lines.append("")
    if not any(section.lines for section in digest.sections):
        lines += ["Nothing was published.", ""]
    if digest.undated:
        lines += [f"{say_number(digest.undated, 'report')} without a day of publication: not told here.", ""]
    return "\n".join(lines)


def digest_html(digest: Digest, *, address: str | None = None) -> str:
    """Return a briefing as one HTML page for a mail: no script, no style from elsewhere."""
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        f"<title>{html.escape(digest.title)}</title></head><body>",
        f"<h1>{html.escape(digest.title)}</h1>",
    ]
    for section in digest.sections:
        if section.lines:
            items = "".join(f"<li>{_item(item, address)}</li>" for item in section.lines)
            parts.append(f"<h2>{section.heading} ({len(section.lines)})</h2><ul>{items}</ul>")
    if not any(section.lines for section in digest.sections):
        parts.append("<p>Nothing was published.</p>")
    if digest.undated:
        parts.append(f"<p>{say_number(digest.undated, 'report')} without a day of publication: not told here.</p>")
    return "\n".join([*parts, "</body></html>\n"])


def _item(item: Line, address: str | None) -> str:
    words = html.escape(item.words)
    return f'<a href="{html.escape(_href(address, item.event))}">{words}</a>' if address and item.event else words


def _href(address: str | None, event: str | None) -> str:
    return f"{(address or '').rstrip('/')}/events/{event}.html"


def _plain(words: str) -> str:
    """Return words that Markdown takes for nothing else."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in words)

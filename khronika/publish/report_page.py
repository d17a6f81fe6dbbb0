"""What one report says, for the terminal."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from khronika.model import Report, Statement
from khronika.publish.wording import UNSAID, quote, say_chain, say_interval, say_parties, say_place, say_state, say_when


def show_report(report: Report) -> RenderableType:
    """Return a report's statements in order of prominence, each with its chain and its words."""
    when = f"{report.published.value} ({report.published.from_})" if report.published.value else "no date"
    parts: list[RenderableType] = [
        Text(report.title or report.id, style="bold"),
        Text(f"{report.outlet or 'outlet unknown'}, {when}", style="dim"),
        *(Text(f"Note: {warning}") for warning in report.warnings),
        Text(),
    ]
    for statement in report.statements:
        parts += _statement(report, statement)
    if not report.statements:
        parts.append(Text("no statements"))
    if report.teasers:
        parts.append(Text(f"{len(report.teasers)} teasers of other reports on the page are kept apart.", style="dim"))
    return Group(*parts, Text())


def _statement(report: Report, s: Statement) -> list[RenderableType]:
    state = say_state(s.status, s.hedged)
    mark = ", ".join(part for part in (state, "in a teaser" if s.teaser else "") if part)
    head = Text.assemble((s.act.replace("_", " "), "bold"), (f"  [{mark}]" if mark else "", "italic"))
    fields = {
        "who": say_parties(s.by),
        "whom": say_parties(s.to),
        "how many": say_interval((s.quantity.min, s.quantity.max)) if s.quantity else UNSAID,
        "when": say_when(s.time),
        "where": say_place(s.place),
        "from": say_place(s.origin),
        "to": say_place(s.destination),
        "says": say_chain(s.chain),
    }
    lines: list[RenderableType] = [Text(f"{name:<9}{value}") for name, value in fields.items() if value != UNSAID]
    lines.append(Text(f"“{quote(report.text, s.evidence[0].start, s.evidence[0].end)}”", style="italic"))
    return [head, Padding(Group(*lines, Text()), (0, 0, 0, 2))]

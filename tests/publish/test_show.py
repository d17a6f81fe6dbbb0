"""An event and a report as people read them."""

import pytest

from khronika.model import ActorKind, FigurePoint, Span, Teaser
from khronika.publish import show_event, show_report
from khronika.store import StoredReport
from tests.factories import (
    make_event,
    make_event_statement,
    make_link,
    make_quantity,
    make_report,
    make_statement,
)
from tests.publish.test_tables import render
from tests.publish.test_words import make_figure

QUOTE = "“We took 64 workers,” the chief said."


def quoted_report(id="r1", **changes):
    statement = make_statement("s1", make_link("The chief"), evidence=(Span(start=0, end=len(QUOTE)),))
    return statement, make_report(id, statement, text=QUOTE, **changes)


def show(event, *stored, width=80):
    return render(show_event(event, {s.report.id: s for s in stored}, width=width), width)


def test_a_quotation_keeps_its_marks_and_gets_no_others():
    statement, report = quoted_report()
    told = show(make_event(statements=[make_event_statement("r1", statement)]), StoredReport(report, (), None))
    assert f"│ {QUOTE}" in told
    assert "““" not in told and "””" not in told


def test_every_line_of_a_long_sentence_has_a_bar():
    text = "Police " + "moved on " * 30 + "and detained 64 workers."
    span = Span(start=0, end=len(text))
    statement = make_statement(evidence=(span,))
    report = make_report("r1", statement, text=text)
    told = show(make_event(statements=[make_event_statement("r1", statement)]), StoredReport(report, (), None))
    barred = [line.strip()[2:] for line in told.splitlines() if line.strip().startswith("│ ")]
    assert len(barred) > 3 and " ".join(barred) == text


def test_statements_stand_under_their_report_and_copies_are_folded():
    held = [
        make_event_statement("r1"),
        make_event_statement("r1", make_statement("s2", make_link("Open Border Watch"))),
    ]
    held += [make_event_statement("r2"), make_event_statement("r3", make_statement("s1"))]
    stored = [
        StoredReport(
            make_report("r1", make_statement(), make_statement("s2", make_link("Open Border Watch"))), (), None
        ),
        StoredReport(make_report("r2", make_statement(), outlet="Harbour Post"), (), "r1"),
        StoredReport(make_report("r3", make_statement(), outlet="Radio Delta"), (), None),
    ]
    told = show(make_event(statements=held, independent_roots=3, roots_for=3), *stored)
    assert "Who says so: 3 statements in 2 reports, 1 copy; 3 independent sources" in told
    assert told.count("copied by Harbour Post") == told.count("https://post.example/r1") == 1
    assert [n for n in "1234" if f"{n}. " in told] == ["1", "2", "3"]


def test_a_copy_with_another_number_is_told_with_it():
    other = make_statement(quantity=make_quantity(46))
    held = [make_event_statement("r1"), make_event_statement("r2", other)]
    stored = [
        StoredReport(make_report("r1", make_statement()), (), None),
        StoredReport(make_report("r2", other, outlet="Harbour Post"), (), "r1"),
    ]
    told = " ".join(show(make_event(statements=held), *stored).split())
    assert "copied by Harbour Post, 29 Mar 2024: Workers detained in Orsk, with another number: 46" in told


def test_sources_are_a_tree_from_the_root_to_the_report():
    lawyer, group = make_link(text="a lawyer", kind=ActorKind.LAWYER), make_link("Open Border Watch")
    statement = make_statement("s1", lawyer, group)
    stored = StoredReport(make_report("r1", statement), (), None)
    lines = show(make_event(statements=[make_event_statement("r1", statement)]), stored).splitlines()
    told = [line.lstrip(" └─├│") for line in lines]
    at = told.index("lawyer (to Open Border Watch)")
    assert told[at + 1 : at + 3] == ["as told by Open Border Watch", "Orsk Post, 29 Mar 2024: Workers detained in Orsk"]


def test_intervals_are_drawn_to_one_scale():
    points = [("2024-03-27", 10, 10, "A"), ("2024-03-28", 20, 20, "A"), ("2024-03-28", 15, None, "B")]
    history = tuple(
        FigurePoint(as_of=day, min=low, max=high, root=root, reports=("r1",)) for day, low, high, root in points
    )
    told = show(make_event(figures=(make_figure(20, 20, history=history),)), width=120)
    old, newer, at_least, latest = [
        next(line for line in told.splitlines() if mark in line) for mark in ("□", "■ ", "▶", "▒")
    ]
    assert old.index("□") < newer.rstrip().index("■") and "27 Mar" in old
    assert at_least.rstrip().endswith("━▶")
    assert "latest" in latest and latest.rstrip().index("▒") == newer.index("■")


def test_a_copy_of_a_report_that_is_not_of_the_event_stands_for_itself():
    stored = StoredReport(make_report("r2", make_statement()), (), "elsewhere")
    told = show(make_event(statements=[make_event_statement("r2")]), stored)
    assert "1. how many: 64" in told and "copied by" not in told


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_figures_by_source_fit(width):
    why = "The sources do not agree: at least 9 according to Open Border Watch; 4 according to the ministry."
    history = (
        FigurePoint(as_of="2024-03-29", min=9, max=None, root="Open Border Watch", reports=("r1",)),
        FigurePoint(as_of=None, min=4, max=4, root="the interior ministry of a republic", reports=("r9",)),
    )
    figure = make_figure(4, None, contested=True, why=why, history=history)
    told = show(make_event(figures=(figure,), why=f"They differ. {why}"), width=width)
    assert max(map(len, told.splitlines())) <= width
    flat = " ".join(told.split())
    assert flat.count("The sources do not agree") == 1, "a reason is told once"
    assert "29 Mar 2024 at least 9" in flat and "no date 4" in flat and "contested" in flat


def test_a_reason_that_stands_nowhere_else_is_told_with_the_figure():
    figure = make_figure(4, None, contested=True, why="They count differently.")
    assert "They count differently." in show(make_event(figures=(figure,)))


def test_a_missing_report_is_named():
    assert "report r1, which is not at hand" in show(make_event())


def test_hostile_text_does_not_steer_the_terminal():
    text = "Police held 64 \x1b[31mworkers\x07 \u202egnihton."
    statement = make_statement(evidence=(Span(start=0, end=len(text)),))
    report = make_report("r1", statement, text=text, title="[bold]A \x1b]0;title\x07 [/x]", outlet="\x1b[2J")
    told = show(
        make_event(statements=[make_event_statement("r1", statement)], name="[red]x[/red]"),
        StoredReport(report, (), None),
    )
    assert not set("\x1b\x07\u202e") & set(told)
    assert "[red]x[/red]" in told and "[bold]A" in told, "square brackets are text, not style"


def test_a_report_for_reading():
    teaser = Teaser(kicker=None, title="Other", text=None, start=0, end=5)
    report = make_report("r1", make_statement(), make_statement("s2", teaser=True), teasers=(teaser,), warnings=("w",))
    told = render(show_report(report), 80)
    assert "Orsk Post, 29 Mar 2024 (date given), 1 teaser kept apart" in told
    assert "note: w" in told
    assert "1. detention, Orsk, Russia, 28 March 2024" in told
    assert told.count("about another report") == 1


def test_a_report_without_statements_says_so():
    assert "no statements found" in render(show_report(make_report()), 80)

"""Whole pages against answers that a person has looked at: `PAGE.json` of the reader, `PAGE.rules.json` of the rules.

An answer shows what is, faults too, so that a change shows what it mends and what it breaks. A page in `golden/`
without an answer gets one written, and fails until somebody has looked at it and runs again. Answers hold words instead
of offsets, so that they can be read beside the page. To accept a change, delete the answer and run.
"""

import json
from pathlib import Path

import pytest

from khronika.collect import make_capture
from khronika.model import Given, Report, Statement
from khronika.pipeline import read_captures

GOLDEN = Path(__file__).parent / "golden"
PAGES = sorted(GOLDEN.glob("*.html"))


def tell_statement(statement: Statement, text: str) -> dict[str, object]:
    """Return a statement in words: null and false are left out."""
    q, when = statement.quantity, statement.time
    told = {
        "act": statement.act.value,
        "status": statement.status.value,
        "flags": [name for name in ("hedged", "teaser", "quoted", "retracts") if getattr(statement, name)],
        "trigger": text[statement.trigger.start : statement.trigger.end],
        "evidence": [" ".join(text[e.start : e.end].split()) for e in statement.evidence],
        "by": [f"{p.text} ({p.kind})" for p in statement.by],
        "to": [f"{p.text} ({p.kind})" for p in statement.to],
        "quantity": f"{q.text}: {q.min} to {q.max} {q.unit}" if q else None,
        "time": f"{when.text}: {when.from_} to {when.to}" if when else None,
        "places": {
            name: f"{place.name}, {place.country}"
            for name in ("place", "origin", "destination")
            if (place := getattr(statement, name))
        },
        "chain": " > ".join(f"{link.name or link.text} ({link.kind})" for link in statement.chain),
        "codes": [statement.codes.acled, statement.codes.plover, statement.codes.hrdsattack],
    }
    return {key: value for key, value in told.items() if value}


def tell_report(report: Report) -> dict[str, object]:
    """Return a report in words."""
    return {
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "byline": report.byline,
        "language": report.language,
        "published": f"{report.published.value} ({report.published.from_})",
        "blocks": [f"{b.kind}: {' '.join(report.text[b.start : b.end].split())}" for b in report.blocks],
        "teasers": [t.title for t in report.teasers],
        "tags": report.tags,
        "warnings": report.warnings,
        "statements": [tell_statement(s, report.text) for s in report.statements],
    }


@pytest.mark.parametrize(("engine", "suffix"), [("reader", ".json"), ("rules", ".rules.json")], ids=["reader", "rules"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page, engine, suffix):
    (report,) = read_captures([make_capture(page.read_bytes(), "text/html", Given())], engine=engine)
    told = json.dumps(tell_report(report), indent=1, ensure_ascii=False) + "\n"
    answer = page.with_suffix(suffix)
    if not answer.exists():
        answer.write_text(told, encoding="utf8")
        pytest.fail(f"{answer} was written: look at it, then run again")
    assert told == answer.read_text(encoding="utf8")


def test_every_answer_has_its_page():
    answers = {p.name.removesuffix(".json").removesuffix(".rules") for p in GOLDEN.glob("*.json")}
    assert PAGES and answers == {p.stem for p in PAGES}

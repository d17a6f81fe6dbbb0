"""What people do at the desk: one deed each, checked, kept, logged, and the events linked anew."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from khronika.desk.numbers import parse_number
from khronika.desk.people.own import assert_may
from khronika.desk.people.roles import person_of
from khronika.desk.queries import chronicle, deciding, event_of
from khronika.desk.review.held import Held, read_held
from khronika.desk.words import DONE, FIELDS
from khronika.errors import StoreError
from khronika.model import Decision, DecisionKind, Report, Span, Statement
from khronika.model.codec import to_dict
from khronika.pipeline import link_chronicle
from khronika.store import Chronicle
from khronika.values.clock import utc_now

_NOTHING: dict[str, dict[str, Any]] = {
    "quantity": {"min": None, "max": None}, "time": {"from": None, "to": None}, "place": {"place": None},
    "by": {"parties": []}, "to": {"parties": []}, "chain": {"links": []},
}  # fmt: skip
"""Values that say that the report does not say it; without other links a chain is the outlet's own voice."""
_LONGEST_WHY = 2000
_ANSWERS = {"yes": True, "no": False, "undo": None}

Form = Mapping[str, str]
"""What was sent, by the names of its boxes."""
Change = tuple[str, dict[str, Any]]
"""Field and value of a correction."""


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Keep a decision on a statement, and go on to the next one of the report."""

    def make(held: Held) -> list[Decision]:
        kind = DecisionKind(request.POST.get("kind", ""))
        if kind is DecisionKind.CORRECT:
            now = _assert_held(held, request.POST.get("statement", ""))
            return [_decision(request, kind, *change) for change in _changes(_told(request), now)]
        if kind is DecisionKind.MAKE:
            raise ValueError("a statement is made of words of the report")
        return [_decision(request, kind)]

    return _keep(request, make)


@require_POST
def choose_words(request: HttpRequest) -> HttpResponse:
    """Make a statement of words of the report, or mend a field of one."""
    from khronika.extract import chosen  # here: it brings the whole stage with it

    def make(held: Held) -> list[Decision]:
        told, report = _told(request), held.report
        now = held.now(told.get("statement", ""))
        span = _span(report, told, now)
        field, also = told.get("field", "").removeprefix("also-"), told.get("field", "").startswith("also-")
        if field == "new":
            made = chosen.make_statement(report, span, told.get("act", ""))
            return [_decision(request, DecisionKind.MAKE, value=to_dict(made), statement=made.id)]
        now = _assert_held(held, told.get("statement", ""))
        value = chosen.value_of(field, report, span, now, kind=told.get("kind_of", ""), also=also)
        return [_decision(request, DecisionKind.CORRECT, field, value)]

    def _span(report: Report, told: Form, now: Statement | None) -> Span:
        if told.get("start") and told.get("end"):
            return chosen.trim(report.text, _count(told["start"]), _count(told["end"]))
        return chosen.trim(report.text, *chosen.find_words(report.text, told.get("words", ""), now))

    return _keep(request, make)


def _keep(request: HttpRequest, make: Callable[[Held], list[Decision]]) -> HttpResponse:
    """Keep the decisions that are made of a report as it is held, or say why not."""
    told = _told(request)
    report, blind = told.get("report", ""), told.get("blind") == "1"
    try:
        if (seen := parse_number(told.get("seen", ""))) is None:
            raise ValueError("the form was not whole")
        with deciding() as opened:
            held = read_held(opened, report, who=person_of(request).name, blind=blind)
            decisions = make(held)
            for decision in decisions:
                assert_may(person_of(request), opened, decision)
            made = decisions[0].kind is DecisionKind.MAKE
            opened.decide_all(decisions, seen=0 if made else seen)
            link_chronicle(opened)
    except (ValueError, StoreError) as error:
        return _refuse(request, error, back=at(report, told.get("statement", ""), blind))
    done = decisions[0].statement
    follow = told.get("next", "") if decisions[0].kind in (DecisionKind.ACCEPT, DecisionKind.REJECT) else ""
    return HttpResponseRedirect(at(report, follow or done, blind, done))


def _told(request: HttpRequest) -> Form:
    return {name: str(value) for name, value in request.POST.items()}


def _decision(
    request: HttpRequest, kind: DecisionKind, field: str | None = None, value: dict[str, Any] | None = None,
    statement: str | None = None,
) -> Decision:  # fmt: skip
    told = _told(request)
    return Decision(
        report=told.get("report", ""), statement=statement or told.get("statement", ""), kind=kind, field=field,
        value=value, who=person_of(request).name, why=told.get("why", "")[:_LONGEST_WHY], at=utc_now(),
        blind=told.get("blind") == "1",
    )  # fmt: skip


def _assert_held(held: Held, statement: str) -> Statement:
    """Return a statement as it holds.

    Raises:
        ValueError: there is none, or it was rejected.
    """
    now = held.now(statement)
    if now is None:
        raise ValueError("take the rejection back first" if held.found(statement) else "no such statement")
    return now


def _changes(told: Form, now: Statement) -> list[Change]:
    """Return what a form says otherwise than a statement holds it; an empty box is null.

    Raises:
        ValueError: nothing, or a box holds what no number is.
    """
    if field := told.get("clear"):
        if field not in _NOTHING:
            raise ValueError("cannot be taken out")
        return [(field, _NOTHING[field])]
    changes = list(_typed(told, now))
    if not changes:
        raise ValueError("nothing is otherwise than it was")
    return changes


def _typed(told: Form, now: Statement) -> Iterator[Change]:
    for name, held in (("act", now.act), ("status", now.status)):
        if name in told and told[name] != held:
            yield name, {name: told[name]}
    if "min" in told:
        count = {key: _count(told[key]) if told.get(key) else None for key in ("min", "max")}
        if count != ({"min": now.quantity.min, "max": now.quantity.max} if now.quantity else _NOTHING["quantity"]):
            yield "quantity", count
    if "from" in told:
        days = {key: told.get(key) or None for key in ("from", "to")}
        if days != ({"from": now.time.from_, "to": now.time.to} if now.time else _NOTHING["time"]):
            yield "time", days


def _count(words: str) -> int:
    """Return a count as a box says it.

    Raises:
        ValueError: it is none.
    """
    if (count := parse_number(words.strip())) is None:
        raise ValueError(f"no count: {words[:40]!r}")
    return count


@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """Keep a word on whether two statements are of one event; it binds every later linking."""
    told = _told(request)
    event = told.get("event", "")
    back = reverse("event", args=[event]) if event.isalnum() else reverse("queue" if "queue" in told else "events")
    try:
        a, b = (_pair(told.get(name, "")) for name in ("a", "b"))
        if told.get("same") not in _ANSWERS:
            raise ValueError("say whether they are one event")
        with deciding() as opened:
            who, why = person_of(request).name, told.get("why", "")[:_LONGEST_WHY]
            opened.judge(a, b, same=_ANSWERS[told["same"]], who=who, why=why)
            link_chronicle(opened)
            target = event_of(opened, a)
    except (ValueError, StoreError) as error:
        return _refuse(request, error, back=back)
    if "queue" in told:
        did = {} if told["same"] == "undo" else {"a": told["a"], "b": told["b"], "did": told["same"]}
        return HttpResponseRedirect(f"{back}?{urlencode({'why': told['queue'], **did})}")
    return HttpResponseRedirect(reverse("event", args=[target]) if target else reverse("events"))


def _pair(name: str) -> tuple[str, str]:
    report, colon, statement = name.rpartition(":")
    if not colon:
        raise ValueError("name a statement as report:statement")
    return report, statement


def at(report: str, statement: str, blind: bool = False, did: str = "") -> str:
    """Return the address of a statement; `did` is one that was decided on, so that it can be taken back."""
    name = "code" if blind else "report"
    asked = {"s": statement, **({"did": did} if did else {})}
    return f"{reverse(name, args=[report or '-'])}?{urlencode(asked)}"


def _refuse(request: HttpRequest, error: Exception, *, back: str) -> HttpResponse:
    """Say in one line why nothing was kept, how to get back, and, where others decided meanwhile, how to go on."""
    told = _told(request)
    seen = parse_number(told.get("seen", ""))
    others: list[Decision] = []
    if seen is not None and told.get("blind") != "1":
        with chronicle() as opened:
            others = _meanwhile(opened, told, seen)
    typed = [(key, value) for key, value in told.items() if key not in ("seen", "csrfmiddlewaretoken")]
    told_by = [
        {"at": d.at, "who": d.who, "done": DONE[d.kind], "field": FIELDS.get(d.field or ""), "why": d.why}
        for d in others
    ]
    again = {"others": told_by, "typed": typed, "seen": seen + len(others)} if seen is not None and others else {}
    return render(request, "desk/refused.html", {"reason": str(error), "back": back, **again}, status=409)


def _meanwhile(opened: Chronicle, told: Form, seen: int) -> list[Decision]:
    """Return what was decided on a statement since the person saw it."""
    decisions = [d for d in opened.decisions(told.get("report", "")) if d.statement == told.get("statement")]
    return decisions[seen:]

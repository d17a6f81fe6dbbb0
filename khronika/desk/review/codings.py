"""Coding a second time, blind: what there is to code, and how far the coders agree."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from khronika.desk.queries import read_reports
from khronika.evaluate.agreement import reckon_alpha, reckon_kappa
from khronika.model import Decision, Report, Statement
from khronika.store import Chronicle, models
from khronika.store.decided import apply_decisions, standing_by_statement, with_made
from khronika.store.deciding import decisions_by_report, read_codings
from khronika.store.linkage import batches

PAGE = 50
OPEN = "open"
"""The coder that stands for what was decided openly, by whomever."""
_REJECTED = "rejected"
_VALUES: dict[str, Callable[[Statement], Hashable]] = {
    "act": lambda s: s.act,
    "status": lambda s: s.status,
    "quantity": lambda s: s.count,
    "time": lambda s: (s.time.from_, s.time.to) if s.time else None,
    "place": lambda s: (s.place.name, s.place.country) if s.place else None,
    "by": lambda s: frozenset(p.name or p.text for p in s.by),
    "to": lambda s: frozenset(p.name or p.text for p in s.to),
    "root": lambda s: s.chain[0].name or s.chain[0].text,
}

Unit = dict[str, Statement | str]
"""What each coder made of one statement: as it holds for them, or that they rejected it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one field."""

    what: str
    units: int  # statements that at least two coded
    same: int  # of those, on which all say the same
    alpha: float | None
    kappas: tuple[tuple[str, str, int, float | None], ...]  # two coders, what both coded, Cohen's kappa


def list_to_code(opened: Chronicle, who: str, hidden: Iterable[str]) -> list[tuple[Report, int]]:
    """Return reports that others decided on openly and this person did not, with how much they coded of each.

    Args:
        hidden: reports that may not be shown.
    """
    rows = models.Decision.objects.using(opened.alias)
    own = set(rows.filter(who=who, blind=False).values_list("report", flat=True))
    done: dict[str, set[str]] = {}
    for decision in read_codings(opened.alias, who=who):
        done.setdefault(decision.report, set()).add(decision.statement)
    others = rows.filter(blind=False).exclude(who=who).order_by("report").values_list("report", flat=True).distinct()
    skipped = own | set(hidden)
    left = list(islice((report for report in others if report not in skipped), PAGE))
    held = read_reports(opened.alias, left)
    return [(held[report], len(done.get(report, ()))) for report in left]


def reckon_agreement(opened: Chronicle) -> list[Agreement]:
    """Return how far coders agree, on each field, over all that was coded blind."""
    units = list(_units(opened))
    found = [_agree("said", [{who: one != _REJECTED for who, one in unit.items()} for unit in units])]
    for what, value in _VALUES.items():
        said = [{who: value(one) for who, one in unit.items() if isinstance(one, Statement)} for unit in units]
        found.append(_agree(what, said))
    return found


def _agree(what: str, units: Sequence[Mapping[str, Hashable]]) -> Agreement:
    coded = [unit for unit in units if len(unit) > 1]
    coders = sorted({who for unit in coded for who in unit})
    kappas = []
    for i, one in enumerate(coders):
        for two in coders[i + 1 :]:
            pairs = [(unit[one], unit[two]) for unit in coded if one in unit and two in unit]
            if pairs:
                kappas.append((one, two, len(pairs), reckon_kappa(pairs)))
    same = sum(len(set(unit.values())) == 1 for unit in coded)
    return Agreement(what, len(coded), same, reckon_alpha(coded), tuple(kappas))


def _units(opened: Chronicle) -> Iterator[Unit]:
    """Give what each coder made of each statement that somebody coded blind."""
    blind: dict[str, dict[str, list[Decision]]] = {}
    for decision in read_codings(opened.alias):
        blind.setdefault(decision.report, {}).setdefault(decision.who, []).append(decision)
    for some in batches(blind):
        openly = decisions_by_report(opened.alias, some)
        for report in read_reports(opened.alias, some).values():
            coders = {**blind[report.id], OPEN: openly.get(report.id, [])}
            coded = {who: _coded(report, told) for who, told in coders.items()}
            for statement in sorted({s for held in coded.values() for s in held}):
                yield {who: held[statement] for who, held in coded.items() if statement in held}


def _coded(report: Report, told: Sequence[Decision]) -> Unit:
    """Return what one coder made of the statements that they decided on."""
    held = {s.id: s for s in apply_decisions(report, told).statements}
    known = {s.id for s in with_made(report, told).statements}
    return {s: held.get(s, _REJECTED) for s in standing_by_statement(told) if s in known}

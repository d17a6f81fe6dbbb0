"""What the sources of an event amount to, and why, in sentences that a reader understands."""

from collections.abc import Sequence

from khronika.model import Figure, Status, Verdict
from khronika.reckon.roots import Told
from khronika.reckon.statuses import denies_it, says_it_happened
from khronika.reckon.words import say_count, say_list, say_sentence, say_source

_AHEAD = frozenset({Status.PLANNED, Status.THREATENED, Status.ALLEGED_FUTURE})


def reckon_verdict(told: Sequence[Told], figures: Sequence[Figure], roots_for: int) -> tuple[Verdict, str]:
    """Return the verdict, the first that fits in the contract's order, and why.

    Args:
        told: the event's statements.
        figures: its figures.
        roots_for: how many independent roots say that it happened.
    """
    for_it = [t for t in told if says_it_happened(t.statement) and not t.statement.retracts]
    ahead = [t for t in told if t.statement.status in _AHEAD]
    deniers = [t for t in told if denies_it(t.statement)]
    if any(t.statement.retracts for t in told):
        return Verdict.RETRACTED, _say_retracted(told, for_it)
    if not for_it and (ahead or deniers):
        return _verdict_of_what_did_not_happen(ahead, deniers)
    if not for_it:
        return Verdict.SINGLE_SOURCE, f"Nobody knows whether it happened: {say_list(_names(told))} left it open."
    disputed = [f for f in figures if f.contested]
    if deniers or disputed:
        return Verdict.CONTESTED, _say_dispute(for_it, deniers, disputed, roots_for)
    counts = [f.why for f in figures[:1]] if len(_names(for_it)) > 1 else []
    if roots_for >= 2:
        return Verdict.CORROBORATED, " ".join([_say_for(for_it, roots_for), *counts])
    reports = len({t.report.id for t in for_it})
    if reports > 1:
        return (
            Verdict.COPIES_OF_ONE_SOURCE,
            f"{say_count(reports).capitalize()} reports, {_say_one_source(_names(for_it))}.",
        )
    return Verdict.SINGLE_SOURCE, f"One report, {_say_one_source(_names(for_it))}."


def _say_retracted(told: Sequence[Told], for_it: Sequence[Told]) -> str:
    """Return who took it back, and who else still says that it happened."""
    back = [t for t in told if t.statement.retracts]
    others = _names([t for t in for_it if t.root not in {b.root for b in back}])
    still = f"{say_list(others)} still {'says' if len(others) == 1 else 'say'}" if others else "nobody else says"
    return say_sentence(f"{say_list(_names(back))}, who said it, took it back; {still} that it happened")


def _say_one_source(names: Sequence[str]) -> str:
    """Return what several names that are no independent sources amount to."""
    return f"one source: {names[0]}" if len(names) == 1 else f"not independent of one another: {say_list(names)}"


def _verdict_of_what_did_not_happen(ahead: Sequence[Told], deniers: Sequence[Told]) -> tuple[Verdict, str]:
    """Return the verdict where nobody says that it happened."""
    if not ahead:
        return Verdict.DENIED, f"The only word on it is that it did not happen, from {say_list(_names(deniers))}."
    announced = f"{say_list(_names(ahead))} spoke of it beforehand"
    after = (
        f"{say_list(_names(deniers))} then said that it did not happen"
        if deniers
        else "no report says that it happened"
    )
    return Verdict.DID_NOT_HAPPEN, say_sentence(f"{announced}; {after}")


def _say_for(told: Sequence[Told], roots_for: int) -> str:
    """Return who says that it happened, in a sentence."""
    names = _names(told)
    if len(names) == 1:
        return f"One source, {names[0]}, says that it happened."
    if roots_for < 2:
        return say_sentence(f"{say_list(names)} say that it happened, but not independently of one another")
    if len(names) == roots_for:
        return f"{say_count(roots_for).capitalize()} independent sources, {say_list(names)}, say that it happened."
    return say_sentence(f"{say_list(names)} say that it happened; {say_count(roots_for)} of them are independent")


def _say_number(number: int, roots_for: int) -> str:
    """Return how many say that it happened, where their names follow with their counts."""
    some = "not independently" if roots_for < 2 else f"{say_count(roots_for)} of them independent of one another"
    return say_sentence(
        f"{say_count(number)} sources say that it happened, {some if roots_for < number else 'independently'}"
    )


def _say_dispute(for_it: Sequence[Told], deniers: Sequence[Told], disputed: Sequence[Figure], roots_for: int) -> str:
    """Return what the sources differ on, in sentences."""
    number = len(_names(for_it))
    sentences = [_say_number(number, roots_for) if disputed and number > 1 else _say_for(for_it, roots_for)]
    if deniers:
        names = _names(deniers)
        sentences.append(say_sentence(f"{say_list(names)} {'denies' if len(names) == 1 else 'deny'} it"))
    sentences += [f.why for f in disputed]
    return " ".join(sentences)


def _names(told: Sequence[Told]) -> list[str]:
    """Return the roots' names in order of first appearance."""
    names: dict[str, str] = {}
    for t in told:
        names.setdefault(t.root, say_source(t.words))
    return list(names.values())

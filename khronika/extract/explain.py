"""Why the statements of a report are read as they are: for each field its words, and the rule or head that gave it.

Nothing is kept while a report is read. What the reading model pointed at still stands on the document, so that each
field of a statement can be held against it.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from khronika.extract.chains import list_attributions
from khronika.extract.codes import explain_codes
from khronika.extract.lexicon import find_triggers
from khronika.extract.ranges import touches
from khronika.extract.tellings import Telling, find_tellings
from khronika.language import ActMention, ActScores
from khronika.model import Party, Report, Statement, Status
from khronika.model.reason import Reason

_MODEL = "the reading model points at it"
_ELSEWHERE = "said elsewhere: what the report is about, or a repetition"
_OTHER_TELLING = "taken over from another telling of the act"
_SCHEMES = {"acled": "ACLED", "plover": "PLOVER", "huridocs": "HURIDOCS", "hrdsattack": "HRDsAttack"}

Spans = Sequence[tuple[int, int]]


def explain_report(report: Report, doc: Doc) -> dict[str, tuple[Reason, ...]]:
    """Return by statement why its fields are as they are.

    Args:
        report: as `extract_report` gave it.
        doc: the document that it was given for.
    """
    scores: ActScores | None = doc.user_data.get("acts")
    mentions = scores.mentions() if scores else []
    tellings = {doc[t.trigger.start].idx: t for t in find_tellings(doc)}
    lexicon = [(doc[t.start].idx, doc[t.end - 1].idx + len(doc[t.end - 1])) for t in find_triggers(doc)]
    found = {}
    for statement in report.statements:
        start, end = statement.trigger.start, statement.trigger.end
        mention = next((m for m in mentions if doc[m.start].idx < end and start < _end(doc, m.end)), None)
        reasons = [_act(report, statement, tellings.get(start), touches(lexicon, start, end))]
        reasons += _state(statement, mention)
        reasons += _parties(doc, statement, mention)
        reasons += _circumstances(statement, tellings.get(start))
        reasons += _chain(report, doc, statement)
        reasons += _codes(report, statement)
        found[statement.id] = tuple(reasons)
    return found


def _end(doc: Doc, token: int) -> int:
    return doc[token - 1].idx + len(doc[token - 1])


def _act(report: Report, statement: Statement, telling: Telling | None, listed: bool) -> Reason:
    """Return who saw the act: the reading model, how sure, and whether the lexicon has its words too."""
    words = report.text[statement.trigger.start : statement.trigger.end]
    if telling is None:
        return Reason(field="act", words=words, rule="a count or a denial of an act that was told before")
    chance = telling.chance
    if chance is None:
        return Reason(field="act", words=words, rule="the lexicon of acts has these words")
    beside = "; the lexicon has words of it too" if listed else "; the lexicon does not have it"
    return Reason(field="act", words=words, rule=f"the reading model, sure to {chance:.0%}{beside}")


def _state(statement: Statement, mention: ActMention | None) -> Iterator[Reason]:
    """Give what made the act more or less than something that happened."""
    if statement.status is Status.OCCURRED and not statement.hedged:
        return
    read = mention is not None and (mention.status, mention.hedged) == (statement.status, statement.hedged)
    rule = "the reading model's head for states" if read else "words of hedging, denial or planning beside the act"
    state = statement.status.value.replace("_", " ") + (", hedged" if statement.hedged else "")
    yield Reason(field="state", words=None, rule=f"{state}: {rule}")


def _parties(doc: Doc, statement: Statement, mention: ActMention | None) -> Iterator[Reason]:
    """Give who found each party: the reading model's head for parties, or the rules of the sentence."""
    for field, role, parties in (("who", "by", statement.by), ("whom", "to", statement.to)):
        runs = [(doc[a].idx, _end(doc, b)) for a, b in mention.parts.get(role, ())] if mention else []
        for party in parties:
            yield Reason(field=field, words=party.text, rule=_party_rule(statement, party, runs))


def _party_rule(statement: Statement, party: Party, runs: Spans) -> str:
    if touches(runs, party.start, party.end):
        return _MODEL
    inside = any(e.start <= party.start < e.end for e in statement.evidence)
    return "by the build of the sentence" if inside else "named before; a pronoun stands for it here"


def _circumstances(statement: Statement, telling: Telling | None) -> Iterator[Reason]:
    """Give how the count, the time and the places came to be of this act."""
    fields = (
        ("how many", statement.quantity, telling.quantity_at if telling else None, "the count of those named"),
        ("when", statement.time, telling.time_at if telling else None, "the time that hangs on the act"),
        ("where", statement.place, telling.place_at if telling else None, "the nearest place in its sentence"),
        ("from", statement.origin, None, "after “from”"),
        ("to", statement.destination, None, "after “to”"),
    )
    for field, value, pointed, rule in fields:
        if value is None:
            continue
        if touches(pointed or (), value.start, value.end):
            yield Reason(field=field, words=value.text, rule=_MODEL)
        elif any(e.start <= value.start < e.end for e in statement.evidence):
            yield Reason(field=field, words=value.text, rule=rule)
        else:
            yield Reason(field=field, words=value.text, rule=_OTHER_TELLING if field == "when" else _ELSEWHERE)


def _chain(report: Report, doc: Doc, statement: Statement) -> Iterator[Reason]:
    """Give the words by which each source of the chain speaks."""
    told = list_attributions(doc)
    for link in statement.chain:
        if link.text is None:
            yield Reason(field="source", words=link.name, rule="who publishes the report")
        elif link.start is None or link.end is None:
            yield Reason(field="source", words=link.text, rule="named in another sentence")
        else:
            start, end = link.start, link.end
            cues = [report.text[s:e] for a in told if touches(a.source, start, end) for s, e in a.cue]
            said = f"by “{cues[0]}”" if cues else "speaks in the words of the act itself"
            yield Reason(field="source", words=link.text, rule=said)


def _codes(report: Report, statement: Statement) -> Iterator[Reason]:
    """Give the words that made a code more exact, or that it is the act's own."""
    for scheme, words in explain_codes(statement, report.text).items():
        if getattr(statement.codes, scheme):
            rule = "a rule for these words" if words else "the code of the act"
            yield Reason(field=_SCHEMES[scheme], words=words, rule=rule)

"""The acts that a document tells, with their state and parties: from the reading model where it read, else by rules."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from khronika.extract.act_sets import PERSONAL
from khronika.extract.clauses import Phrases
from khronika.extract.counting import is_figure
from khronika.extract.denials import has_negation
from khronika.extract.frames import find_parties
from khronika.extract.left_open import CALLS, is_granted
from khronika.extract.lexicon import Trigger, find_triggers
from khronika.extract.parties import Parties, complete_parties
from khronika.extract.plain import is_plain
from khronika.extract.state import (
    State,
    find_state,
    is_accused,
    is_believed,
    is_bound,
    is_conditional,
    is_contrary,
    is_documented,
    is_done,
    is_past_modal,
    is_set,
    is_under_way,
)
from khronika.extract.untold import is_untold, points_back
from khronika.extract.which_act import as_learnt, as_told, is_attempt, which_act
from khronika.language import RARE, ActMention, ActScores
from khronika.model import Act, Block, BlockKind, Party, Status
from khronika.values.number_counts import is_people

_AT_ONCE = frozenset({Act.RAID, Act.KILLING, Act.DEATH, Act.INJURY, Act.ATTACK, Act.ASSAULT, Act.SEIZURE})
_SCENES = frozenset({Act.ATTACK, Act.RAID})
_IN_SCENES = frozenset({Act.KILLING, Act.INJURY, Act.ARREST_DETENTION})
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One act as the words tell it. Where the reading model read, the words of its circumstances are known."""

    trigger: Trigger
    state: State
    parties: Parties
    quantity_at: Spans | None = None
    """Characters of the count, `()` where none is told; None where only rules read."""
    time_at: Spans | None = None
    place_at: Spans | None = None
    root_at: Spans | None = None
    """Characters of the source nearest to the facts, `()` where the report speaks in its own voice."""
    chance: float | None = None
    """How sure the reading model is of the act, 0 to 1."""


def find_tellings(doc: Doc) -> list[Telling]:
    """Return the tellings of a document in order.

    The model reads with the lexicon's hints; of an act that it hardly saw in training the rules tell by themselves,
    in sentences in which the model sees none.
    """
    scores: ActScores | None = doc.user_data.get("acts")
    met = find_triggers(doc)
    triggers, phrases = [as_told(doc, trigger) for trigger in met], Phrases(doc)
    ruled = _with_violence(doc, [t for trigger in triggers if (t := _by_rules(phrases, trigger))])
    if scores is None:
        return ruled
    acts = {one.head: as_learnt(one.act, told.act).value for one, told in zip(met, triggers, strict=True)}
    hints = [(t.trigger.start, t.trigger.end, acts[t.trigger.head], _worth(t)) for t in ruled]
    mentions = scores.mentions(hints)
    read = _without_repeats(doc, _with_violence(doc, [t for m in mentions if (t := _by_model(doc, m, triggers))]))
    read = [_done_by_nobody(t) if _is_toll(doc[t.trigger.head]) else t for t in read]
    told = {doc[m.start].sent.start for m in mentions}
    seen = scores.weights.acts_seen
    rare = [t for t in ruled if seen[t.trigger.act] < RARE and doc[t.trigger.head].sent.start not in told]
    found = [*read, *rare, *_plain(doc, ruled, [*read, *rare])]
    tolls = {t.trigger.head: t for t in found if t.trigger.act in {Act.KILLING, Act.INJURY}}
    beside = {t.trigger.head: t for t in found if t.trigger.act in _IN_SCENES}
    found = [_uncounted(t, toll) if (toll := _met_in(doc, t.trigger, beside)) else t for t in found]
    return sorted([*found, *_incidents(phrases, triggers, found, tolls)], key=lambda t: t.trigger.start)


def _toll_of(doc: Doc, trigger: Trigger, tolls: Mapping[int, Telling]) -> Telling | None:
    """Return what tells who was harmed or held in what is named beside it: "killed in the bombing", "held in raids"."""
    noun = doc[trigger.head]
    beside = trigger.act in _SCENES and trigger.frame == "nouns" and noun.dep_ == "obl"
    return tolls.get(noun.head.i) if beside else None


def _is_toll(noun: Token) -> bool:
    """Tell whether a noun is, or says of what, a figure that somebody puts: "lowered the death toll"."""
    return is_figure(noun) or (noun.dep_ == "compound" and is_figure(noun.head))


def _done_by_nobody(toll: Telling) -> Telling:
    """Return a toll without who puts it, who did not do what it counts: "the ministry lowered the death toll"."""
    return replace(toll, parties=replace(toll.parties, by=()))


def _met_in(doc: Doc, trigger: Trigger, tolls: Mapping[int, Telling]) -> Telling | None:
    """Return what tells of those who were harmed or held in what a noun tells, not by it."""
    inside = any(c.lower_ in {"in", "during"} for c in doc[trigger.head].children)
    return _toll_of(doc, trigger, tolls) if inside else None


def _uncounted(scene: Telling, toll: Telling) -> Telling:
    """Return an attack or raid without those who were harmed or held in it, who are counted as that.

    What was raided is still told: "held in a raid on a hostel".
    """
    raided = [p for p in scene.parties.to if p not in toll.parties.to] if scene.trigger.act is Act.RAID else []
    return replace(scene, parties=replace(scene.parties, to=tuple(raided)), quantity_at=())


def _incidents(
    phrases: Phrases, triggers: Sequence[Trigger], told: Sequence[Telling], tolls: Mapping[int, Telling]
) -> list[Telling]:
    """Return the attack that a document names only where it tells who was killed or hurt in it, told as that is."""
    if any(t.trigger.act is Act.ATTACK for t in told):
        return []
    for trigger in (one for one in triggers if one.act is Act.ATTACK):
        toll = _toll_of(phrases.doc, trigger, tolls)
        if toll is not None and toll.state.status is Status.OCCURRED:
            return [_uncounted(replace(toll, trigger=trigger, parties=find_parties(phrases, trigger)), toll)]
    return []


def _plain(doc: Doc, ruled: Sequence[Telling], told: Sequence[Telling]) -> list[Telling]:
    """Return those of the rules' tellings that leave no doubt, in sentences that do not tell of the act yet."""
    words = {i for t in told for i in range(t.trigger.start, t.trigger.end)}
    acts = {(doc[t.trigger.head].sent.start, t.trigger.act) for t in told}
    found = []
    for telling in ruled:
        trigger = telling.trigger
        if trigger.head in words or (doc[trigger.head].sent.start, trigger.act) in acts:
            continue
        parties = complete_parties(doc, trigger, (), ())
        if is_plain(doc, trigger, telling.state, parties):
            found.append(replace(telling, parties=parties))
    return found


def _with_violence(doc: Doc, tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings; those who "died when a man opened fire" were killed."""
    attacks = [t.trigger.head for t in tellings if t.trigger.act is Act.ATTACK and t.trigger.frame == "verbs"]
    return [
        replace(t, trigger=replace(t.trigger, act=Act.KILLING))
        if t.trigger.act is Act.DEATH
        and any(doc[i].dep_ == "advcl" and doc[i].head.i == t.trigger.head for i in attacks)
        else t
        for t in tellings
    ]


def _worth(telling: Telling) -> float:
    """Return how much the lexicon's word counts: twice where a verb says to whom a thing that has a victim was done,
    half where it is a noun, which as often only points to what was told."""
    if telling.trigger.frame == "nouns":
        return 0.5
    return 2.0 if telling.trigger.act in PERSONAL and telling.parties.to else 1.0


def _without_repeats(doc: Doc, tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings without nouns of an act told already: "since the attack", "charged with treason"."""
    acts = {(t.trigger.head, t.trigger.act) for t in tellings}
    told: set[Act] = set()
    kept = []
    for telling in tellings:
        trigger, ahead = telling.trigger, telling.state.status is Status.PLANNED
        back = trigger.act in told and points_back(doc, trigger) and not ahead
        if not back and not _is_governed(doc, telling, acts):
            kept.append(telling)
        told.add(trigger.act)
    return kept


def _is_governed(doc: Doc, telling: Telling, acts: AbstractSet[tuple[int, Act]]) -> bool:
    """Tell whether a noun is what another trigger of its act governs, and names nobody of its own.

    Args:
        acts: the head of each trigger with its act.
    """
    trigger, token = telling.trigger, doc[telling.trigger.head]
    if trigger.frame != "nouns" or telling.parties.to or token.dep_ == "conj":
        return False
    return any(i < token.i and (i, trigger.act) in acts for i in (token.head.i, token.head.head.i))


def _by_rules(phrases: Phrases, trigger: Trigger) -> Telling | None:
    state = find_state(phrases.doc, trigger)
    return Telling(trigger, state, find_parties(phrases, trigger)) if state else None


def _by_model(doc: Doc, mention: ActMention, triggers: Sequence[Trigger]) -> Telling | None:
    """Return a mention of the reading model in the terms of the rules; None where the words tell no act."""
    trigger = _trigger(doc, mention, triggers)
    head = trigger.head
    parts = mention.parts
    state = find_state(doc, trigger)
    parties = complete_parties(doc, trigger, _phrases(doc, parts["by"], head), _phrases(doc, parts["to"], head))
    refused = state is None and mention.status == Status.DENIED and not is_contrary(doc[head])
    if not refused and is_untold(doc, trigger, state, parties.to):
        return None
    return Telling(
        trigger=trigger,
        state=_state(doc, state, trigger, mention),
        parties=parties,
        quantity_at=_nearest(doc, parts["quantity"], mention),
        time_at=_nearest(doc, parts["time"], mention),
        place_at=_nearest(doc, parts["place"], mention),
        root_at=_nearest(doc, parts["link1"], mention),
        chance=mention.chance,
    )


def _trigger(doc: Doc, mention: ActMention, triggers: Sequence[Trigger]) -> Trigger:
    """Return the trigger of a mention; of "criminal" alone, what the lexicon has for "criminal case"."""
    act, span = Act(mention.act), doc[mention.start : mention.end]
    act = Act.ASSAULT if act is Act.KILLING and is_attempt(span.root) else which_act(act, span.root)
    act = next((t.act for t in triggers if t.sure and t.start <= span.root.i < t.end), act)
    if span.root.pos_ == "ADJ":
        for whole in triggers:
            if whole.act is act and mention.start <= whole.head <= mention.end:
                return replace(whole, start=min(whole.start, mention.start))
    head = span.root
    if head.lemma_ in CALLS:  # "refused to release": the act is to release
        head = next((c for c in head.children if c.dep_ == "xcomp" and c.i < mention.end), head)
    if head.pos_ == "NOUN" and is_people(head.lower_):  # "hostages held"
        head = next((t for t in span if t.pos_ == "VERB"), head)
    frame = "verbs" if head.pos_ in {"VERB", "AUX"} else "nouns"
    return Trigger(act, frame, mention.start, mention.end, head.i, False)


def _is_no_denial(head: Token) -> bool:
    """Tell whether no word of a sentence denies an act, or its clause takes it for granted."""
    return is_granted(head) or not has_negation(head.sent)


def _state(doc: Doc, ruled: State | None, trigger: Trigger, mention: ActMention) -> State:
    """Return the model's state of an act, unless the words say that it is denied or still to come: of these it saw few.

    A threat that is made has happened, whatever it is about.
    """
    status = Status(mention.status)
    if ruled is not None and ruled.status in {Status.DENIED, Status.UNKNOWN}:
        status = ruled.status
    elif ruled is not None and ruled.status is Status.PLANNED and trigger.frame != "nouns":
        made = is_bound(doc[trigger.head]) or (status is Status.THREATENED and is_conditional(doc, trigger))
        open_ = status in {Status.OCCURRED, Status.PLANNED, Status.THREATENED}
        status = (Status.THREATENED if made else Status.PLANNED) if open_ else status
    elif status is Status.DENIED and ruled is not None and _is_no_denial(doc[trigger.head]):
        status = ruled.status
    elif status is Status.ONGOING and trigger.act in _AT_ONCE and is_done(doc[trigger.head]):
        status = Status.OCCURRED
    elif status is Status.OCCURRED and is_set(doc[trigger.head]):
        status = Status.PLANNED
    elif status is Status.OCCURRED and is_under_way(doc, trigger):
        status = Status.ONGOING
    elif trigger.act is Act.THREAT and status is Status.THREATENED:
        status = Status.OCCURRED
    if ruled is not None and ruled.status is Status.DENIED:
        return State(status, ruled.hedged)
    hedged = mention.hedged and not is_accused(doc[trigger.head]) and not is_documented(doc[trigger.head])
    return State(status, hedged or is_past_modal(doc, trigger) or is_believed(doc[trigger.head]))


def _phrases(doc: Doc, runs: Spans, head: int) -> tuple[Tokens, ...]:
    """Return the runs as phrases, nearest to the trigger first, without what a sentence's end parts from them."""
    found = []
    for run in runs:
        start, end = _by_sentence(doc, [run])[-1]
        while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
            end -= 1
        found.append(doc[start:end])
    return tuple(sorted((p for p in found if len(p)), key=lambda p: abs(p.start - head)))


def _by_sentence(doc: Doc, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs parted where a sentence begins: the model's word runs may reach from a headline into the lead."""
    found: list[tuple[int, int]] = []
    for start, end in runs:
        borders = [start, *(i for i in range(start + 1, end) if doc[i].is_sent_start), end]
        found.extend(zip(borders, borders[1:], strict=False))
    return found


def _nearest(doc: Doc, runs: Spans, mention: ActMention) -> Spans:
    """Return the characters of runs: those of the act's own sentence first, then by how near they are."""
    own = doc[mention.start].sent

    def far(run: tuple[int, int]) -> tuple[bool, int]:
        return not own.start <= run[0] < own.end, min(abs(run[0] - mention.start), abs(run[1] - mention.end))

    return tuple((doc[s].idx, doc[e - 1].idx + len(doc[e - 1])) for s, e in sorted(_by_sentence(doc, runs), key=far))


def confidence_of(telling: Telling, by: Sequence[Party], to: Sequence[Party], block: Block) -> float:
    """Return how far a statement is trusted, 0 to 1: the reading model's own chance of the act; of the rules, verbs
    with parties are trusted most, bare nouns and captions least."""
    if telling.chance is not None:
        return round(telling.chance, 2)
    score = 0.5 if telling.trigger.frame == "nouns" else 0.65
    score += 0.1 * bool(by) + 0.15 * bool(to)
    apart = block.kind in {BlockKind.CAPTION, BlockKind.HEADLINE, BlockKind.TEASER}
    return round(score - (0.15 if apart else 0), 2)

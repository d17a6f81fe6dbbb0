"""Who did an act and to whom, by the tree of its sentence: subjects, objects and agents, through clauses."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from khronika.extract.act_sets import DONE_TO
from khronika.extract.kinds import RELATIVE, kind_of
from khronika.extract.lexicon import Trigger
from khronika.extract.nouns import ENDINGS, joined, whole_phrase
from khronika.extract.tables import load_table
from khronika.model import Act, ActorKind
from khronika.values.number_counts import is_people

_TABLE = load_table("parties.yaml")
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_UNDERGO = frozenset(Act(act) for act in _TABLE["undergone"])
_BEARING, _LENDING = frozenset(_TABLE["bearing_verbs"]), frozenset(_TABLE["light_verbs"])
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_OF_THINGS = frozenset({Act.RAID, Act.PROPERTY_DESTRUCTION})
_HELD = _OF_THINGS | {Act.SEIZURE, Act.CENSORSHIP}
_INTO = frozenset({"into", "through"})
_GENITIVE = ENDINGS | {"of"}
_TAKING = frozenset({Act.SEIZURE, Act.OTHER_VIOLATION})
_TRANSITIVE = DONE_TO - _UNDERGO
_BLAMING, _UNDERGOING = frozenset(_TABLE["blaming_verbs"]), frozenset(_TABLE["undergoing_verbs"])
_BLAMED_FOR = frozenset({"for", "of", "with", "over", "on", "to"})
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "myself", "itself", "yourself"})
_ARMED = frozenset({ActorKind.STATE_SECURITY, ActorKind.ARMED_GROUP, ActorKind.ARMED_GROUP_STATE_BACKED})
_PLANS, _HARMING = frozenset(_TABLE["plans"]), frozenset(_TABLE["harming_verbs"])
_TALLYING = frozenset(_TABLE["tallying_verbs"])
_GIVING = frozenset(_TABLE["giving_verbs"])
_UP = 4  # clauses climbed for a subject
Words = tuple[Token, ...]


def find_arguments(doc: Doc, trigger: Trigger) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the phrases of who did an act and to whom it was done, each empty where the tree does not say."""
    head = doc[trigger.head]
    of_people = trigger.frame != "nouns" and trigger.act in DONE_TO  # "left two children dead"
    own = (trigger.head, trigger.end - 1) if of_people else range(trigger.start, trigger.end)
    by, to = _of_verb(head, trigger.act) if _is_verb(head) else _of_noun(head, trigger.act)
    return _phrases(doc, by, own), _phrases(doc, to, own)


def _phrases(doc: Doc, words: Words, own: Sequence[int]) -> tuple[Span, ...]:
    return tuple(whole_phrase(doc, word.i, word.i + 1) for word in words if word.i not in own)


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" or any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in token.children)


def _of_verb(verb: Token, act: Act) -> tuple[Words, Words]:
    """Return doer and done-to of a verb."""
    if verb.dep_ == "amod":
        return ((), (verb.head,)) if verb.lower_.endswith(("ed", "en", "t")) else ((verb.head,), ())
    told = tuple(_with_joined(verb, {"obj", "iobj"}))
    objects = tuple(o for o in told if o.i > verb.i) or told  # of two, what stands before the verb is misread
    if left := _left(verb):
        return subjects(verb.head), left
    if counted := _tallied(verb):
        return (), counted
    if any(o.lower_ in _REFLEXIVE for o in objects):  # "hanged himself"
        return (), subjects(verb)
    if is_passive(verb) or (act in _TRANSITIVE and not objects and _is_bare(verb)):
        return agents(verb), _owners_of_things(subjects(verb)) if act in _HELD else subjects(verb)
    if blamed := _blamed(verb):
        return blamed, objects
    doers = subjects(verb)
    if (act in _UNDERGO and not objects) or undergoes(verb):
        return agents(verb), doers
    if act in DONE_TO and verb.lemma_ in _BEARING:  # "they remain in custody"
        return (), doers
    if act in _TAKING:
        return doers, _robbed(verb) or objects
    if act in _OF_THINGS:
        return doers, _owners(objects or _entered(verb)) or objects
    return doers, () if act is Act.PROTEST else objects or _against(verb)


def _left(verb: Token) -> Words:
    """Return whom something left so: "left 11 injured", where the number hangs on what they are."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ != "leave":
        return ()
    counted = tuple(c for c in verb.children if c.dep_ == "nummod" and c.i < verb.i)
    return tuple(_with_joined(verb.head, {"obj"})) or counted


def _tallied(verb: Token) -> Words:
    """Return the number of those to whom somebody finds that something was done: "officials counted 14 killed"."""
    if verb.dep_ not in {"xcomp", "obj"} or verb.head.lemma_ not in _TALLYING:
        return ()
    return tuple(c for c in verb.children if c.dep_ == "nummod" and c.i < verb.i)


def _against(verb: Token) -> Words:
    """Return against whom something is used, filed or done."""
    for child in verb.children:
        if child.dep_ in {"obl", "nmod"} and any(c.dep_ == "case" and c.lower_ == "against" for c in child.children):
            return (child, *joined(child, _NAMING))
    return ()


def _robbed(verb: Token) -> Words:
    """Return from whom a thing is taken: "from the union", "from her wallet" (hers)."""
    for child in (grand for c in (verb, *verb.children) for grand in c.children):
        if child.dep_ in {"obl", "nmod"} and any(c.dep_ == "case" and c.lower_ == "from" for c in child.children):
            return tuple(c for c in child.children if c.dep_ in {"nmod:poss", "nmod"} and c.i < child.i) or (child,)
    return ()


def _owners_of_things(words: Words) -> Words:
    """Return whose the things among some words are, the words themselves where they are nobody's or somebody."""
    things = tuple(w for w in words if kind_of(w.doc[w.i : w.i + 1]) is ActorKind.UNKNOWN)
    return (_owners(things) if things == words else ()) or words


def _entered(verb: Token) -> Words:
    """Return what somebody went or broke into."""
    return tuple(c for c in verb.children if c.dep_ == "obl" and any(k.lower_ in _INTO for k in c.children))


def _owners(things: Words) -> Words:
    """Return whose the things are: "the mayor's house", "the offices of the paper"."""
    owners = (c for thing in things for c in thing.children if c.dep_.startswith("nmod") and _is_of(c))
    return tuple(word for owner in owners for word in (owner, *joined(owner, _NAMING)))


def _is_of(noun: Token) -> bool:
    """Tell whether a noun is in the genitive: "of X", "X's", "their"."""
    return noun.pos_ == "PRON" or any(c.dep_ == "case" and c.lower_ in _GENITIVE for c in noun.children)


def _of_noun(noun: Token, act: Act) -> tuple[Words, Words]:
    """Return doer and done-to of a noun: "the arrest of X by Y", "X's arrest", "Y carried out raids on X"."""
    by: Words = ()
    to: Words = ()
    for child in noun.children:
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        both = (child, *joined(child, _NAMING))
        if child.dep_.startswith("nmod") and case == "by":
            by = both
        elif child.dep_.startswith("nmod") and case in {"of", "against", "on", "targeting"}:
            to = both
        elif child.dep_.startswith("nmod") and case == "from" and noun.head.lemma_ in _BEARING:
            by, to = both, to or subjects(noun.head)  # "they face harassment from guards"
        elif child.dep_ in {"nmod:poss", "nmod"} and (case in ENDINGS or child.pos_ == "PRON"):
            by, to = (by, to or both) if act in DONE_TO else (by or both, to)
        elif child.dep_ == "compound" and child.i < noun.i and is_agent(child):
            by = by or (child,)  # "a police raid"
        elif child.dep_ in _SUBJECTS and act in DONE_TO:
            to = to or both  # "seven are in custody"
    if act is Act.PROTEST:
        by, to = by or to, ()
    return _through_verb(noun, act, by or _blamed(noun), to)


def _through_verb(noun: Token, act: Act, by: Words, to: Words) -> tuple[Words, Words]:
    """Return the parties of a noun with what its verb adds: "she faces charges", "they held a rally"."""
    verb = noun.head
    if noun.pos_ == "ADJ" and noun.dep_ == "xcomp":  # "leaving four people dead"
        return by or subjects(verb), to or tuple(_with_joined(verb, {"obj"}))
    if verb.pos_ != "VERB" or noun.dep_ not in {"obj", "obl", "nsubj:pass", "xcomp"}:
        return by, to
    if act is Act.ATTACK and noun.dep_ == "obl" and verb.lemma_ in _HARMING and is_passive(verb) and not to:
        return by, subjects(verb)  # "killed by an air strike"
    to = to or _against(verb) or tuple(_with_joined(verb, {"iobj"}))  # "handed the editor a sentence"
    if act in DONE_TO and (verb.lemma_ in _BEARING or is_passive(verb)) and not to:
        to = subjects(verb)
    elif (
        not by and verb.lemma_ in _LENDING and (noun.dep_ != "obl" or verb.lemma_ == "go") and not _announces(verb, act)
    ):
        by = agents(verb) if is_passive(verb) else subjects(verb)
    return by, to


def _announces(verb: Token, act: Act) -> bool:
    """Tell whether a verb only tells of what others did: "announced the arrest"."""
    return verb.lemma_ == "announce" and act in DONE_TO


def undergoes(verb: Token) -> bool:
    """Tell whether a verb tells what befell its subject, whatever its object: "they fled the town"."""
    resulting = verb.lemma_ == "leave" and any(c.dep_ == "xcomp" for c in verb.children)  # "left two children dead"
    return verb.lemma_ in _UNDERGOING and not resulting and not is_passive(verb)


def _is_bare(verb: Token) -> bool:
    """Tell whether a verb is a lone participle, as in headlines: "Two men convicted of murder"."""
    relations = {child.dep_ for child in verb.children}
    return verb.lower_.endswith(("ed", "en")) and not relations & {"aux", "obj", "ccomp", "xcomp"}


def _blamed(word: Token) -> Words:
    """Return who is said to have done what a charge or sentence is for: "sentenced for his role in the murder"."""
    for _ in range(_UP):
        if not word.dep_.startswith(("nmod", "obl", "advcl", "acl", "conj")) or word.head == word:
            return ()
        marks = _marks(word)
        word = word.head
        if word.lemma_ == "guilty" and marks & _BLAMED_FOR:  # "found guilty of"
            return subjects(word.head) if is_passive(word.head) else tuple(_with_joined(word.head, {"obj"}))
        if word.lemma_ in _BLAMING and _is_verb(word) and marks & _BLAMED_FOR:
            return subjects(word) if is_passive(word) or _is_bare(word) else tuple(_with_joined(word, {"obj"}))
    return ()


def _marks(word: Token) -> set[str]:
    """Return the prepositions before a word, of a list those before its first: "for the murder of X, the beating"."""
    own = {c.lower_ for c in word.children if c.dep_ in {"case", "mark"}}
    listed = word.i > 0 and any(c.text == "," and c.i < word.i for c in word.children)
    before = [c for c in word.head.children if c.dep_ == word.dep_ and c.i < word.i]
    return _marks(before[-1]) if listed and before and not own else own


def subjects(verb: Token, up: int = 0) -> Words:
    """Return the subject of a verb with those joined to it, through conjunctions, control and relative clauses."""
    own = tuple(_with_joined(verb, _SUBJECTS)) or _numbered(verb)
    if own:
        return _antecedents(own, verb)
    if up >= _UP or verb.head == verb:
        return ()
    above = verb.head
    if verb.dep_.startswith("acl"):
        return _planners(above) if above.lemma_ in _PLANS else (above, *joined(above, _NAMING))
    before = verb.doc[verb.i - 1] if verb.i else verb
    if verb.dep_ == "advcl" and before.dep_ == "obj" and before.head == above and is_passive(verb):
        return (before,)  # "freed six hostages held since May"
    if verb.dep_ == "xcomp" and (controlled := tuple(_with_joined(above, {"obj"}))):
        return controlled
    if verb.dep_ in {"conj", "xcomp", "advcl"} and above.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        return subjects(above, up + 1)
    return ()


def _numbered(verb: Token) -> Words:
    """Return the number that stands for the subject of a second verb: "17 people were killed and 20 wounded"."""
    first = min(t.i for t in (verb, *verb.children) if t == verb or t.dep_.startswith("aux"))
    told = verb.dep_ == "conj" and first > verb.sent.start and verb.doc[first - 1].pos_ == "NUM"
    return (verb.doc[first - 1],) if told else ()


def _planners(plan: Token) -> Words:
    """Return whose plan something is: "their plan to", "announced plans to"."""
    owners = tuple(c for c in plan.children if c.dep_ in {"nmod:poss", "nmod"} and c.i < plan.i)
    return owners or (subjects(plan.head) if plan.dep_ in {"obj", "obl"} else ())


def is_agent(noun: Token) -> bool:
    """Tell whether a noun before another names who does it: "army shelling"."""
    return kind_of(noun.doc[noun.i : noun.i + 1]) in _ARMED


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive: by its auxiliary or subject, or a participle that shares those of another."""
    relations = {child.dep_ for child in verb.children}
    if relations & {"aux:pass", "nsubj:pass"}:
        return True
    given = verb.lemma_ in _GIVING and verb.dep_ == "conj"  # "was given shocks and denied a lawyer"
    active = {"nsubj", "aux"} if given else {"nsubj", "aux", "obj"}
    if relations & active or verb.lower_ == verb.lemma_ or verb.lower_.endswith(("ing", "s")):
        return False
    if verb.dep_ == "acl" or verb.dep_ == "advcl":
        return True
    return verb.dep_ in {"conj", "xcomp"} and verb.head != verb and is_passive(verb.head)


def _antecedents(words: Words, verb: Token) -> Words:
    """Return words with a relative pronoun replaced by the noun that its clause hangs on."""
    if words[0].lower_ in RELATIVE and verb.dep_.startswith("acl"):
        others = tuple(joined(verb.head, _NAMING))
        listed = others and others[-1].i < words[0].i and is_people(verb.head.lower_)  # "editors and writers, who"
        return (verb.head, *others) if listed else (verb.head,)
    if words[0].lower_ in RELATIVE and verb.dep_ == "conj" and verb.head.dep_.startswith("acl"):
        return (verb.head.head,)
    return words


def agents(verb: Token) -> Words:
    """Return who did what a passive verb tells: "by X"."""
    for child in verb.children:
        if child.dep_.startswith("obl") and any(c.dep_ == "case" and c.lower_ == "by" for c in child.children):
            return (child, *joined(child, _NAMING))
    return ()


def _with_joined(head: Token, relations: set[str] | frozenset[str]) -> Iterator[Token]:
    """Give the children in some relations, with the nouns joined to them."""
    for child in head.children:
        if child.dep_ in relations:
            yield child
            yield from joined(child, _NAMING)

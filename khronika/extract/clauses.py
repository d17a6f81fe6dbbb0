"""Subjects and objects by the order of words alone: for engines that read no trees."""

from spacy.tokens import Doc, Span

from khronika.extract.kinds import RELATIVE, kind_of
from khronika.model import ActorKind

_CLIMB = frozenset({"of", "in", "from", "at", "for", "with", "near", "on", "by"})
_CLAUSE_OPENERS = frozenset({",", "“", '"', ";", ":", "that", "while", "but"})
_DASHES = frozenset({"—", "–", "--", "-"})


class Phrases:
    """The noun phrases of a document, looked up from the tokens beside them; made once, since it reads them all."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts: dict[int, Span] = {p.start: p for p in doc.spans["noun_phrases"]}
        self.ends: dict[int, Span] = {p.end: p for p in doc.spans["noun_phrases"]}

    def holding(self, i: int) -> Span | None:
        """Return the phrase that token `i` lies in."""
        return next(
            (p for j in range(i, max(-1, i - 12), -1) if (p := self.starts.get(j)) and p.start <= i < p.end), None
        )

    def subject(self, verb: int, depth: int = 0) -> Span | None:
        """Return the subject of the verb at token `verb`, following conjunctions, participles and relative clauses."""
        doc, i = self.doc, verb
        first = doc[verb].sent.start
        while i > first and (doc[i - 1].pos_ in {"AUX", "ADV", "PART", "SPACE"} or doc[i - 1].lower_ in {"to"}):
            i -= 1
        if depth > 4 or i <= first:
            return None
        before = doc[i - 1]
        if before.text in {",", *_DASHES}:
            return self._over_mark(i - 1, first, verb, depth)
        if before.pos_ == "CCONJ":
            return self._of_verb_before(i - 1, first, depth)
        phrase = self.ends.get(i)
        if phrase is None:
            return self._of_verb_before(i - 1, first, depth) if before.pos_ in {"VERB", "ADP", "SCONJ"} else None
        if phrase[-1].lower_ in RELATIVE or (before.lower_ in RELATIVE):
            return self._antecedent(phrase.start, first) or phrase
        if phrase.start > first and doc[phrase.start - 1].pos_ == "VERB" and doc[verb - 1].lower_ == "to":
            return phrase
        return self._climb(phrase, first)

    def subjects(self, verb: int) -> tuple[Span, ...]:
        """Return the subject of a verb with those joined to it before it: "the writer and her friend were held".

        Only from where a clause begins; after a verb the phrases before "and" are that verb's own.
        """
        last = self.subject(verb)
        if last is None:
            return ()
        found = [last]
        while len(found) < 6 and (before := self._joined_before(found[0])) is not None:
            found.insert(0, before)
        first = found[0].start
        opener = self.doc[first - 1] if first > self.doc[verb].sent.start else None
        begins = opener is None or opener.pos_ in {"SCONJ", "SPACE"} or opener.text in _CLAUSE_OPENERS
        return tuple(found) if begins else (last,)

    def _joined_before(self, phrase: Span) -> Span | None:
        """Return the phrase that a comma or "and" joins to one that begins after it."""
        doc, first = self.doc, phrase.sent.start
        i = phrase.start
        while i - 1 > first and phrase.start - i < 2 and (doc[i - 1].text == "," or doc[i - 1].lower_ == "and"):
            i -= 1
        before = self.ends.get(i) if i < phrase.start else None
        return self._climb(before, first) if before is not None else None

    def _climb(self, phrase: Span, first: int) -> Span:
        """Return the head phrase of "X in Y of Z"."""
        doc = self.doc
        while (
            phrase.start - 1 > first
            and doc[phrase.start - 1].lower_ in _CLIMB
            and (head := self.ends.get(phrase.start - 1))
        ):
            phrase = head
        if (
            phrase.start - 1 > first
            and doc[phrase.start - 1].text == ","
            and phrase.end < len(doc)
            and doc[phrase.end].text == ","
        ):
            return self.ends.get(phrase.start - 1, phrase)
        return phrase

    def _antecedent(self, i: int, first: int) -> Span | None:
        """Return the phrase that a relative pronoun at `i` stands for."""
        while i > first and (self.doc[i - 1].text in {",", *_DASHES} or self.doc[i - 1].pos_ == "SPACE"):
            i -= 1
        phrase = self.ends.get(i)
        return self._climb(phrase, first) if phrase else None

    def _over_mark(self, mark: int, first: int, verb: int, depth: int) -> Span | None:
        """Return the subject across a comma or dash: before an insertion, or that of the main verb for a participle."""
        doc = self.doc
        partner = next((j for j in range(mark - 1, first, -1) if doc[j].text == doc[mark].text), None)
        if doc[verb].lower_.endswith("ing"):
            return self._of_verb_before(mark, first, depth)
        if partner is not None and (phrase := self.ends.get(partner)):
            return self._climb(phrase, first)
        phrase = self.ends.get(mark)
        return self._climb(phrase, first) if phrase else None

    def _of_verb_before(self, i: int, first: int, depth: int) -> Span | None:
        """Return the subject of the nearest verb before token `i`."""
        for j in range(i, first - 1, -1):
            if self.doc[j].pos_ == "VERB":
                return self.subject(j, depth + 1)
        return None

    def objects(self, i: int) -> tuple[Span, ...]:
        """Return the phrase that starts at token `i`, and those joined to it by commas and "and"."""
        doc = self.doc
        while i < len(doc) and doc[i].pos_ == "ADV" and not doc[i].is_sent_start:
            i += 1
        phrase = self.starts.get(i)
        if phrase is None or doc[i].is_sent_start:
            return ()
        found = [phrase]
        while len(found) < 6 and (after := self._joined(found[-1].end)) is not None:
            found.append(after)
        return tuple(found)

    def _joined(self, i: int) -> Span | None:
        """Return the phrase that a comma or "and" at `i` joins on, unless a verb of its own follows it."""
        doc, j = self.doc, i
        while j < len(doc) and (doc[j].text == "," or doc[j].lower_ == "and") and j - i < 2:
            j += 1
        phrase = self.starts.get(j) if j > i else None
        if phrase is None or doc[j].is_sent_start:
            return None
        following = doc[phrase.end] if phrase.end < len(doc) else None
        return None if following is not None and following.pos_ in {"VERB", "AUX", "NUM"} else phrase

    def agent(self, i: int) -> Span | None:
        """Return the phrase of "by X" within the clause after token `i`."""
        doc = self.doc
        for j in range(i, min(i + 9, len(doc) - 1)):
            if doc[j].is_sent_start or doc[j].text in {",", ";"}:
                return None
            if doc[j].lower_ == "by" and (phrase := self.starts.get(j + 1)):
                return phrase if kind_of(phrase) is not ActorKind.UNKNOWN or phrase[-1].pos_ == "PROPN" else None
        return None

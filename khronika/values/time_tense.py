"""Whether the clause around a time tells of what is over or of what is to come, by its words."""

import re

from khronika.values.tables import any_of, load_table

_TABLE = load_table("times.yaml")
_PAST_VERB = rf"(?:\w+ed|{any_of(_TABLE['past_verbs'])})"
_NO_NOUN = "".join(rf"(?<!\b{word}\s)" for word in _TABLE["before_noun_will"])  # not "against their will"
_AHEAD = re.compile(
    rf"(?<!\w)(?:{any_of(_TABLE['ahead'])}|{_NO_NOUN}will(?!\sof\b))(?!\w)|(?<=\w)['\u2019]ll\b", re.IGNORECASE
)
_PAST = re.compile(rf"(?<!\w)(?<!\bbe )(?<!\bhave )(?<!\bto ){_PAST_VERB}(?!\w)", re.IGNORECASE)
_PAST_CLAUSE = re.compile(
    rf"\b(?:was|were|had|did)\b|\b(?:who|that|which|after|when|where|because|since|as)\s(?:\w+\s){{0,3}}?{_PAST_VERB}\b",
    re.IGNORECASE,
)
_FINITE = r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bget )(?<!\bto )(?<!\bhave )"  # "arrested", not "be arrested"
_PLANNING = any_of(_TABLE["planning_verbs"])
_JUST_DONE = re.compile(
    rf"\b(?!{_PLANNING}\s)(?:{any_of(_TABLE['saying_verbs'])}|{_FINITE}[a-z]+ed)\s(?:(?:on|late|early)\s)?$",
    re.IGNORECASE,
)
_HAD = re.compile(r"\bhad\s(?!to\b)(?:\w+\s)?\w+(?:ed|en)\b", re.IGNORECASE)
_ON_CONDITION = re.compile(r"\b(?:as soon as|once|if|until|when)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_PAST_BESIDE = re.compile(
    rf"{_FINITE}\b(?!{_PLANNING}\s){_PAST_VERB}"
    r"\s(?:\w+\s)?(?:in|on)\s(?:(?:early|mid|late)[\s-])?$",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor\s(?:over\s|close to\s|the\s)?$", re.IGNORECASE)
_NOT_YET = "".join(rf"(?<!\b{word}\s)" for word in ("to", "could", "would", "might", "may", "should", "must", "will"))
_AUXILIARY = re.compile(
    rf"(?P<perfect>{_NOT_YET}\b(?:has|have)\b(?!\sto\b)|(?<=\w)['\u2019]ve\b)"
    r"|\b(?:had|was|were|is|are|will|did|to be)\b|(?<=\w)['\u2019](?:d|ll)\b|,\s(?:but|and|while)\s",
    re.IGNORECASE,
)
_TERM = re.compile(rf"\s(?:\w+\s)?been\s(?:\w+ly\s)?{any_of(_TABLE['terms'])}\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"\u201d]?\s+(?=[A-Z\"\u201c])|\n\s*\n|;")
_SPACES = re.compile(r"\s+")
_BEFORE, _AFTER = 110, 80  # characters that a clause may reach to either side
_OPENING = 14  # characters within which a time opens its sentence


def looks_ahead(text: str, position: int) -> bool:
    """Return whether the clause at `position` is about the future.

    The last sign before it decides; a time that opens its sentence goes by the first verb after it.
    """
    before = _before(text, position)
    done = _JUST_DONE.search(before)
    if done and not _ON_CONDITION.search(before, 0, done.start()):
        return False
    signs = list(_AHEAD.finditer(before))
    if signs:
        return not _PAST_CLAUSE.search(before, signs[-1].end())
    if len(before) > _OPENING:
        return False
    after = _after(text, position)
    ahead, past = _AHEAD.search(after), _PAST.search(after)
    return bool(ahead and not (past and past.start() < ahead.start()))


def looks_back(text: str, position: int) -> bool:
    """Return whether a verb near `position` puts its clause in the past."""
    return bool(_PAST.search(_before(text, position)) or _PAST.search(_after(text, position)))


def told_over(text: str, position: int) -> bool:
    """Return whether the time at `position` ends what is over: "by Monday ten had died", "had been held by Monday"."""
    before = _before(text, position)
    if len(before) <= _OPENING:
        return bool(_PAST.search(_after(text, position)))
    return bool(_HAD.search(before))


def just_told(text: str, position: int) -> bool:
    """Return whether a past verb stands right before a time: "he went missing in", "was held on"."""
    return bool(_PAST_BESIDE.search(_before(text, position)))


def goes_on(text: str, position: int) -> bool:
    """Return whether the length of time at `position` is not over: "has been held for", not "has been jailed for"."""
    before = _before(text, position)
    if not _FOR.search(before):
        return False
    auxiliary = max(_AUXILIARY.finditer(before), key=lambda found: found.start(), default=None)
    return auxiliary is not None and auxiliary["perfect"] is not None and not _TERM.match(before, auxiliary.end())


def same_sentence(text: str, first: int, last: int) -> bool:
    """Return whether no sentence ends between two positions."""
    return last - first < 400 and not _SENTENCE_END.search(text, first, last)


def _before(text: str, position: int) -> str:
    return _SPACES.sub(" ", _SENTENCE_END.split(text[max(0, position - _BEFORE) : position])[-1])


def _after(text: str, position: int) -> str:
    return _SPACES.sub(" ", _SENTENCE_END.split(text[position : position + _AFTER])[0])

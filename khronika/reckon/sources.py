"""Which words name one source: a body and who speaks for it, a short name and a long one, acronyms, spellings."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from khronika.model import ActorKind, Link
from khronika.reckon.offices import find_ministry, find_office
from khronika.reckon.words import load_table
from khronika.values.folding import strip_accents

_LEAD = re.compile(
    r"^(?:(?:one|some|several|two|three|many|both|each|any|another) of )?"
    r"(?:the|a|an|its|his|her|their|our|my|this|that|these)\s+",
    re.IGNORECASE,
)
_THE = re.compile(r"^(?:the|its|their)\s+", re.IGNORECASE)
_SOME = re.compile(r"(?:an?|another|one|some|several)\s", re.IGNORECASE)
_ONE_OF = re.compile(r"^(?:one|another) of ", re.IGNORECASE)
_OURS = re.compile(r"^(?:(?:one|some|several|two|three|both) of )?(?:our|my)\s", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,|\s(?:who|whose|which|that|speaking|asking|citing|quoted|on condition)\b).*$", re.IGNORECASE | re.DOTALL
)
_OWNER = re.compile(r"^\S+['’]s\s+(?=\S)")
_BEFORE = re.compile(r"\s(?:of|from|at|in|with|for|to|near)\s")
_BODIES = frozenset({
    ActorKind.STATE_SECURITY, ActorKind.STATE_CIVIL, ActorKind.COURT, ActorKind.INTERGOVERNMENTAL,
    ActorKind.ARMED_GROUP, ActorKind.ARMED_GROUP_STATE_BACKED, ActorKind.PARTY, ActorKind.NGO, ActorKind.MEDIA,
    ActorKind.STATE_MEDIA, ActorKind.COMPANY,
})  # fmt: skip
THE = "the "
"""What a key begins with where a role was told of with an article: only that can be a short form of a name."""
_WORD_BEFORE = re.compile(r"(\w[\w-]*) $")
_TITLE_BEFORE = re.compile(r"\b([a-z][\w-]+),? $")
_TITLE_BEHIND = re.compile(r", (?:the|its|their) ([a-z][\w -]*)")
_LONGEST_TITLE = 60  # characters of one word before a name
_OF_STATE, _SAYS_NOTHING = "office", "any"
_LEAST = 4  # consonants from which two spellings of a name can be told to be one


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("sources.yaml")[name])


@cache
def _speaks_for() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of "head of BODY" and of "BODY spokesman", the body in group 1."""
    some = "|".join(sorted(map(re.escape, _listed("mouthpieces")), key=len, reverse=True))
    between = "|".join(_listed("modifiers"))
    return (
        re.compile(rf"\b(?:{some})\s+(?:of|for|at|from|with)\s+(.+)$", re.IGNORECASE),
        re.compile(rf"^(.+?)(?:['’]s?)?\s+(?:(?:{between})\s+)*(?:{some})\b", re.IGNORECASE),
    )


def make_key(link: Link, teller: str, titles: Mapping[str, str]) -> str:
    """Return what makes two links one source: a name, a body's words, or a role beside who tells of it.

    A lawyer of one group and a lawyer of another are two sources; the police are one, whoever cites them, and one with
    their spokesman. "Our doctor" is who says it.

    Args:
        teller: key of the next link of the chain.
        titles: what a role that only one named source has stands for (see `find_titles`).
    """
    words = " ".join((link.text or link.name or "").split())
    body = find_body(words)
    own_name = link.name if link.name and not _is_of_a_body(words, link.name) else None
    if not own_name and not _hides(words) and not _SOME.match(words) and (office := find_office(body or _bare(words))):
        return titles.get(office, office)
    if body:
        return body
    if own_name and any(c.isupper() for c in own_name):
        return make_name_key(own_name)
    if _OURS.match(words):
        return teller
    head = _head(words)
    if _THE.match(words) and head in titles:
        return titles[head]
    if not words or link.kind in _BODIES or _names_a_body(words):
        return _plain(_TAIL.sub("", _LEAD.sub("", words))) or str(link.kind)
    return f"{THE if _THE.match(words) else ''}{head}@{teller}"


def is_role(link: Link) -> bool:
    """Tell whether a source is a role, which is somebody only beside who tells of it."""
    return "@" in make_key(link, "", {})


def make_name_key(name: str) -> str:
    """Return a name without article, possessor, accents and case; an "A" that begins a name is a part of it."""
    return _plain(_THE.sub("", " ".join(name.split())))


def fold_name(words: str) -> str:
    """Return words in lower case without accents, with plain apostrophes."""
    return strip_accents(words.lower().replace("’", "'"))


def _plain(words: str) -> str:
    """Return words in lower case without possessor, accents and quotation marks."""
    plain = _OWNER.sub("", fold_name(words)).strip(" .,'’\"“”«»") or words.lower()
    return find_ministry(plain) or plain if plain.endswith("ministry") or "ministry " in plain else plain


def find_body(words: str) -> str | None:
    """Return the body that somebody speaks for, None where the words tell of none or of somebody who hides."""
    plain = _TAIL.sub("", _LEAD.sub("", words))
    if _hides(words):
        return None
    if ministry := find_ministry(fold_name(plain)):
        return ministry
    behind, before = (pattern.search(plain) for pattern in _speaks_for())
    found = behind or before
    if found is None:
        return None
    body = _LEAD.sub("", found[1]).strip()
    return find_body(body) or (_plain(body) if _names_a_body(body) else None)


def _bare(words: str) -> str:
    """Return words in small letters without article and what follows the noun."""
    return fold_name(_TAIL.sub("", _LEAD.sub("", words)))


def _hides(words: str) -> bool:
    return any(word in words.lower() for word in _listed("hides"))


def _is_of_a_body(words: str, name: str) -> bool:
    """Tell whether a name only says where a body is: "the army of Eastland", "the Orsk regional government".

    A name that does not stand in the words is that of whom they mean: "the NGO".
    """
    if name.lower() not in words.lower():
        return False
    body = _BEFORE.split(_TAIL.sub("", _LEAD.sub("", words)))[0].split()
    held = _listed("bodies") | load_table("sources.yaml")["offices"].keys()
    return bool(body) and body[-1].lower() in held and body[-1] not in name.split()


def _names_a_body(words: str) -> bool:
    """Tell whether words name a body: by their last word, or by a capital where no sentence begins."""
    parts = _BEFORE.split(_TAIL.sub("", _LEAD.sub("", words)))[0].split()
    if not parts:
        return False
    return parts[-1].lower() in _listed("bodies") or (len(parts) > 1 and parts[-1][:1].isupper())


@cache
def _head(words: str) -> str:
    """Return the noun of a role in the singular: "one of its unidentified lawyers" is a lawyer."""
    plain = _BEFORE.split(_TAIL.sub("", _LEAD.sub("", words.lower())))[0].split()
    noun = plain[-1] if plain else words
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def find_titles(links: Iterable[tuple[Link, str]]) -> dict[str, str]:
    """Return what stands before one name only, with the name's key: "governor" in "Governor Ada Testova".

    Args:
        links: sources with the text of the report that names them: it may tell elsewhere who bears the name.
    """
    held: dict[str, set[str]] = {}
    for link, text in links:
        for title in _titles_of(link.name, link.text or "", text) if link.name else ():
            held.setdefault(title, set()).add(make_name_key(link.name or ""))
    return {title: keys.pop() for title, keys in held.items() if len(keys) == 1}


def _titles_of(name: str, words: str, text: str) -> Iterator[str]:
    """Give the words before a name, and those that a comma joins to it: "Ada Moss, the principal of the school"."""
    for start, _ in find_whole(name, words):
        if before := _WORD_BEFORE.search(words, 0, start):
            yield before[1].lower()
    for start, end in find_whole(name, text) if " " in name else ():
        if before := _TITLE_BEFORE.search(text, max(0, start - _LONGEST_TITLE), start):
            yield before[1]
        if behind := _TITLE_BEHIND.match(text, end):
            yield _head(behind[1])


def find_whole(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Give where a name stands in a text; every pattern with a name in it would have to be compiled first."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end
        start = text.find(name, end)


def find_acronyms(link: Link, text: str) -> dict[str, str]:
    """Return the keys of the acronyms that a text gives a source in brackets, each with the key of its name."""
    if not link.name or " " not in link.name or "(" not in text or link.name not in text:
        return {}
    found = re.findall(rf"{re.escape(link.name)}[^()\n]{{0,40}}?\(([A-Z][\w.-]{{1,9}})\)", text)
    return {make_name_key(acronym): make_name_key(link.name) for acronym in found}


def merge_names(keys: Collection[str], acronyms: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return for names of one source the longest of them, where only one is meant: short forms, acronyms, spellings.

    Within one event "the ministry" that only "Interior Ministry" fits is that ministry. Taking two for one makes fewer
    independent sources, never more.

    Args:
        acronyms: those that texts explain, see `find_acronyms`.
    """
    same: dict[str, str] = {a: name for a, name in (acronyms or {}).items() if a in keys and name in keys and a != name}
    near = _index(keys)
    for short in sorted(keys, key=lambda k: (len(k.split()), len(k), k)):
        whole = min((near.get(word, []) for word in _own(short)), key=len)
        others = (near.get(hint, []) for hint in (short.replace(".", ""), _skeleton(short), *_meant(short)))
        hints = {k for found in (whole, *others) for k in found if k != short}
        longer = [k for k in hints if _is_short_for(short, k)]
        widest = [k for k in longer if all(o == k or _is_short_for(o, k) for o in longer)]
        if widest:
            same[short] = max(widest, key=lambda k: (len(k.split()), len(k), k))
    return {k: _follow(k, same) for k in same}


def _index(keys: Collection[str]) -> dict[str, list[str]]:
    """Return the names by each of their words, their acronyms and what is left of them where spellings differ."""
    held: dict[str, list[str]] = {}
    for key in keys:
        for hint in {*_tokens(key), *_initials(_tokens(key)), _skeleton(key), *_meant(key)}:
            held.setdefault(hint, []).append(key)
    return held


def _follow(key: str, same: Mapping[str, str]) -> str:
    seen = {key}
    while key in same and same[key] not in seen:
        key = same[key]
        seen.add(key)
    return key


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether a name is a part of another, its acronym, or a smaller spelling of it."""
    a, b, own = _tokens(short), _tokens(name), _own(short)
    if len(own) < len(b) and any(own == b[i : i + len(own)] for i in range(len(b) - len(own) + 1)):
        return True
    if len(a) == 1 and len(a[0]) > 1 and a[0].replace(".", "") in _initials(b):
        return True
    same = _skeleton(short) == _skeleton(name) or _is_turned(short, name) or _mean_the_same(short, name)
    return _is_description(short, name) or (same and (len(short), short) < (len(name), name))


def _is_description(words: str, name: str) -> bool:
    """Tell whether words say what a name does: "the migration service" of a General Directorate of Migration."""
    meant, told = _meant(words), _tokens(words)
    return len(told) > 1 and told[-1] in _listed("bodies") and bool(meant - {_OF_STATE}) and meant < _meant(name)


def _mean_the_same(one: str, other: str) -> bool:
    """Tell whether two bodies' words say the same: "prison service" and "penitentiary department"."""
    return bool(_meant(one) - {_OF_STATE}) and _meant(one) == _meant(other)


@cache
def _meant(key: str) -> frozenset[str]:
    """Return what the words of a key say, each by one word for all that say as much; empty where that is one body's."""
    alike = {word: one for one, words in load_table("sources.yaml")["alike"].items() for word in words}
    words = [re.sub(r"(?:['’]s?|(?<=\w{4})(?<!s)s['’]?)$", "", w) for w in _tokens(key) if w not in _listed("small")]
    said = frozenset(alike.get(w, w) for w in words if w not in _listed("modifiers"))
    return said - {_SAYS_NOTHING}


def _is_turned(one: str, other: str) -> bool:
    """Tell whether two names have the same words in another order: "Port Authority of Orsk", "Orsk Port Authority"."""
    words, others = ({w for w in _tokens(key) if w not in _listed("small")} for key in (one, other))
    return len(words) > 1 and words == others


@cache
def _tokens(key: str) -> list[str]:
    return re.findall(r"[\w.]+(?:['’]s)?", key) or [key]


@cache
def _own(key: str) -> list[str]:
    """Return the words of a name that are not such as any other may have."""
    return [w for w in _tokens(key) if w not in _listed("modifiers")] or _tokens(key)


def _initials(words: list[str]) -> set[str]:
    """Return the acronyms that words can have, with their small words and without."""
    whole = [w[0] for w in words]
    large = [w[0] for w in words if w not in _listed("small")]
    return {"".join(letters) for letters in (whole, large) if len(letters) > 1}


@cache
def _skeleton(key: str) -> str:
    """Return what is left of a name where spellings differ: its first letters and consonants, else the name itself."""
    words = []
    for word in _tokens(key):
        for long, short in load_table("sources.yaml")["spellings"]:
            word = word.replace(long, short)
        word = word[:1] + re.sub(r"[aeiouyjw'’]", "", word[1:])
        words.append(re.sub(r"(.)\1+", r"\1", word))
    kept = " ".join(words)
    return kept if len(kept.replace(" ", "")) >= _LEAST else key


def say_link(link: Link) -> str:
    """Return a source as a reader is told of it: its name, or its words without what only fits their sentence.

    >>> say_link(Link(name=None, text="one of its unidentified lawyers", kind=ActorKind.LAWYER, named=False))
    'unidentified lawyer'
    """
    if link.name:
        return link.name
    words = " ".join((link.text or "").split())
    plain = _TAIL.sub("", _LEAD.sub("", words)).strip(" ,.") or words
    if _ONE_OF.match(words) and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return plain or str(link.kind).replace("_", " ")


def say_root(links: Sequence[Link], teller: str) -> str:
    """Return a role with who tells of it, "unidentified lawyer (to Perviy Otdel)".

    Args:
        teller: who tells of it where the chain names nobody.
    """
    return f"{say_link(links[0])} (to {say_link(links[1]) if len(links) > 1 else teller})"

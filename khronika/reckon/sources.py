"""Which words name one source: a body and who speaks for it, an office and who holds it, a role and who cites it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from khronika.model import ActorKind, Link
from khronika.reckon.offices import find_ministry, find_office
from khronika.reckon.words import list_of_sources, load_table
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
OF = "@"
"""What stands in a key between a role and who tells of it; names lose theirs."""
_WORD_BEFORE = re.compile(r"(\w[\w-]*) $")
_TITLE_BEFORE = re.compile(r"\b([a-z][\w-]+),? $")
_TITLE_BEHIND = re.compile(r", (?:the|its|their) ([a-z][\w -]*)")
_LONGEST_TITLE = 60  # characters of one word before a name


@cache
def _speaks_for() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of "head of BODY" and of "BODY spokesman", the body in group 1."""
    some = "|".join(sorted(map(re.escape, list_of_sources("mouthpieces")), key=len, reverse=True))
    between = "|".join(list_of_sources("modifiers"))
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
    return f"{THE if _THE.match(words) else ''}{head}{OF}{teller}"


def is_role(link: Link) -> bool:
    """Tell whether a source is a role, which is somebody only beside who tells of it."""
    return OF in make_key(link, "", {})


def make_name_key(name: str) -> str:
    """Return a name without article, possessor, accents and case; an "A" that begins a name is a part of it."""
    return _plain(_THE.sub("", " ".join(name.split())))


def fold_name(words: str) -> str:
    """Return words in lower case without accents, with plain apostrophes."""
    return strip_accents(words.lower().replace("’", "'"))


def _plain(words: str) -> str:
    """Return words in lower case without possessor, accents and quotation marks."""
    plain = _OWNER.sub("", fold_name(words)).replace(OF, "").strip(" .,'’\"“”«»") or words.lower()
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
    return _hiding().search(words.lower()) is not None


@cache
def _hiding() -> re.Pattern[str]:
    """Return the pattern of words by which a source hides who it is."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(list_of_sources('hides'))))})")


def _is_of_a_body(words: str, name: str) -> bool:
    """Tell whether a name only says where a body is: "the army of Eastland", "the Orsk regional government".

    A name that does not stand in the words is that of whom they mean: "the NGO".
    """
    if name.lower() not in words.lower():
        return False
    body = _BEFORE.split(_TAIL.sub("", _LEAD.sub("", words)))[0].split()
    held = list_of_sources("bodies") | load_table("sources.yaml")["offices"].keys()
    return bool(body) and body[-1].lower() in held and body[-1] not in name.split()


def _names_a_body(words: str) -> bool:
    """Tell whether words name a body: by their last word, or by a capital where no sentence begins."""
    parts = _BEFORE.split(_TAIL.sub("", _LEAD.sub("", words)))[0].split()
    if not parts:
        return False
    return parts[-1].lower() in list_of_sources("bodies") or (len(parts) > 1 and parts[-1][:1].isupper())


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

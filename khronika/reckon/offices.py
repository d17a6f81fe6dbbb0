"""Offices and who holds them: a minister is the ministry, "the mayor's office" the mayor."""

import re
from functools import cache

from khronika.reckon.words import load_table

_OF_MINISTRY = re.compile(
    r"\bminist(?:er|ry) (?:of|for) (?:the )?((?:(?!of |in |for )[\w-]+ ?){1,2}?)(?=$|,| (?:of|in|for|[\w-]+ [\w-]+$))"
)
_MINISTRY_OF = re.compile(r"(?:^|['’]s )(?:(?:deputy|first|vice) )*((?:[\w-]+ )*?)minist(?:er|ry)(?= |,|$)")


def find_ministry(words: str) -> str | None:
    """Return the one key of a ministry and its minister, None for a prime minister or words that go on.

    >>> find_ministry("eastland's minister of the interior ada moss"), find_ministry("ministry of internal affairs")
    ('interior ministry', 'interior ministry')

    Args:
        words: in small letters.
    """
    found = _OF_MINISTRY.search(words) or _MINISTRY_OF.search(words)
    if found is None:
        return None
    what = found[1].strip()
    for name, one in load_table("sources.yaml")["ministries"].items():
        what = re.sub(rf"\b{name}$", one, what)
    return None if what in load_table("sources.yaml")["no_ministry"] else f"{what} ministry".strip()


def find_office(words: str) -> str | None:
    """Return the one key of an office and who holds it, None where words name none that only one person holds.

    >>> find_office("orsk mayor's office"), find_office("embassy of eastland"), find_office("office of the mayor")
    ('mayor', 'ambassador', 'mayor')

    Args:
        words: in small letters, without article.
    """
    found = _office().match(words.replace("’", "'"))
    if found is None:
        return None
    held = found[1] or found[2]
    return next((holder for holder, names in load_table("sources.yaml")["offices"].items() if held in names), held)


@cache
def _office() -> re.Pattern[str]:
    offices = load_table("sources.yaml")["offices"]
    holders, names = "|".join(offices), "|".join(name for some in offices.values() for name in some)
    holder = rf"({holders})(?:'s (?:press )?office)?"
    return re.compile(
        rf"(?:[\w-]+(?:'s)? ){{0,3}}?(?:office of the )?(?:{holder}|({names}))(?: (?:of|in|for|to|at) .+)?$"
    )

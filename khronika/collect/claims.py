"""The honest claim: what was done to get a capture, what that proves and what not."""

import platform
from urllib.parse import urlsplit

from khronika import __version__
from khronika.model import Claim, Way
from khronika.values.tables import read_typed_table


def make_claim(way: Way, *, attended: bool = True) -> Claim:
    """Return the claim of a capture that is taken now.

    The machine is told by its system and Python, not by its name, which could give away whose it is.
    """
    tool = f"khronika {__version__} ({platform.system()} {platform.machine()}, Python {platform.python_version()})"
    return Claim(way=way, tool=tool, attended=attended)


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:  # "http://[bad/x"
        return None


def say_claim(claim: Claim, at: str, url: str | None) -> str:
    """Return the claim in sentences.

    Args:
        at: when it was captured, UTC.
        url: where it comes from.
    """
    words = read_typed_table("khronika.collect", "claims.yaml")
    told = words[claim.way.value]
    did = told["did"].format(tool=claim.tool, at=at, host=_host(url) or "a host")
    if claim.copy:
        did += " " + words["copy"]["asked"].format(copy=claim.copy)
    return f"{did} {words['attended'][claim.attended]} It proves: {told['proves']} It does not prove: {told['not']}"

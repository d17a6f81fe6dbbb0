"""What an examination finds: one line each."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing is: fine, worth knowing, or wrong."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    state: State
    about: str  # what was looked at, in a word or two
    words: str  # how it is; where it is wrong, what to do


def fine(about: str, words: str) -> Finding:
    """Return that a thing is as it should be."""
    return Finding(State.OK, about, words)


def note(about: str, words: str) -> Finding:
    """Return something worth knowing, which keeps nothing from working."""
    return Finding(State.NOTE, about, words)


def wrong(about: str, words: str) -> Finding:
    """Return something that has to be mended."""
    return Finding(State.WRONG, about, words)

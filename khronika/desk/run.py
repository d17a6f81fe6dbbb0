"""What this run of the desk is for: set once when it opens."""

from dataclasses import dataclass


@dataclass(slots=True)
class Run:
    """The chronicle, and either the key that lets its opener in and who that is, or where the team's accounts are."""

    chronicle: str = ""
    key: str = ""
    who: str = ""
    people: str = ""  # alias of the accounts' database


THIS_RUN = Run()

"""What this run of the desk is for: set once when it opens."""

from dataclasses import dataclass


@dataclass(slots=True)
class Run:
    """The chronicle, the key that lets its opener in, and who decides."""

    chronicle: str = ""
    key: str = ""
    who: str = ""


THIS_RUN = Run()

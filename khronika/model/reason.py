"""Why a field of a statement is as it is."""

from khronika.model.record import record


@record
class Reason:
    """The words of the report that a field stands on, and the rule by which they came to mean it."""

    field: str  # as printed for people: "act", "who", "ACLED"
    words: str | None  # null where no words of the report say it
    rule: str

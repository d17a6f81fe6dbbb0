"""What is one's own: whoever codes takes back what they decided, not what others did."""

from khronika.desk.people.rights import is_trusted
from khronika.desk.people.roles import Person
from khronika.errors import StoreError
from khronika.model import Decision, DecisionKind
from khronika.store import Chronicle
from khronika.store.decided import standing_by_statement


def assert_may(person: Person, opened: Chronicle, decision: Decision) -> None:
    """Raise where a decision takes back what somebody else decided and the person is not trusted with that.

    Raises:
        StoreError: see there.
    """
    if decision.kind is not DecisionKind.UNDO or decision.blind or is_trusted(person, "others"):
        return
    held = standing_by_statement(opened.decisions(decision.report)).get(decision.statement, ())
    if held and held[-1].who != person.name:
        name = f"{decision.report}:{decision.statement}"
        raise StoreError(f"{held[-1].who} decided that; a reviewer can take it back", about=name)

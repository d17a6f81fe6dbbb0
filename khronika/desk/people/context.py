"""What every page knows of who looks at it."""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest

from khronika.desk.people.rights import may, methods_of
from khronika.desk.people.roles import Person


class May(Mapping[str, bool]):
    """Whether somebody may open an address or send its form, by its name: `{% if may.decide %}`."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def __getitem__(self, name: str) -> bool:
        return any(may(self._person, name, method) for method in methods_of(name))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def whoever_looks(request: HttpRequest) -> dict[str, object]:
    """Return `person` and `may` for templates; on a page for everybody there is nobody."""
    person = getattr(request, "person", None)
    return {"person": person, "may": May(person) if person else {}}

"""Roles, each of which may do all that those before it may, and the person who is at the desk."""

from dataclasses import dataclass
from enum import IntEnum

from django.http import HttpRequest
from django.utils.translation import gettext as _


class Role(IntEnum):
    """What somebody is at the desk; the order is that of trust."""

    VIEWER = 1
    CODER = 2
    REVIEWER = 3
    EDITOR = 4
    ADMINISTRATOR = 5

    @property
    def code(self) -> str:
        """The role as files and forms write it."""
        return self.name.lower()

    @classmethod
    def of(cls, code: str) -> "Role":
        """Return the role that a code names.

        Raises:
            ValueError: none.
        """
        try:
            return cls[code.upper()]
        except KeyError:
            raise ValueError(f"no role: {code[:40]!r}") from None


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the desk. In a desk of one person it is whoever opened it, who may do everything."""

    name: str  # as decisions and the log say it; never given to anybody else
    role: Role
    account: int | None = None  # null in a desk of one person


def person_of(request: HttpRequest) -> Person:
    """Return who asks for a page. The guard has let them in: a page for everybody has nobody to ask for.

    Raises:
        PermissionError: nobody is signed in.
    """
    person = getattr(request, "person", None)
    if not isinstance(person, Person):
        raise PermissionError("nobody is signed in")
    return person


def say_role(role: Role) -> str:
    """Return a role and what it adds to the one before, in words."""
    return {
        Role.VIEWER: _("viewer: reads"),
        Role.CODER: _("coder: decides on statements"),
        Role.REVIEWER: _("reviewer: joins and parts events"),
        Role.EDITOR: _("editor: sees what is confidential"),
        Role.ADMINISTRATOR: _("administrator: lets people in"),
    }[role]

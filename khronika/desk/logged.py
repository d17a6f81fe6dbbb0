"""The log of a chronicle as people read it: what each entry tells, and the whole of it folded beneath."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from khronika.desk.words import DONE, FIELDS, JUDGED
from khronika.model import DecisionKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from khronika.store.models import LogEntry

_KINDS: "dict[str, StrOrPromise]" = {
    "created": _("chronicle made"), "added": _("report added"), "linked": _("events made anew"),
    "graded": _("said of a source"), "marked": _("who may see it"), "redacted": _("a name taken out"),
    "locked": _("notes locked away"), "revisited": _("page found as it was"), "people": _("accounts"),
}  # fmt: skip
_DEEDS: "dict[str, StrOrPromise]" = {
    "invited": _("invited"), "invited anew": _("invited anew"), "joined": _("joined"), "signed in": _("signed in"),
    "sign-in failed": _("sign-in failed"), "locked": _("locked"), "changed the password": _("changed the password"),
    "ended all sessions": _("ended all sessions"), "changed the role": _("changed the role"), "shut": _("shut"),
    "signed out": _("signed out"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An entry: what was done, by whom and why, to which report, and the entry as the log has it."""

    number: int
    at: str  # UTC, ISO, to the minute
    what: "tuple[StrOrPromise, ...]"
    who: str
    why: str
    report: str
    statement: str
    kind: str
    whole: str


def say_entry(entry: "LogEntry") -> Line:
    """Return an entry as a line; of a kind that is not known it tells the kind."""
    told = _read(entry.what)
    other = (told.get("b") or [""])[0] if entry.kind == "judged" else ""
    return Line(
        number=entry.number, at=entry.at.replace("T", " ")[:16],
        what=tuple(part for part in _say(entry.kind, told) if part), who=str(told.get("who") or told.get("by") or ""),
        why=str(told.get("why") or ""), report=str(told.get("report") or other),
        statement=str(told.get("statement") or ""), kind=entry.kind, whole=entry.what,
    )  # fmt: skip


def _read(what: str) -> dict[str, Any]:
    try:
        told = json.loads(what)
    except ValueError:  # somebody changed it: verifying says so
        return {}
    return told if isinstance(told, dict) else {}


def _say(kind: str, told: dict[str, Any]) -> "tuple[StrOrPromise, ...]":
    """Return what was done, in parts."""
    if kind in ("decided", "accepted", "coded"):
        deed, coded = str(told.get("decision")), _("second coding") if kind == "coded" else ""
        done = DONE[DecisionKind(deed)] if deed in list(DecisionKind) else kind
        return coded, done, FIELDS.get(told.get("field") or "", "")
    if kind == "judged":
        return (JUDGED.get(told.get("same"), kind),)
    if kind == "people":
        return _DEEDS.get(str(told.get("deed")), _KINDS[kind]), str(told.get("name") or "")
    if kind == "graded":
        return _KINDS[kind], str(told.get("source") or "")
    return (_KINDS.get(kind, kind),)

"""Invented documents, a few of them copies, revisions, repeated lines and poison."""

import json

_WHO = ["Police", "Soldiers", "Gunmen", "The interior ministry", "Prosecutors"]
_DID = ["detained", "killed", "released", "charged", "beat"]
_WHOM = ["ten men", "two journalists", "a lawyer", "forty workers", "six farmers"]
_WHERE = ["Osh", "Maroua", "Orsk", "Goma"]
_SAYS = ["a lawyer said", "the governor said", "according to Open Border Watch", "witnesses told Sahel Wire"]
_LINE = "Gunmen killed two journalists in Goma in 2020, and Sahel Wire has asked for an inquiry ever since."
POISON = 5


def make_document(n):
    """Return the n-th document, the same on every run."""
    told = n - 1 if n % 7 == 6 else n  # every seventh copies the one before it
    who, did, whom = _WHO[told % 5], _DID[told // 5 % 5], _WHOM[told // 3 % 5]
    where, says = _WHERE[told // 2 % 4], _SAYS[told % 4]
    body = (
        f"{who} {did} {whom} in {where} on {3 + told % 4} May, {says}. The market stayed shut for hours on that day, "
        f"and number {told // 8} of the long street was searched by men who gave no names and left before dark."
    )
    text = f"{body}\n\n{_LINE}" if n % 5 == 0 else body
    outlet = "Orsk Post" if n % 5 == 0 else ["Sahel Wire", "Osh Daily", "Goma Voice"][n % 3]
    return {
        "id": f"d{n % 60 if n >= 65 else n}", "title": f"{who} in {where}, part {n}", "outlet": outlet,
        "published": f"2024-05-{4 + told % 5:02}", "url": f"https://paper.example/{n}", "text": text,
    }  # fmt: skip


def write_documents(path, count):
    """Write documents, a line each; one line is poison, the last few but one take the ids of others."""
    lines = [json.dumps(make_document(n)) for n in range(count)]
    lines[POISON] = '{"id": "poison", "text": '
    lines[-1] = json.dumps(make_document(count - 1) | {"id": f"d{count - 1}"})
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    return path

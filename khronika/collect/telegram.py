"""Messages out of an export of Telegram Desktop, JSON or HTML."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError, _Element, iterwalk

from khronika.collect.captures import make_capture
from khronika.errors import CollectError
from khronika.model import Capture, Failure, Given, Way
from khronika.settings import LARGEST_EXPORT

_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")


def is_export(head: bytes) -> bool:
    """Tell whether a page is one of an export, by its first bytes."""
    return b'class="page_wrap"' in head and b"telegram" in head.lower()


def collect_json(path: str, given: Given) -> Iterator[Capture | Failure]:
    """Give a capture for each message of `result.json` that holds words.

    Raises:
        CollectError: the file is no such export.
    """
    if Path(path).stat().st_size > LARGEST_EXPORT:
        raise CollectError(f"is larger than {LARGEST_EXPORT // 1_000_000} MB; export by the month", about=path)
    try:
        told = json.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CollectError(f"is no JSON: {str(error)[:80]}", about=path) from None
    chats = told.get("chats") if isinstance(told, dict) else None
    listed = chats.get("list") if isinstance(chats, dict) else [told]
    found = [c for c in listed or [] if isinstance(c, dict) and isinstance(c.get("messages"), list)]
    if not found:
        raise CollectError(
            "is JSON, but no export of Telegram Desktop; documents go into .jsonl, a line each", about=path
        )
    for chat in found:
        for message in chat["messages"]:
            capture = _capture_of_message(message, chat, path, given) if isinstance(message, dict) else None
            if capture is not None:
                yield capture


def _capture_of_message(
    message: dict[str, Any], chat: dict[str, Any], path: str, given: Given
) -> Capture | Failure | None:
    """Return the capture of one message, None where it holds no words."""
    words = _join(message.get("text"))
    if message.get("type") != "message" or not words.strip():
        return None
    outlet = chat.get("name") or message.get("from")
    day = _iso(str(message.get("date", ""))[:10])
    return _make(words, str(chat.get("id", "")), str(message.get("id", "")), outlet, day, path, given)


def _join(text: object) -> str:
    """Return the words of a message: plain, or in pieces that carry their marks."""
    if isinstance(text, str):
        return text
    pieces = text if isinstance(text, list) else []
    return "".join(p if isinstance(p, str) else str(p.get("text") or "") for p in pieces if isinstance(p, (str, dict)))


def collect_html(path: str, given: Given) -> Iterator[Capture | Failure]:
    """Give a capture for each message of `messages.html` that holds words.

    Raises:
        CollectError: the page cannot be read.
    """
    if Path(path).stat().st_size > LARGEST_EXPORT:
        raise CollectError(f"is larger than {LARGEST_EXPORT // 1_000_000} MB; export by the month", about=path)
    try:
        tree = lxml_html.document_fromstring(Path(path).read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise CollectError(f"is no page that can be read: {str(error)[:80]}", about=path) from None
    chat = _words(next(iter(tree.find_class("page_header")), None))
    for message in tree.find_class("message"):
        words = _words(next(iter(message.find_class("text")), None))
        if "service" not in message.get("class", "").split() and words:
            day = next((_day(e.get("title", "")) for e in message.find_class("date")), None)
            yield _make(words, chat, message.get("id", "").removeprefix("message"), chat or None, day, path, given)


def _words(element: _Element | None) -> str:
    """Return the words of an element, a line for each break."""
    if element is None:
        return ""
    words = []
    for event, inner in iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            words += ["\n" if inner.tag == "br" else "", inner.text or ""]
        elif inner is not element:
            words.append(inner.tail or "")
    return "".join(words).strip()


def _make(
    words: str, chat: str, number: str, outlet: object, day: str | None, path: str, given: Given
) -> Capture | Failure:
    """Return the capture of a message's words."""
    name = f"{path}: message {number}"
    told = Given(
        id=given.id or f"telegram:{chat}:{number}"[:200], url=given.url, title=given.title,
        outlet=given.outlet or (str(outlet) if outlet else None), published=given.published or day,
    )  # fmt: skip
    try:
        return make_capture(words.encode("utf8"), "text/plain", told, "utf-8", name, Way.FROM_EXPORT)
    except UnicodeEncodeError:
        return Failure(id=name, error="its text holds half a character (a lone surrogate)")


def _day(words: str) -> str | None:
    match = _DAY.search(words)
    return _iso(f"{match[3]}-{match[2]}-{match[1]}") if match else None


def _iso(words: str) -> str | None:
    """Return a day that exists, else None."""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return None

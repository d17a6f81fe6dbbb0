"""E-mail: the words of a message, from whom, about what, and when."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from khronika.errors import ReadError
from khronika.read.dom import parse_page, walk_lines
from khronika.read.words import Words


def read_mail(payload: bytes) -> Words:
    """Return the words of a message: its plain text, else the visible text of its page. Attachments are passed over.

    Raises:
        ReadError: it holds no words.
    """
    try:
        message = message_from_bytes(payload, policy=policy.default)
        text = _text(message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ReadError(f"is no message that can be read: {str(error)[:80]}") from None
    if not text.strip():
        raise ReadError("is a message without text")
    sender, address = parseaddr(_header(message, "From"))
    return Words(text, _header(message, "Subject") or None, sender or address or None, _day(_header(message, "Date")))


def _text(message: EmailMessage) -> str:
    """Return the words of a message."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    if part.get_content_subtype() == "html":
        return "\n\n".join(line.text for line in walk_lines(parse_page(raw, charset)))
    return raw.decode(charset, "replace").replace("\r\n", "\n")


def _header(message: EmailMessage, name: str) -> str:
    """Return a header on one line, empty where it is missing or broken."""
    try:
        return re.sub(r"\s+", " ", str(message.get(name, ""))).strip()
    except (MessageError, ValueError, TypeError, AttributeError, IndexError):
        return ""


def _day(words: str) -> str | None:
    """Return the day of a Date header, as the sender wrote it."""
    try:
        return parsedate_to_datetime(words).date().isoformat() if words else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

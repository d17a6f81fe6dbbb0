"""JSON Lines of documents, checked at the edge."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from khronika.model import Failure
from khronika.settings import LARGEST_PAYLOAD

_HALF = re.compile(r"[\ud800-\udfff]")


class DocumentLine(BaseModel):
    """One line of `documents.jsonl`. Unknown fields are let pass; an id may be a number."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None

    @field_validator("published")
    @classmethod
    def _is_day(cls, value: str | None) -> str | None:
        return parse_day(value) if value else None


def parse_day(value: str) -> str:
    """Return an ISO date from a date or a date with a time of day.

    Raises:
        ValueError: there is no such day.
    """
    try:
        return date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError:
        raise ValueError(f"no date such as {value[:40]!r}; write it like 2024-03-29") from None


def read_lines(stream: BinaryIO, name: str, before: int = 0) -> Iterator[tuple[str, DocumentLine] | Failure]:
    """Give (place, document) for each line of a stream that is not blank, a `Failure` for each that does not hold one.

    Args:
        name: what the stream is called in failures: "documents.jsonl" gives "documents.jsonl:7".
        before: lines that stand before those of the stream.
    """
    number = before
    while line := stream.readline(LARGEST_PAYLOAD + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > LARGEST_PAYLOAD:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_PAYLOAD)
            yield Failure(id=place, error=f"line is longer than {LARGEST_PAYLOAD} bytes")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _parse(line, place)


def _parse(line: bytes, place: str) -> tuple[str, DocumentLine] | Failure:
    """Return the document of one line, or why it holds none."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Failure(id=place, error=f"line is not UTF-8: {error.reason} at byte {error.start}")
    except (ValueError, RecursionError) as error:
        return Failure(id=place, error=f"line is not JSON: {str(error)[:120]}")
    if not isinstance(row, dict):
        return Failure(id=place, error=f"line is {_article(row)}, not an object")
    known = str(row["id"]) if isinstance(row.get("id"), (str, int)) else place
    if halved := next((n for n in ("id", "url", "outlet", "title") if _HALF.search(str(row.get(n)))), None):
        return Failure(id=place, error=f"{halved}: holds half a character (a lone surrogate)")
    try:
        document = DocumentLine.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "line"
        return Failure(id=known, error=f"{field}: {first['msg'].removeprefix('Value error, ')}")
    if document.text is None and document.html is None:
        return Failure(id=known, error='has neither "text" nor "html"')
    return place, document


def _article(row: object) -> str:
    names = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(row), "null")

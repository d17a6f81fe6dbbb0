"""The error tree.

    KhronikaError
    ├── CollectError    a file, folder or address could not be taken in
    ├── ReadError       a capture could not be turned into a report
    ├── LanguageError   an engine that reads text is unknown or not installed
    ├── LinkError       statements could not be linked
    ├── StoreError      a chronicle could not be opened, written or trusted
    │   └── UnansweredError   its database did not answer, or could not write
    └── PublishError    an export could not be written

Each holds the name of the input it is about, so that one clear line can be printed.
"""


class KhronikaError(Exception):
    """An error that is told to the user in one line: what it is about, and why.

    Args:
        reason: what went wrong, in words that say what to do where that is known.
        about: the input (path, address, report id) or None where there is none.
    """

    def __init__(self, reason: str, *, about: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about

    def __str__(self) -> str:
        return f"{self.about}: {self.reason}" if self.about else self.reason


class CollectError(KhronikaError):
    """A file, folder or address could not be taken in."""


class ReadError(KhronikaError):
    """A capture could not be turned into a report."""


class LanguageError(KhronikaError):
    """An engine that reads text is unknown or not installed."""


class LinkError(KhronikaError):
    """Statements could not be linked."""


class StoreError(KhronikaError):
    """A chronicle could not be opened, written or trusted."""


class UnansweredError(StoreError):
    """The database of a chronicle did not answer, or could not write: its server starts anew, its disk is full."""


class PublishError(KhronikaError):
    """An export could not be written."""


def reason_of(error: OSError) -> str:
    """Return why the system refused something, in few words that fit the middle of a line."""
    return (error.strerror or str(error)).lower()

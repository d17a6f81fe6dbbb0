"""What is claimed of a capture: how it came, and who or what took it."""

from enum import StrEnum

from khronika.model.record import record


class Way(StrEnum):
    """How a capture came in."""

    FETCHED = "fetched"  # asked for over the network by this program
    HANDED_IN = "handed_in"  # a file, or words, that somebody had
    FROM_ARCHIVE = "from_archive"  # a record of a WARC file that another program wrote
    FROM_EXPORT = "from_export"  # a message out of a mailbox or the export of a messenger
    TOLD = "told"  # a note of what somebody said


@record
class Claim:
    """Who or what took a capture, and how. What that proves is said by `khronika.collect.claims`."""

    way: Way
    tool: str  # name and version of the program that took it
    attended: bool  # somebody started it for this very input; false where it ran by schedule
    copy: str | None = None  # address of a copy that an archive was asked to take then

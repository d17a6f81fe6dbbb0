"""Limits and defaults, one named constant a line; the environment is read once."""

import os
from pathlib import Path

import platformdirs

LARGEST_REPORT = 5_000_000
"""Characters of text in one report. Longer inputs are refused with one line, since a page is never that long."""

LARGEST_PAYLOAD = 64_000_000
"""Bytes of one file or line; what is larger is refused before it is read whole."""

LONGEST_LINE = 1_000_000
"""Characters without a line end or sentence end; longer runs are data, not a report."""

LARGEST_EXPORT = 256_000_000
"""Bytes of an export of a messenger, which is read whole."""

LONGEST_DOCUMENT = 2_000
"""Pages of one document."""

FETCH_SECONDS = 20.0
"""Seconds that a request may take in all."""

LARGEST_PAGE = 32_000_000
"""Bytes of one page from the web, packed or not; what is larger is refused before it is read whole."""

LARGEST_UPLOAD = 20_000_000
"""Bytes of a file that is handed in at the desk."""

LARGEST_ROBOTS = 500_000
"""Bytes of a robots.txt that are read."""

HOST_DELAY = 1.0
"""Seconds between two requests to one host; more where its robots.txt asks for more."""

LONGEST_WAIT = 60.0
"""Seconds that a host may ask to wait; one that asks for more is left for another day."""

ATTEMPTS = 3
"""Requests that are made before an address counts as unreachable."""

REDIRECTS = 5
"""Redirects that are followed."""

PAGES_PER_LOOK = 200
"""Pages of one watched source that are fetched at one look; the rest waits for the next."""

PRIVATE_NETWORKS = os.environ.get("KHRONIKA_PRIVATE", "")
"""Private networks that may be asked, parted by commas; none unless said."""

PROXY = os.environ.get("KHRONIKA_PROXY") or None
"""URL of the HTTP or SOCKS5 proxy that requests go through; none unless said."""

IGNORE_ROBOTS = os.environ.get("KHRONIKA_IGNORE_ROBOTS") == "1"
"""Whether pages are fetched without asking robots.txt."""

ARCHIVE = os.environ.get("KHRONIKA_ARCHIVE") or None
"""Address at which an archive of the web takes copies, to which that of a page is added; none unless said."""

ARCHIVE_SECONDS = 120.0
"""Seconds that an archive may take for a copy."""

KEY_FILE = Path(os.environ["KHRONIKA_KEY"]) if os.environ.get("KHRONIKA_KEY") else None
"""File of the age key that locks and opens what is confidential; none unless said."""

CAPTURES_PER_FILE = 256_000_000
"""Bytes after which a new WARC file is begun."""

TURN_WAITS = 10.0
"""Seconds that a deed at the desk waits for others who write to the chronicle."""

DATA_DIR = Path(os.environ.get("KHRONIKA_DATA", platformdirs.user_data_dir("khronika")))
"""Where captures of chronicles in a database server are kept."""

SHARED_DIR = Path(os.environ.get("KHRONIKA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
"""Where the data that scores are measured on lie, beside the project unless said otherwise."""

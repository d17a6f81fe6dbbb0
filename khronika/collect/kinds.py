"""Which kinds of files and pages are taken in, by suffix and by media type."""

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
MAIL = "message/rfc822"
NOTE = "text/x-note"

PAGES = frozenset({".html", ".htm", ".xhtml"})
TEXTS = frozenset({".txt", ".text", ".md"})
LINES = frozenset({".jsonl", ".ndjson"})
DOCUMENTS = {".pdf": PDF, ".docx": DOCX, ".odt": ODT, ".eml": MAIL}
"""Files that are kept as they are, a capture each."""

ARCHIVES = (".warc", ".warc.gz", ".wacz")
MAILBOXES = frozenset({".mbox"})
EXPORTS = frozenset({".json"})
FEEDS = frozenset({".rss", ".atom", ".xml"})

FETCHED = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    PDF: PDF,
    DOCX: DOCX,
    ODT: ODT,
}
"""Media types of pages that are kept, and as what."""

FED = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
        "application/feed+json", "application/json",
    }
)  # fmt: skip
"""Media types of pages that may be feeds."""

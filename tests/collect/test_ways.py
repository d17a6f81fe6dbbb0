"""Every way in gives captures of one shape, and what they say can be read."""

import gzip
import io
import subprocess
import sys
import zipfile

import pytest

from khronika.collect import collect_files
from khronika.collect.addresses import parse_networks
from khronika.collect.feeds import Feed, parse_feed
from khronika.collect.fetch import Fetcher, FetchRules
from khronika.collect.notes import parse_note
from khronika.collect.web import Web
from khronika.errors import CollectError, ReadError
from khronika.model import Failure, Given, Way
from khronika.read import read_capture, read_visible_text
from tests.collect import material
from tests.collect.material import WORDS
from tests.collect.web import PAGE, serve


def collect(tmp_path, name, payload):
    path = tmp_path / name
    path.write_bytes(payload)
    return list(collect_files([str(path)]))


def only(found):
    (one,) = found
    assert not isinstance(one, Failure), one
    return one


# name, payload, way, text begins with, title, outlet, published
DOCUMENTS = [
    ("a.eml", material.make_mail(), Way.FROM_EXPORT, WORDS, "Two men held", "Press Office", "2025-05-16"),
    ("b.eml", material.make_mail(html=True, From="x@y.example"), Way.FROM_EXPORT, WORDS, "Two men held", "x@y.example",
     "2025-05-16"),
    ("a.pdf", material.make_pdf(), Way.HANDED_IN, WORDS, "Two men held", None, None),
    ("a.docx", material.make_docx(), Way.HANDED_IN, WORDS, "Two men held", None, None),
    ("a.odt", material.make_odt(), Way.HANDED_IN, "Two men held\n\n" + WORDS, "Two men held", None, None),
    ("a.txt", f"Told by: a driver\nWhen: 2025-05-16\n\n{WORDS}\n".encode(), Way.TOLD, WORDS, None, "a driver",
     "2025-05-16"),
]  # fmt: skip


@pytest.mark.parametrize("row", DOCUMENTS, ids=[row[0] for row in DOCUMENTS])
def test_a_document_is_kept_as_it_came_and_read(tmp_path, row):
    name, payload, way, text, title, outlet, published = row
    capture = only(collect(tmp_path, name, payload))
    assert (capture.payload, capture.claim.way) == (payload, way)
    report = read_capture(capture)
    assert report.text.startswith(text)
    assert (report.title, report.outlet, report.published.value) == (title, outlet, published)
    assert read_visible_text(payload, capture.media_type, capture.charset) == report.text


def test_a_mailbox_gives_its_messages(tmp_path):
    first, second = material.make_mail(Subject="One"), b"Subject: Two\n\nFrom Osh: two men held.\n>From there too.\n"
    found = collect(tmp_path, "box.mbox", material.make_mbox(first, second))
    assert [read_capture(c).title for c in found] == ["One", "Two"]
    assert read_capture(found[1]).text == "From Osh: two men held.\n>From there too.\n"


def test_an_export_of_a_messenger(tmp_path):
    first, second = collect(tmp_path, "result.json", material.make_telegram())
    assert (first.payload.decode(), second.payload.decode()) == (WORDS, "Held: two men")
    assert first.given == Given(id="telegram:77:2", outlet="Osh Watch", published="2025-05-16")
    assert first.claim.way is Way.FROM_EXPORT
    (empty,) = collect(tmp_path, "empty.json", material.make_telegram(["Held: ", {"type": "bold", "text": None}]))
    assert empty.payload == b"Held: "
    (page,) = collect(tmp_path, "messages.html", material.TELEGRAM_HTML)
    assert page.payload.decode() == f"{WORDS}\nMore later."
    assert page.given == Given(id="telegram:Osh Watch:2", outlet="Osh Watch", published="2025-05-16")


@pytest.mark.parametrize("options", [{}, {"gzip": False}, {"chunked": True}])
def test_an_archive_gives_its_pages_with_their_exchange(tmp_path, options):
    pages = [material.make_page(i) for i in range(3)]
    found = collect(
        tmp_path,
        "crawl.warc" if options.get("gzip") is False else "crawl.warc.gz",
        material.make_warc(*pages, **options),
    )
    assert [c.payload for c in found] == pages
    capture = found[2]
    assert (capture.given.url, capture.charset, capture.claim.way) == (
        "https://post.example/2",
        "utf-8",
        Way.FROM_ARCHIVE,
    )
    (exchange,) = capture.fetch.exchanges
    assert (exchange.at, exchange.address, exchange.status) == ("2025-05-16T10:00:00Z", "93.184.215.14", 200)
    assert b"X-Number: 2\r\n" in exchange.response


def test_words_within_words_stand_in_order(tmp_path):
    runs = "a<text:span>b<text:span>c</text:span>d</text:span><!-- x -->e<text:line-break/>f"
    mark = f"<text:p>{runs}<text:p>own</text:p>g</text:p>"
    report = read_capture(only(collect(tmp_path, "a.odt", material.make_odt(mark))))
    assert report.text == "abcde\nfg\n\nown"
    page = material.TELEGRAM_HTML.replace(b"More <b>later</b>.", b"a<b>b<i>c</i>d</b><!-- x -->e")
    assert only(collect(tmp_path, "messages.html", page)).payload.decode().endswith("\nabcde")


def test_wacz(tmp_path):
    found = collect(tmp_path, "crawl.wacz", material.make_wacz(PAGE, PAGE + b" "))
    assert [c.payload for c in found] == [PAGE, PAGE + b" "]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.62, 0.66, 0.7, 0.75])
def test_an_archive_that_breaks_off_gives_what_is_whole(tmp_path, share):
    whole = material.make_warc(*(material.make_page(i) for i in range(5)))
    found = collect(tmp_path, "crawl.warc.gz", whole[: int(len(whole) * share)])
    pages = [c for c in found if not isinstance(c, Failure)]
    assert [c.payload for c in pages] == [material.make_page(i) for i in range(len(pages))] and len(pages) < 5
    assert found[-1].error.startswith(("its record is cut short", "breaks off after record"))


def test_a_packed_page_in_an_archive(tmp_path):
    page = gzip.compress(PAGE)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        b"WARC-Date: 2024-03-29T10:00+03:00\r\nContent-Type: application/http\r\n"
    )
    record += b"Content-Length: %d\r\n\r\n" % len(head + page) + head + page + b"\r\n\r\n"
    capture = only(collect(tmp_path, "a.warc", record))
    assert capture.payload == PAGE
    assert capture.fetch.exchanges[0].at == "2024-03-29T07:00:00Z"


def test_a_note_that_holds_markup_is_a_note_still(tmp_path):
    note = b"Told by: a driver\nConfidential: yes\n \n<p>Two men were held.</p>\n\nMore."
    capture = only(collect(tmp_path, "note.txt", note))
    assert capture.confidential
    assert read_capture(capture).text == "<p>Two men were held.</p>\n\nMore."


@pytest.mark.parametrize("shift", range(3))
def test_a_page_whose_letters_are_cut_anywhere(tmp_path, shift):
    page = (
        b" " * shift + "<html><body><p>\u201cМосква\u201d: ".encode() + "слово ".encode() * 900 + b"</p></body></html>"
    )
    assert "\u201cМосква\u201d" in read_capture(only(collect(tmp_path, "page.html", page))).text


def test_comments_and_deleted_words_of_odt_are_not_read(tmp_path):
    beside = "<office:annotation><text:p>Ask Ivan</text:p></office:annotation>"
    cut = "<text:tracked-changes><text:p>Ivan told us.</text:p></text:tracked-changes>"
    payload = material.make_odt(f"{cut}<text:p>Two men{beside} were held.</text:p>")
    assert read_capture(only(collect(tmp_path, "a.odt", payload))).text == "Two men were held."


FEEDS = [
    (
        material.SITEMAP.replace(
            b"</loc></url><url>",
            b"</loc><i:image xmlns:i='urn:i'><i:loc>https://post.example/1.jpg</i:loc></i:image></url><url>",
        ),
        ("https://post.example/one",),
        (),
    ),
    (material.RSS % b"https://post.example", ("https://post.example/one", "https://post.example/two"), ()),
    (material.ATOM, ("https://post.example/one",), ()),
    (material.JSON_FEED, ("https://post.example/one",), ()),
    (material.SITEMAP, ("https://post.example/one",), ()),
    (material.SITEMAP_INDEX, (), ("https://post.example/map.xml",)),
    (material.LAUGHS, (), None),
    (material.EXTERNAL, ("https://post.example/",), ()),
]


@pytest.mark.parametrize(("payload", "pages", "sitemaps"), FEEDS)
def test_feeds(payload, pages, sitemaps):
    found = parse_feed(payload, "https://post.example/feed")
    if sitemaps is not None:
        assert found == Feed(pages, sitemaps)
    assert len(str(found)) < 1000  # no entity was unfolded


@pytest.mark.parametrize(
    "payload", [b"<p>a page</p>", b"{}", b'{"version": "https://jsonfeed.org/version/1"}', b"{", b"words"]
)
def test_what_is_no_feed(payload):
    with pytest.raises(CollectError, match="^is no "):
        parse_feed(payload)


def test_feeds_lists_and_pages_over_the_web(tmp_path):
    rules = FetchRules(private=parse_networks("127.0.0.1, ::1"), delay=0.0)
    with serve() as server, Fetcher(rules) as fetcher:
        page, index = server.url("/page"), server.url("/index.xml")
        server.pages["/feed"] = ("application/rss+xml", material.RSS % server.url("").encode())
        server.pages["/one"] = ("text/html", PAGE)
        server.pages["/two"] = ("application/pdf", material.make_pdf())
        server.pages["/index.xml"] = ("application/xml", material.SITEMAP_INDEX.replace(b"/map.xml", b"/index.xml"))
        (tmp_path / "list.txt").write_text(f"# to look at\n{page}\n\n{server.url('/missing')}\n{page}\n")
        paths = [server.url("/feed"), str(tmp_path / "list.txt"), server.url("/picture"), index]
        found = list(collect_files(paths, web=Web(fetcher)))
    told = [(c.id, c.error) if isinstance(c, Failure) else (c.given.url, c.media_type, c.claim.way) for c in found]
    assert told == [
        (server.url("/one"), "text/html", Way.FETCHED),
        (server.url("/two"), "application/pdf", Way.FETCHED),
        (page, "text/html", Way.FETCHED),
        (server.url("/missing"), "answered 404"),
        (server.url("/picture"), "is image/png, not a page"),
        (index, "is application/xml, not a page"),  # an index of itself ends
    ]


NOTES = [
    ("Told by: a driver\nWhen: 2025-05-16\nConfidential: no\n\nWords.", ("Words.", "a driver", "2025-05-16", False)),
    ("told by: A\r\n\r\nWords.\r\n", ("Words.", "A", None, False)),
    ("Confidential: yes\n\nWords.", ("Words.", None, None, True)),
    ("Told by the driver: words.\n\nMore.", None),
    ("Words.\n\nTold by: a driver\n\n", None),
    ("When: 2025-05-16\nWords without an empty line.", None),
    ("\n\nTold by: a driver\n \nWords.", ("Words.", "a driver", None, False)),
]


@pytest.mark.parametrize(("text", "wanted"), NOTES)
def test_notes(text, wanted):
    note = parse_note(text)
    assert wanted == (note and (note.words, note.told_by, note.when, note.confidential))


@pytest.mark.parametrize(
    "header",
    [
        "When: yesterday",
        "When: 2025-02-30",
        "Confidential: perhaps",
        "Confidential: yes\nWords.",
        "Told by: A\nAt: Orsk",
    ],
)
def test_a_note_that_is_not_clear_is_refused(header):
    with pytest.raises(CollectError):
        parse_note(header + "\n\nWords.")


def pack(size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("content.xml", b"<a>" + b" " * size + b"</a>")
    return out.getvalue()


UNREADABLE = [
    ("a.pdf", b"%PDF-1.4 nothing", "is no PDF that can be read"),
    ("a.pdf", material.make_pdf(""), "is a PDF without text"),
    ("a.docx", b"PK no", "is no packed document"),
    ("a.docx", pack(10), "is no DOCX that can be read"),
    ("a.odt", pack(10), "is a document without text"),
    ("a.odt", pack(100_000_000), "unpacks to more than 64 MB"),
    ("a.odt", material.make_odt("<broken"), "is no ODT that can be read"),
    ("a.eml", b"Subject: nothing\n\n", "is a message without text"),
]


@pytest.mark.parametrize(("name", "payload", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path, name, payload, reason):
    capture = only(collect(tmp_path, name, payload))
    with pytest.raises(ReadError, match=reason) as caught:
        read_capture(capture)
    assert caught.value.about == capture.name and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "payload", "package"), [("a.pdf", material.make_pdf(), "pypdf"), ("a.docx", material.make_docx(), "docx")]
)
def test_a_missing_extra_is_named(tmp_path, monkeypatch, name, payload, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ReadError, match='needs the extra "documents"'):
        read_capture(only(collect(tmp_path, name, payload)))


@pytest.mark.parametrize(
    ("name", "payload", "reason"),
    [
        ("a.json", b'{"a": 1}', "is JSON, but no export"),
        ("a.json", b"{", "is no JSON"),
        ("a.mbox", b"no message", "holds no message"),
        ("a.wacz", b"no zip", "is no whole WACZ file"),
        ("a.warc", b"no warc", "breaks off after record 0"),
        ("a.xml", b"<a/>", "is no feed"),
    ],
)
def test_what_cannot_be_taken_in_is_told_in_one_line(tmp_path, name, payload, reason):
    (failure,) = collect(tmp_path, name, payload)
    assert isinstance(failure, Failure) and failure.error.startswith(reason) and failure.id == str(tmp_path / name)


def test_an_archive_streams(tmp_path):
    page = material.make_page().ljust(12_000)
    path = tmp_path / "news.warc.gz"
    with path.open("wb") as stream:
        material.write_warc(stream, (page + b"%d" % i for i in range(2_000)))
    code = f"""
import time
from khronika.collect import collect_files
began = time.process_time()
count = sum(1 for _ in collect_files([{str(path)!r}]))
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(count, count / (time.process_time() - began), peak)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    count, rate, peak_kb = map(float, done.stdout.split())
    assert count == 2_000 and rate > 500 and peak_kb < 400_000

"""Invented material of every kind that is taken in."""

import io
import json
import zipfile
from email.message import EmailMessage

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WORDS = "Police in Osh held two men on Friday, a lawyer said."
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>
<item><title>One</title><link>/one</link></item><item><title>Two</title><link>%s/two</link></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<entry><title>One</title><link href="/one"/><id>1</id></entry></feed>"""
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/one"}, {"id": "2"}, 7]}'
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://post.example/one </loc></url><url><loc>ftp://post.example/no</loc></url></urlset>"""
SITEMAP_INDEX = b"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>/map.xml</loc></sitemap></sitemapindex>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">%s]>
<urlset><url><loc>https://post.example/&x9;</loc></url></urlset>""" % b"".join(
    b'<!ENTITY x%d "%s">' % (i, b"&a;" * 9 if i == 0 else b"&x%d;" % (i - 1) * 9) for i in range(10)
)
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<urlset><url><loc>https://post.example/&a;</loc></url></urlset>"""


def make_mail(html=False, **headers) -> bytes:
    message = EmailMessage()
    told = {
        "From": "Press Office <press@union.example>",
        "Subject": "Two men held",
        "Date": "Fri, 16 May 2025 23:30:00 -0500",
    }
    for name, value in {**told, **headers}.items():
        if value is not None:
            message[name] = value
    message.set_content(f"<p>{WORDS}</p>" if html else WORDS + "\n", subtype="html" if html else "plain")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="picture.png")
    return message.as_bytes()


def make_mbox(*messages: bytes) -> bytes:
    escape = b"\n".join
    return b"".join(
        b"From sender Fri May 16 23:30:00 2025\n"
        + escape(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in message.split(b"\n"))
        + b"\n"
        for message in messages
    )


def make_pdf(words: str = WORDS) -> bytes:
    """Return a PDF with one line of text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (Two men held) >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start)
    return bytes(out)


def make_docx(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = "Two men held"
    for words in paragraphs or (WORDS,):
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Osh", "2"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_odt(content: str | None = None) -> bytes:
    text = (
        content
        or f"<text:h>Two men held</text:h><text:p>{WORDS[:6]}<text:s/><text:span>{WORDS[7:]}</text:span></text:p>"
    )
    names = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:dc="urn:d"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        held.writestr("content.xml", f"<office:document {names}><office:body>{text}</office:body></office:document>")
        held.writestr("meta.xml", f"<office:meta {names}><dc:title>Two men held</dc:title></office:meta>")
    return out.getvalue()


def make_telegram(*texts) -> bytes:
    messages = [{"id": 1, "type": "service", "date": "2025-05-16T10:00:00", "text": "pinned"}]
    messages += [
        {"id": i, "type": "message", "date": "2025-05-16T10:00:00", "from": "Osh Watch", "text": text}
        for i, text in enumerate(texts or (WORDS, ["Held: ", {"type": "bold", "text": "two men"}], ""), 2)
    ]
    return json.dumps({"name": "Osh Watch", "type": "public_channel", "id": 77, "messages": messages}).encode()


TELEGRAM_HTML = f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">Osh Watch</div></div></div>
<!-- Telegram --><div class="history">
<div class="message service" id="message-1"><div class="body details">16 May 2025</div></div>
<div class="message default clearfix" id="message2"><div class="body">
<div class="pull_right date details" title="16.05.2025 23:30:00 UTC+06:00">23:30</div>
<div class="from_name">Osh Watch</div><div class="text">{WORDS}<br>More <b>later</b>.</div></div></div>
</div></div></body></html>""".encode()


def make_page(number: int = 1) -> bytes:
    body = "".join(f"<p>{WORDS} This is paragraph {i} of report {number}.</p>" for i in range(12))
    return (
        f"<html><head><title>Report {number}</title></head><body><h1>Report {number}</h1>{body}</body></html>".encode()
    )


def write_warc(stream, pages, *, gzip=True, chunked=False):
    """Write invented pages as a crawler does: warcinfo, then request and response of each, a picture among them."""
    writer = WARCWriter(stream, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "crawler/1"}))
    for number, page in enumerate(pages):
        url = f"https://post.example/{number}"
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page) if chunked else page
        headers = [("Content-Type", "text/html; charset=UTF-8"), ("X-Number", str(number))]
        if chunked:
            headers.append(("Transfer-Encoding", "chunked"))
        answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        told = {"WARC-Date": "2025-05-16T10:00:00Z", "WARC-IP-Address": "93.184.215.14"}
        record = writer.create_warc_record(url, "response", io.BytesIO(body), len(body), "", told, None, answer)
        writer.write_record(record)
    for status, kind in (("200 OK", "image/png"), ("404 Not Found", "text/html")):
        answer = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "https://post.example/no", "response", io.BytesIO(b"\x89PNG"), 4, "", None, None, answer
        )
        writer.write_record(record)


def make_warc(*pages: bytes, **options) -> bytes:
    out = io.BytesIO()
    write_warc(out, pages or (make_page(),), **options)
    return out.getvalue()


def make_wacz(*pages: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("archive/data.warc.gz", make_warc(*pages))
        held.writestr("datapackage.json", "{}")
    return out.getvalue()

"""Whatever bytes come in, a parser gives captures, words, or one clear line."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.collect import make_capture
from khronika.collect.archives import collect_archive
from khronika.collect.bodies import decode_body
from khronika.collect.feeds import parse_feed
from khronika.collect.mail import split_mailbox
from khronika.collect.notes import parse_note
from khronika.collect.robots import RobotRules
from khronika.collect.stamps import read_stamp
from khronika.collect.telegram import collect_html, collect_json
from khronika.errors import KhronikaError
from khronika.model import Given
from khronika.read import read_capture, read_visible_text
from tests.collect import material

MEDIA = {
    "application/pdf": [material.make_pdf()],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [material.make_docx()],
    "application/vnd.oasis.opendocument.text": [material.make_odt()],
    "message/rfc822": [material.make_mail(), material.make_mail(html=True)],
    "text/x-note": [b"Told by: A\n\nWords."],
    "text/html": [material.make_page(), material.TELEGRAM_HTML],
}

ARTICLE = b"""<html lang=en><head><title>Strike in Osh - Post</title><meta name=keywords content='osh, strike'>
<script type='application/ld+json'>{"@type": "NewsArticle", "datePublished": "2025-05-16", "author": [{"name": "A. Q"}]}
</script></head><body><nav><a href=/>Home</a></nav><article><h1>Strike in Osh</h1><p class=byline>By Ada Quill | 16 May
<p>Police detained ten men in Osh on Monday, a lawyer said.<figure><figcaption>The square. A. Quill / Post</figcaption>
</figure></article><aside class=related><h3>Bridge closed for a week</h3></aside></body></html>"""


def over_file(collect, name="file.warc"):
    """Return a parser of bytes out of one of files."""

    def parse(payload, folder):
        path = folder / name
        path.write_bytes(payload)
        return list(collect(str(path), Given()))

    return parse


def robots(payload, _):
    rules = RobotRules(lambda url: (200, payload))
    return [rules.judge("https://post.example/one"), rules.delay("https://post.example/one")]


def mailbox(payload, _):
    import io

    return list(split_mailbox(io.BytesIO(payload)))


def page(payload, _):
    return read_capture(make_capture(payload, "text/html", Given(id="page", url="https://post.example/one")))


PARSERS = {
    "feed": (lambda p, _: parse_feed(p), [material.RSS % b"", material.ATOM, material.JSON_FEED, material.SITEMAP]),
    "archive": (over_file(collect_archive), [material.make_warc(), material.make_warc(gzip=False, chunked=True)]),
    "packed archive": (over_file(collect_archive, "file.wacz"), [material.make_wacz()]),
    "mailbox": (mailbox, [material.make_mbox(material.make_mail())]),
    "export": (over_file(collect_json), [material.make_telegram()]),
    "export page": (over_file(collect_html), [material.TELEGRAM_HTML]),
    "note": (lambda p, _: parse_note(p.decode("utf8", "replace")), [b"Told by: A\nWhen: 2025-05-16\n\nWords."]),
    "robots": (robots, [b"User-agent: *\nDisallow: /a*$\nCrawl-delay: 3"]),
    "stamp": (lambda p, _: read_stamp(p, b"x"), [bytes.fromhex("30053003020100")]),
    "body": (lambda p, _: decode_body(p, "gzip", 10_000), [b"\x1f\x8b\x08\x00"]),
    "page": (page, [material.make_page(), ARTICLE]),
    **{kind: (lambda p, _, kind=kind: read_visible_text(p, kind, None), seeds) for kind, seeds in MEDIA.items()},
}


@st.composite
def payloads(draw, seeds):
    """Draw any bytes, or a sample with some of its bytes changed, left out or put in."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=400))
    payload = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(payload)))
        payload[at : at + draw(st.integers(0, 12))] = draw(st.binary(max_size=12))
    return bytes(payload)


@pytest.mark.parametrize("name", PARSERS)
def test_any_bytes(name, tmp_path_factory):
    parse, seeds = PARSERS[name]
    folder = tmp_path_factory.mktemp("fuzz")

    @given(payloads(seeds))
    def run(payload):
        began = time.monotonic()
        try:
            parse(payload, folder)
        except KhronikaError as error:
            assert "\n" not in str(error)
        assert time.monotonic() - began < 5

    run()


def test_an_export_of_any_json(tmp_path_factory):
    folder = tmp_path_factory.mktemp("json")
    plain = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
    values = st.recursive(
        plain, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3)
    )
    messages = st.fixed_dictionaries(
        {"type": st.just("message")}, optional=dict.fromkeys(("id", "date", "text", "from"), values)
    )

    @given(st.fixed_dictionaries({"messages": st.lists(messages, max_size=3)}, optional={"name": values, "id": values}))
    def run(told):
        over_file(collect_json)(json.dumps(told).encode(), folder)

    run()

"""Dumps of pages: the text stays as it is, every line gets its kind, teasers are kept apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.collect import make_capture
from khronika.model import Given
from khronika.read import read_capture

PAGE = """Support the Harbour Post!
Donate now

Police Hold Ten After Night Raid in Osh – Lawyers

Vans near the bazaar in Osh. Aibek Testov / Harbour Post

Police in Osh detained ten men in a night raid, their lawyer said on Monday.

The lawyer said none of them had been charged.

Read more about: Osh , Arrests

… we have a small favour to ask.

As our readers know, the Harbour Post has reported for ten years. Your support keeps it free.

Continue

Read more

courts

Judge Frees Two Students in Bishkek After Appeal

The two were held for a week over a post, their mother said.
1\u00a0Min read
border

Buses With Workers Turned Back at Northern Crossing

Drivers said they had waited for two days.
2 Min read
"""


def read_text(text, **given):
    return read_capture(make_capture(text.encode("utf8", "surrogatepass"), "text/plain", Given(**given)))


def kinds(report):
    return [(b.kind.value, report.text[b.start : b.end].split("\n")[0][:30]) for b in report.blocks]


def test_a_page_dump_line_by_line():
    assert kinds(read_text(PAGE)) == [
        ("furniture", "Support the Harbour Post!"),
        ("furniture", "Donate now"),
        ("headline", "Police Hold Ten After Night Ra"),
        ("caption", "Vans near the bazaar in Osh."),
        ("credit", "Aibek Testov / Harbour Post"),
        ("lead", "Police in Osh detained ten men"),
        ("paragraph", "The lawyer said none of them h"),
        ("tags", "Read more about: Osh , Arrests"),
        ("furniture", "… we have a small favour to as"),
        ("furniture", "As our readers know, the Harbo"),
        ("furniture", "Continue"),
        ("furniture", "Read more"),
        ("teaser", "courts"),
        ("furniture", "1\u00a0Min read"),
        ("teaser", "border"),
        ("furniture", "2 Min read"),
    ]


def test_teasers_are_kept_apart():
    report = read_text(PAGE)
    assert [(t.kicker, t.title, t.text) for t in report.teasers] == [
        (
            "courts",
            "Judge Frees Two Students in Bishkek After Appeal",
            "The two were held for a week over a post, their mother said.",
        ),
        ("border", "Buses With Workers Turned Back at Northern Crossing", "Drivers said they had waited for two days."),
    ]
    assert report.tags == ("Osh", "Arrests")


PLAIN = [
    "Police arrested two men.",
    "The march ended peacefully.\n\nSupport for the strike grew in the afternoon, a union said.",
    "Workers continue to share food in the square.\nThey said they would stay.",
    "The committee will contact us tomorrow, he said.\n\nMore than 30 people signed up for the march on Friday.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_prose_has_no_furniture(text):
    assert not [k for k, _ in kinds(read_text(text)) if k in {"furniture", "teaser", "tags", "credit"}]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Nino Testova", "credit"),
        ("Published: 12 May 2025", "furniture"),
        ("Sign up for our weekly newsletter", "furniture"),
        ("All rights reserved.", "furniture"),
        ("Tags: Osh, raids", "tags"),
        ("Read more: Two Held After Clash in Naryn", "teaser"),
        ("RELATED STORY: Two Held After Clash in Naryn", "teaser"),
        ("© 2025 Harbour Post", "furniture"),
    ],
)
def test_single_lines(line, kind):
    report = read_text(
        f"Raid in Osh Leaves Ten in Custody\n\n{line}\n\nPolice in Osh detained ten men in a night raid, a lawyer said."
    )
    assert kinds(report)[1] == (kind, line[:30])


VIDEOS = ["2:40 Raw footage: a raid in Osh Pause", "0:43 Man found dead near the bazaar", "1:58 Ten held in Naryn"]


def test_a_list_of_videos_is_of_teasers_and_the_hours_of_a_day_are_not():
    end = "\n\nPolice in Osh detained ten men in a night raid, a lawyer said."
    report = read_text("\n\n".join(VIDEOS) + end)
    assert [k for k, _ in kinds(report)][:3] == ["teaser"] * 3
    assert report.teasers[0].title == "Raw footage: a raid in Osh"
    for lines in (sorted(VIDEOS), sorted(VIDEOS, reverse=True), VIDEOS[:2]):
        assert not read_text("\n\n".join(lines) + end).teasers


@given(st.text(min_size=1, max_size=400).filter(str.strip))
def test_blocks_cover_every_text_and_leave_it_unchanged(text):
    report = read_text(text)
    assert report.text == text
    last = 0
    covered = set()
    for block in report.blocks:
        assert last <= block.start < block.end <= len(text)
        covered.update(range(block.start, block.end))
        last = block.end
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


@pytest.mark.parametrize(
    ("given_date", "text", "value", "source"),
    [
        ("2024-03-29", "12 May 2025\n\nPolice held ten men.", "2024-03-29", "given"),
        (None, "12 May 2025\n\nPolice held ten men in Osh.", "2025-05-12", "text"),
        (None, "Raid in Osh\n\nUpdated: March 3, 2025\n\nPolice held ten men in Osh.", "2025-03-03", "text"),
        (
            None,
            "Police held ten men in Osh on 3 March 2025 after a raid that lasted all night, a lawyer said.",
            None,
            None,
        ),
        (None, "Police held ten men.", None, None),
    ],
)
def test_publication_date_given_before_text_else_none(given_date, text, value, source):
    published = read_text(text, published=given_date).published
    assert (published.value, published.from_) == (value, source)


def test_a_language_that_cannot_be_read_is_a_warning():
    report = read_text("Полиция задержала десять человек в городе Ош, сообщил адвокат задержанных в понедельник.")
    assert report.language == "ru"
    assert report.warnings == ("language 'ru' is not read yet: no statements",)

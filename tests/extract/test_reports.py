"""A whole report: only its own words, offsets that hold, ids that stay, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.extract import extract_report
from khronika.model import BlockKind, Report
from khronika.model.codec import json_schema, to_dict
from tests.extract.telling import pick, tell_acts
from tests.factories import make_blocks, make_report
from tests.schemas import find_faults

SENTENCES = [
    "Ten men were detained in Osh on Monday, the rights group Open Border Watch said, citing one of its lawyers.",
    "“They were beaten by guards,” she added.",
    "At least nine people were killed when a bomb exploded in Maroua.",
    "The ministry denied that 40 workers had been deported from Izmir to Iran on 3 March 2024.",
    "Two of them were released.",
    "They will be sentenced tomorrow, according to their lawyer Nino Testova.",
    "Hundreds of people marched in Tbilisi and police fired tear gas.",
    "According to",
    "said that",
]
NOISE = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
GAPS = st.sampled_from([" ", "\n\n", "\n", "\u00a0", " — ", "\t", "", "\u200b", "\r\n", "😀"])
TEXTS = st.lists(st.tuples(st.one_of(st.sampled_from(SENTENCES), NOISE), GAPS), min_size=1, max_size=6).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


def spans_of(report):
    """Give every range of a report with the words that it is said to hold, None where it does not say."""
    for statement in report.statements:
        yield statement.trigger, None
        yield from ((span, None) for span in statement.evidence)
        values = (*statement.by, *statement.to, statement.quantity, statement.time, statement.place, statement.origin,
                  statement.destination)  # fmt: skip
        yield from ((value, value.text) for value in values if value is not None)
        yield from ((link, link.text) for link in statement.chain if link.start is not None)
    yield from ((time, None) for time in report.times)
    yield from ((place, place.text) for place in report.places)
    yield from ((quantity, quantity.text) for quantity in report.quantities)


def plain(text):
    """Return words with every white space as one plain space, as the reader may give them."""
    return " ".join(text.split())


@given(text=TEXTS)
def test_every_offset_holds(engine, text):
    report = extract_report(make_report(text=text), engine.annotate(make_report(text=text)))
    assert report.text == text
    for span, words in spans_of(report):
        assert 0 <= span.start < span.end <= len(text)
        assert words is None or plain(words) == plain(text[span.start : span.end])
    for attribution in report.attributions:
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)
    for statement in report.statements:
        first = statement.evidence[0]
        assert first.start <= statement.trigger.start < statement.trigger.end <= first.end
        assert statement.chain[-1].name == "Orsk Post"
        assert 0 <= statement.confidence <= 1


@given(text=TEXTS)
def test_ids_are_the_same_on_every_run_and_different_in_one_report(engine, text):
    one, two = (extract_report(make_report(text=text), engine.annotate(make_report(text=text))) for _ in range(2))
    assert one == two
    ids = [s.id for s in one.statements]
    assert len(set(ids)) == len(ids)


@given(text=TEXTS)
def test_what_is_extracted_fits_the_schema(engine, text):
    report = extract_report(make_report(text=text), engine.annotate(make_report(text=text)))
    assert find_faults(to_dict(report), json_schema(Report)) == []


@given(tail=st.sampled_from(SENTENCES))
def test_an_id_does_not_hang_on_the_paragraphs_after_it(engine, tail):
    text = SENTENCES[0]
    longer = f"{text}\n\n{tail}"
    alone = extract_report(make_report(text=text), engine.annotate(make_report(text=text)))
    among = extract_report(make_report(text=longer), engine.annotate(make_report(text=longer)))
    assert alone.statements[0].id == among.statements[0].id


PAGE = """Support our work: police detained ten men, and we told you first.

Ten Men Detained in Osh

Ten men were detained in Osh on Monday, a lawyer said.

The detained men in a photo. Nino Testova / Orsk Post

Six farmers were killed near Maroua."""
KINDS = (BlockKind.FURNITURE, BlockKind.HEADLINE, BlockKind.LEAD, BlockKind.CREDIT, BlockKind.TEASER)


def test_nothing_rests_on_furniture_and_teasers_are_marked(extract):
    report = extract(PAGE, blocks=make_blocks(PAGE, *KINDS))
    assert tell_acts(report) == ["arrest_detention", "killing"]
    assert pick(report, "killing").teaser is True
    statement = pick(report, "arrest_detention")
    assert statement.teaser is False
    assert PAGE[statement.evidence[0].start :].startswith("Ten men were detained in Osh on Monday")


def test_a_headline_that_the_body_does_not_tell_is_a_statement(extract):
    text = "Two Women Killed in Naryn\n\nThe town was quiet on Tuesday."
    report = extract(text, blocks=make_blocks(text, BlockKind.HEADLINE))
    assert text[pick(report, "killing").trigger.start :].startswith("Killed")


def test_the_headline_says_what_is_prominent(extract):
    headline = "Ten Students Released After Night in Osh"
    text = f"{headline}\n\nTen students were detained on Monday. They were released on Tuesday."
    report = extract(text, blocks=make_blocks(text, BlockKind.HEADLINE))
    assert [s.act.value for s in report.statements] == ["release", "arrest_detention"]


def test_no_break_spaces_inside_a_sentence_change_nothing(extract):
    text = "At least nine people were killed in Maroua on Saturday."
    one, other = extract(text), extract(text.replace(" ", "\u00a0"))
    (plain_one,), (odd,) = one.statements, other.statements
    assert (odd.id, odd.quantity.min, odd.time, odd.trigger) == (
        plain_one.id,
        9,
        plain_one.time,
        plain_one.trigger,
    )


def test_a_report_without_words_has_no_statements(extract):
    assert extract(" \n\n ", blocks=()).statements == ()

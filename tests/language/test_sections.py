"""Long texts are read section by section: the same answers, and no more memory than the text itself takes."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.language import load_engine, sections
from khronika.language.sections import copy_section, cut_doc
from tests.factories import make_report

PARAGRAPHS = (
    "Gunmen killed six farmers near Maroua on Saturday, the governor said.",
    "Police arrested three journalists in Izmir on Tuesday, a lawyer said. They were released at night.",
    "“We saw nothing,” Nino Testova told Sahel Wire, citing her neighbours. The ministry denied it on 3 May.",
)


@pytest.fixture(scope="module")
def engine():
    return load_engine("reader")


@given(words=st.lists(st.sampled_from(["men", ".", "\n\n", "\n", " "]), max_size=60), longest=st.integers(4, 20))
@settings(max_examples=50)
def test_sections_hold_every_token_once(engine, words, longest):
    doc = engine.nlp.make_doc(" ".join(words))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sections, "LONGEST", longest)
        parts = list(cut_doc(doc))
    assert "".join(part.text for part in parts) == doc.text
    assert [t.text for part in parts for t in part] == [t.text for t in doc]
    assert len(parts) == 1 or all(0 < len(part) <= longest for part in parts)


def test_a_section_ends_with_a_paragraph(engine, monkeypatch):
    monkeypatch.setattr(sections, "LONGEST", 40)
    doc = engine.nlp.make_doc("\n\n".join(PARAGRAPHS * 3))
    assert all(part.text.startswith(tuple(PARAGRAPHS)) for part in cut_doc(doc))


def test_a_section_keeps_what_the_document_came_with(engine):
    text = "Ten\u00a0men left.\n\nPolice came\u00a0back."
    doc = engine.nlp.make_doc(text.replace("\u00a0", " "))
    doc.user_data |= {"source_text": text, "borders": frozenset({0, 15})}
    part = copy_section(doc, 5, len(doc))
    assert (part.text, part.user_data["source_text"]) == ("Police came back.", "Police came\u00a0back.")
    assert part.user_data["borders"] == {0}


def test_a_long_text_is_read_as_its_sections_are(engine, monkeypatch):
    alone = [engine.annotate(make_report(text=text)) for text in PARAGRAPHS]
    monkeypatch.setattr(sections, "LONGEST", 26)
    text = "\n\n".join(PARAGRAPHS)
    doc, after = engine.annotate_many([make_report(text=text), make_report(text=PARAGRAPHS[0])])
    assert after.user_data["attributions"] == alone[0].user_data["attributions"]
    starts = [text.index(part) for part in PARAGRAPHS]
    for group in ("times", "toponyms", "public", "sources", "cues", "contents", "acts", "noun_phrases"):
        wanted = [
            (s.start_char + by, s.text, s.label_) for by, d in zip(starts, alone, strict=True) for s in d.spans[group]
        ]
        assert [(s.start_char, s.text, s.label_) for s in doc.spans[group]] == wanted
    assert [e.text for e in doc.ents] == [e.text for d in alone for e in d.ents]
    told = [(t.text, t.pos_, t.lemma_, t.dep_, t.head.text, bool(t.is_sent_start)) for t in doc if not t.is_space]
    assert told == [(t.text, t.pos_, t.lemma_, t.dep_, t.head.text, bool(t.is_sent_start)) for d in alone for t in d]
    for name in ("attributions", "cited"):
        ours = [[text[s:e] for s, e in (*a.source, *a.cue, *a.content)] for a in doc.user_data[name]]
        assert ours == [
            [d.text[s:e] for s, e in (*a.source, *a.cue, *a.content)] for d in alone for a in d.user_data[name]
        ]


def test_acts_of_a_long_text_are_read_when_asked_for_and_hints_weigh_in(engine, monkeypatch):
    alone = [engine.annotate(make_report(text=text)) for text in PARAGRAPHS]
    monkeypatch.setattr(sections, "LONGEST", 26)
    doc = engine.annotate(make_report(text="\n\n".join(PARAGRAPHS)))
    found = [(doc[m.start : m.end].text, m.act) for m in doc.user_data["acts"].mentions()]
    assert found == [(d[m.start : m.end].text, m.act) for d in alone for m in d.user_data["acts"].mentions()]
    (plain,) = [m for m in doc.user_data["acts"].mentions() if m.act == "denial"]
    (hinted,) = [
        m for m in doc.user_data["acts"].mentions([(plain.start, plain.end, "denial", 1.0)]) if m.act == "denial"
    ]
    assert hinted.chance > plain.chance


def test_memory_grows_with_the_text_alone(engine, monkeypatch):
    """Rows of the encoder take 6,500 bytes a word; were all kept, the longer text would take 13 MB more."""
    monkeypatch.setattr(sections, "LONGEST", 300)

    def peak(repeats):
        doc = engine.nlp.make_doc("\n\n".join(PARAGRAPHS * repeats))
        tracemalloc.start()
        next(engine.nlp.get_pipe("khronika_reader").pipe([doc], batch_size=2))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(8)  # what is read once stays
    assert peak(48) - peak(8) < 3_000_000

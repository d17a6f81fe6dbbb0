"""What the reading model writes onto a document. Texts are invented."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc

from khronika.language import load_engine
from khronika.language.reader import ReadingModel
from tests.factories import make_blocks, make_report

REPORT = (
    "Gunmen killed six farmers near Maroua on Saturday, the governor said. "
    "He told Sahel Wire that soldiers had arrested two men in Mokolo on Sunday."
)
GROUPS = ("times", "toponyms", "public", "sources", "cues", "contents", "acts", "noun_phrases")


@pytest.fixture(scope="module")
def engine():
    return load_engine("reader")


@pytest.fixture(scope="module")
def doc(engine):
    return engine.annotate(make_report(text=REPORT))


def sentences(doc):
    return [s.text for s in doc.sents]


def read_off(doc):
    """Return everything that was written onto a document."""
    acts = doc.user_data["acts"]
    return (
        doc.to_bytes(exclude=["user_data", "user_data_keys", "user_data_values", "tensor"]),
        doc.user_data["attributions"],
        acts.rows.tobytes(),
        acts.mentions(),
    )


def test_who_says_what(doc):
    told = [
        [[REPORT[s:e] for s, e in part] for part in (a.source, a.cue, a.content)] for a in doc.user_data["attributions"]
    ]
    assert told == [
        [["the governor"], ["said"], ["Gunmen killed six farmers near Maroua on Saturday"]],
        [["He"], ["told"], ["that soldiers had arrested two men in Mokolo on Sunday"]],
    ]


ACTS = [
    ("Gunmen killed six farmers near Maroua on Saturday, the governor said.",
     "killed", "killing", "Gunmen", "six farmers", "Saturday", "Maroua", "the governor"),
    ("Police arrested three journalists in Izmir on Tuesday, the rights group Open Border Watch said.",
     "arrested", "arrest_detention", "Police", "three journalists", "on Tuesday", "Izmir",
     "the rights group Open Border Watch"),
    ("Ten men were detained in Osh on Monday, a lawyer said.",
     "detained", "arrest_detention", "", "Ten men", "on Monday", "Osh", "a lawyer"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "trigger", "act", "by", "to", "when", "where", "root"), ACTS, ids=[r[1] for r in ACTS]
)
def test_who_does_what_to_whom_when_where_and_who_says_so(engine, text, trigger, act, by, to, when, where, root):
    doc = engine.annotate(make_report(text=text))
    (mention,) = doc.user_data["acts"].mentions()
    told = [" | ".join(doc[a:b].text for a, b in mention.parts[r]) for r in ("by", "to", "time", "place", "link1")]
    assert (doc[mention.start : mention.end].text, mention.act) == (trigger, act)
    assert told == [by, to, when, where, root]
    assert (mention.status, mention.hedged) == ("occurred", False)
    assert [span.label_ for span in doc.spans["acts"]] == [act]


def test_times_and_places(doc):
    assert [(t.text, t.label_) for t in doc.spans["times"]] == [("Saturday", "DATE"), ("Sunday", "DATE")]
    assert [p.text for p in doc.spans["toponyms"]] == ["Maroua", "Mokolo"]


def test_names(engine):
    doc = engine.annotate(make_report(text="Nino Testova of Open Border Watch met Sergei Probin in Izmir."))
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Nino Testova", "PERSON"),
        ("Open Border Watch", "ORG"),
        ("Sergei Probin", "PERSON"),
        ("Izmir", "LOC"),
    ]


def test_a_matcher_of_dependencies_works_on_it(engine, doc):
    matcher = DependencyMatcher(engine.nlp.vocab)
    matcher.add("who does what", [[
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"POS": "VERB", "LEMMA": {"IN": ["arrest", "kill"]}}},
        {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "who", "RIGHT_ATTRS": {"DEP": "nsubj"}},
        {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "whom", "RIGHT_ATTRS": {"DEP": "obj"}},
    ]])  # fmt: skip
    found = [" ".join(doc[i].text for i in tokens) for _, tokens in matcher(doc)]
    assert found == ["killed Gunmen farmers", "arrested soldiers men"]


def test_every_sentence_is_a_tree_with_one_root(doc):
    for sentence in doc.sents:
        assert [t.dep_ for t in sentence].count("ROOT") == 1
        assert all(t.head in sentence for t in sentence)


TOGETHER = [
    REPORT,
    "",
    "A lawyer said ten men were held in Osh.",
    " \n ",
    "The governor denied it. " * 60,
    "FIVE HELD IN RAID",
    "x" * 4000,
]


@pytest.mark.parametrize("size", [1, 2, 3, 32])
def test_what_is_read_does_not_depend_on_the_neighbours(engine, size):
    docs = [engine.nlp.make_doc(text) for text in TOGETHER]
    beside = list(engine.nlp.get_pipe("khronika_reader").pipe(docs, batch_size=size))
    for text, together in zip(TOGETHER, beside, strict=True):
        alone = engine.annotate(make_report(text=text, blocks=()))
        assert read_off(together)[1:] == read_off(alone)[1:]
        assert [(t.pos, t.dep, t.head.i, t.lemma, t.sent_start, t.ent_type) for t in together] == [
            (t.pos, t.dep, t.head.i, t.lemma, t.sent_start, t.ent_type) for t in alone
        ]


def test_reports_come_back_in_their_order(engine):
    texts = [f"Police detained {n} men in Osh." for n in range(2, 50)]
    assert [d.text for d in engine.annotate_many(make_report(text=t) for t in texts)] == texts


def test_it_is_a_component_of_any_english_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("khronika_reader")
    doc = nlp("Gunmen killed six farmers near Maroua.")
    assert [place.text for place in doc.spans["toponyms"]] == ["Maroua"]


def test_text_in_capitals_is_split_where_it_ends(engine):
    text = (
        "TEN MEN WERE DETAINED IN OSH ON MONDAY, A LAWYER SAID. POLICE RELEASED TWO OF THEM ON TUESDAY. "
        "THE MINISTRY DID NOT COMMENT."
    )
    doc = engine.annotate(make_report(text=text))
    assert len(sentences(doc)) == 3
    assert [p.text for p in doc.spans["toponyms"]] == ["OSH"]
    assert [m.act for m in doc.user_data["acts"].mentions()] == ["arrest_detention", "release"]


def test_text_without_punctuation_is_read_by_its_lines(engine):
    text = "ten men were detained in osh\n\npolice released two of them\n\nthe ministry did not comment"
    doc = engine.annotate(make_report(text=text, blocks=()))
    assert [s.strip() for s in sentences(doc)] == text.split("\n\n")


def test_no_sentence_is_endless(engine):
    doc = engine.annotate(make_report(text="men and women " * 700))
    assert len(list(doc.sents)) > 5 and max(len(s) for s in doc.sents) <= 221


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Russia deported sixty workers from Ufa on Monday, Open Border Watch said.", 1),  # the model likes a cut here
        ("Stop! Police detained two men in Orsk.", 2),
        ("Orsk\n\nPolice detained two men in Orsk.", 2),
    ],
)
def test_a_single_word_is_a_sentence_only_where_something_ends_it(engine, text, sentences):
    assert len(list(engine.annotate(make_report(text=text, blocks=())).sents)) == sentences


def test_a_block_begins_a_sentence(engine):
    text = "Ten Men Held in Osh\n\npolice came at night"
    doc = engine.annotate(make_report(text=text, blocks=make_blocks(text)))
    assert [s.strip() for s in sentences(doc)] == text.split("\n\n")


def test_starts_of_sentences_that_are_given_are_kept(engine):
    words = "Ten men were held . Police came at night".split()
    starts = [i in {0, 3} for i in range(len(words))]
    doc = ReadingModel()(Doc(engine.nlp.vocab, words=words, sent_starts=starts))
    assert [s.start for s in doc.sents] == [0, 3]


def test_odd_spaces_keep_offsets(engine):
    text = "Ten\u00a0men were detained in\tOsh on\nMonday, a\u00a0lawyer said."
    (told,) = engine.annotate(make_report(text=text)).user_data["attributions"]
    parts = [[text[s:e] for s, e in part] for part in (told.source, told.cue, told.content)]
    assert parts == [["a\u00a0lawyer"], ["said"], ["Ten\u00a0men were detained in\tOsh on\nMonday"]]


PIECES = st.sampled_from(
    [
        *"abZ9.,:;!?()[]“”\"'’-–…\n\t /",
        "\u00a0",
        "\u200b",
        "é",
        "Ж",
        "中",
        "🙂",
        " said ",
        "Osh",
        " police detained ",
        "\n\n",
    ]
)


@settings(max_examples=25)
@given(text=st.lists(PIECES, max_size=120).map("".join))
def test_all_that_is_found_lies_inside_the_text(engine, text):
    doc = engine.annotate(make_report(text=text, blocks=()))
    assert len(doc.text) == len(text)
    for name in GROUPS:
        assert all(0 <= s.start_char < s.end_char <= len(text) for s in doc.spans.get(name, ()))
    for told in doc.user_data["attributions"]:
        for part in (told.source, told.cue, told.content):
            assert all(0 <= s < e <= len(text) for s, e in part)
            assert all(a[1] <= b[0] for a, b in pairwise(part))
    for mention in doc.user_data["acts"].mentions():
        assert 0 <= mention.start < mention.end <= len(doc)
        assert all(0 <= a < b <= len(doc) for runs in mention.parts.values() for a, b in runs)
    assert all(t.head in s for s in doc.sents for t in s)

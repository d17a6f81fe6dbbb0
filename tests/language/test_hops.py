"""Sources that other sources tell of, on trees written by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from khronika.language.hops import find_hops
from khronika.language.lemmas import find_lemma

# word/tag/relation/head, heads counted from 0
ROWS = [
    ("it/PRON/nsubj/1 fell/VERB/ccomp/4 ,/PUNCT/punct/4 they/PRON/nsubj/4 said/VERB/ROOT/4 citing/VERB/advcl/4 "
     "two/NUM/nummod/7 guards/NOUN/obj/5", ["they: it fell", "two guards: it fell"], "citing"),
    ("guards/NOUN/nsubj/1 quoted/VERB/ROOT/1 the/DET/det/3 mayor/NOUN/obj/1 as/SCONJ/mark/5 saying/VERB/advcl/1 "
     "it/PRON/nsubj/7 fell/VERB/ccomp/5", ["guards: it fell", "the mayor: it fell"], "quoted as saying"),
    ("the/DET/det/1 mayor/NOUN/nsubj:pass/3 was/AUX/aux:pass/3 quoted/VERB/ROOT/3 by/ADP/case/5 guards/NOUN/obl/3 "
     "as/SCONJ/mark/7 saying/VERB/advcl/3 it/PRON/nsubj/9 fell/VERB/ccomp/7", ["guards: it fell", "the mayor: it fell"],
     "was quoted by"),
    ("guards/NOUN/nsubj/1 say/VERB/ROOT/1 the/DET/det/3 mayor/NOUN/nsubj/4 said/VERB/ccomp/1 it/PRON/nsubj/6 "
     "fell/VERB/ccomp/4", ["guards: the mayor said it fell", "the mayor: it fell"], "one says that another said"),
    ("guards/NOUN/nsubj/1 ordered/VERB/ROOT/1 it/PRON/nsubj/3 closed/VERB/ccomp/1", [], "an order tells nothing"),
    ("it/PRON/nsubj:pass/2 was/AUX/aux:pass/2 said/VERB/ROOT/2 it/PRON/nsubj/4 fell/VERB/ccomp/2", [], "nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told", "note"), ROWS, ids=[row[2] for row in ROWS])
def test_hops(words, told, note):
    text, tags, relations, heads = zip(*(word.split("/") for word in words.split()), strict=True)
    doc = Doc(spacy.blank("en").vocab, list(text), pos=list(tags), deps=list(relations), heads=[int(h) for h in heads],
              lemmas=[find_lemma(word) for word in text])  # fmt: skip
    found = [
        ": ".join(" ".join(doc.text[s:e] for s, e in part) for part in (one.source, one.content))
        for one in find_hops(doc, [])
    ]
    assert found == told

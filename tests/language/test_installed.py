"""A spaCy pipeline of somebody else's as an engine, by the labels of either scheme."""

import pytest
import spacy
from spacy.language import Language

from khronika.errors import LanguageError
from khronika.language import load_engine
from tests.factories import make_blocks, make_report

TEXT = "Police in Osh detained ten men, a lawyer said."
WORDS = "Police in Osh detained ten men , a lawyer said ."
POS = "NOUN ADP PROPN VERB NUM NOUN PUNCT DET NOUN VERB PUNCT".split()
LEMMAS = "police in Osh detain ten man , a lawyer say .".split()
UNIVERSAL = (
    [3, 2, 0, 9, 5, 3, 9, 8, 9, 9, 9],
    "nsubj case nmod ccomp nummod obj punct det nsubj ROOT punct".split(),
)
CLEARNLP = (
    [3, 0, 1, 9, 5, 3, 9, 8, 9, 9, 9],
    "nsubj prep pobj ccomp nummod dobj punct det nsubj ROOT punct".split(),
)


@Language.factory("invented_tree", default_config={"scheme": "universal"})
def make_invented_tree(nlp, name, scheme):
    """Return a component that knows one sentence."""
    heads, labels = UNIVERSAL if scheme == "universal" else CLEARNLP

    def write(doc):
        assert [t.text for t in doc] == WORDS.split()
        for token, pos, lemma, head, label in zip(doc, POS, LEMMAS, heads, labels, strict=True):
            token.pos_, token.lemma_, token.head, token.dep_ = pos, lemma, doc[head], label
        return doc

    return write


def save(folder, *components, lang="en"):
    """Return the engine name of a pipeline saved in a folder."""
    nlp = spacy.blank(lang)
    for name, config in components:
        nlp.add_pipe(name, config=config)
    nlp.to_disk(folder)
    return f"spacy:{folder}"


@pytest.mark.parametrize("scheme", ["universal", "clearnlp"])
def test_trees_of_both_schemes_are_universal_and_tell_who_says_what(tmp_path, scheme):
    engine = load_engine(save(tmp_path, ("invented_tree", {"scheme": scheme})))
    doc = engine.annotate(make_report(text=TEXT))
    assert [(t.head.i, t.dep_) for t in doc] == list(zip(*UNIVERSAL, strict=True))
    assert [p.text for p in doc.spans["noun_phrases"]] == ["Police", "Osh", "ten men", "a lawyer"]
    (told,) = doc.user_data["attributions"]
    parts = [[TEXT[s:e] for s, e in part] for part in (told.source, told.cue, told.content)]
    assert parts == [["a lawyer"], ["said"], ["Police in Osh detained ten men"]]


def test_rules_give_what_a_pipeline_does_not(tmp_path):
    text = "Ten men held\n\nPolice detained ten men. A lawyer said so."
    doc = load_engine(save(tmp_path)).annotate(make_report(text=text, blocks=make_blocks(text)))
    assert [s.text.strip() for s in doc.sents] == ["Ten men held", "Police detained ten men.", "A lawyer said so."]
    assert doc.has_annotation("POS") and doc.has_annotation("LEMMA")


def test_a_pipeline_that_is_not_installed_is_told_with_the_command_that_installs_it():
    with pytest.raises(LanguageError, match="python -m spacy download xx_invented_sm") as caught:
        load_engine("spacy:xx_invented_sm")
    assert caught.value.about == "xx_invented_sm"


def test_a_pipeline_for_another_language_is_refused(tmp_path):
    with pytest.raises(LanguageError, match="reads de"):
        load_engine(save(tmp_path, lang="de"))

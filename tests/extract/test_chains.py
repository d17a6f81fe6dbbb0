"""Who says so: root first, outlet last, one, two and three hops."""

import pytest

from khronika.model import ActorKind, BlockKind
from tests.extract.telling import pick, tell_chain
from tests.factories import make_blocks

DETENTIONS = [
    # one link: the outlet's own voice
    ("Ten men were detained in Osh on Monday.", "Orsk Post", "own voice"),
    ("Ten men were detained in Osh, Orsk Post reported.", "Orsk Post", "the outlet names itself"),
    # two links
    ("Ten men were detained in Osh, a lawyer said.", "a lawyer > Orsk Post", "a role"),
    ("Ten men were detained in Osh, two witnesses told reporters.", "two witnesses > Orsk Post", "reporters: no link"),
    ("Ten men were detained in Osh, said the rights group Open Border Watch.", "Open Border Watch > Orsk Post",
     "inverted"),
    ("Ten men were detained in Osh, according to the interior ministry.", "the interior ministry > Orsk Post",
     "according to, after"),
    ("According to Open Border Watch, ten men were detained in Osh.", "Open Border Watch > Orsk Post",
     "according to, before"),
    ("“Ten men were detained in Osh,” said Nino Testova, a lawyer.", "Nino Testova > Orsk Post", "quote"),
    ("Officials say ten men were detained in Osh.", "Officials > Orsk Post", "clause without that"),
    # three links
    ("Ten men were detained in Osh, the rights group Open Border Watch said, citing one of its unidentified lawyers.",
     "one of its unidentified lawyers > Open Border Watch > Orsk Post", "citing"),
    ("Lawyer Nino Testova told Sahel Wire that ten men were detained in Osh.",
     "Nino Testova > Sahel Wire > Orsk Post", "told an outlet"),
    ("The NGO Open Border Watch quoted a witness as saying that ten men were detained in Osh.",
     "a witness > Open Border Watch > Orsk Post", "quoted as saying"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "chain", "note"), DETENTIONS, ids=[row[2] for row in DETENTIONS])
def test_chain(extract, text, chain, note):
    assert tell_chain(pick(extract(text), "arrest_detention")) == chain


SOURCES_TAKEN_UP = [
    # first what was said before, then how the source is taken up again
    ("their lawyer said.", "She said the men were beaten by guards.", "their lawyer", "pronoun before"),
    ("the ministry said.", "The men were beaten by guards, it added.", "the ministry", "pronoun after"),
    ("their lawyer Nino Testova said.", "The men were beaten by guards, the lawyer said.", "Nino Testova", "role"),
    ("their lawyer Nino Testova said.", "The men were beaten by guards, Testova said.", "Nino Testova", "last name"),
]


@pytest.mark.parametrize(("said", "then", "root", "note"), SOURCES_TAKEN_UP, ids=[row[3] for row in SOURCES_TAKEN_UP])
def test_a_source_that_is_taken_up_again_is_the_same_source(extract, said, then, root, note):
    report = extract(f"Ten men were detained in Osh, {said}\n\n{then}")
    first, second = pick(report, "arrest_detention").chain[0], pick(report, "assault").chain[0]
    assert (first.name or first.text) == root
    assert (second.name, second.kind) == (first.name, first.kind)
    assert second.name or second.text == first.text


def test_links_say_what_they_are(extract):
    text = "Ten men were detained, the rights group Open Border Watch said, citing one of its unidentified lawyers."
    lawyer, group, outlet = pick(extract(text), "arrest_detention").chain
    assert (lawyer.kind, lawyer.named, lawyer.name) == (ActorKind.LAWYER, False, None)
    assert (group.kind, group.named, group.name) == (ActorKind.NGO, True, "Open Border Watch")
    assert (outlet.kind, outlet.named, outlet.text) == (ActorKind.MEDIA, True, None)
    assert text[lawyer.start : lawyer.end] == lawyer.text


def test_the_outlet_is_null_where_nobody_knows_it(extract):
    (link,) = pick(extract("Ten men were detained.", outlet=None), "arrest_detention").chain
    assert (link.name, link.text, link.named) == (None, None, False)


def test_who_says_one_thing_does_not_say_the_next(extract):
    report = extract("Ten men were detained in Osh, a lawyer said.\n\nTwo women were killed in Naryn on Monday.")
    assert tell_chain(pick(report, "killing")) == "Orsk Post"


def test_who_denies_is_the_root_of_denying(extract):
    report = extract("The ministry denied that ten men were detained in Osh.")
    assert tell_chain(pick(report, "denial")) == "The ministry > Orsk Post"
    assert pick(report, "arrest_detention").chain[0].text == "The ministry"


def test_what_a_headline_says_after_the_dash_is_its_source(extract):
    text = "Ten Men Detained in Osh – Lawyers\n\nTen men were detained in Osh, a lawyer said."
    report = extract(text, blocks=make_blocks(text, BlockKind.HEADLINE))
    assert tell_chain(pick(report, "arrest_detention")) == "a lawyer > Orsk Post"

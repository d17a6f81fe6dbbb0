"""What an outlet tells in its own voice and has from a source of the event."""

from dataclasses import replace

import pytest

from khronika.model import ActorKind, Block, BlockKind, Cluster, Span
from khronika.reckon import reckon_events
from tests.factories import make_link, make_outlet, make_quantity, make_report, make_statement
from tests.reckon.telling import reckon, tell

WATCH, POST = "Open Border Watch", "Harbour Post"
LEAD, BODY = "Sixty workers were held in Orsk.", "Open Border Watch counted them. Later the square was empty."


def _told_in(kind: BlockKind, own_count: int, quoted: bool = False, evidence: Span | None = None) -> int:
    """Return how many roots there are where a report tells in its own voice, in a block of a kind, what it attributes.

    Another outlet has the same from the same source.
    """
    text = f"{LEAD}\n{BODY}"
    cited = Span(start=len(LEAD) + 1, end=len(LEAD) + 32)
    own = make_statement(
        "s1", outlet="Harbour Post", evidence=(evidence or Span(start=0, end=len(LEAD)),), quoted=quoted,
        trigger=Span(start=19, end=23), quantity=make_quantity(own_count),
    )  # fmt: skip
    attributed = make_statement(
        "s2", evidence=(cited,), trigger=cited, chain=(make_link(WATCH), make_outlet("Harbour Post"))
    )
    blocks = (
        Block(kind=kind, start=0, end=len(LEAD)),
        Block(kind=BlockKind.PARAGRAPH, start=len(LEAD) + 1, end=len(text)),
    )
    report = make_report("r1", own, attributed, text=text, outlet="Harbour Post", blocks=blocks)
    other, heard = tell("r2", WATCH)
    members = ("r1", "s1"), ("r1", "s2"), ("r2", heard.id)
    (event,) = reckon_events([Cluster(act=own.act, members=members)], [report, other], {})
    return event.independent_roots


@pytest.mark.parametrize(
    ("kind", "changes", "roots", "note"),
    [
        (BlockKind.LEAD, {}, 1, "a lead"),
        (BlockKind.HEADLINE, {}, 1, "a headline"),
        (BlockKind.PARAGRAPH, {}, 2, "a paragraph tells what the outlet knows"),
        (BlockKind.LEAD, {"own_count": 12}, 2, "another number is not that source's"),
        (BlockKind.LEAD, {"quoted": True}, 2, "words in quotation marks are somebody's"),
        (BlockKind.PARAGRAPH, {"evidence": Span(start=40, end=60)}, 1, "one sentence has one source"),
    ],
)
def test_own_words_above_an_attribution(kind, changes, roots, note):
    assert _told_in(kind, **{"own_count": 64, **changes}) == roots, note


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("64 workers were held by the count of Open Border Watch.", 1),
        ("Open Border Watch puts the number of those held at 64.", 1),
        ("64 workers were held, Open Border Watch’s tally shows.", 1),
        ("64 workers were held near the office of Open Border Watch.", 2),
        ("Our reporter counted 64 workers, as Open Border Watch said.", 2),
    ],
)
def test_a_sentence_that_credits_a_source_of_the_event(text, roots):
    sentence = (Span(start=0, end=len(text)),)
    event = reckon(tell("r1", WATCH), tell("r2", outlet=POST, text=text, evidence=sentence))
    assert event.independent_roots == roots


@pytest.mark.parametrize(
    ("text", "roots", "note"),
    [
        ("Open Border Watch withdrew its count, its chairman said.", 1, "whose chairman the sentence says"),
        ("The count was withdrawn, its chairman said.", 2, "whose it does not say"),
        ("Open Border Watch and Harbour Union met, its chairman said.", 3, "it says two"),
    ],
)
def test_who_speaks_for_it(text, roots, note):
    link = make_link(text="its chairman", kind=ActorKind.UNKNOWN)
    more = [tell("r3", "Harbour Union", outlet="Union Post", text="Held.")] if roots == 3 else []
    speaker = tell(
        "r2", outlet=POST, text=text, chain=(link, make_outlet(POST)), evidence=(Span(start=0, end=len(text)),)
    )
    report, said = speaker
    said = replace(said, chain=(link, make_outlet(POST)))
    speaker = (replace(report, statements=(said,)), said)
    assert reckon(tell("r1", WATCH, text="Held there."), speaker, *more).independent_roots == roots, note


def test_a_name_in_a_longer_word_is_no_source():
    link = make_link(text="its chairman", kind=ActorKind.UNKNOWN)
    text = "The men were under guard, its chairman said."
    report, said = tell("r2", outlet=POST, text=text, evidence=(Span(start=0, end=len(text)),))
    said = replace(said, chain=(link, make_outlet(POST)))
    speaker = (replace(report, statements=(said,)), said)
    assert reckon(tell("r1", "UN", text="Held there."), speaker).independent_roots == 2


def test_what_an_outlet_has_from_a_ministry_is_the_ministrys():
    text = "64 workers were held. The Interior Ministry said so."
    lead = Span(start=0, end=21)
    own = make_statement("s1", outlet=POST, evidence=(lead,), trigger=lead, chain=(make_outlet(POST),))
    ministry = make_link("Interior Ministry", kind=ActorKind.STATE_CIVIL)
    cited = Span(start=22, end=len(text))
    said = make_statement("s2", evidence=(cited,), trigger=cited, chain=(ministry, make_outlet(POST)))
    blocks = (Block(kind=BlockKind.LEAD, start=0, end=len(text)),)
    report = make_report("r1", own, said, text=text, outlet=POST, blocks=blocks)
    cluster = Cluster(act=own.act, members=(("r1", "s1"), ("r1", "s2")))
    (event,) = reckon_events([cluster], [report], {})
    assert [(root.name, root.kind) for root in event.roots] == [("Interior Ministry", ActorKind.STATE_CIVIL)]


def test_its_chairman_is_of_the_body_that_the_report_cites_last():
    text = "Open Border Watch counted 64. About 64 were held, its chairman said."
    link = make_link(text="its chairman", kind=ActorKind.UNKNOWN)
    report, first = tell("r1", WATCH, outlet=POST, text=text, evidence=(Span(start=0, end=29),))
    later = replace(first, id="sr1b", chain=(link, make_outlet(POST)), evidence=(Span(start=30, end=len(text)),),
                    trigger=Span(start=45, end=49))  # fmt: skip
    report = replace(report, statements=(first, later))
    assert reckon((report, first), (report, later)).independent_roots == 1

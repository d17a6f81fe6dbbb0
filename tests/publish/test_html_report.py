"""Reports as an HTML page: everything of a report is shown, marked and escaped. Texts here are invented."""

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from khronika.model import Act, Block, BlockKind, Codes, Party, Span, Status
from khronika.model.reason import Reason
from khronika.publish.html_report import cut_pieces, show_html
from tests.factories import make_link, make_outlet, make_quantity, make_report, make_statement

TEXT = "Police held ten men, a lawyer said."
EVIL = '<script>alert(1)</script><img src=x onerror="x">&"\''


def block(text, kind=BlockKind.PARAGRAPH):
    return Block(kind=kind, start=0, end=len(text))


def report_of(text=TEXT, *statements, **fields):
    return replace(make_report(), text=text, blocks=(block(text),), statements=tuple(statements), **fields)


def held(**fields):
    trigger = Span(start=7, end=11)
    evidence = (Span(start=0, end=35),)
    base = {
        "id": "a",
        "act": Act.ARREST_DETENTION,
        "trigger": trigger,
        "evidence": evidence,
        "time": None,
        "place": None,
    }
    return make_statement(**{**base, "quantity": None, "by": (), "to": (), **fields})


class Page(HTMLParser):
    """Reads a page: its words, tags, ids and addresses."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.targets, self.words = [], [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            self.ids += [value] if name == "id" else []
            self.targets += [value] if name == "href" else []

    def handle_data(self, data):
        self.words += data


def test_a_page_stands_alone_and_its_links_lead_somewhere():
    two = (report_of(TEXT, held(), held(id="b")), replace(report_of(TEXT, held()), id="other"))
    page = Page(show_html(two))
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    inner = [t.removeprefix("#") for t in page.targets if t.startswith("#")]
    assert inner and set(inner) <= set(page.ids) and len(set(page.ids)) == len(page.ids)


def test_everything_of_a_report_is_escaped():
    party = Party(text=EVIL, start=0, end=6, kind="person", name=EVIL)
    chain = (make_link(EVIL, EVIL), make_outlet(EVIL))
    statement = held(by=(party,), chain=chain, codes=Codes(acled=EVIL))
    report = report_of(EVIL + TEXT, statement, title=EVIL, outlet=EVIL, url="javascript:alert(1)", warnings=(EVIL,))
    reasons = {report.id: {"a": [Reason(field="act", words=EVIL, rule=EVIL)]}}
    page = Page(show_html([report], reasons))
    assert "script" not in page.tags and "img" not in page.tags
    assert "javascript:alert(1)" in page.words and "javascript:alert(1)" not in page.targets
    assert page.words.count(EVIL) >= 9


def test_what_a_card_tells():
    party = Party(text="Police", start=0, end=6, kind="state_security")
    statement = held(by=(party,), quantity=make_quantity(10, 10, text="ten men"), hedged=True, status=Status.PLANNED)
    words = " ".join(Page(show_html([report_of(TEXT, statement)])).words.split())
    for told in ("planned", "Police (state security)", "(“ten men”)", "hedged", "Orsk Post"):
        assert told in words, told


def test_marks_that_steer_are_not_shown():
    assert "\u202e" not in show_html([report_of("Police \u202eheld ten men, a lawyer said.", held())])


def test_a_report_without_statements_says_so():
    assert "No statements found." in show_html([report_of()])


@given(st.lists(st.tuples(st.integers(0, 35), st.integers(1, 12)), max_size=6))
def test_pieces_are_the_text(spans):
    statements = [
        held(id=str(k), trigger=Span(start=s, end=min(35, s + n)), evidence=(Span(start=s, end=min(35, s + n + 3)),))
        for k, (s, n) in enumerate(spans)
    ]
    pieces = list(cut_pieces(report_of(TEXT, *statements), 0, len(TEXT)))
    assert "".join(p.text for p in pieces) == TEXT
    for number, statement in enumerate(statements, 1):
        marked = "".join(p.text for p in pieces if number in p.told)
        assert marked == TEXT[statement.trigger.start : statement.trigger.end]

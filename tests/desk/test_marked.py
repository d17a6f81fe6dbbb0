"""Text cut at the edges of marks is the text, whatever the marks."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.desk.marked import cut, mark_report
from khronika.publish.words import visible
from tests.publish.telling import tell, tell_report

MARKS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("abc"), st.sampled_from(["s1", "s2"]))
)


@given(st.text(min_size=40, max_size=40), MARKS)
def test_pieces_together_are_the_text_as_it_can_be_seen(text, marks):
    whole = [(min(m[:2]), max(m[:2]), *m[2:]) for m in marks]
    assert "".join(piece.text for piece in cut(text, 0, len(text), whole)) == visible(text)


def test_what_turns_or_hides_writing_is_blank_and_keeps_its_place():
    text = "a\u202eb\u200bc\x00d\ne\U0001f600"
    (piece,) = cut(text, 0, len(text), [])
    assert piece.text == "a b c d\ne\U0001f600" and len(piece.text) == len(text)


def test_the_chosen_statements_fields_are_lit():
    (passage,) = mark_report(tell_report(tell()), tell())
    lit = {piece.text: piece.classes.split() for piece in passage.pieces}
    assert "quantity" in lit["64 workers"] and "trigger" in lit["detained"] and "source" in lit["a lawyer"]
    assert "".join(piece.text for piece in passage.pieces) == tell_report(tell()).text

"""What a page changed is told by sentences and by statements."""

import pytest

from khronika.reckon.revisions import compare_reports

FIRST = "Raid in Osh\n\nPolice detained 12 workers in Osh on Monday, a lawyer said. A witness spoke of shots."
BOTH = "2026-01-01T00:00:00Z"

# newer text, sentences that went and came, acts added, acts withdrawn, fields corrected
CASES = [
    (FIRST, [], [], [], []),
    (FIRST.replace("A witness", "\n\nA witness"), [], [], [], []),  # a line that moved changes nothing
    (
        FIRST.replace("12 workers", "14 workers"),
        [("-", "Police detained 12 workers in Osh on Monday, a lawyer said."),
         ("+", "Police detained 14 workers in Osh on Monday, a lawyer said.")],
        [], [], [("quantity",)],
    ),
    (
        "Raid in Osh\n\nA witness spoke of shots near the market of the old town on that day.",
        [("-", "Police detained 12 workers in Osh on Monday, a lawyer said."), ("-", "A witness spoke of shots."),
         ("+", "A witness spoke of shots near the market of the old town on that day.")],
        [], ["arrest_detention"], [],
    ),
    (
        FIRST + " Gunmen killed three guards in Naryn on Tuesday, the ministry said.",
        [("+", "Gunmen killed three guards in Naryn on Tuesday, the ministry said.")], ["killing"], [], [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "diff", "added", "withdrawn", "corrected"), CASES)
def test_a_revision(extract, text, diff, added, withdrawn, corrected):
    before, after = extract(FIRST), extract(text)
    found = compare_reports("https://post.example/1", before, BOTH, after, BOTH)
    assert list(found.diff) == diff
    assert [s.act.value for s in found.added] == added
    assert [s.act.value for s in found.withdrawn] == withdrawn
    assert [c.fields for c in found.corrected] == corrected

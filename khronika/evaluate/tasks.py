"""The tasks: documents, answers, scorer, and the floors that a figure has to reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field

AQUAINT = 73
"""Documents of the time corpus that come from AQUAINT, first of all; the reading model learnt from none of them."""


@dataclass(frozen=True, slots=True)
class Task:
    """One set of documents with the scorer's name for the task.

    `floors` by figure ("statement.f1"); of a corpus that the reading model was trained on, only what was kept out is
    scored: the first `head` documents, and every n-th of the rest.
    """

    name: str
    scorer: str
    folder: str
    floors: Mapping[str, float] = field(default_factory=dict)
    every: int = 1
    head: int = 0
    dateline: bool = False
    """Reports are handed in with the day that their first line names."""


TOLLS = "tolls"
"""Scored by ourselves (`khronika.evaluate.tolls`)."""
MUC4 = "muc4"
"""Scored by ourselves (`khronika.evaluate.muc4`)."""
OWN_SCORERS = frozenset({TOLLS, MUC4})
_MATCHED = {"quantity": 85, "time": 72, "place": 75, "status": 88, "root": 82, "by": 75, "to": 75}
_STATEMENTS = {"statement.f1": 62, "family.f1": 70, "whole.f1": 35}
_SPEECH = {"content.f1": 91, "source.f1": 84, "cue.f1": 74, "relation_with_source.f1": 66}
TASKS = (
    Task("seed", "statements", "seed", {"statement.f1": 80, "whole.f1": 55}),
    Task("pages", "pages", "corpora/pages/a", {"f1": 95}),
    Task(
        "statements",
        "statements",
        "corpora/statements/open",
        _STATEMENTS | {f"accuracy_on_matched.{name}": floor for name, floor in _MATCHED.items()},
    ),
    Task("attributions", "attributions", "corpora/polnear/dev", _SPEECH),
    Task("times", "times", "corpora/timex/train", {"value.f1": 80, "type.f1": 88}, 5, AQUAINT),
    Task("places-geovirus", "places", "corpora/places/geovirus", {"acc161": 88, "overlap.f1": 88}, 5),
    Task("places-gwn", "places", "corpora/places/gwn-a", {"acc161": 92}, 5),
    Task("places-lgl", "places", "corpora/places/lgl", {"acc161": 80, "located.f1": 62}, 5),
    Task("tolls", TOLLS, "corpora/gva/incidents"),
    Task("acled", "acled", "corpora/acled/a", {"weighted_f1": 65}),
    Task("hrdsattack", "hrdsattack", "corpora/hrdsattack/dev", {
        "violation.f1": 72, "perpetrator_type.known": 68, "country.known": 78, "city.known": 58, "year.known": 66,
        "month.known": 62, "day.known": 45, "victim_fuzzy.f1": 55,
    }),
    Task("muc4", MUC4, "corpora/muc4/dev", {"type.f1": 70, "date.f1": 55, "location.f1": 55}, dateline=True),
)  # fmt: skip
SCENARIOS = "scenarios"
INCIDENTS = Task("incidents", "", "corpora/gva/incidents", {
    "bcubed.f1": 85, "killed": 80, "injured": 70, "date": 85, "city": 80,
})  # fmt: skip
"""A chronicle of the articles, scored beside simple rivals (`khronika.evaluate.incidents`)."""
READING = Task("reading", "", "corpora", {
    "ewt.upos": 96, "ewt.las": 87.5, "gum.las": 87.5, "names-wikigold.f1": 80, "names-sfm.f1": 75,
    "toponyms-geovirus.overlap": 85, "toponyms-gwn-a.overlap": 85,
    "times-aquaint.strict": 85, "times-aquaint.relaxed": 92,
})  # fmt: skip
"""What the reading model writes onto documents, scored by ourselves (`khronika.evaluate.reading`)."""

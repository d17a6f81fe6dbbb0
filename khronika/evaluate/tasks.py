"""The tasks: documents, answers, scorer, and the floors that a figure has to reach."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Task:
    """One set of documents with the scorer's name for the task; `floors` by figure ("statement.f1")."""

    name: str
    scorer: str
    folder: str
    floors: dict[str, float] = field(default_factory=dict)


TASKS = (
    Task("seed", "statements", "seed", {"statement.f1": 80, "whole.f1": 55}),
    Task("pages", "pages", "corpora/pages/a", {"f1": 95}),
    Task("statements", "statements", "corpora/statements/open"),
    Task("attributions", "attributions", "corpora/polnear/dev"),
    Task("times", "times", "corpora/timex/train"),
    Task("places-geovirus", "places", "corpora/places/geovirus"),
    Task("places-gwn", "places", "corpora/places/gwn-a"),
    Task("places-lgl", "places", "corpora/places/lgl"),
    Task("acled", "acled", "corpora/acled/a"),
    Task("hrdsattack", "hrdsattack", "corpora/hrdsattack/dev"),
)
SCENARIOS = "scenarios"

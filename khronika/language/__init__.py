"""Report text in, annotated spaCy Doc out. Stages above do not care which engine annotated."""

from khronika.language.acts import RARE, ActMention, ActScores
from khronika.language.attribution import tells
from khronika.language.engine import Engine, load_engine

__all__ = ["RARE", "ActMention", "ActScores", "Engine", "load_engine", "tells"]

"""Clusters in, events out: figures by root, independence by origin, verdicts with their reasons."""

from khronika.reckon.events import reckon_events

__all__ = ["reckon_events"]

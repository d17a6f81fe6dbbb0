"""Statements of many reports in, clusters that are each about one event out."""

from khronika.link.copies import find_copies
from khronika.link.linking import Relinked, link_statements, relink

__all__ = ["Relinked", "find_copies", "link_statements", "relink"]

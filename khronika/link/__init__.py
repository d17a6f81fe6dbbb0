"""Statements of many reports in, clusters that are each about one event out."""

from khronika.link.copies import find_copies
from khronika.link.linking import link_statements

__all__ = ["find_copies", "link_statements"]

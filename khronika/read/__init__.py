"""Captures in, reports out: text with every zone of the page kept and labelled."""

from khronika.read.captures import read_capture, read_visible_text
from khronika.read.repeated import find_repeated_lines, mark_repeated_lines

__all__ = ["find_repeated_lines", "mark_repeated_lines", "read_capture", "read_visible_text"]

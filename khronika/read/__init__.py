"""Captures in, reports out: text with every zone of the page kept and labelled."""

from khronika.read.captures import read_capture, read_visible_text

__all__ = ["read_capture", "read_visible_text"]

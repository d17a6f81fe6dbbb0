"""Files, folders, addresses and JSON Lines in, captures out."""

from khronika.collect.count import count_inputs
from khronika.collect.sources import collect_files, collect_lines, make_capture

__all__ = ["collect_files", "collect_lines", "count_inputs", "make_capture"]

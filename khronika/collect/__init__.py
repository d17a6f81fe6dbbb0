"""Files, folders, archives, feeds and addresses in, captures out."""

from khronika.collect.captures import make_capture
from khronika.collect.count import count_inputs
from khronika.collect.sources import collect_files, collect_lines

__all__ = ["collect_files", "collect_lines", "count_inputs", "make_capture"]

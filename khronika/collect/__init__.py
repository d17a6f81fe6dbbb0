"""Files, folders, addresses and JSON Lines in, captures out."""

from khronika.collect.sources import collect_files, collect_lines, make_capture

__all__ = ["collect_files", "collect_lines", "make_capture"]

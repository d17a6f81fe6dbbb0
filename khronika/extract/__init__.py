"""Annotated document in, report with statements out."""

from khronika.extract.reports import extract_report

__all__ = ["extract_report"]

"""Annotated document in, report with statements out."""

from khronika.extract.explain import explain_report
from khronika.extract.reports import extract_report

__all__ = ["explain_report", "extract_report"]

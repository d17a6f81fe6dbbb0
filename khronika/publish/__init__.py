"""Events and reports for people and programs: tables, one event in full, exports."""

from khronika.publish.event_page import show_event
from khronika.publish.exports import export_csv, export_jsonl
from khronika.publish.report_page import show_report
from khronika.publish.tables import events_table, reports_table

__all__ = ["events_table", "export_csv", "export_jsonl", "reports_table", "show_event", "show_report"]

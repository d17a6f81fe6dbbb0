"""What a chronicle holds, for people and for other programs."""

from khronika.publish.export import COLUMNS, export_csv, export_jsonl
from khronika.publish.held import Held
from khronika.publish.show import show_event
from khronika.publish.show_report import show_report
from khronika.publish.tables import events_table, reports_table

__all__ = [
    "COLUMNS",
    "Held",
    "events_table",
    "export_csv",
    "export_jsonl",
    "reports_table",
    "show_event",
    "show_report",
]

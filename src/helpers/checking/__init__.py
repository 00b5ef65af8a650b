"""The check of an export before it becomes an edition: faults, doubts and notes, and where they are told."""

from helpers.checking.check import check_export, locate_export
from helpers.checking.findings import CheckResult, Finding
from helpers.checking.record import write_doubts
from helpers.checking.reports import Reports, plan_reports, write_reports

__all__ = [
    "CheckResult",
    "Finding",
    "Reports",
    "check_export",
    "locate_export",
    "plan_reports",
    "write_doubts",
    "write_reports",
]

"""The check of an export before it becomes an edition: faults, doubts and notes, told where the researcher sees them."""

from helpers.checking.check import check_export, locate_export
from helpers.checking.findings import CheckResult, Finding
from helpers.checking.record import Doubt, read_doubts, write_doubts

__all__ = ["CheckResult", "Doubt", "Finding", "check_export", "locate_export", "read_doubts", "write_doubts"]

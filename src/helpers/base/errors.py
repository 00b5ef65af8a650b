"""The exceptions of the program: what went wrong, where, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass


class VaerestederError(Exception):
    """A fault that a person can act on; the command line prints it without a traceback."""


class BusyError(VaerestederError):
    """Another process is at work on the same; it is to be waited for."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in an input: file, row (1 is the header), column, and a sentence in Danish."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", række {self.row}"
        if self.column:
            place += f', kolonne "{self.column}"'
        return f"{place}: {self.message}"


class DataError(VaerestederError):
    """All faults of one input at once, in the order of their places."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        head = "1 fejl i data" if count == 1 else f"{count} fejl i data"
        super().__init__("\n".join([f"{head}:", *map(str, self.faults)]))

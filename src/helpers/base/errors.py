"""The exceptions of the program: what went wrong, where, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass


class VaerestederError(Exception):
    """A fault that a person can act on; the command line prints it without a traceback."""


class MachineError(VaerestederError):
    """The machine has no room, gives no access or has no memory left; nothing that was asked for was wrong."""


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


@dataclass(frozen=True, order=True)
class Slip(Fault):
    """One fault in a file that a person edits: what stands on its line, and the line or lines to write instead.

    `row` is the line, 0 where it is the whole file. `write` is blank where the message says all there is to do.
    """

    stands: str = ""
    write: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, linje {self.row}" if self.row else self.file
        told = [f"{place}: {self.message}"]
        told += [f"    Der står: {self.stands.rstrip()}"] if self.stands.strip() else []
        if self.write:
            told += [f"    Skriv:    {self.write}"] if "\n" not in self.write else ["    Skriv:", self.write]
        return "\n".join(told)


class SlipError(DataError):
    """All slips in one file that a person edits, in the order of their lines."""

    def __init__(self, slips: Sequence[Slip]) -> None:
        super().__init__(slips)
        count = len(self.faults)
        self.args = ("\n".join([f"{count} fejl i {slips[0].file}:", *map(str, self.faults)]),)

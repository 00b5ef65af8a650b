"""What a machine does to the program is told in Danish: what happened, what is safe, what to do."""

import errno
import os

import pytest

from helpers.base.errors import MachineError, VaerestederError
from helpers.base.machine import SAFE, machine_error, machine_error_in_words


@pytest.mark.parametrize(
    ("number", "happened"),
    [
        (errno.ENOSPC, "Disken er fuld: svar.csv."),
        (errno.EDQUOT, "Disken er fuld: svar.csv."),
        (errno.EACCES, "Der er ikke adgang: svar.csv."),
        (errno.EROFS, "Disken kan kun læses: svar.csv."),
        (errno.EMFILE, "For mange filer er åbne."),
        (errno.EAGAIN, "Maskinen kan ikke begynde flere processer."),
        (errno.ENOMEM, "Maskinen løb tør for hukommelse."),
        (errno.ELOOP, f"Maskinen meldte fejl nummer {errno.ELOOP} (ELOOP): svar.csv."),
    ],
)
def test_an_error_of_the_system_says_what_happened_what_is_safe_and_what_to_do(number: int, happened: str) -> None:
    english = os.strerror(number)
    told = str(machine_error(OSError(number, english, "svar.csv")))
    assert told.startswith(f"{happened} {SAFE} ")
    assert told.endswith("igen.")
    assert english not in told
    if number != errno.ENOMEM:
        in_words = machine_error_in_words("OSError", str(OSError(number, english, "svar.csv")))
        assert str(in_words) == told


def test_memory_is_the_machines_and_other_errors_are_not() -> None:
    assert str(machine_error(MemoryError())).startswith("Maskinen løb tør for hukommelse.")
    assert str(machine_error_in_words("MemoryError", "")).startswith("Maskinen løb tør for hukommelse.")
    assert machine_error(ValueError("x")) is None
    assert machine_error(VaerestederError("x")) is None
    assert machine_error(OSError("uden nummer")) is None
    assert machine_error_in_words("FileNotFoundError", "[Errno 2] No such file or directory: 'a'") is None
    assert machine_error_in_words("OSError", "uden nummer") is None
    known = MachineError("x")
    assert machine_error(known) is known

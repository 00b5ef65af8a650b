"""What a person is told of whatever a command ends with, and with which number it ends."""

import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from helpers.base.errors import BusyError, MachineError, VaerestederError
from helpers.base.machine import SAFE, machine_error
from helpers.base.paths import BUILD

# 2 is click's, for a command line that cannot be understood.
FAULT, MACHINE, BUSY, OURS, INTERRUPTED = 1, 3, 4, 70, 130
_INTERRUPTED = f"Afbrudt. {SAFE} Kør kommandoen igen, når du vil."


def explain(error: BaseException) -> tuple[str, int]:
    """A sentence in Danish, and the number that the command ends with; a fault of ours goes into a log."""
    if isinstance(error, KeyboardInterrupt):
        return _INTERRUPTED, INTERRUPTED
    known = error if isinstance(error, VaerestederError) else machine_error(error)
    if isinstance(known, BusyError):
        return str(known), BUSY
    if isinstance(known, MachineError):
        return str(known), MACHINE
    if known is not None:
        return str(known), FAULT
    log = _write_log(error)
    where = f"Hvad der skete, står i {log}: Send den fil" if log else "Skriv, hvad du gjorde,"
    return (
        f"Programmet gik i stå på en fejl i sig selv ({type(error).__name__}). {SAFE} {where} til dem, der "
        "vedligeholder programmet.",
        OURS,
    )


def _write_log(error: BaseException) -> Path | None:
    """The file that the traceback was written to, beside the books or else among the temporary files."""
    text = "".join(traceback.format_exception(error))
    for folder in (BUILD / ".work", Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            log = folder / f"fejl-{datetime.now():%Y%m%d-%H%M%S}.log"
            log.write_text(text, encoding="utf-8", errors="backslashreplace")
            return log
    return None

"""What a machine can do to a program, in Danish: what happened, what is safe, and what to do."""

import errno
import re

from helpers.base.errors import MachineError

SAFE = "Ingen fil er skrevet halvt, og en bog, der var bygget, står, som den var."
_AGAIN = "og kør kommandoen igen."
_CLOSE = f"Luk andre programmer, {_AGAIN}"
_MEMORY = f"Maskinen løb tør for hukommelse. {SAFE} {_CLOSE}"
# By the number of the error: what happened, with the place where it is known, and what to do.
_TOLD = {
    (errno.ENOSPC, errno.EDQUOT): ("Disken er fuld{at}.", f"Gør plads på disken, {_AGAIN}"),
    (errno.EACCES, errno.EPERM): (
        "Der er ikke adgang{at}.",
        f"Giv dig selv adgang til filen og dens mappe, luk andre programmer, der har den åben, {_AGAIN}",
    ),
    (errno.EROFS,): ("Disken kan kun læses{at}.", f"Flyt projektet til en disk, der kan skrives på, {_AGAIN}"),
    (errno.EMFILE, errno.ENFILE): ("For mange filer er åbne.", _CLOSE),
    (errno.EIO,): ("Disken kan ikke læses eller skrives{at}.", "Tag en kopi af det, du kan, og få disken efterset."),
    (errno.ENOENT,): ("Filen er der ikke{at}.", f"Læg filen tilbage, {_AGAIN}"),
    (errno.EAGAIN,): ("Maskinen kan ikke begynde flere processer.", _CLOSE),
}  # fmt: skip
# How Python and IPython tell an error of the system in words.
_WORDS = re.compile(r"\[Errno (\d+)\][^:']*(?:: '([^']*)')?")


def went_down(what: str) -> MachineError:
    """That a process is gone which did something: `what`, as "Processen, som kapitlet kørte i,"."""
    return MachineError(f"{what} gik ned. Det sker oftest, når maskinen løber tør for hukommelse. {SAFE} {_CLOSE}")


def machine_error(error: BaseException) -> MachineError | None:
    """The same error in Danish; None where it is no fault of the machine."""
    if isinstance(error, MachineError):
        return error
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return MachineError(_MEMORY)
    if not isinstance(error, OSError) or error.errno is None:
        return None
    return MachineError(_tell(error.errno, str(error.filename or "")))


def machine_error_in_words(kind: str, text: str) -> MachineError | None:
    """The error of another process, known by the name of its class and its text; None where the machine has no part.

    A file that is not there, or may not be read, is for whoever wrote the code.
    """
    if kind == "MemoryError":
        return MachineError(_MEMORY)
    if kind != "OSError" or not (found := _WORDS.search(text)):
        return None
    return MachineError(_tell(int(found[1]), found[2] or ""))


def _tell(number: int, place: str) -> str:
    at = f": {place}" if place else ""
    for numbers, (happened, remedy) in _TOLD.items():
        if number in numbers:
            return f"{happened.format(at=at)} {SAFE} {remedy}"
    return f"Maskinen meldte fejl nummer {number} ({errno.errorcode.get(number, 'ukendt')}){at}. {SAFE} Prøv igen."

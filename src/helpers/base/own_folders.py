"""Folders that the program makes: each has a marker, and no other is ever removed."""

import shutil
from pathlib import Path

from helpers.base.errors import VaerestederError

MARKER = ".vaeresteder"
_SAYS = "Denne mappe er lavet af programmet vaeresteder, som sletter og fornyer den. Læg ikke egne filer her.\n"


def is_own(folder: Path) -> bool:
    """Whether the program made this folder; what a link leads to is never its own."""
    return not folder.is_symlink() and (folder / MARKER).is_file()


def make_folder(folder: Path) -> Path:
    """The folder, empty but for its marker; what the program made there before is gone, all else set aside."""
    remove_folder(folder)
    set_aside(folder)
    folder.mkdir(parents=True)
    (folder / MARKER).write_text(_SAYS, encoding="utf-8")
    return folder


def own_folder(folder: Path) -> Path:
    """The folder as the program left it, or made now."""
    return folder if is_own(folder) else make_folder(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder if the program made it; raises OSError where that cannot be done."""
    if is_own(folder):
        # Out of the way first: a removal that is cut off leaves no half of it under its name.
        doomed = folder.with_name(f".slettes-{folder.name}")
        if doomed.exists():
            shutil.rmtree(doomed)
        folder.rename(doomed)
        shutil.rmtree(doomed)


def set_aside(path: Path) -> Path | None:
    """Where something that the program did not make is now, under a name that says so; None where nothing is there."""
    if not (path.exists() or path.is_symlink()):
        return None
    for number in range(1, 100):
        aside = path.with_name(f"{path.name}.lagt-til-side-{number}")
        if not (aside.exists() or aside.is_symlink()):
            return path.rename(aside)
    raise VaerestederError(f"{path} er ikke lavet af programmet og kan ikke lægges til side. Flyt den selv.")

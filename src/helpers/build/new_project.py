"""A project to work in, for whoever installed the program from a wheel: chapters, data and settings in a folder."""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.paths import is_project

_PACKAGE = "vaeresteder"
# Where setup.py puts the files, below whatever folder a wheel's data is installed in.
_BROUGHT = ("share", "vaeresteder", "project")


def make_project(folder: Path) -> Path:
    """The folder, in which there is a project now. Whole or not there at all.

    Raises VaerestederError where something stands in its way, or where the program was not installed from a wheel.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaerestederError(f"{folder} findes allerede og er ikke tom. Vælg et andet navn, så intet overskrives.")
    files = dict(_brought_along())
    if not files:
        raise VaerestederError(
            "Programmet er ikke installeret fra en hjulfil (.whl), men ligger i et projekt i forvejen. Arbejd i det."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    drafts = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    unfinished = drafts / folder.name
    try:
        for name, source in files.items():
            target = unfinished / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    finally:
        # Made here and now, and by nobody else.
        shutil.rmtree(drafts, ignore_errors=True)
    assert is_project(folder)
    return folder


def _brought_along() -> Iterator[tuple[Path, Path]]:
    """The project's files as the wheel installed them: each name in the project, and where the file is."""
    for file in distribution(_PACKAGE).files or ():
        parts = file.parts
        for start in range(len(parts) - len(_BROUGHT)):
            if parts[start : start + len(_BROUGHT)] == _BROUGHT:
                yield Path(*parts[start + len(_BROUGHT) :]), Path(str(file.locate()))

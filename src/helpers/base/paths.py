"""Where things are: the project, the folder of data with what is built from it, and the researcher's key."""

import os
import re
from pathlib import Path

from helpers.base.errors import VaerestederError


def is_project(folder: Path) -> bool:
    """Whether a folder holds the book's settings and its survey."""
    return (folder / "_config.yml").is_file() and (folder / "data" / "questionnaire.yml").is_file()


def find_project(program: Path, here: Path) -> Path:
    """The project: the checkout that the program lies in; else the nearest one around `here`, or `here` itself.

    A program that was installed from a wheel lies in no checkout. `program` is this file, `here` the folder in which
    the command was given.
    """
    checkout = program.parents[3]
    return next((folder for folder in (checkout, here, *here.parents) if is_project(folder)), here)


ROOT = find_project(Path(__file__).resolve(), Path.cwd())
# The rehearsal has data and a `_build` of its own, so that no invented year ever lies among the real ones.
DATA = Path(os.environ.get("VAERESTEDER_DATA") or ROOT / "data").resolve()
BUILD = DATA.parent / "_build"
# The chapters at work, and beside them their order; the tests have chapters of their own.
NOTEBOOKS = Path(os.environ.get("VAERESTEDER_NOTEBOOKS") or ROOT / "notebooks").resolve()
TOC = NOTEBOOKS.parent / "_toc.yml"
THEME = Path(__file__).resolve().parents[1] / "theme"
FONTS = THEME / "fonts"

QUESTIONNAIRE = DATA / "questionnaire.yml"
# How free text is grouped; an edition keeps a copy of what its answers were grouped by.
THEMES = DATA / "themes.yml"
# What the comparing words of the chapters claim; a frozen edition keeps a copy, too.
COMPARISON_WORDS = DATA / "comparison_words.yml"


_KEY = re.compile(r"[12][0-9]{3}")


def is_key(name: str) -> bool:
    """Whether a name can be the key of an edition."""
    return _KEY.fullmatch(name) is not None


def check_key(edition: str, *folders: Path) -> str:
    """The key of an edition, which names a folder in each of these folders, and nothing outside them.

    Raises VaerestederError where it is a path, blank or anything else that is no key, and where its folder is a link.
    """
    if not is_key(edition):
        raise VaerestederError(
            f'"{edition}" er ikke et årstal med fire cifre, f.eks. 2026. Skriv årstallet alene, uden sti.'
        )
    for folder in folders:
        if (folder / edition).is_symlink():
            raise VaerestederError(
                f"{folder / edition} er et link til en anden mappe. En udgave har sin egen mappe: Fjern linket, og læg "
                "mappen her."
            )
    return edition


def edition_data(edition: str, data: Path | None = None) -> Path:
    """The folder that holds one edition's data, whether it exists or not; raises what `check_key` raises."""
    return (data or DATA) / check_key(edition, data or DATA)


def key_file() -> Path:
    """The researcher's key, by which places become pseudonyms; it is no part of the project.

    Raises VaerestederError where it has no place, as whoever runs the program has no home.
    """
    try:
        return Path(os.environ.get("VAERESTEDER_KEY") or Path.home() / ".vaeresteder" / "noegle").expanduser()
    except RuntimeError as error:
        raise VaerestederError(
            "Nøglen til pseudonymer har ingen plads: Maskinen kender ingen hjemmemappe til dig. Skriv i miljøvariablen "
            "VAERESTEDER_KEY, hvor nøglen ligger eller skal ligge, uden for projektet."
        ) from error

"""Where things are: the project, the folder of data with what is built from it, and the researcher's key."""

import os
from pathlib import Path


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


def edition_data(edition: str) -> Path:
    """The folder that holds one edition's data, whether it exists or not."""
    return DATA / edition


def key_file() -> Path:
    """The researcher's key, by which places become pseudonyms; it is no part of the project."""
    return Path(os.environ.get("VAERESTEDER_KEY") or Path.home() / ".vaeresteder" / "noegle").expanduser()

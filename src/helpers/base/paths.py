"""Where things are: the repository, the folder of data with what is built from it, and the researcher's key."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# The rehearsal has data and a `_build` of its own, so that no invented year ever lies among the real ones.
DATA = Path(os.environ.get("VAERESTEDER_DATA") or ROOT / "data").resolve()
BUILD = DATA.parent / "_build"
NOTEBOOKS = ROOT / "notebooks"
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

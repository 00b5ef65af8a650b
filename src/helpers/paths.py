"""Where things are in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "_build"
THEME = Path(__file__).resolve().parent / "theme"
FONTS = THEME / "fonts"

QUESTIONNAIRE = DATA / "questionnaire.yml"


def edition_data(edition: str) -> Path:
    """The folder that holds one edition's data, whether it exists or not."""
    return DATA / edition

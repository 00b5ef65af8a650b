"""What an edition is told with: its own chapters and questionnaire, once they are frozen with it; else those at work.

They are frozen when the next edition begins (`helpers.build.freeze`), all of them or none.
"""

from pathlib import Path

from helpers.base.paths import NOTEBOOKS, QUESTIONNAIRE, TOC, edition_data
from helpers.survey.edition import RECORD, list_editions


def frozen_chapters(edition: str) -> Path:
    """The folder for the chapters that are frozen with an edition, whether they are or not."""
    return edition_data(edition) / "notebooks"


def is_frozen(edition: str) -> bool:
    """Whether an edition has chapters of its own."""
    return bool(edition) and (frozen_chapters(edition) / TOC.name).is_file()


def chapters_folder(edition: str) -> Path:
    """The folder that an edition's chapters lie in."""
    return frozen_chapters(edition) if is_frozen(edition) else NOTEBOOKS


def contents_file(edition: str) -> Path:
    """The table of contents of an edition's chapters."""
    return frozen_chapters(edition) / TOC.name if is_frozen(edition) else TOC


def questionnaire_file(edition: str) -> Path:
    """The questionnaire that an edition is read by."""
    return edition_data(edition) / QUESTIONNAIRE.name if is_frozen(edition) else QUESTIONNAIRE


def edition_at_work() -> str:
    """The edition that the chapters at work are written for: the newest; blank where it has chapters of its own."""
    newest = max(list_editions(), default="")
    return "" if is_frozen(newest) else newest


def newest_published() -> str:
    """The newest edition whose numbers are published; blank where none is."""
    return max((key for key in list_editions() if (edition_data(key) / RECORD).is_file()), default="")


def newest_frozen() -> str:
    """The newest edition that has chapters and a questionnaire of its own; blank where none has."""
    return max((key for key in list_editions() if is_frozen(key)), default="")

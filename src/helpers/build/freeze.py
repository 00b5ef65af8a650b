"""The chapters of an edition and its questionnaire, frozen with it: it is told with these, whatever changes later.

`notebooks/` and `data/questionnaire.yml` are at work for the next edition then.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from helpers.base.errors import VaerestederError
from helpers.base.own_folders import make_folder, remove_folder
from helpers.base.paths import BUILD, COMPARISON_WORDS, NOTEBOOKS, QUESTIONNAIRE, TOC, edition_data
from helpers.base.swap import swap_in
from helpers.base.whole_files import replace_whole
from helpers.book.contents import edition_toc, load_toc
from helpers.book.notebooks import read_notebook, set_edition, store_notebook
from helpers.build.build_book import alone_with
from helpers.build.progress import say_nothing
from helpers.build.stored_outputs import run_chapters
from helpers.survey.edition import RECORD, Edition, list_editions, load_edition
from helpers.survey.frozen import frozen_chapters, is_frozen

_LEFT_BESIDE = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")


def freeze_before(year: str, *, folder: Path = BUILD, say: Callable[[str], object] = say_nothing) -> tuple[str, ...]:
    """The editions before a year that were frozen now; none where all of them were before.

    Raises VaerestederError where a chapter does not run for an edition; what was frozen before it stays so.
    """
    frozen = tuple(key for key in list_editions() if key < year and not is_frozen(key))
    for key in frozen:
        freeze_edition(key, folder=folder, say=say)
    return frozen


def freeze_edition(edition: str, *, folder: Path = BUILD, say: Callable[[str], object] = say_nothing) -> Path:
    """The folder with an edition's own chapters, which are frozen now, or were before; all of them or none.

    They are run once more, so that they hold what they give for this edition; where its numbers are not published, they
    hold none. Raises VaerestederError where a chapter fails.
    """
    described = load_edition(edition)
    if is_frozen(edition):
        return frozen_chapters(edition)
    with alone_with(edition, f"Kapitlerne til {edition} lægges fast", folder):
        say(
            f"Udgaven {edition} får sine egne kapitler, så intet, der skrives til den næste, ændrer den. De køres igen:"
        )
        return _freeze(described, folder, say)


def _freeze(described: Edition, folder: Path, say: Callable[[str], object]) -> Path:
    edition, target = described.key, frozen_chapters(described.key)
    # Beside its place: what lies on another disk cannot be put there at one moment.
    draft = target.with_name(".kapitler") / target.name
    make_folder(draft.parent)
    try:
        shutil.copytree(NOTEBOOKS, draft, ignore=_LEFT_BESIDE)
        _make_own(draft, described, folder, say)
        for kept in (QUESTIONNAIRE, COMPARISON_WORDS):
            replace_whole(edition_data(edition) / kept.name, kept.read_bytes())
        # Until this the edition has no chapters of its own, and its questionnaire is not looked at.
        swap_in(draft, target)
    except VaerestederError as error:
        raise VaerestederError(
            f"Kapitlerne kunne ikke lægges fast til udgaven {edition}, og intet er ændret. Ret kapitlet i notebooks/, "
            f"og kør kommandoen igen.\n{error}"
        ) from error
    finally:
        remove_folder(draft.parent)
    return target


def _make_own(draft: Path, edition: Edition, folder: Path, say: Callable[[str], object]) -> None:
    """Make copies of the chapters at work the edition's: those that it has, with its key and what they give for it."""
    names = _chapter_names(edition_toc(edition, TOC))
    toc = load_toc()
    for part in toc["parts"]:
        part["chapters"] = [each for each in part["chapters"] if Path(each["file"]).name in names]
    (draft / TOC.name).write_text(yaml.safe_dump(toc, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for path in draft.glob("*.ipynb"):
        if path.stem not in names:
            path.unlink()
            continue
        notebook = read_notebook(path)
        set_edition(notebook, edition.key)
        store_notebook(notebook, path)
    if (edition.folder / RECORD).is_file():
        run_chapters([draft / f"{name}.ipynb" for name in names], edition.key, folder=folder, say=say)


def _chapter_names(toc: dict[str, Any]) -> list[str]:
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]

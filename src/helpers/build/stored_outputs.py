"""The outputs that chapters are stored with: always those of an edition whose numbers are published.

The forge shows them to everybody, and nbval compares with them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.base.paths import BUILD, NOTEBOOKS
from helpers.base.whole_files import replace_whole
from helpers.book.contents import chapter_title, chapters_at_work, list_chapters, staged_chapters
from helpers.book.notebooks import named_edition, read_notebook, set_edition, store_notebook
from helpers.build.execution.executor import refresh_chapters
from helpers.build.progress import Progress, say_nothing
from helpers.survey.edition import RECORD, list_editions, load_edition
from helpers.survey.frozen import frozen_chapters, is_frozen, newest_published


def store_outputs(edition: str = "", *, folder: Path = BUILD, say: Callable[[str], object] = say_nothing) -> Path:
    """The folder whose chapters were run for a published edition, and hold what they gave.

    The chapters at work are run for the newest published edition, or for the one that is named; where that has chapters
    of its own, those are run. A failing cell changes none of them. Raises VaerestederError where the edition is not
    published, and where a chapter fails.
    """
    chosen = load_edition(edition or newest_published())
    if not (chosen.folder / RECORD).is_file():
        raise VaerestederError(
            f"Udgaven {chosen.key} er ikke offentliggjort, og dens tal må ikke gemmes i kapitlerne: De ligger i git, "
            f"hvor andre ser dem. Se tallene i den byggede bog (vaeresteder build {chosen.key}) eller i JupyterLab "
            f"(vaeresteder lab)."
        )
    own = bool(edition) and is_frozen(edition)
    run_chapters(staged_chapters(chosen) if own else chapters_at_work(chosen), chosen.key, folder=folder, say=say)
    return frozen_chapters(edition) if own else NOTEBOOKS


def find_unpublished() -> list[str]:
    """The chapters at work that are stored with what they gave for an edition whose numbers are not published.

    An editor other than `vaeresteder lab` stores what it shows.
    """
    editions = map(load_edition, list_editions())
    unpublished = [edition for edition in editions if not (edition.folder / RECORD).is_file()]
    return [
        path.name
        for path in list_chapters()
        if any(_gave(read_notebook(path), edition.key, edition.short_notice) for edition in unpublished)
    ]


def _gave(notebook: Mapping[str, Any], key: str, notice: str) -> bool:
    """Whether a notebook names an edition in its parameters, or bears its notice in what a cell gave."""
    outputs = [cell.get("outputs", []) for cell in notebook["cells"]]
    return key == named_edition(notebook) or json.dumps(notice)[1:-1] in json.dumps(outputs)


def run_chapters(
    chapters: Sequence[Path], edition: str, *, folder: Path = BUILD, say: Callable[[str], object] = say_nothing
) -> None:
    """Let chapters name an edition, run them, and store what they give; a failing cell changes none of them."""
    titles = list(map(chapter_title, chapters))
    steps = Progress(titles, folder / ".work" / "durations-notebooks.json", say)
    with TemporaryDirectory() as elsewhere:
        copies = [Path(elsewhere) / chapter.name for chapter in chapters]
        for chapter, copy in zip(chapters, copies, strict=True):
            notebook = read_notebook(chapter)
            set_edition(notebook, edition)
            store_notebook(notebook, copy)
        refresh_chapters(copies, lambda number: steps.begin(titles[number]))
        for chapter, copy in zip(chapters, copies, strict=True):
            replace_whole(chapter, copy.read_bytes())
    steps.finish()

"""The chapters: their order, and their execution by papermill with typed parameters."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.base.errors import MachineError, VaerestederError
from helpers.base.machine import machine_error_in_words
from helpers.base.paths import NOTEBOOKS, TOC
from helpers.base.yaml_io import read_yaml
from helpers.book.notebooks import clean_notebook, named_edition, read_notebook
from helpers.survey.edition import Edition
from helpers.survey.frozen import chapters_folder, contents_file
from helpers.survey.printed_figures import load_figures

# As the tables of contents write it, wherever the chapters lie.
_FOLDER = "notebooks/"
_SOURCE_CONTROL = "kildekontrol"


def load_toc(path: Path = TOC) -> dict[str, Any]:
    """A table of contents as written: that of the chapters at work, or another."""
    toc: dict[str, Any] = read_yaml(path)
    return toc


def list_chapters(edition: str = "") -> list[Path]:
    """The notebooks in reading order, also those that an edition leaves out: its own, or those at work."""
    return _located(load_toc(contents_file(edition)), chapters_folder(edition))


def edition_toc(edition: Edition, contents: Path | None = None) -> dict[str, Any]:
    """The table of contents of an edition, for its staged chapters, which lie in one folder.

    `contents` is the file, where it is not the edition's. The source control is a chapter only where something was
    printed.
    """
    toc = load_toc(contents or contents_file(edition.key))
    left_out = () if load_figures(edition) else (_SOURCE_CONTROL,)
    toc["root"] = toc["root"].removeprefix(_FOLDER)
    for part in toc["parts"]:
        files = [chapter["file"].removeprefix(_FOLDER) for chapter in part["chapters"]]
        part["chapters"] = [{"file": file} for file in files if file not in left_out]
    return toc


def staged_chapters(edition: Edition) -> list[Path]:
    """The notebooks that an edition's book is made from, in reading order."""
    return _located(edition_toc(edition), chapters_folder(edition.key))


def chapters_at_work(edition: Edition) -> list[Path]:
    """The notebooks at work that an edition has, in reading order."""
    return _located(edition_toc(edition, TOC), NOTEBOOKS)


def named_at_work() -> str:
    """The edition that the chapters at work are stored for: a bare `jupyter-book build` is of that one."""
    return next(filter(None, (named_edition(read_notebook(path)) for path in list_chapters())), "")


def _located(toc: Mapping[str, Any], folder: Path) -> list[Path]:
    return [(folder / file.removeprefix(_FOLDER)).with_suffix(".ipynb") for file in _files(toc)]


def _files(toc: Mapping[str, Any]) -> list[str]:
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]


def chapter_title(path: Path) -> str:
    """The chapter's own title, the first heading in it."""
    for cell in read_notebook(path)["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if line.startswith("# "):
                return str(line.removeprefix("# ").strip())
    raise VaerestederError(f"{path.name}: kapitlet har ingen overskrift. Begynd første celle med # Titel.")


def execute_chapter(source: Path, target: Path, parameters: Mapping[str, str], engine: str = "nbclient") -> None:
    """Execute one chapter into `target`, without timestamps or paths in its metadata.

    `engine` is papermill's name for what executes it, by default a standard kernel.
    No parameters leave those that the chapter declares as they are. Otherwise a chapter that has a
    parameters cell must declare exactly these names: papermill itself would pass over a misspelt one.
    Raises VaerestederError where it does not, and where a cell fails.
    """
    # Here, because to list chapters takes none of it, and before papermill, which imports nbformat too.
    import papermill

    from helpers.book.import_nbformat import nbformat

    declared = papermill.inspect_notebook(str(source))
    if declared and parameters and set(declared) != set(parameters):
        raise VaerestederError(
            f"{source.name}: cellen med parametre har {', '.join(sorted(declared))}. "
            f"Den skal have {', '.join(sorted(parameters))}."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _run(source, target, parameters if declared else {}, engine)
    except papermill.PapermillExecutionError as error:
        place, machine = (
            f"{source.name}, celle {error.cell_index + 1}",
            machine_error_in_words(error.ename, error.evalue),
        )
        if machine:
            raise MachineError(f"{place}: {machine}") from error
        raise VaerestederError(f"{place}:\n{error}") from error
    notebook = nbformat.read(target, as_version=4)
    clean_notebook(notebook)
    nbformat.write(notebook, target)


def _run(source: Path, target: Path, parameters: Mapping[str, str], engine: str) -> None:
    """Let papermill execute a chapter; a kernel that does not start is given a second chance.

    Two programs that start a kernel at the same moment may choose the same port.
    """
    import papermill

    for last in (False, True):
        try:
            papermill.execute_notebook(
                str(source),
                str(target),
                parameters=dict(parameters),
                engine_name=engine,
                kernel_name="python3",
                progress_bar=False,
                # Saved once, when it is executed or has failed, and not before and after each cell.
                request_save_on_cell_execute=False,
            )
        except RuntimeError as error:
            if not str(error).startswith("Kernel died before"):
                raise
            if last:
                raise VaerestederError(
                    f"{source.name}: Python-kernen startede ikke ({error}). Luk andre programmer, der bruger Jupyter, "
                    "og kør kommandoen igen."
                ) from error
        else:
            return

"""The project that the tests run on, whatever stands in this repository: no test knows which year a researcher is at.

In it the edition of 2024 is frozen, as it was published: its data, and its own chapters and questionnaire, which are
taken from where they lie here. At work are a questionnaire, themes and chapters of the tests' own; there is no other
edition. Nothing here may import the program, which reads once where its data lie.
"""

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "data" / "project"
PARAMETERS = 'edition = "2024"\nresponses = ""'
LOAD = """from helpers.facts import load_facts
from helpers.editions.parameters import check_parameters
from helpers.figures.corrections_table import show_corrections
from helpers.figures.share_bars import show_share_bars
from helpers.figures.tables import show_codebook

check_parameters()
facts = load_facts(edition, responses)"""
# The cells of each chapter after those of its parameters; those of code begin with `>`.
CHAPTERS: Mapping[str, Sequence[str]] = {
    "index": (
        "# Forsiden\n\nDer er {fact}`organisationsform.kommunal antal` kommunale væresteder. Se {numref}`figur-a`.",
        ">show_share_bars(facts, 'organisationsform', name='figur-a', title='Hvem driver værestedet')",
        "{term}`Værested` er et ord. Her er {numref}`tabel-b`.",
        ">show_codebook(facts, 'rammer', name='tabel-b', title='Spørgsmål om rammer')",
    ),
    "rettelser": (
        "# Rettelser\n\nSe {numref}`tabel-rettelser`.",
        ">show_corrections(facts, name='tabel-rettelser', title='Rettede tal')",
    ),
    "ordliste": ("# Ordliste\n\n```{glossary}\nVærested\n  Et sted, hvor man kan være.\n```",),
}


def use_own_project() -> None:
    """Let the program, which is not imported yet, take the tests' project for its own, here and in later processes."""
    # pytest-xdist's processes have that of the one which began them.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="vaeresteder-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        make_project(folder)
        os.environ["VAERESTEDER_DATA"] = str(folder / "data")
        os.environ["VAERESTEDER_NOTEBOOKS"] = str(folder / "notebooks")


def make_project(folder: Path) -> None:
    """Write the tests' project into a folder: the edition of 2024 frozen, and at work what is the tests' own."""
    take_2024(folder)
    edition = folder / "data" / "2024"
    (folder / "notebooks").rename(edition / "notebooks")
    (folder / "_toc.yml").rename(edition / "notebooks" / "_toc.yml")
    (folder / "data" / "questionnaire.yml").rename(edition / "questionnaire.yml")
    shutil.copytree(OWN, folder / "data", dirs_exist_ok=True)
    (folder / "notebooks").mkdir()
    for name, cells in CHAPTERS.items():
        write_chapter(folder / "notebooks", name, cells)


def take_2024(folder: Path) -> None:
    """Write a project into a folder in which the edition of 2024 is alone and at work, also where it is frozen here."""
    data, edition = folder / "data", ROOT / "data" / "2024"
    shutil.copytree(edition, data / "2024", ignore=shutil.ignore_patterns("notebooks", "questionnaire.yml"))
    for path in filter(Path.is_file, (ROOT / "data").iterdir()):
        shutil.copyfile(path, data / path.name)
    frozen = edition / "notebooks"
    is_frozen = (frozen / "_toc.yml").is_file()
    chapters = frozen if is_frozen else ROOT / "notebooks"
    shutil.copytree(chapters, folder / "notebooks", ignore=shutil.ignore_patterns("_toc.yml", ".ipynb_checkpoints"))
    shutil.copyfile(frozen / "_toc.yml" if is_frozen else ROOT / "_toc.yml", folder / "_toc.yml")
    if is_frozen:
        shutil.copyfile(edition / "questionnaire.yml", data / "questionnaire.yml")


def write_chapter(notebooks: Path, name: str, cells: Sequence[str]) -> None:
    """Write a chapter into a folder of chapters, and beside the folder their table of contents, by name."""
    made = [_cell(f"{name}-a", PARAMETERS, ["parameters", "remove-cell"]), _cell(f"{name}-b", LOAD, ["remove-cell"])]
    for number, text in enumerate(cells):
        tags = ["hide-input"] if text.startswith(">") else None
        made.append(_cell(f"{name}-{number}", text.removeprefix(">"), tags))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    # The title comes first, as in every chapter.
    notebook = {"cells": [made[2], *made[:2], *made[3:]], "metadata": {"kernelspec": kernel}}
    text = json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1) + "\n"
    (notebooks / f"{name}.ipynb").write_text(text, encoding="utf-8")
    others = sorted({path.stem for path in notebooks.glob("*.ipynb")} - {"index"})
    parts = [{"caption": "Del", "chapters": [{"file": f"notebooks/{other}"} for other in others]}]
    contents = {"format": "jb-book", "root": "notebooks/index", "parts": parts}
    # Whatever is JSON is YAML.
    (notebooks.parent / "_toc.yml").write_text(json.dumps(contents), encoding="utf-8")


def _cell(name: str, source: str, tags: list[str] | None) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    if tags is None:
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": lines}
    code = {"outputs": [], "execution_count": None}
    return {"cell_type": "code", "id": name, "metadata": {"tags": tags}, "source": lines, **code}

"""A little project of its own: the data of 2024, three short chapters at work, and the commands of the program."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from helpers.base.paths import DATA
from helpers.book.notebooks import read_notebook, store_notebook
from helpers.survey.edition_file import read_fields, write_fields

PARAMETERS = 'edition = "2024"\nresponses = ""'
LOAD = """from helpers.facts import load_facts
from helpers.editions.parameters import check_parameters
from helpers.figures.corrections_table import show_corrections
from helpers.figures.share_bars import show_share_bars
from helpers.figures.tables import show_codebook

check_parameters()
facts = load_facts(edition, responses)"""
CHAPTERS: Mapping[str, tuple[str, ...]] = {
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


class SmallProject:
    """A folder with data and chapters; `run` gives a command of the program in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.notebooks = folder, folder / "data", folder / "notebooks"
        shutil.copytree(DATA, self.data, ignore=shutil.ignore_patterns("20[!2]*", "202[!4]", "notebooks"))
        (self.data / "2024" / "questionnaire.yml").unlink(missing_ok=True)
        self.notebooks.mkdir()
        for name, cells in CHAPTERS.items():
            self.write(name, *cells)

    def write(self, name: str, *cells: str) -> None:
        """Write a chapter at work, its code cells those that begin with `>`, and the table of contents."""
        made = [
            _cell(f"{name}-a", PARAMETERS, ["parameters", "remove-cell"]),
            _cell(f"{name}-b", LOAD, ["remove-cell"]),
        ]
        for number, text in enumerate(cells):
            code = text.startswith(">")
            made.append(_cell(f"{name}-{number}", text.removeprefix(">"), ["hide-input"] if code else None))
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        # The title comes first, as in every chapter.
        notebook = {"cells": [made[2], *made[:2], *made[3:]], "metadata": {"kernelspec": kernel}}
        store_notebook({**notebook, "nbformat": 4, "nbformat_minor": 5}, self.notebooks / f"{name}.ipynb")
        others = sorted({path.stem for path in self.notebooks.glob("*.ipynb")} - {"index"})
        toc = {"format": "jb-book", "root": "notebooks/index"}
        parts = [{"caption": "Del", "chapters": [{"file": f"notebooks/{other}"} for other in others]}]
        self.toc.write_text(yaml.safe_dump({**toc, "parts": parts}), encoding="utf-8")

    @property
    def toc(self) -> Path:
        """The table of contents of the chapters at work."""
        return self.folder / "_toc.yml"

    def edit(self, path: Path, old: str, new: str) -> None:
        """Replace words of a file, which has to have them."""
        text = path.read_text(encoding="utf-8")
        assert old in text, (path, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add_edition(self, key: str, **described: object) -> Path:
        """The folder of an edition with the answers of 2024, not published; `described` are fields of its file."""
        target = self.data / key
        target.mkdir()
        shutil.copyfile(self.data / "2024" / "responses.csv", target / "responses.csv")
        own = {"source": "survey", "responses_sha256": "", "short_notice": f"Svar fra {key}", **described}
        write_fields(target / "edition.yml", {**read_fields(self.data / "2024" / "edition.yml"), **own}, {}, "")
        return target

    def python(self, code: str) -> str:
        """What a program prints that has this project's data and chapters; it has to end well."""
        ran = self._run([sys.executable, "-c", code])
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of the program, with all that it printed as `stdout`."""
        return self._run([sys.executable, "-c", "from helpers.cli.commands import main; main()", *arguments])

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        own = {"VAERESTEDER_DATA": self.data, "VAERESTEDER_NOTEBOOKS": self.notebooks, "SOURCE_DATE_EPOCH": "0"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=os.environ | {name: str(value) for name, value in own.items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def outputs(self, path: Path) -> str:
        """All that the cells of a notebook have given, as text."""
        return json.dumps([cell.get("outputs", []) for cell in read_notebook(path)["cells"]], ensure_ascii=False)


def _cell(name: str, source: str, tags: list[str] | None) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    if tags is None:
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": lines}
    code = {"outputs": [], "execution_count": None}
    return {"cell_type": "code", "id": name, "metadata": {"tags": tags}, "source": lines, **code}

"""A little project of its own: the data of 2024, three short chapters at work, and the commands of the program."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from own_project import CHAPTERS, write_chapter

from helpers.base.paths import DATA
from helpers.book.notebooks import read_notebook
from helpers.survey.edition_file import read_fields, write_fields


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
        write_chapter(self.notebooks, name, cells)

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

"""Whole books after changes of any kind, byte for byte the books of a first build."""

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from own_project import take_2024

from helpers.base.paths import ROOT
from helpers.build.fingerprint import hash_files

pytestmark = pytest.mark.rehearsal


class Project:
    """A copy of the whole project, in which anything may be changed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.copy(folder)

    @staticmethod
    def copy(folder: Path) -> None:
        """Write the program and the edition of 2024 into a folder, as they are."""
        take_2024(folder)
        shutil.copytree(ROOT / "src", folder / "src")
        shutil.copyfile(ROOT / "_config.yml", folder / "_config.yml")

    def begin(self) -> subprocess.Popen[str]:
        """Begin to build the edition."""
        environment = os.environ | {"PYTHONPATH": str(self.folder / "src"), "SOURCE_DATE_EPOCH": "0"}
        for name in ("VAERESTEDER_DATA", "VAERESTEDER_NOTEBOOKS"):
            environment.pop(name, None)
        command = [sys.executable, "-c", "from helpers.cli.commands import main; main()", "build", "2024"]
        return subprocess.Popen(
            command, cwd=self.folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def build(self) -> dict[str, str]:
        """The hash of each file of the book, built from what is there."""
        process = self.begin()
        said, _ = process.communicate()
        assert process.returncode == 0, said
        return hash_files(self.folder / "_build" / "2024")

    def build_anew(self) -> dict[str, str]:
        """The same without anything from before, which is put back afterwards."""
        aside = (self.folder / "_build").rename(self.folder / "_aside")
        made = self.build()
        shutil.rmtree(self.folder / "_build")
        aside.rename(self.folder / "_build")
        return made

    def rewrite(self, path: Path, change: Callable[[str], str]) -> None:
        """Change a file."""
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def edit(self, kind: str, change: Callable[[list[str]], list[str]], *, last: bool = False) -> None:
        """Change the lines of one cell of a chapter that has some of the kind: the first, or the last."""
        paths = sorted((self.folder / "notebooks").glob("*.ipynb"))
        chapters = [(path, json.loads(path.read_text(encoding="utf-8"))) for path in paths]
        path, chapter = self.chance.choice([each for each in chapters if _cells(each[1], kind)])
        cell = _cells(chapter, kind)[-1 if last else 0]
        cell["source"] = "\n".join(change("".join(cell["source"]).split("\n")))
        path.write_text(json.dumps(chapter, ensure_ascii=False), encoding="utf-8")


def _cells(chapter: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [cell for cell in chapter["cells"] if cell["cell_type"] == kind]


def rename_chapter(p: Project) -> None:
    def change(lines: list[str]) -> list[str]:
        at = next(number for number, line in enumerate(lines) if line.startswith("# "))
        return [*lines[:at], f"{lines[at]} nr. {p.chance.randrange(99)}", *lines[at + 1 :]]

    p.edit("markdown", change)


def add_prose(p: Project) -> None:
    p.edit(
        "markdown",
        lambda lines: [*lines, "", "Der er {fact}`respondenter` svar, se {term}`Selvejende værested`."],
        last=True,
    )


def rename_section(p: Project) -> None:
    """Another heading within a chapter, which its contents, the references to it and the search tell."""
    _rewrite_one(p, r'(?<=\n    ")## [^"\\]*', lambda found: f"{found[0]} nr. {p.chance.randrange(99)}")


def rename_table(p: Project) -> None:
    """Another title of a table or figure, which references, files to take along and the workbook tell."""
    _rewrite_one(p, r'(?<=title=\\")', lambda found: f"Nr. {p.chance.randrange(99)}: ")


def _rewrite_one(p: Project, pattern: str, change: Callable[[re.Match[str]], str]) -> None:
    """Change one place of those that a pattern finds in the chapters as they are stored."""
    found = [
        (path, place)
        for path in sorted((p.folder / "notebooks").glob("*.ipynb"))
        for place in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]
    path, place = p.chance.choice(found)
    p.rewrite(path, lambda text: text[: place.start()] + change(place) + text[place.end() :])


def explain_otherwise(p: Project) -> None:
    """Another meaning of a term, which every page that uses it shows."""
    p.rewrite(
        p.folder / "notebooks" / "ordliste.ipynb",
        lambda text: text.replace("Et værested", f"Et værested nr. {p.chance.randrange(99)}", 1),
    )


def change_code(p: Project) -> None:
    p.edit("code", lambda lines: [*lines, f"# {p.chance.randrange(99)}"], last=True)


def change_data(p: Project) -> None:
    def turn(text: str) -> str:
        head, *rows = text.splitlines()
        p.chance.shuffle(rows)
        return "\n".join([head, *rows, ""])

    responses = p.folder / "data" / "2024" / "responses.csv"
    p.rewrite(responses, turn)
    digest = hashlib.sha256(responses.read_bytes()).hexdigest()
    p.rewrite(
        p.folder / "data" / "2024" / "edition.yml",
        lambda text: re.sub(r"kontrolsum:.*", f"kontrolsum: {digest}", text),
    )


def change_program(p: Project) -> None:
    p.rewrite(
        p.folder / "src" / "helpers" / "theme" / "html" / "page.html",
        lambda text: f"{text}<!-- {p.chance.randrange(99)} -->",
    )


def change_settings(p: Project) -> None:
    p.rewrite(p.folder / "_config.yml", lambda text: text.replace("Tekst og data:", "Tekst, data:"))


def swap_chapters(p: Project) -> None:
    def swap(text: str) -> str:
        one, other = p.chance.sample(re.findall(r"- file: (\S+)", text), 2)
        marked = text.replace(f"{one}\n", "@\n").replace(f"{other}\n", f"{one}\n")
        return marked.replace("@\n", f"{other}\n")

    p.rewrite(p.folder / "_toc.yml", swap)


def touch_all(p: Project) -> None:
    for path in p.folder.rglob("*"):
        os.utime(path, (time.time() + 99, time.time() + 99))


def interrupt(p: Project) -> None:
    add_prose(p)
    process = p.begin()
    time.sleep(p.chance.uniform(0.5, 8))
    process.kill()
    process.communicate()


def spoil(p: Project) -> None:
    kept = [path for path in (p.folder / "_build" / ".work").rglob("*") if path.is_file()]
    path = p.chance.choice(kept)
    path.write_bytes(path.read_bytes()[: p.chance.randrange(path.stat().st_size + 1)])


def go_back(p: Project) -> None:
    with TemporaryDirectory() as folder:
        p.copy(Path(folder))
        shutil.copytree(folder, p.folder, dirs_exist_ok=True)


CHANGES = [
    rename_chapter, rename_section, rename_table, explain_otherwise, add_prose, change_code, change_data,
    change_program, change_settings, swap_chapters, touch_all, interrupt, spoil, go_back,
]  # fmt: skip
# In another order than that in which they were thought of, each in one of the rounds of one of two books.
ORDER = random.Random(1).sample(CHANGES, len(CHANGES))


@pytest.mark.parametrize(
    "book", [pytest.param(book, marks=pytest.mark.xdist_group(f"changed-{book}")) for book in (0, 1)]
)
def test_a_book_after_changes_is_the_book_of_a_first_build(book: int, tmp_path: Path) -> None:
    project = Project(tmp_path, seed=book)
    project.build()
    changes = ORDER[book::2]
    while changes:
        # Prose besides, for that is what most of a book is kept for.
        round_, changes = [add_prose, *changes[:3]], changes[3:]
        for change in round_:
            change(project)
        told = ", ".join(change.__name__ for change in round_)
        after = project.build()
        assert after == project.build_anew(), told
        assert after == project.build(), told

"""The chapter *Sådan laver du næste udgave*, command by command, by somebody who does what it says in between."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from helpers.base.paths import ROOT
from helpers.book.notebooks import read_notebook, store_notebook
from helpers.book.review.reviewed_chapter import read_reviewed_chapter
from rehearsal.exports import FIRST_ROW
from rehearsal.person import decide
from rehearsal.rehearse import Plan, own_paths, prepare

pytestmark = pytest.mark.rehearsal
# It tells of the program as it is now, so it is read where it is at work.
GUIDE = ROOT / "notebooks" / "naeste-udgave.ipynb"
PLAN = Plan(format="excel")


def commands() -> list[str]:
    """The commands of the chapter, in its order."""
    found, inside = [], False
    for line in read_reviewed_chapter(GUIDE).prose.splitlines():
        if line.startswith("```"):
            inside = line == "```sh"
        elif inside:
            found.append(line)
    return found


def test_the_chapter_gives_its_commands_in_the_order_in_which_they_are_needed() -> None:
    words = [shlex.split(command)[1] for command in commands()]
    order = "doctor skema skema template check new build review review publish add commit push gem".split()
    assert words == order


def test_the_chapter_is_done_command_by_command(tmp_path: Path) -> None:
    person = Person(tmp_path)
    for command in commands():
        person.follow(command)
    assert (tmp_path / "_build" / "site" / "2026" / "index.html").is_file()
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "_build/site/2026").glob("*.html")}
    assert not [name for name, page in pages.items() if "[Konklusionen fra" in page], "no hole"
    assert "tabel-afvist" in pages["analysedel-2.html"]
    letter = (tmp_path / "_build" / "2026" / "brev.html").read_text(encoding="utf-8")
    links = re.findall(r'href="html/([\w-]+\.html)#([\w-]+)"', letter)
    assert links
    assert [link for link in links if f'id="{link[1]}"' not in pages[link[0]]] == []
    handed_on = person.run("git", "-C", "opbevaret", "ls-tree", "-r", "--name-only", "HEAD", "data/2026")
    assert {"data/2026/facts.csv", "data/2026/laest.yml"} <= set(handed_on.split())
    assert "responses.csv" not in handed_on


class Person:
    """Somebody with a clone of the project in a folder, and an export under Downloads."""

    def __init__(self, folder: Path) -> None:
        ready = prepare(folder, PLAN)
        downloads = folder / "hjem" / "Downloads"
        downloads.mkdir(parents=True)
        shutil.copyfile(ready.export, downloads / "eksport.xlsx")
        shutil.copyfile(ROOT / ".gitignore", folder / ".gitignore")
        self._folder = folder
        self._settings = {
            "HOME": str(folder / "hjem"),
            **own_paths(folder),
            "VAERESTEDER_KEY": str(folder / "hjem" / "noegle"),
        }
        self.run("git", "init", "--quiet", "--bare", "--initial-branch", "main", "opbevaret")
        self.run("git", "init", "--quiet", "--initial-branch", "main")
        self.run("git", "config", "user.email", "person@example.dk")
        self.run("git", "config", "user.name", "En person")
        self.run("git", "remote", "add", "origin", "opbevaret")
        self.run("git", "config", "push.autoSetupRemote", "true")

    def follow(self, command: str) -> None:
        """Give a command of the chapter, after what the chapter says is done before it."""
        words = [os.path.expandvars(word.replace("~", self._settings["HOME"])) for word in shlex.split(command)]
        for told in (words[1], " ".join(words[1:3])):
            if told in self._before:
                self._before[told](self)
        said = self.run(*words, fails=words[1] in ("check", "review"))
        # One answer may raise the next question.
        while words[1] == "new" and "ting at afgøre" in said:
            decide(self._folder / "data" / "2026" / "mapping.yml", first_row=FIRST_ROW.get(PLAN.format, 2))
            said = self.run(*words)

    def _name_what_was_lost(self) -> None:
        """Give the answers whose names were lost a name from 2026 on, each on a row of its own in the workbook."""
        path = self._folder / "hjem" / "Downloads" / "spoergeskema.xlsx"
        book = load_workbook(path)
        for key, name in (("tabt_2", "Unge"), ("tabt_7", "Ældre")):
            question, row = next((cells[0].value, cells[0].row) for cells in book["svar"] if cells[1].value == key)
            book["svar"].insert_rows(row + 1)
            for column, text in enumerate((question, key, "2026", name), start=1):
                book["svar"].cell(row + 1, column).value = text
        book.save(path)

    def _write(self) -> None:
        """Show what is asked anew as the review says, say what waits, and read what is to be read."""
        told = self.run("vaeresteder", "review", "2026", fails=True)
        for key, call in re.findall(r"Spørgsmålet (\w+) vises ikke.*? hide-input: (show_\w+\(.*?\))\. Skal det", told):
            markdown = {"cell_type": "markdown", "id": f"{key}-a", "metadata": {}}
            code = {"cell_type": "code", "id": f"{key}-b", "metadata": {"tags": ["hide-input"]}}
            markdown["source"], code["source"] = f"{{numref}}`tabel-{key}` viser svarene.", call
            self._change("analysedel-2", lambda cells, new=(markdown, code): cells.extend(new))
        self._paste_what_the_letter_offers()
        self.run("vaeresteder", "review", "2026", "--laest", "alle")

    def _paste_what_the_letter_offers(self) -> None:
        """Put each sentence that the letter offers after the one that waits."""
        code = (
            "import json; from helpers.facts import load_facts; from helpers.book.review.review import review_edition;"
            "print(json.dumps([(w.chapter, w.anchor.replace('-', '_'), w.paste) for w in "
            "review_edition(load_facts('2026')).waiting]))"
        )
        for chapter, name, paste in json.loads(self.run(sys.executable, "-c", code)):
            self._change(chapter, partial(_put_after, name, paste))

    def _change(self, chapter: str, change: Callable[[list[Any]], None]) -> None:
        path = self._folder / "notebooks" / f"{chapter}.ipynb"
        notebook = read_notebook(path)
        change(notebook["cells"])
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"execution_count": None, "outputs": cell.get("outputs", [])}
        store_notebook(notebook, path)

    _before: Mapping[str, Callable[["Person"], None]] = {
        "skema ind": _name_what_was_lost,
        "publish": _write,
    }

    def run(self, *words: str, fails: bool = False) -> str:
        """What a command says; `vaeresteder` is the program that is tested."""
        known = {"vaeresteder": [str(Path(sys.executable).with_name("vaeresteder"))]}
        done = subprocess.run(
            [*known.get(words[0], [words[0]]), *words[1:]],
            cwd=self._folder, env=os.environ | self._settings, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0 or fails, f"{shlex.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def _put_after(name: str, paste: str, cells: list[Any]) -> None:
    """Put a sentence behind the one with this name."""
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and (mark := re.search(rf"\{{#{name} \.claim[^}}]*\}}", source)):
            cell["source"] = source.replace(mark[0], f"{mark[0]} {paste}").splitlines(keepends=True)

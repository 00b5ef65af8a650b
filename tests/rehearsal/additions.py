"""What a researcher may write for the next edition, each written into a copy of the project as a person would."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from helpers.base.yaml_io import read_yaml
from rehearsal.rehearse import RehearsalError

YEAR = "2032"
KEY, ANSWER = "har_cafe", "hver_sjette_uge"
# Words of prose and what they become; what stands in backticks, braces or the target of a link is no prose.
REWORDED = {"og": "samt", "der": "som", "blandt": "iblandt", "skal": "må", "viser": "fortæller"}
_WORDS = re.compile(rf"\b({'|'.join(REWORDED)})\b")
_NO_PROSE = re.compile(r"(`[^`]*`|\{[^}]*\}|\]\([^)]*\)|^\([\w-]+\)=$|```.*?```)", re.MULTILINE | re.DOTALL)


def copy_project(root: Path, folder: Path) -> None:
    """The files of the project that git has, or would take, as a repository of its own."""
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in sorted({name for name in listed if name and (root / name).is_file()}):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    _git(folder, "init", "--quiet")
    commit(folder)


def commit(folder: Path) -> None:
    """Commit whatever stands in a copy, as a researcher does."""
    _git(folder, "add", "--all")
    _git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--allow-empty", "-m", "x")


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def new_question(folder: Path) -> None:
    """A question of the new year, in a part of the questionnaire that is new as well."""
    path = folder / "data" / "questionnaire.yml"
    told = read_yaml(path)
    told["temaer"]["cafe"] = "Caféer"
    answers = {"ja": "Ja", "nej": "Nej", "ved_ikke": "Ved ikke"}
    wording = {int(YEAR): "Har værestedet en café, som er åben for alle?"}
    told["spoergsmaal"][KEY] = {"tema": "cafe", "slags": "et_svar", "ordlyd": wording, "svar": answers}
    _write_yaml(path, told)


def reworded_question(folder: Path) -> None:
    """A question and one of its answers in other words from the new year on."""

    def reword(questions: dict[str, Any]) -> None:
        question = _with_answers(questions)
        question["ordlyd"] = _from_now(question["ordlyd"], "Hvordan er det hos jer?")
        key, label = next(iter(question["svar"].items()))
        question["svar"] = {**question["svar"], key: _from_now(label, "Et svar i andre ord")}

    _change_questions(folder, reword)


def new_answer(folder: Path) -> None:
    """An answer that could not be given before."""

    def add(questions: dict[str, Any]) -> None:
        question = _with_answers(questions)
        question["svar"] = {**question["svar"], ANSWER: {int(YEAR): "Hver sjette uge"}}

    _change_questions(folder, add)


def dropped_question(folder: Path) -> None:
    """A question that is asked no more."""

    def drop(questions: dict[str, Any]) -> None:
        question = [each for key, each in questions.items() if key != KEY][-1]
        question["ordlyd"] = _from_now(question["ordlyd"], None)

    _change_questions(folder, drop)


def new_theme(folder: Path) -> None:
    """A theme more for free text, of every question that has any."""
    path = folder / "data" / "themes.yml"
    told = read_yaml(path)
    for themes in told.values():
        themes["have"] = {"navn": "Have", "ord": "have\nhaven\nkøkkenhave*\n"}
    _write_yaml(path, told)


def new_chapter(folder: Path) -> None:
    """A chapter in the table of contents, with a table, and not yet run."""
    path = folder / "notebooks" / "cafeer.ipynb"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    empty = {"cells": [], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(empty), encoding="utf-8")
    _add_cells(
        path,
        ("markdown", "# Caféer\n\nEt kapitel om caféer. {numref}`tabel-cafe` viser, hvem der driver dem.", []),
        ("code", 'edition = "2024"\nresponses = ""', ["parameters", "remove-cell"]),
        (
            "code",
            "from helpers.facts import load_facts\nfrom helpers.editions.parameters import check_parameters\n"
            "from helpers.figures.tables import show_shares\n\ncheck_parameters()\n"
            "facts = load_facts(edition, responses)",
            ["remove-cell"],
        ),
        ("markdown", "## Hvem der har en\n\nSvarene er fordelt på grupper.", []),
        ("code", 'show_shares(facts, "organisationsform", name="tabel-cafe", title="Caféer")', ["hide-input"]),
    )
    contents = read_yaml(folder / "_toc.yml")
    contents["parts"][1]["chapters"].insert(1, {"file": "notebooks/cafeer"})
    _write_yaml(folder / "_toc.yml", contents)


def new_cells(folder: Path) -> None:
    """A chart without a finding, a conclusion and a number in sentences of a chapter that there is, not yet run."""
    _add_cells(
        folder / "notebooks" / "analysedel-1.ipynb",
        ("markdown", "{numref}`figur-ny` viser kønt, hvordan værestederne er organiseret.", []),
        (
            "code",
            'show_share_bars(facts, "organisationsform", name="figur-ny", title="Endnu en figur")',
            ["hide-input"],
        ),
        ("markdown", "[De kommunale væresteder er flest.]{#kommunale_er_igen_flest .claim}", []),
        (
            "code",
            'bind(\n    facts,\n    kommunale_er_igen_flest=largest("organisationsform.kommunal", '
            '"organisationsform.*"),\n)',
            ["hide-input"],
        ),
    )
    told = "Der er {fact}`organisationsform.kommunal antal` kommunale væresteder."
    _add_cells(folder / "notebooks" / "opsamling.ipynb", ("markdown", told, []))


def reworded_sentences(folder: Path) -> None:
    """Every paragraph of every chapter at work in other words."""
    for path in (folder / "notebooks").glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = _reword("".join(cell["source"])).splitlines(keepends=True)
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    # What the review is told to pass over is quoted there.
    told = folder / "notebooks" / "gennemsyn.yml"
    told.write_text(_reword(told.read_text(encoding="utf-8")), encoding="utf-8")


def next_edition(folder: Path) -> None:
    """An edition of another year, with answers, begun as `vaeresteder new` does: what was before it is frozen."""
    code = f"""
import csv
from helpers.base.paths import edition_data
from helpers.build.freeze import freeze_before
from helpers.survey.edition_file import read_fields, write_fields
from helpers.survey.questionnaire import load_questionnaire

before, now = edition_data("2024"), edition_data("{YEAR}")
freeze_before("{YEAR}")
now.mkdir()
with (before / "responses.csv").open(encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
with (now / "responses.csv").open("w", encoding="utf-8", newline="") as file:
    columns = ["id", *load_questionnaire("{YEAR}").columns]
    writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\\n")
    writer.writeheader()
    writer.writerows(rows[:80])
own = {{"source": "survey", "responses_sha256": "", "short_notice": "Svar fra {YEAR}"}}
write_fields(now / "edition.yml", read_fields(before / "edition.yml") | own, {{}}, "")
"""
    run_program(folder, code)


def run_program(folder: Path, code: str) -> str:
    """What a program prints that has a copy for its project. Raises RehearsalError where it fails."""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, env=own_environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RehearsalError(ran.stdout)
    return ran.stdout


def own_environment(folder: Path) -> dict[str, str]:
    """The variables of a process whose program and data are those of a copy."""
    mine = ("PYTEST", "VAERESTEDER", "COV", "SOURCE_DATE_EPOCH")
    return {key: value for key, value in os.environ.items() if not key.startswith(mine)} | {
        "PYTHONPATH": str(folder / "src")
    }


def _change_questions(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = folder / "data" / "questionnaire.yml"
    told = read_yaml(path)
    change(told["spoergsmaal"])
    _write_yaml(path, told)


def _with_answers(questions: Mapping[str, Any]) -> Any:
    return next(each for each in questions.values() if isinstance(each.get("svar"), dict))


def _from_now(told: Any, wording: str | None) -> dict[int, str | None]:
    before = told if isinstance(told, Mapping) else {2024: told}
    return {**{int(year): text for year, text in before.items()}, int(YEAR): wording}


def _add_cells(path: Path, *cells: tuple[str, str, list[str]]) -> None:
    """Write cells at the end of a chapter: kind, text and tags."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for kind, text, tags in cells:
        cell = {"id": f"ny-{len(notebook['cells'])}", "cell_type": kind, "source": text.splitlines(keepends=True)}
        cell |= {"outputs": [], "execution_count": None} if kind == "code" else {}
        notebook["cells"].append({**cell, "metadata": {"tags": tags} if tags else {}})
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_yaml(path: Path, told: Any) -> None:
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")


def _reword(text: str) -> str:
    parts = _NO_PROSE.split(text)
    for number in range(0, len(parts), 2):
        parts[number] = _WORDS.sub(lambda found: REWORDED[found[0]], parts[number])
    return "".join(parts)


ADDITIONS: Mapping[str, Callable[[Path], None]] = {
    "a question": new_question,
    "a wording": reworded_question,
    "an answer": new_answer,
    "a question fewer": dropped_question,
    "a theme": new_theme,
    "a chapter": new_chapter,
    "cells": new_cells,
    "sentences": reworded_sentences,
    "an edition": next_edition,
}

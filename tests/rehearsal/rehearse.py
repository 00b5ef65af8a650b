"""A whole year in a folder of its own: data, an export, and the commands that a researcher gives."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from own_project import take_2024

from helpers.facts.load import load_facts
from helpers.survey.questionnaire import load_questionnaire
from rehearsal.answers import Answers, make_answers
from rehearsal.exports import FIRST_ROW, WRITE
from rehearsal.person import decide, label_as_rehearsal
from rehearsal.planned import (
    COUNT,
    DOUBTED,
    INVITED,
    NEAR_WORDINGS,
    NOT_IN_EXPORT,
    PARTIAL,
    WANTED,
    YEAR,
    change_questionnaire,
)

# One answer may raise the next question: was the column that is meant worded otherwise?
RUNS = 3
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What a rehearsed year is like; as it stands, the one that `make rehearsal` builds."""

    format: str = "surveyxact"
    count: int = COUNT
    invited: int = INVITED
    partial: int = PARTIAL
    wanted: Mapping[str, int | Fraction] = field(default_factory=lambda: WANTED)
    near_wordings: Mapping[str, str] = field(default_factory=lambda: NEAR_WORDINGS)
    not_in_export: Collection[str] = NOT_IN_EXPORT
    changed: bool = True
    doubted: str = DOUBTED
    seed: int = 2026


@dataclass(frozen=True)
class Rehearsal:
    """A rehearsed year: its folder, what was answered, and what the commands printed."""

    folder: Path
    answers: Answers
    export: Path
    said: Mapping[str, str]

    @property
    def built(self) -> Path:
        """The folder of the built edition."""
        return self.folder / "_build" / YEAR

    @property
    def data(self) -> Path:
        """The folder of the edition's data."""
        return self.folder / "data" / YEAR


def invent(questionnaire: Path, plan: Plan) -> Answers:
    """The answers to the questionnaire in a file, the same each time."""
    asked = load_questionnaire(YEAR, questionnaire).as_asked(plan.near_wordings, plan.not_in_export)
    answers = make_answers(
        asked,
        plan.count,
        plan.seed,
        like=load_facts("2024"),
        wanted=plan.wanted,
        partial=plan.partial,
        invited=plan.invited,
    )
    if plan.doubted:
        contradicting = next(
            row for row in answers.rows if row["har_hjemloese"] == "ja" and row["kernemaalgruppe"] != "hjemloeshed"
        )
        contradicting[plan.doubted] = "0"
    return answers


def prepare(folder: Path, plan: Plan) -> Rehearsal:
    """The data of 2024 in `folder`, with next year's questionnaire, and beside them the export."""
    shutil.rmtree(folder, ignore_errors=True)
    # A researcher's own years, and their answers, are no part of a rehearsal.
    take_2024(folder)
    questionnaire = folder / "data" / "questionnaire.yml"
    if plan.changed:
        change_questionnaire(questionnaire)
    answers = invent(questionnaire, plan)
    exports = folder / "eksport"
    exports.mkdir()
    return Rehearsal(folder, answers, WRITE[plan.format](exports, answers), {})


def rehearse(folder: Path, plan: Plan, tell: Tell = lambda _: None) -> Rehearsal:
    """A year from export to book with the commands that a researcher gives, each in a process of its own.

    `tell` is given a line for each step. Raises RehearsalError where a command fails, with what it said.
    """
    with TemporaryDirectory() as elsewhere:
        return _rehearse(folder, plan, tell, Path(elsewhere))


def _rehearse(folder: Path, plan: Plan, tell: Tell, elsewhere: Path) -> Rehearsal:
    """The same; `elsewhere` takes what must lie outside the project: the key to the places, and the marked copy."""
    settings = {"VAERESTEDER_KEY": str(elsewhere / "noegle")}
    began = monotonic()
    ready = prepare(folder, plan)
    tell(f"{monotonic() - began:5.1f} s  {plan.count} opdigtede svar er skrevet til {ready.export}")
    said: dict[str, str] = {}

    def run(name: str, *arguments: str) -> None:
        began = monotonic()
        said[name] = _command(folder, settings, *arguments)
        tell(f"{monotonic() - began:5.1f} s  vaeresteder {' '.join(arguments)}")

    new = ("new", YEAR, "--data", str(ready.export))
    for _ in range(RUNS):
        run("new", *new)
        if (ready.data / "edition.yml").is_file():
            break
        decide(ready.data / "mapping.yml", invited=plan.invited, first_row=FIRST_ROW.get(plan.format, 2))
    else:
        raise RehearsalError(f"Noget er ikke afgjort:\n{said['new']}")
    label_as_rehearsal(ready.data / "edition.yml")
    run("check", "check", YEAR, "--data", str(ready.export), "--out", str(elsewhere))
    run("build", "build", YEAR)
    return Rehearsal(folder, ready.answers, ready.export, said)


def own_paths(folder: Path) -> dict[str, str]:
    """The variables by which the program takes a folder for its project."""
    return {"VAERESTEDER_DATA": str(folder / "data"), "VAERESTEDER_NOTEBOOKS": str(folder / "notebooks")}


def _command(folder: Path, settings: Mapping[str, str], *arguments: str) -> str:
    """What the command prints on either stream."""
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("vaeresteder")), *arguments],
        env=os.environ | own_paths(folder) | settings,
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    if ran.returncode:
        said = "\n".join(line for line in ran.stdout.splitlines() if not re.search(r"\d%\|", line))
        raise RehearsalError(f"vaeresteder {' '.join(arguments)}\n{said}")
    return ran.stdout


class RehearsalError(Exception):
    """A command of the rehearsal failed; its message says which and what it printed."""

"""What several test modules need: a project and a survey of their own, the 2024 facts, and a key that is nobody's."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from own_project import ROOT, use_own_project

use_own_project()  # before the program is imported

from helpers.base.paths import DATA
from helpers.build.fingerprint import hash_files
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.survey.coded_column import CodedColumn
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.text_themes import Theme

# Speed is measured in the benchmark, never asserted in a test.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session", autouse=True)
def nobodys_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test makes or reads the key of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAERESTEDER_KEY", str(tmp_path_factory.mktemp("noegle") / "noegle"))
        yield


@pytest.fixture(scope="session", autouse=True)
def project_is_left_alone() -> Iterator[None]:
    """No test leaves a file in the repository's data or chapters, nor in those that the tests share."""
    folders = [folder / name for folder in (ROOT, DATA.parent) for name in ("data", "notebooks")]

    def names() -> set[str]:
        return {str(folder / name) for folder in folders for name in hash_files(folder)}

    before = names()
    yield
    assert names() == before


@pytest.fixture(scope="session", autouse=True)
def nothing_is_frozen() -> Iterator[None]:
    """No command that a test gives in this process freezes the project's own chapters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.build.freeze.freeze_before", lambda *_, **__: ())
        yield


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return load_questionnaire("2024")


@pytest.fixture(scope="session")
def facts_2024() -> Facts:
    return load_facts("2024")


WriteResponses = Callable[[Sequence[Mapping[str, str]]], Path]


@pytest.fixture
def write_responses(tmp_path: Path, questionnaire: Questionnaire) -> WriteResponses:
    """A function that writes rows to a file with all columns, and those that a row names besides.

    What a row does not name is blank.
    """

    def write(rows: Sequence[Mapping[str, str]]) -> Path:
        path = tmp_path / "svar.csv"
        columns = dict.fromkeys(["id", *questionnaire.columns, *(column for row in rows for column in row)])
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
            writer.writeheader()
            for number, row in enumerate(rows, start=1):
                writer.writerow({"id": f"r{number:03}", **row})
        return path

    return write


@pytest.fixture(scope="session")
def themed(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with two themes of one question; the second is called what a group is called."""
    themes = (Theme("rum", "Rummelighed", ("rumme*",)), Theme("kommunal", "Kommunen", ("kommunen",)))
    return replace(questionnaire, text_themes={"styrker": themes})


def grouped(text: str, marks: str, **others: str) -> dict[str, str]:
    """The cells of an answer with a mark (0, 1, or - for blank) for each theme of `themed` and for none."""
    names = ("rum", "kommunal", "uden")
    cells = {f"styrker.tema.{name}": mark.strip("-") for name, mark in zip(names, marks, strict=True)}
    return {"styrker": text, **cells, **others}


def multiple(questionnaire: Questionnaire, question: str, *chosen: str) -> dict[str, str]:
    """The cells of a multiple-answer question in which these answers were chosen."""
    answers = questionnaire.answers(question)
    return {f"{question}.{answer.key}": str(int(answer.key in chosen)) for answer in answers}


def code_values(values: Iterable[Any]) -> CodedColumn[Any]:
    """A coded column that holds these values, one a response."""
    places: dict[Any, int] = {}
    codes = [places.setdefault(value, len(places)) for value in values]
    return CodedColumn(np.array(codes, dtype=np.min_scalar_type(len(places))), tuple(places))

"""Two editions of one survey, made in memory: the responses are made up, and so nothing here is a finding."""

import csv
import random
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

import yaml

from helpers.facts.compute import compute_facts
from helpers.facts.model import Facts
from helpers.survey.edition import Edition
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.responses import PLACE, Responses, read_responses
from helpers.survey.text_themes import theme_columns

Row = dict[str, str]
SHARES = {"ja": 30, "nej": 60, "ved_ikke": 10}
GROUPS = ("selvejende", "driftsoverenskomst", "kommunal", "brugerdrevet")


def edition(key: str, **changed: object) -> Edition:
    """A survey that 200 places were asked in, and shares of fewer than five are withheld."""
    described = {
        "title": "Prøve", "subtitle": "", "source": "survey", "minimum_base": 5, "members": 200, "frame": 200,
        "responses_sha256": "", "notice": "Opdigtede svar.", "short_notice": "Opdigtede svar",
        "publisher": "Prøve", "period": "maj",
    }  # fmt: skip
    return Edition(key=key, **{**described, **changed})  # type: ignore[arg-type]


def rows(count: int = 120, seed: int = 1) -> list[Row]:
    """The responses of so many places; the same for the same seed."""
    chance = random.Random(seed)
    questionnaire = load_questionnaire("2024")
    return [_row(chance, questionnaire, number) for number in range(count)]


def _row(chance: random.Random, questionnaire: Questionnaire, number: int) -> Row:
    row = {"id": f"r{number:04}", PLACE: f"p{number:04}", "kommune": chance.choice(["0101", "0461", "0751", "0813"])}
    for question in questionnaire.questions.values():
        keys = [answer.key for answer in question.answers]
        if question.kind == "single":
            row[question.key] = chance.choice(keys)
        elif question.kind == "multiple":
            row |= {column: str(chance.randint(0, 1)) for column in question.columns}
        elif question.kind in ("count", "hours"):
            row |= {column: str(chance.randint(0, 25)) for column in question.columns}
    row["organisationsform"] = GROUPS[number % len(GROUPS)]
    return row


def change(of: Iterable[Row], **answers: str) -> list[Row]:
    """The same responses with other answers to some questions (`__` for the point in a column's name)."""
    return [row | {key.replace("__", "."): answer for key, answer in answers.items()} for row in of]


def responses(of: Iterable[Row], folder: Path, questionnaire: Questionnaire | None = None) -> Responses:
    """The rows as the pipeline reads them."""
    asked = questionnaire or load_questionnaire("2024")
    path = folder / "svar.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        grouped = [column for key, themes in asked.text_themes.items() for column in theme_columns(key, themes)]
        columns = ["id", PLACE, *asked.columns, *grouped]
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(of)
    return read_responses(path, asked)


def facts(
    of: Iterable[Row],
    folder: Path,
    described: Edition,
    asked: Callable[[Questionnaire], Questionnaire] = lambda questionnaire: questionnaire,
) -> Facts:
    """The facts of an edition whose places answered so; `asked` changes the questionnaire of 2024."""
    questionnaire = asked(load_questionnaire("2024"))
    return compute_facts(responses(of, folder, questionnaire), described)


def write_edition(data: Path, of: Iterable[Row], described: Edition) -> None:
    """An edition's folder under `data`, as the pipeline finds it."""
    folder = data / described.key
    folder.mkdir(parents=True)
    responses(of, folder)
    (folder / "svar.csv").rename(folder / "responses.csv")
    told = {
        name: value
        for name, value in asdict(described).items()
        if name != "key" and (name, value) != ("disclosure", "")
    }
    told |= {"not_asked": list(described.not_asked)}
    (folder / "edition.yml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")

"""Who finished, and who only tried, is known by the columns of any system, and by nothing that looks like one."""

from pathlib import Path

import exports_writing as writing
import pytest
from exports_running import edit, run, whole_grid, with_column

from helpers.intake.new_edition import NewEdition
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def asked(edition: NewEdition) -> list[str]:
    return [sentence.split(":")[0] for sentence in edition.open if not sentence.startswith("udgave")]


@pytest.mark.parametrize(
    ("heading", "done", "begun"),
    [
        ("submitdate", "2026-03-01 10:00:00", ""), ("Dato for indsendelse", "1980-01-01", ""),
        ("Finished", "True", "False"), ("Afsluttet", "1", "0"), ("Progress", "100", "43"),
        ("Complete?", "Complete", "Incomplete"),
        ("vaeresteder_complete", "2", "1"), ("Status", "Completed", "Partial"),
        ("Samlet status", "Gennemført", "Nogen svar"),
        ("Response Status", "Complete", "In progress"), ("Fuldført", "Ja", "Nej"),
    ],
)  # fmt: skip
def test_any_column_that_tells_who_finished_leads_to_one_decision(
    tmp_path: Path, grid: writing.Grid, heading: str, done: str, begun: str
) -> None:
    told = with_column(grid, heading, done, begun)
    first = run(tmp_path, told)
    assert asked(first) == ["delvise"]
    for decision, count in (("udelad", 1), ("medtag", 2)):
        edit(first, delvise=decision)
        edition = run(tmp_path, told)
        assert (edition.open, edition.count) == ((), count)


@pytest.mark.parametrize(
    ("heading", "answer", "trial"),
    [
        ("Status", "IP Address", "Survey Preview"), ("Svartype", "IP-adresse", "Survey Test"),
        ("Distribution Channel", "anonymous", "preview"),
    ],
)  # fmt: skip
def test_trials_are_told_and_asked_about(
    tmp_path: Path, grid: writing.Grid, heading: str, answer: str, trial: str
) -> None:
    told = with_column(grid, heading, answer, trial)
    first = run(tmp_path, told)
    assert asked(first) == ["prøvesvar"]
    assert "1 svar er mærket som prøver" in first.open[-1]
    for decision, count in (("udelad", 1), ("medtag", 2)):
        edit(first, prøvesvar=decision)
        assert run(tmp_path, told).count == count


@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [("Status", "Grøn", "Rød"), ("Progress", "God", "Mindre god"), ("Completed", "En masse", ""), ("Status", "", "")],
)
def test_a_column_with_other_words_tells_nothing(
    tmp_path: Path, grid: writing.Grid, heading: str, one: str, other: str
) -> None:
    edition = run(tmp_path, with_column(grid, heading, one, other))
    assert (asked(edition), edition.count) == ([], 2)


def test_everyone_invited_is_known_by_surveyxacts_five_columns_in_one_sheet(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    grid = [*grid, [*grid[1]]]
    grid = [grid[0], *([*row] for row in grid[1:])]
    for name, cells in (("stato_2", "001"), ("stato_3", "010"), ("stato_4", "100")):
        grid = with_column(grid, name, *cells)
    grid = [[f"q{n}" for n in range(len(grid[0]) - 3)] + ["stato_2", "stato_3", "stato_4"], *grid]
    edition = run(tmp_path, grid)
    assert asked(edition) == ["delvise"]
    assert (edition.count, edition.invited) == (2, 3)

"""What git has of the decisions: enough for a colleague, and not a word of what anybody has answered."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import exports_writing as writing
import pytest
import yaml
from exports_running import answers, decide_column, edit, heading, load, run, whole_grid, with_column
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT
from helpers.intake.new_edition import NewEdition, new_edition
from helpers.intake.shared_decisions import SHARED
from helpers.survey.questionnaire import Questionnaire


def shared(edition: NewEdition) -> str:
    return (edition.folder / SHARED).read_text(encoding="utf-8")


def as_a_colleague(edition: NewEdition, grid: writing.Grid) -> NewEdition:
    """The same export read in with a clone of the project: no mapping.yml, no answers."""
    edition.mapping.unlink()
    return run(edition.folder.parent.parent, grid)


def told(edition: NewEdition, question: str) -> list[str]:
    return [sentence for sentence in edition.open if question in sentence.partition(":")[0]]


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def test_git_has_the_file_and_not_the_one_with_the_words() -> None:
    def ignored(name: str) -> bool:
        asked = ["git", "check-ignore", "--quiet", f"data/2026/{name}"]
        return subprocess.run(asked, cwd=ROOT, check=False).returncode == 0

    if not (ROOT / ".git").exists():
        pytest.skip("no repository")
    assert ignored("mapping.yml")
    assert not ignored(SHARED)


def test_a_colleague_is_asked_nothing_again(tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid) -> None:
    column = heading(questionnaire, grid, "organisationsform")
    grid[1][column] = "Selvstyrende, siger Hanne"
    grid[0][heading(questionnaire, grid, "styrker")] = "Hvad er I bedst til?"
    grid = with_column(grid, "Internt nummer", "17", "18")
    edit(run(tmp_path, grid))
    edition = run(tmp_path, grid)
    decide_column(edition, "Hvad er I bedst til?", "styrker")
    decide_column(edition, "Internt nummer", "udelad")
    edition = run(tmp_path, grid)
    said = load(edition)
    (entry,) = [each for each in said["svar"] if "Hanne" in each["læst"]]  # type: ignore[attr-defined]
    entry["betyder"] = "selvejende"
    edit(edition, svar=said["svar"], ordlyd={"styrker": "samme"}, frigiv={"styrker": ["2"]})
    edition = run(tmp_path, grid)
    assert edition.open == ()
    before = edition.responses.read_bytes() if edition.responses else b""
    again = as_a_colleague(edition, grid)
    assert again.open == ()
    assert again.responses is not None
    assert again.responses.read_bytes() == before
    assert answers(again)[0]["organisationsform"] == "selvejende"
    assert answers(again)[0]["styrker"] == "nærhed"
    for word in ("Hanne", "Hvad er I", "Internt", "nærhed", "eksport", "Selvstyrende"):
        assert word not in shared(again).partition("\neksport:")[2]


def test_a_number_and_a_municipality_stay_where_the_words_are(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    grid[1][heading(questionnaire, grid, "aabningstimer")] = "syvogtredive"
    grid[1][heading(questionnaire, grid, "kommune")] = "Det gamle Thy"
    edition = run(tmp_path, grid)
    said = load(edition)
    for entry in said["svar"]:  # type: ignore[attr-defined]
        entry["betyder"] = {"syvogtredive": "37", "Det gamle Thy": "0787"}.get(entry["læst"], entry["betyder"])
    edit(edition, svar=said["svar"])
    edition = run(tmp_path, grid)
    assert edition.open == ()
    assert "0787" not in shared(edition)
    assert "'37'" not in shared(edition)
    again = as_a_colleague(edition, grid)
    assert "Enkelte tal, kommuner og postnumre, der er afgjort, står kun i mapping.yml" in again.notes[0]
    assert [sentence.partition(",")[0] for sentence in again.open] == ["svar", "svar"]


def test_of_another_export_whole_questions_are_settled_and_cells_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    gone = heading(questionnaire, grid, "mere_viden")
    grid = [row[:gone] + row[gone + 1 :] for row in grid]
    edit(run(tmp_path, grid), mangler={"mere_viden": "ikke stillet"})
    edition = run(tmp_path, grid)
    assert edition.open == ()
    grid[1][heading(questionnaire, grid, "aabningstimer")] = "21"
    again = as_a_colleague(edition, grid)
    assert again.open == ()
    assert again.notes[0].startswith(
        "Afgørelserne er hentet fra afgoerelser.yml, som blev skrevet til en anden eksport"
    )


def test_a_mapping_of_earlier_shape_is_read_and_both_files_are_written(tmp_path: Path, grid: writing.Grid) -> None:
    edition = run(tmp_path, grid)
    edit(edition, talkoder="", frigiv={"styrker": ["2"]})
    raw = load(edition)
    for section in ("rigtig_fil", "forslag", "prøvesvar", "rækker", "decimaltegn", "tomme_tegn", "delte"):
        raw.pop(section, None)
    edition.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    (edition.folder / SHARED).unlink()
    edition = run(tmp_path, grid)
    assert edition.open == ()
    assert "forslag" in load(edition)
    assert yaml.safe_load(shared(edition))["udgave"]["periode"] == "marts 2026"


def test_a_file_that_lost_its_form_is_told_with_what_to_do(tmp_path: Path, grid: writing.Grid) -> None:
    edition = run(tmp_path, grid)
    (edition.folder / SHARED).write_text("eksport: {}\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match=r"afgoerelser.yml kan ikke læses.*git checkout"):
        as_a_colleague(edition, grid)
    (edition.folder / SHARED).write_text("<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match=r"afgoerelser\.yml"):
        run(tmp_path, grid)


def _leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each text of a file."""
    if isinstance(node, str):
        yield path
    for key, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from _leaves(child, (*path, key))


def _put(node: Any, path: tuple[Any, ...], word: str) -> None:
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = word


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text("abcdefghæøå", min_size=4, max_size=9).map("zq".__add__), data=st.data())
def test_no_planted_word_reaches_the_file_that_git_has(
    tmp_path: Path, questionnaire: Questionnaire, word: str, data: st.DataObject
) -> None:
    folder = tmp_path / uuid4().hex
    folder.mkdir()
    grid = whole_grid(questionnaire)
    columns = range(len(grid[0]))
    for row, share in ((0, 4), (1, 1), (2, 2)):
        for column in data.draw(st.sets(st.sampled_from(columns), min_size=len(columns) // share // 2)):
            grid[row][column] = f"{grid[0][column]} {word}" if row == 0 else word
    grid = with_column(grid, word, word, "1")
    export = writing.write_workbook(folder / f"{word}.xlsx", {word: grid})
    edition = new_edition("2026", export, folder / "data")
    raw = yaml.load(edition.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    # Everything that a person may write, and no name of a column or text, which the export says itself.
    free = [path for path in _leaves(raw) if path[0] not in ("eksport", "åbne", "systemkolonner")]
    for path in data.draw(st.sets(st.sampled_from(free), min_size=len(free) // 2)):
        if path[-1] not in ("kolonne", "ordlyd", "spørgsmål", "læst") or len(path) < 3:
            _put(raw, path, word)
    edition.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    edition = new_edition("2026", export, folder / "data")
    assert word in edition.mapping.read_text(encoding="utf-8")
    assert "zq" not in shared(edition).casefold()

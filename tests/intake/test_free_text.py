"""Free text is grouped while its words are at hand; what no theme was found in is told beside the export alone."""

import csv
from pathlib import Path

import exports_writing as writing
import pytest
import yaml
from click.testing import CliRunner
from exports_running import whole_response

from helpers.base.errors import DataError, VaerestederError
from helpers.base.paths import THEMES
from helpers.cli.commands import main
from helpers.intake import free_text as themes_module
from helpers.intake.new_edition import NewEdition, new_edition
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import read_responses, with_themes

ODD = 'Kaffen <b>"er god"</b>\nog =varm'
SAID = ["Vi er RUMMELIGE, og alle mødes i øjenhøjde", "", ODD, "Rummelighed"]
STRENGTHS = ("styrker.tema.rummelighed", "styrker.tema.oejenhoejde", "styrker.tema.uden")


def export(folder: Path, questionnaire: Questionnaire, texts: list[str], challenges: str = "") -> Path:
    # All else is answered in every row, so that nothing else is open.
    row = whole_response(questionnaire)
    rows = [{**row, "styrker": text, "udfordringer": challenges} for text in texts]
    return writing.write_excel(
        folder / "eksport.xlsx", writing.one_heading(questionnaire, rows, writing.yes_or_no)
    )  # fmt: skip


def run(path: Path, data: Path) -> NewEdition:
    """The edition, with the numbers that a person fills in."""
    first = new_edition("2026", path, data)
    raw = yaml.load(first.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    raw["udgave"] = {"periode": "marts 2026", "medlemmer": "171", "ramme": "145"}
    first.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    second = new_edition("2026", path, data)
    assert second.open == ()
    return second


def cells(edition: NewEdition, *columns: str) -> list[list[str]]:
    assert edition.responses is not None
    with edition.responses.open(encoding="utf-8", newline="") as file:
        return [[row[column] for column in columns] for row in csv.DictReader(file)]


def told(edition: NewEdition) -> str:
    """What the researcher is told of themes among what else there is to know of an export."""
    return "".join(note for note in edition.notes if note.startswith("Svar uden tema: "))


def everything_below(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def test_an_answer_is_its_themes_and_a_blank_is_none(tmp_path: Path, questionnaire: Questionnaire) -> None:
    edition = run(export(tmp_path, questionnaire, SAID), tmp_path / "data")
    assert cells(edition, *STRENGTHS) == [["1", "1", "0"], ["", "", ""], ["0", "0", "1"], ["1", "0", "0"]]
    assert cells(edition, "styrker")[0] == ["[ikke offentliggjort]"]


def test_what_was_written_can_be_read_with_the_copy_of_the_themes(tmp_path: Path, questionnaire: Questionnaire) -> None:
    edition = run(export(tmp_path, questionnaire, SAID), tmp_path / "data")
    copy = edition.folder / "themes.yml"
    assert copy.read_text(encoding="utf-8").startswith("# Kopi af de temaer, som svarene i 2026 er grupperet efter.")
    assert copy.read_text(encoding="utf-8").endswith(THEMES.read_text(encoding="utf-8"))
    assert edition.responses is not None
    frame = read_responses(edition.responses, with_themes(questionnaire, copy)).frame
    assert frame["styrker.tema.uden"].tolist()[2:] == [1, 0]


def test_a_question_that_nobody_answered_has_no_themes(tmp_path: Path, questionnaire: Questionnaire) -> None:
    edition = run(export(tmp_path, questionnaire, SAID), tmp_path / "data")
    with pytest.raises(KeyError):
        cells(edition, "udfordringer.tema.uden")


def test_text_that_was_withheld_before_is_no_text(tmp_path: Path, questionnaire: Questionnaire) -> None:
    data = tmp_path / "data"
    run(export(tmp_path, questionnaire, SAID), data)
    assert (data / "2026" / "themes.yml").exists()
    edition = run(export(tmp_path, questionnaire, ["[ikke offentliggjort]"] * 3), data)
    with pytest.raises(KeyError):
        cells(edition, *STRENGTHS)
    assert not (data / "2026" / "themes.yml").exists()
    assert not told(edition)


def test_answers_without_theme_are_listed_beside_the_export_and_nowhere_else(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    path = export(tmp_path, questionnaire, SAID, challenges="Personalemangel")
    edition = run(path, tmp_path / "data")
    listed = tmp_path / "eksport.uden-tema.txt"
    assert told(edition) == (
        f"Svar uden tema: styrker 1 af 3, udfordringer 0 af 4. De står i {listed} (kun der). Hører de til et tema, så "
        f"føj ord til {THEMES}, og kør kommandoen igen."
    )
    text = listed.read_text(encoding="utf-8")
    assert 'række 4: Kaffen <b>"er god"</b> og =varm' in text
    assert "række 2" not in text
    assert "(udfordringer)" not in text
    assert "Kaffen" not in everything_below(tmp_path / "data")


def test_the_list_is_taken_away_when_a_new_word_has_found_every_answer(
    tmp_path: Path, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(tmp_path, questionnaire, SAID)
    run(path, tmp_path / "data")
    own = tmp_path / "themes.yml"
    text = THEMES.read_text(encoding="utf-8")
    own.write_text(text.replace("      rummelig*\n", "      rummelig*\n      kaffe*\n", 1), encoding="utf-8")
    monkeypatch.setattr(themes_module, "THEMES", own)
    edition = run(path, tmp_path / "data")
    assert cells(edition, *STRENGTHS)[2] == ["1", "0", "0"]
    assert told(edition) == "Svar uden tema: styrker 0 af 3."
    assert not (tmp_path / "eksport.uden-tema.txt").exists()


def test_an_export_in_the_project_gets_no_list(
    tmp_path: Path, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes_module, "ROOT", tmp_path)
    edition = run(export(tmp_path, questionnaire, SAID), tmp_path / "data")
    assert "Flyt eksporten ud af mappen" in told(edition)
    assert not list(tmp_path.glob("*.uden-tema.txt"))


def test_a_folder_that_cannot_be_written_in_is_told(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = export(tmp_path, questionnaire, SAID)
    (tmp_path / "eksport.uden-tema.txt").mkdir()
    with pytest.raises(VaerestederError, match="kan ikke skrives til"):
        run(path, tmp_path / "data")


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = export(tmp_path, questionnaire, SAID)
    other = tmp_path / "eksport.uden-tema.txt"
    other.write_text("Noter\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match="er ikke en liste"):
        run(path, tmp_path / "data")
    assert other.read_text(encoding="utf-8") == "Noter\n"


def test_a_fault_in_the_themes_stops_before_anything_is_written(
    tmp_path: Path, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "themes.yml"
    own.write_text("styrke: {}\n", encoding="utf-8")
    monkeypatch.setattr(themes_module, "THEMES", own)
    with pytest.raises(DataError, match=r"themes\.yml, række 1: \"styrke\""):
        new_edition("2026", export(tmp_path, questionnaire, SAID), tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_without_a_file_of_themes_nothing_is_grouped(
    tmp_path: Path, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes_module, "THEMES", tmp_path / "themes.yml")
    edition = run(export(tmp_path, questionnaire, SAID), tmp_path / "data")
    assert not told(edition)
    with pytest.raises(KeyError):
        cells(edition, *STRENGTHS)


def test_the_command_says_how_many_are_without_theme(
    tmp_path: Path, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(tmp_path, questionnaire, SAID)
    run(path, tmp_path / "data")
    monkeypatch.setattr(
        "helpers.intake.new_edition.new_edition", lambda year, export: new_edition(year, export, tmp_path / "data")
    )
    monkeypatch.setattr("helpers.build.freeze.freeze_before", lambda *_, **__: ())
    output = CliRunner().invoke(main, ["new", "2026", "--data", str(path)]).output
    assert "Bemærk: Svar uden tema: styrker 1 af 3." in output
    assert "eksport.uden-tema.txt" in output
    assert "Kaffen" not in output

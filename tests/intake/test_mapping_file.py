"""Columns are matched by their wording, places by name or by a person, and private columns go nowhere."""

import csv
from pathlib import Path

import exports_writing as writing
import pytest
import yaml
from exports_running import answers, decide_column, edit, heading, load, run, whole_grid

from helpers.base.errors import VaerestederError
from helpers.intake.decisions import NOT_ASKED
from helpers.intake.new_edition import new_edition
from helpers.intake.wordings import normalise, turns
from helpers.survey.edition import Edition
from helpers.survey.edition_file import read_fields
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def test_nothing_is_open_but_the_numbers_of_the_edition(tmp_path: Path, grid: writing.Grid) -> None:
    first = run(tmp_path, grid)
    assert [sentence.split(":")[0] for sentence in first.open] == [
        "udgave, periode", "udgave, medlemmer", "udgave, ramme"
    ]  # fmt: skip
    assert first.next_step.startswith("Der er 3 ting at afgøre. Ret ")
    assert not (first.folder / "responses.csv").exists()
    assert not (first.folder / "edition.yml").exists()
    edit(first)
    assert run(tmp_path, grid).next_step.startswith("2 svar af 145 er skrevet til ")


def test_case_and_white_space_make_no_other_wording(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    column = heading(questionnaire, grid, "styrker")
    grid[0][column] = f"  {questionnaire.text('styrker').upper()}\u00a0\n"
    assert len(run(tmp_path, grid).open) == 3


def test_columns_may_stand_in_any_order_and_under_any_variable_name(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    edit(run(tmp_path / "a", grid) if (tmp_path / "a").mkdir() is None else run(tmp_path, grid))
    straight = answers(run(tmp_path / "a", grid))
    (tmp_path / "b").mkdir()
    turned: writing.Grid = [[f"s_{n}" for n in range(len(grid[0]))], *([*reversed(row)] for row in grid)]
    export = writing.write_excel(tmp_path / "b" / "eksport.xlsx", turned, heading_rows=2)
    edit(new_edition("2026", export, tmp_path / "b" / "data"))
    assert answers(new_edition("2026", export, tmp_path / "b" / "data")) == straight


def test_a_near_wording_is_a_question_with_both_side_by_side(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    wording = "Hvad er de største styrker ved det arbejde, som værestedet udfører?"
    grid[0][heading(questionnaire, grid, "styrker")] = wording
    first = run(tmp_path, grid)
    edit(first)
    second = run(tmp_path, grid)
    asked = next(sentence for sentence in second.open if sentence.startswith("kolonner"))
    assert f'"{wording}"' in asked
    assert f'Spørgeskemaet: "{questionnaire.text("styrker")}"' in asked
    assert second.responses is None
    decide_column(second, wording, "styrker")
    edit(run(tmp_path, grid), ordlyd={"styrker": "samme"})
    assert answers(run(tmp_path, grid))[0]["styrker"] == "[ikke offentliggjort]"


@pytest.mark.parametrize(
    ("column", "old", "new"),
    [
        ("inddraget", "at blive inddraget", "ikke at blive inddraget"),
        ("aktiviteter.samtaler", "daglige drift", "ugentlige drift"),
        ("personale_timer.deltid", "om ugen", "om måneden"),
        ("aabningstimer", "om ugen", "om dagen"),
    ],
)
def test_a_negation_or_a_period_is_never_suggested(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid, column: str, old: str, new: str
) -> None:
    index = heading(questionnaire, grid, column)
    assert old in str(grid[0][index])
    grid[0][index] = str(grid[0][index]).replace(old, new)
    edition = run(tmp_path, grid)
    entry = next(e for e in load(edition)["kolonner"] if e["ordlyd"] == grid[0][index])  # type: ignore[attr-defined]
    assert (entry["til"], entry["hvordan"]) == ("", "åben")
    assert "forslag" not in entry
    assert "næppe samme spørgsmål" in entry["besked"]


def test_an_answer_with_another_period_is_never_suggested(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    grid[1][heading(questionnaire, grid, "faglig_sparring")] = "1 eller flere gange om måneden"
    edition = run(tmp_path, grid)
    entry = next(e for e in load(edition)["svar"] if e["læst"] == "1 eller flere gange om måneden")  # type: ignore[attr-defined]
    assert (entry["betyder"], entry["hvordan"]) == ("", "åben")
    assert "forslag" not in entry
    assert entry["sted"] == 'eksport.xlsx, ark "Svar", celle AH2'


def test_a_near_answer_is_a_question_and_a_wrong_decision_is_asked_again(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    column = heading(questionnaire, grid, "organisationsform")
    grid[1][column] = "Selvejnde"
    edition = run(tmp_path, grid)
    decisions = (("selvejnde", '"selvejnde" er ikke et svar. Skriv en af: boligsocial'), ("Selvejende", ""))
    for decision, told in decisions:
        raw = load(edition)
        entry = next(e for e in raw["svar"] if e["læst"] == "Selvejnde")  # type: ignore[attr-defined]
        entry["betyder"] = decision
        edit(edition, svar=raw["svar"])
        edition = run(tmp_path, grid)
        assert told in "".join(edition.open)
    assert answers(edition)[0]["organisationsform"] == "selvejende"


def test_a_question_no_column_has_must_be_said_not_to_have_been_asked(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    column = heading(questionnaire, grid, "mere_viden")
    grid = [row[:column] + row[column + 1 :] for row in grid]
    edition = run(tmp_path, grid)
    edit(edition)
    edition = run(tmp_path, grid)
    assert [sentence.split(":")[0] for sentence in edition.open] == ["mangler, mere_viden"]
    edit(edition, mangler={"mere_viden": NOT_ASKED})
    edition = run(tmp_path, grid)
    assert "mere_viden" not in answers(edition)[0]
    assert read_fields(edition.folder / "edition.yml")["not_asked"] == ["mere_viden"]


def test_an_item_that_was_not_asked_about_stays_blank(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    column = heading(questionnaire, grid, "personale_antal.studerende")
    grid = [row[:column] + row[column + 1 :] for row in grid]
    edition = run(tmp_path, grid)
    edit(edition, mangler={"personale_antal.studerende": NOT_ASKED})
    edition = run(tmp_path, grid)
    row = answers(edition)[0]
    assert (row["personale_antal.frivillige"], row["personale_antal.studerende"]) == ("2", "")
    assert read_fields(edition.folder / "edition.yml")["not_asked"] == []


def test_an_answer_that_was_not_offered_is_not_chosen_where_the_question_is_answered(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    for place in ("indsatser.gadeplan", "indsatser.brobygning", "indsatser.par_85", "indsatser.par_99"):
        grid[2][heading(questionnaire, grid, place)] = ""
    column = heading(questionnaire, grid, "indsatser.fremskudt")
    grid = [row[:column] + row[column + 1 :] for row in grid]
    edition = run(tmp_path, grid)
    assert next(s for s in edition.open if s.startswith("mangler")).startswith("mangler, indsatser.fremskudt: ")
    edit(edition, mangler={"indsatser.fremskudt": "nul"})
    assert [row["indsatser.fremskudt"] for row in answers(run(tmp_path, grid))] == ["0", ""]


def test_two_columns_of_one_wording_are_a_question(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    grid = [[*row, row[heading(questionnaire, grid, "mere_viden")]] for row in grid]
    edition = run(tmp_path, grid)
    assert sum("Flere kolonner er" in sentence for sentence in edition.open) == 2
    columns = load(edition)["kolonner"]
    columns[-1]["til"] = "udelad"  # type: ignore[index]
    edit(edition, kolonner=columns)
    assert answers(run(tmp_path, grid))[0]["mere_viden"] == "ja"


@pytest.mark.parametrize("text", ["Aalborg", "Aalborg Kommune", " AALBORG ", "0851"])
def test_a_municipality_is_known_by_name_or_code(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid, text: str
) -> None:
    grid[1][heading(questionnaire, grid, "kommune")] = text
    edit(run(tmp_path, grid))
    assert answers(run(tmp_path, grid))[0]["kommune"] == "0851"


@pytest.mark.parametrize("text", ["Ålborg", "Århus", "851", "Odensee", "Fyn"])
def test_a_municipality_that_is_not_quite_one_is_a_question(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid, text: str
) -> None:
    grid[1][heading(questionnaire, grid, "kommune")] = text
    edition = run(tmp_path, grid)
    assert [f'celle A2: Der står "{text}"' in s for s in edition.open if s.startswith("svar")] == [True]


def test_private_columns_and_free_text_travel_no_further(
    tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid
) -> None:
    for heading_text, secret in (
        (questionnaire.text("navn"), "Cafe Hemmelig"), ("E-mail", "hemmelig@eksempel.dk"),
        ("Navn på kontaktperson", "Hanne Hemmelig"), ("Hvad mangler I?", "Hemmelig bemærkning"),
    ):  # fmt: skip
        grid = [[*grid[0], heading_text], *([*row, secret] for row in grid[1:])]
    grid[1][heading(questionnaire, grid, "styrker")] = "Hemmelig styrke"
    edit(run(tmp_path, grid))
    edition = run(tmp_path, grid)
    assert answers(edition)[0]["styrker"] == "[ikke offentliggjort]"
    hows = {e["ordlyd"]: e["hvordan"] for e in load(edition)["kolonner"]}  # type: ignore[attr-defined]
    assert hows["E-mail"] == hows["Navn på kontaktperson"] == hows[questionnaire.text("navn")] == "privat"
    assert hows["Hvad mangler I?"] == "ukendt"
    for path in edition.folder.iterdir():
        assert "hemmelig" not in path.read_text(encoding="utf-8").casefold(), path.name


def test_system_columns_are_left_unread(tmp_path: Path, questionnaire: Questionnaire) -> None:
    tables = writing.surveyxact_tables(questionnaire, [{"kommune": "0101"}])
    edition = new_edition("2026", writing.write_surveyxact(tmp_path, tables), tmp_path / "data")
    raw = load(edition)
    assert {"respondent_id", "ip_address", "stato_4"} <= set(raw["systemkolonner"])  # type: ignore[call-overload]
    contact = next(e for e in raw["kolonner"] if e["ordlyd"] == "Kontaktoplysninger - email")  # type: ignore[attr-defined]
    assert contact["hvordan"] == "privat"
    for path in edition.folder.iterdir():
        assert "@eksempel.dk" not in path.read_text(encoding="utf-8")


def test_free_text_is_released_row_by_row(tmp_path: Path, questionnaire: Questionnaire, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid), frigiv={"styrker": ["3"]})
    assert [row["styrker"] for row in answers(run(tmp_path, grid))] == ["[ikke offentliggjort]", "nærhed"]


def test_the_edition_can_be_loaded_and_keeps_what_a_person_wrote(tmp_path: Path, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid))
    path = run(tmp_path, grid).folder / "edition.yml"
    edition = Edition(key="2026", **read_fields(path))
    assert (edition.source, edition.members, edition.frame) == ("survey", 171, 145)
    path.write_text(path.read_text(encoding="utf-8").replace("titel: Væresteders", "titel: Nye"), encoding="utf-8")
    run(tmp_path, grid)
    assert "titel: Nye rammer" in path.read_text(encoding="utf-8")


def test_the_codebook_of_the_export_is_kept(tmp_path: Path, questionnaire: Questionnaire) -> None:
    tables = writing.surveyxact_tables(questionnaire, [{"kommune": "0101"}])
    edition = new_edition("2026", writing.write_surveyxact(tmp_path, tables), tmp_path / "data")
    with (edition.folder / "codebook.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ("organisationsform", "2", "Selvejende") in [(r["til"], r["kode"], r["betegnelse"]) for r in rows]


def test_a_mapping_that_lost_its_form_is_told(tmp_path: Path, grid: writing.Grid) -> None:
    edition = run(tmp_path, grid)
    edition.mapping.write_text("kolonner: [", encoding="utf-8")
    with pytest.raises(VaerestederError, match=r"data/2026/mapping.yml, linje 1: Klammen er ikke lukket"):
        run(tmp_path, grid)


@pytest.mark.parametrize(("year", "told"), [("26", "ikke et årstal"), ("../x", "ikke et årstal"), ("2024", "genskabt")])
def test_a_wrong_year_is_refused(tmp_path: Path, grid: writing.Grid, year: str, told: str) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "edition.yml").write_text("source: reconstructed\n", encoding="utf-8")
    path = writing.write_excel(tmp_path / "eksport.xlsx", grid)
    with pytest.raises(VaerestederError, match=told):
        new_edition(year, path, tmp_path)


def test_an_export_of_another_survey_is_told(tmp_path: Path) -> None:
    edition = run(tmp_path, [["Hvad spiste du?", "Smagte det?"], ["Suppe", "Ja"]])
    assert edition.open[-1] == "svar: eksport.xlsx har ingen svar på spørgeskemaets spørgsmål. Er det den rigtige fil?"
    assert [entry["ordlyd"] for entry in load(edition)["kolonner"]] == ["Hvad spiste du?", "Smagte det?"]  # type: ignore[attr-defined]


def test_a_file_without_headings_is_told_without_repeating_what_may_be_answers(tmp_path: Path) -> None:
    edition = run(tmp_path, [["Café Solsikken", "hanne@hemmelig.dk"], ["Smedjen", "ole@hemmelig.dk"]])
    assert "Er det den rigtige fil?" in edition.open[-1]
    told = " ".join((*edition.notes, *(s for s in edition.open if not s.startswith("kolonner"))))
    assert "Solsikken" not in told
    assert "hemmelig" not in told


def test_two_sheets_that_fit_as_well_are_not_chosen_between(tmp_path: Path, grid: writing.Grid) -> None:
    path = writing.write_workbook(tmp_path / "eksport.xlsx", {"2025": grid, "2026": grid})
    with pytest.raises(VaerestederError, match=r'Arkene "2025" .*, "2026" .* passer lige godt'):
        new_edition("2026", path, tmp_path / "data")


def test_titles_above_the_headings_and_other_sheets_are_passed_over(tmp_path: Path, grid: writing.Grid) -> None:
    titled: writing.Grid = [["Svar hentet i marts"], ["Kun til intern brug"], *grid]
    path = writing.write_workbook(tmp_path / "eksport.xlsx", {"Noter": [["Husk at ringe"]], "Svar": titled})
    edition = new_edition("2026", path, tmp_path / "data")
    assert (len(edition.open), edition.count) == (3, 2)


def test_fewer_invited_than_responses_is_asked_about(tmp_path: Path, grid: writing.Grid) -> None:
    edition = run(tmp_path, grid)
    raw = load(edition)
    raw["udgave"] = {"periode": "marts 2026", "medlemmer": "171", "ramme": "1"}
    edition.mapping.write_text(yaml.safe_dump(raw), encoding="utf-8")
    assert run(tmp_path, grid).open == ("udgave, ramme: 1 inviterede er færre end de 2 svar. Ret tallet.",)


def test_words_that_turn_a_wording() -> None:
    assert turns("Deltager I dagligt?", "Deltager I ugentligt?") == ("dagligt", "ugentligt")
    assert turns("Er I inddraget?", "Er I ikke inddraget?") == ("ikke",)
    assert turns("18-35 år", "18-36 år") == ("35", "36")
    assert turns("Hvad er styrken i arbejdet?", "Hvad er styrken ved arbejdet?") == ()
    assert normalise("Ve\u0301d\u00a0  IKKE") == "véd ikke"


def test_a_question_with_a_near_column_is_asked_about_once(tmp_path: Path, questionnaire: Questionnaire) -> None:
    grid = whole_grid(questionnaire)
    grid[0][heading(questionnaire, grid, "styrker")] = (
        "Hvad er de største styrker ved det arbejde, som værestedet udfører?"
    )
    told = [sentence for sentence in run(tmp_path, grid).open if "styrker" in sentence.partition(":")[0] + sentence]
    assert [sentence.partition(",")[0] for sentence in told if "største styrker" in sentence] == ["kolonner"]


def test_an_answer_whose_name_was_lost_is_asked_for_by_name(tmp_path: Path, questionnaire: Questionnaire) -> None:
    grid = whole_grid(questionnaire)
    gone = heading(questionnaire, grid, "maalgrupper.tabt_2")
    for row in grid:
        del row[gone]
    (told,) = [sentence for sentence in run(tmp_path, grid).open if sentence.startswith("mangler, maalgrupper.tabt_2")]
    assert told.endswith("skriv det i data/questionnaire.yml i stedet, og kør kommandoen igen.")

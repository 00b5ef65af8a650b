from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from conftest import WriteResponses, grouped, multiple

from helpers.base.errors import DataError
from helpers.base.paths import THEMES
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import load_responses, questionnaire_of, read_responses


def test_cells_are_coded_and_blank_stays_missing(write_responses: WriteResponses, questionnaire: Questionnaire) -> None:
    row = {
        "kommune": "0101",
        "organisationsform": "kommunal",
        "aabningstimer": "37.5",
        "personale_antal.frivillige": "0",
        **multiple(questionnaire, "maalgrupper", "ensomhed"),
    }
    frame = read_responses(write_responses([row, {}]), questionnaire).frame
    first, second = frame.iloc[0], frame.iloc[1]
    assert first["kommune"] == "0101"
    assert first["organisationsform"] == "kommunal"
    assert first["aabningstimer"] == 75
    assert first["personale_antal.frivillige"] == 0
    assert (first["maalgrupper.ensomhed"], first["maalgrupper.misbrug"]) == (1, 0)
    assert second.isna().all()


@pytest.mark.parametrize("answer", ["None", "NA", "nan", "null", "007"])
def test_words_that_look_missing_stay_what_was_written(
    write_responses: WriteResponses, questionnaire: Questionnaire, answer: str
) -> None:
    frame = read_responses(write_responses([{"styrker": answer}]), questionnaire).frame
    assert frame.iloc[0]["styrker"] == answer


@pytest.mark.parametrize(
    ("column", "given", "told"),
    [
        ("organisationsform", "komunal", "er ikke et svar. Skriv en af: boligsocial"),
        ("kommune", "101", "er ikke en kommunekode"),
        ("aabningstimer", "37,5", "er ikke et tal"),
        ("aabningstimer", "37.25", "er ikke hele eller halve timer"),
        ("aabningstimer", "-1", "er ikke et tal på nul eller derover"),
        ("aabningstimer", "1/2", "er ikke et tal"),
        ("aabningstimer", "1e999999999", "er ikke et tal"),
        ("personale_antal.deltid", "2.5", "er ikke et helt tal"),
        ("personale_antal.deltid", "mange", "er ikke et tal"),
        ("personale_antal.deltid", "10000000000", "er for stort et tal"),
        ("samarbejdspartnere.forsorgshjem", "ja", "er hverken 0 eller 1"),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_remedy(
    write_responses: WriteResponses, questionnaire: Questionnaire, column: str, given: str, told: str
) -> None:
    path = write_responses([{}, {column: given}])
    with pytest.raises(DataError) as caught:
        read_responses(path, questionnaire)
    fault = next(fault for fault in caught.value.faults if fault.column == column)
    assert (fault.file, fault.row) == ("svar.csv", 3)
    assert given in fault.message
    assert told in fault.message


def test_all_faults_are_told_at_once_in_the_order_of_their_rows(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    path = write_responses([{"kommune": "x"}, {"inddraget": "x", "id": "r001"}, {"aabningstimer": "x"}])
    with pytest.raises(DataError) as caught:
        read_responses(path, questionnaire)
    assert [fault.row for fault in caught.value.faults] == [2, 3, 3, 4]
    assert str(caught.value).startswith("4 fejl i data:")


def test_a_half_answered_multiple_question_is_a_fault(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    path = write_responses([{"samarbejdspartnere.forsorgshjem": "1"}])
    with pytest.raises(DataError, match="Tomt, selv om andre svar"):
        read_responses(path, questionnaire)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace("kommune,", "by,", 1), "Kolonnen mangler"),
        (lambda text: text.replace("kommune,", "by,", 1), "findes ikke i spørgeskemaet"),
        (lambda text: text.replace("id,", "id,id,", 1), "flere gange"),
        (lambda text: text + "r9,0101\n", "Rækken har 2 felter"),
        (lambda text: text + '"', "kan ikke læses som CSV"),
        (lambda text: "", "Kolonnen mangler"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    write_responses: WriteResponses, questionnaire: Questionnaire, spoil: object, told: str
) -> None:
    path = write_responses([{}])
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(DataError, match=told):
        read_responses(path, questionnaire)


def test_a_line_with_nothing_on_it_is_told_as_such(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    path = write_responses([{}, {}])
    path.write_text(path.read_text(encoding="utf-8").replace("\nr002", "\n\nr002") + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_responses(path, questionnaire)
    assert [(fault.row, fault.message[:20]) for fault in caught.value.faults] == [
        (3, "Rækken har 0 felter;"),
        (5, "Rækken har 0 felter;"),
    ]


def test_a_faulty_shape_is_told_in_whole(write_responses: WriteResponses, questionnaire: Questionnaire) -> None:
    path = write_responses([{}, {}])
    text = path.read_text(encoding="utf-8").replace("kommune,", "by,", 1)
    path.write_text(text + "r9,0101\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_responses(path, questionnaire)
    assert sorted((fault.row, fault.column) for fault in caught.value.faults) == [(1, "by"), (1, "kommune"), (4, "")]


def test_a_row_is_counted_by_its_answers_and_not_by_its_lines(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    path = write_responses([{"styrker": 'Et\n"hus"\n\nmed plads'}, {"inddraget": "måske"}])
    with pytest.raises(DataError) as caught:
        read_responses(path, questionnaire)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(3, "inddraget")]


def test_an_id_stands_once_and_is_never_blank(write_responses: WriteResponses, questionnaire: Questionnaire) -> None:
    path = write_responses([{"id": "a"}, {"id": ""}, {"id": "b"}, {"id": "a"}, {"id": ""}, {"id": "a"}])
    with pytest.raises(DataError) as caught:
        read_responses(path, questionnaire)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(n, "id") for n in (3, 5, 6, 7)]


def test_a_file_with_a_header_alone_has_no_responses(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    responses = read_responses(write_responses([]), questionnaire)
    assert len(responses) == len(responses.frame) == 0


def test_every_one_of_many_wrong_answers_is_told_as_it_was_typed(
    write_responses: WriteResponses, questionnaire: Questionnaire
) -> None:
    rows = [{"inddraget": "ja", "aabningstimer": str(n), "styrker": "x" * 5000} for n in range(2000)]
    planted = {(n + 2, "aabningstimer"): f"{n} t." for n in range(0, 2000, 97)}
    for (row, column), text in planted.items():
        rows[row - 2][column] = text
    with pytest.raises(DataError) as caught:
        read_responses(write_responses(rows), questionnaire)
    told = {(fault.row, fault.column): fault.message.split('"')[1] for fault in caught.value.faults}
    assert told == planted


@pytest.mark.parametrize("column", ["styrker", "organisationsform", "id"])
def test_a_file_in_another_encoding_is_refused(
    write_responses: WriteResponses, questionnaire: Questionnaire, column: str
) -> None:
    path = write_responses([{}] * 50 + [{column: "rummelighed og nærhed"}])
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    with pytest.raises(DataError, match="UTF-8") as caught:
        read_responses(path, questionnaire)
    assert len(caught.value.faults) == 1


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path, questionnaire: Questionnaire) -> None:
    with pytest.raises(DataError, match="findes ikke"):
        read_responses(tmp_path / "væk.csv", questionnaire)


def test_the_2024_file_is_the_one_whose_checksum_the_edition_records() -> None:
    assert load_edition("2024").responses_sha256
    responses = load_responses(load_edition("2024"))
    assert len(responses.frame) == 103


def test_a_changed_file_no_longer_has_the_checksum() -> None:
    with pytest.raises(DataError, match="Filen er ændret"):
        load_responses(replace(load_edition("2024"), responses_sha256="0" * 64))


def test_integers_are_wide_enough_to_be_added(write_responses: WriteResponses, questionnaire: Questionnaire) -> None:
    frame = read_responses(write_responses([{"personale_antal.fuldtid": "3"}]), questionnaire).frame
    assert frame["personale_antal.fuldtid"].dtype == pd.Int64Dtype()


def test_a_pseudonym_of_the_place_may_come_along(write_responses: WriteResponses, questionnaire: Questionnaire) -> None:
    path = write_responses([{}, {}])
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{header},sted", f"{rows[0]},a1b2", f"{rows[1]},"]) + "\n", encoding="utf-8")
    frame = read_responses(path, questionnaire).frame
    assert frame["sted"].tolist() == ["a1b2", pd.NA]


def test_themes_come_along_as_ones_and_zeros(write_responses: WriteResponses, themed: Questionnaire) -> None:
    rows = [grouped("[ikke offentliggjort]", "110"), grouped("[ikke offentliggjort]", "001"), grouped("", "---")]
    frame = read_responses(write_responses(rows), themed).frame
    assert frame["styrker.tema.rum"].tolist() == [1, 0, pd.NA]
    assert frame["styrker.tema.uden"].tolist() == [0, 1, pd.NA]
    assert frame["styrker.tema.uden"].dtype == pd.Int64Dtype()


def test_a_file_without_themes_is_as_good(write_responses: WriteResponses, themed: Questionnaire) -> None:
    frame = read_responses(write_responses([{"styrker": "x"}]), themed).frame
    assert "styrker.tema.rum" not in frame


@pytest.mark.parametrize(
    ("text", "marks", "column", "told"),
    [
        ("x", "210", "rum", '"2" er hverken 0 eller 1'),
        ("", "100", "rum", "Et tema, selv om spørgsmålet ikke er besvaret"),
        ("x", "1-0", "kommunal", "Tomt, selv om andre temaer er afgjort"),
        ("x", "000", "uden", "Skal være 1, når svaret ikke har noget tema"),
        ("x", "101", "uden", "Skal være 1, når svaret ikke har noget tema"),
    ],
)
def test_themes_that_cannot_be_are_told(
    write_responses: WriteResponses, themed: Questionnaire, text: str, marks: str, column: str, told: str
) -> None:
    path = write_responses([grouped("x", "100"), grouped(text, marks)])
    with pytest.raises(DataError, match=told) as caught:
        read_responses(path, themed)
    assert [(f.row, f.column) for f in caught.value.faults] == [(3, f"styrker.tema.{column}")]


def test_themes_other_than_those_of_the_edition_are_told(
    write_responses: WriteResponses, questionnaire: Questionnaire, themed: Questionnaire
) -> None:
    path = write_responses([grouped("x", "100")])
    with pytest.raises(DataError, match=r"Temaet kendes ikke\. Kør vaeresteder new igen") as caught:
        read_responses(path, questionnaire)
    assert len(caught.value.faults) == 3
    path.write_text(path.read_text(encoding="utf-8").replace(".tema.kommunal", ".tema.andet"), encoding="utf-8")
    with pytest.raises(DataError, match=r"Kolonnen mangler\. Kør vaeresteder new igen"):
        read_responses(path, themed)


def test_an_edition_reads_its_own_copy_of_the_themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = load_edition("2024")
    assert not questionnaire_of(edition).text_themes
    monkeypatch.setattr(type(edition), "folder", tmp_path)
    (tmp_path / "themes.yml").write_bytes(THEMES.read_bytes())
    assert set(questionnaire_of(edition).text_themes) == {"styrker", "udfordringer", "samarbejdspartner"}
    unasked = replace(edition, not_asked=("styrker",))
    assert set(questionnaire_of(unasked).text_themes) == {"udfordringer", "samarbejdspartner"}

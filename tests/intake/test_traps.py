"""The known traps of exports: each is asked about where it stands, none is silently coded."""

import csv
import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import exports_writing as writing
import openpyxl
import pandas as pd
import pyreadstat
import pytest
import yaml
from conftest import multiple

from helpers.intake.coding.choices import read_single
from helpers.intake.decisions import IN_ORDER, NOT_ASKED
from helpers.intake.formats.detect import read_export
from helpers.intake.matching import OPEN
from helpers.intake.new_edition import NewEdition, new_edition
from helpers.survey.questionnaire import Questionnaire

Decisions = Mapping[str, object]


@pytest.fixture
def base(questionnaire: Questionnaire) -> dict[str, str]:
    """One whole response."""
    row = {"kommune": "0101", "aabningstimer": "20", "styrker": "nærhed"}
    for question in questionnaire.questions.values():
        match question.kind:
            case "single":
                row[question.key] = question.answers[0].key
            case "multiple":
                row |= multiple(questionnaire, question.key, question.answers[0].key)
            case "count":
                row |= dict.fromkeys(question.columns, "2")
    return row


Run = Callable[[Path], NewEdition]


@pytest.fixture
def run(tmp_path: Path, questionnaire: Questionnaire) -> Run:
    """A function that reads an export, told only what is no trap: the edition's numbers and unasked questions."""

    def once(path: Path) -> NewEdition:
        first = new_edition("2026", path, tmp_path / "data", questionnaire)
        write_decisions(first, {})
        return new_edition("2026", path, tmp_path / "data", questionnaire)

    return once


def write_decisions(edition: NewEdition, decisions: Decisions) -> None:
    raw = yaml.load(edition.mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    raw["udgave"] |= {"periode": "marts 2026", "medlemmer": "171"}
    raw["udgave"]["ramme"] = raw["udgave"]["ramme"] or "145"
    raw["mangler"] = dict.fromkeys(raw["mangler"], NOT_ASKED)
    for key, value in decisions.items():
        if key == "svar":
            for entry in raw["svar"]:
                entry["betyder"] = value.get(entry["læst"], entry["betyder"])  # type: ignore[attr-defined]
        else:
            raw[key] = value
    edition.mapping.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")


def answers(edition: NewEdition) -> list[dict[str, str]]:
    assert edition.responses is not None, edition.open
    with edition.responses.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet_with(folder: Path, questionnaire: Questionnaire, row: Mapping[str, str], column: str, cell: object) -> Path:
    """A workbook by hand with one row, one cell of it replaced."""
    show = writing.yes_or_no
    path = writing.write_excel(folder / "eksport.xlsx", writing.one_heading(questionnaire, [row], show))
    book = openpyxl.load_workbook(path)
    index = [place.column for place in writing.places(questionnaire)].index(column) + 1
    book["Svar"].cell(2, index).value = cell
    book.save(path)
    return path


def test_a_point_in_a_danish_column_is_asked_about_and_a_comma_is_not(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    edition = run(sheet_with(tmp_path, questionnaire, base, "aabningstimer", "37.5"))
    assert len(edition.open) == 1
    assert 'eksport.xlsx, ark "Svar", celle O2: Der står "37.5".' in edition.open[0]
    assert "har punktum, som på dansk skiller tusinder; decimaler skilles med komma" in edition.open[0]
    assert 'punktum, hvis punktum gør det ("37.5" er 37,5)' in edition.open[0]
    write_decisions(edition, {"svar": {"37.5": "37,5"}})
    assert answers(run(tmp_path / "eksport.xlsx"))[0]["aabningstimer"] == "37.5"


@pytest.mark.parametrize(
    ("cell", "coded"), [("37,5", "37.5"), (37.5, "37.5"), (37.0, "37"), ("37,50", "37.5"), (0, "0")]
)
def test_plain_numbers_need_no_question(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run, cell: object, coded: str
) -> None:
    edition = run(sheet_with(tmp_path, questionnaire, base, "aabningstimer", cell))
    assert answers(edition)[0]["aabningstimer"] == coded


@pytest.mark.parametrize("text", ["1.250", "007", "-3", "37,25", "12 timer", "ca. 20", "1e3", "½", "١٢", "#N/A"])
def test_what_is_no_plain_number_is_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run, text: str
) -> None:
    edition = run(sheet_with(tmp_path, questionnaire, base, "aabningstimer", text))
    assert [f'celle O2: Der står "{text}"' in sentence for sentence in edition.open] == [True]


def test_an_interval_that_excel_made_a_date_is_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    date = datetime.datetime(2026, 5, 1)
    edition = run(sheet_with(tmp_path, questionnaire, base, "personale_antal.frivillige", date))
    assert len(edition.open) == 1
    assert 'ark "Svar", celle F2: Der står "2026-05-01".' in edition.open[0]
    assert "Excel laver f.eks. 1-5 om til 1. maj." in edition.open[0]
    assert "ellers bliver det en dato igen. Skriv tallet (f.eks. 4)" in edition.open[0]


@pytest.mark.parametrize("text", ["01-05-2026", "01-maj", "1. maj", "2026-05-01"])
def test_a_date_in_text_is_told_as_one(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run, text: str
) -> None:
    for column in ("personale_antal.frivillige", "gennemsnitsalder"):
        edition = run(sheet_with(tmp_path, questionnaire, base, column, text))
        assert f'"{text}" er en dato' in edition.open[0]


def test_code_one_read_as_one_point_nought_is_code_one(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    tables = writing.surveyxact_tables(questionnaire, [base])
    heading = tables["Dataset"][0]
    for name, text in (("s_3", "1.0"), ("s_9", "1,0"), ("s_8_1", "1.0")):
        tables["Dataset"][1][heading.index(name)] = text
    row = answers(run(writing.write_surveyxact(tmp_path, tables)))[0]
    assert (row["organisationsform"], row["maalgrupper.psykisk_saarbarhed"]) == ("boligsocial", "1")


def test_code_one_without_words_is_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    edition = run(sheet_with(tmp_path, questionnaire, base, "tilbudstype", "1.0"))
    assert edition.open == (
        'talkoder, tilbudstype: "Er værestedet et åbent eller et visiteret tilbud?" er besvaret med tal uden ord, '
        'først eksport.xlsx, ark "Svar", celle P2. I spørgeskemaets rækkefølge: 1 er "Drevet som et åbent tilbud" (1). '
        'Omvendt: 1 er "Ved ikke" (1). Skriv rækkefølge eller omvendt, eller svarenes nøgler i den orden, som '
        "spørgeskemasystemet har nummereret dem i; ellers afgør hvert tal under svar.",
    )
    # A file of earlier shape has one word for all.
    own = {"tilbudstype": "begge, aaben, visiteret, ved_ikke"}
    for decision, coded in (({"tilbudstype": "omvendt"}, "ved_ikke"), (own, "begge"), ("rækkefølge", "aaben")):
        write_decisions(edition, {"talkoder": decision})
        assert answers(run(tmp_path / "eksport.xlsx"))[0]["tilbudstype"] == coded


def test_a_code_without_words_among_codes_with_words_is_no_matter_of_order(
    tmp_path: Path, questionnaire: Questionnaire, run: Run
) -> None:
    path = tmp_path / "eksport.sav"
    text = questionnaire.text("tilbudstype")
    pyreadstat.write_sav(
        pd.DataFrame({"v1": [1.0, 4.0]}), str(path), column_labels={"v1": text},
        variable_value_labels={"v1": {1.0: "Drevet som et åbent tilbud"}},
    )  # fmt: skip
    first = run(path)
    assert [sentence for sentence in first.open if "tilbudstype" in sentence] == [
        'svar, tilbudstype, eksport.sav, række 2, variabel v1: Der står "4". "4" er en kode, som filens egen kodebog '
        "ikke har ord for. Skriv en af: aaben, visiteret, begge, ved_ikke, eller tom."
    ]
    write_decisions(first, {"talkoder": "rækkefølge"})
    again = new_edition("2026", path, tmp_path / "data", questionnaire)
    assert any("ikke har ord for" in sentence for sentence in again.open)


@pytest.mark.parametrize(
    ("text", "decision", "coded"),
    [
        ("1.500", "komma", "1500"), ("1.500", "punktum", "1.5"),
        ("1,500", "komma", "1.5"), ("1,500", "punktum", "1500"), ("37.5", "punktum", "37.5"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_mark_that_can_be_read_in_two_ways_is_one_question_for_the_file(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], text: str, decision: str, coded: str,
    delimiter: str,
) -> None:  # fmt: skip
    rows = [base | {"personale_timer.deltid": text}, base | {"personale_timer.frivillige": text}]
    grid = writing.one_heading(questionnaire, rows, writing.yes_or_no)
    for row, column in ((1, "personale_timer.deltid"), (2, "personale_timer.frivillige")):
        grid[row][[place.column for place in writing.places(questionnaire)].index(column)] = text
    path = writing.write_csv(tmp_path / "eksport.csv", grid, delimiter=delimiter)
    first = new_edition("2026", path, tmp_path / "data", questionnaire)
    asked = [sentence for sentence in first.open if sentence.startswith("decimaltegn")]
    if text == "37.5" and delimiter == ",":
        assert asked == []
    else:
        assert len(asked) == 1
        assert f'Der står "{text}"' in asked[0]
    assert not [sentence for sentence in first.open if sentence.startswith("svar")]
    write_decisions(first, {"decimaltegn": decision})
    given = [
        row["personale_timer.deltid"] for row in answers(new_edition("2026", path, tmp_path / "data", questionnaire))
    ]
    assert given == [coded, ""]


def test_ved_ikke_declared_missing_in_spss_stays_an_answer(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    path = writing.write_spss(tmp_path / "eksport.sav", questionnaire, [base | {"organisationsform": "ved_ikke"}])
    assert answers(run(path))[0]["organisationsform"] == "ved_ikke"


def test_ved_ikke_in_a_column_of_numbers_is_asked_about(tmp_path: Path, questionnaire: Questionnaire, run: Run) -> None:
    path = tmp_path / "eksport.sav"
    text = questionnaire.text("aabningstimer")
    pyreadstat.write_sav(
        pd.DataFrame({"v1": [99.0, 37.5]}), str(path), column_labels={"v1": text},
        variable_value_labels={"v1": {99.0: "Ved ikke"}}, missing_ranges={"v1": [99.0]},
    )  # fmt: skip
    edition = run(path)
    assert len(edition.open) == 1
    assert 'eksport.sav, række 1, variabel v1: Der står "99 = Ved ikke".' in edition.open[0]
    assert 'Koden 99 betyder "Ved ikke" og er ikke et tal. Skriv tallet (f.eks. 37,5), eller tom' in edition.open[0]
    write_decisions(edition, {"svar": {"99 = Ved ikke": "tom"}})
    assert [row["aabningstimer"] for row in answers(run(path))] == ["", "37.5"]


@pytest.mark.parametrize("text", ["-", "Ønsker ikke at svare", "Ved ikke"])
def test_ways_of_not_answering_are_told_apart_and_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run, text: str
) -> None:
    for column in ("gennemsnitsalder", "aabningstimer", "styrker"):
        edition = run(sheet_with(tmp_path, questionnaire, base, column, text))
        assert len(edition.open) == 1
        assert f'Der står "{text}"' in edition.open[0]


def test_blank_is_missing_and_zero_is_zero(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    row = base | {"personale_antal.deltid": "0", "personale_antal.frivillige": ""}
    grid = writing.one_heading(questionnaire, [row], writing.yes_or_no)
    row = answers(run(writing.write_excel(tmp_path / "eksport.xlsx", grid)))[0]
    assert (row["personale_antal.deltid"], row["personale_antal.frivillige"]) == ("0", "")


def test_blanks_among_zeros_and_ones_are_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    row = base | {"indsatser.gadeplan": "1", "indsatser.brobygning": "0", "indsatser.par_85": ""}
    path = writing.write_excel(tmp_path / "eksport.xlsx", writing.one_heading(questionnaire, [row]))
    edition = run(path)
    assert edition.open == (
        'blanke, indsatser: I 1 svar står tomme celler blandt 0 og 1, først i eksport.xlsx, ark "Svar", celle AU2. '
        "Skriv nul, hvis tom betyder ikke valgt, eller tom, hvis hele spørgsmålet så regnes for ubesvaret.",
    )
    write_decisions(edition, {"blanke": {"indsatser": "nul"}})
    assert answers(run(path))[0]["indsatser.par_85"] == "0"
    write_decisions(edition, {"blanke": {"indsatser": "tom"}})
    assert answers(run(path))[0]["indsatser.gadeplan"] == ""


def test_those_invited_who_never_answered_are_no_responses(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    tables = writing.surveyxact_tables(questionnaire, [base, base], unanswered=5)
    edition = run(writing.write_surveyxact(tmp_path, tables))
    assert (len(answers(edition)), edition.count, edition.invited) == (2, 2, 7)
    assert "inviterede: 7" in (edition.folder / "edition.yml").read_text(encoding="utf-8")
    assert edition.notes[0] == (
        "5 af 7 inviterede har ikke svaret, først surveyxact-utf16, dataset.csv, række 4: Kolonnen stato_4 er 0. "
        "Deres 0 ved svarmulighederne er ikke svar; de tæller kun med i svarprocenten. Er det forkert, "
        "så eksportér igen."
    )


def test_the_long_names_of_the_completion_columns_say_the_same(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    tables = writing.surveyxact_tables(questionnaire, [base, base], unanswered=5)
    tables["Dataset"][0] = [str(name).replace("stato_", "statoverall_") for name in tables["Dataset"][0]]
    assert (run(writing.write_surveyxact(tmp_path, tables)).count, len(tables["Dataset"])) == (2, 8)


def test_without_the_completion_columns_the_base_is_not_guessed(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str]
) -> None:
    tables = writing.surveyxact_tables(questionnaire, [base])
    tables["Dataset"] = [row[:-5] for row in tables["Dataset"]]
    with pytest.raises(Exception, match=r"statoverall_4 \(Gennemført\) mangler"):
        read_export(writing.write_surveyxact(tmp_path, tables), questionnaire)


@pytest.mark.parametrize(("decision", "count"), [("medtag", 3), ("udelad", 2)])
def test_partial_answers_are_counted_and_a_person_decides(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run, decision: str, count: int
) -> None:
    tables = writing.surveyxact_tables(questionnaire, [base, base], 4, [{"kommune": "0101"}])
    path = writing.write_surveyxact(tmp_path, tables)
    edition = run(path)
    assert len(edition.open) == 1
    assert edition.open[0].startswith("delvise: 1 har begyndt uden at gøre skemaet færdigt. Skriv medtag eller udelad")
    write_decisions(edition, {"delvise": decision})
    rows = answers(run(path))
    assert len(rows) == count
    if count == 3:
        # The zeros of somebody who never reached the question are no answers.
        assert rows[2]["maalgrupper.misbrug"] == ""


def test_phantom_rows_are_no_responses_and_row_numbers_stay_those_of_the_sheet(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    path = sheet_with(tmp_path, questionnaire, base, "aabningstimer", 20)
    book = openpyxl.load_workbook(path)
    sheet = book["Svar"]
    for number in range(3, 400):
        sheet.cell(number, 1).number_format = "@"
        sheet.cell(number, 2).value = "  "
    for column in range(1, sheet.max_column + 1):
        sheet.cell(400, column).value = sheet.cell(2, column).value
    sheet.cell(400, 15).value = "37.5"
    book.save(path)
    edition = run(path)
    assert edition.count == 2
    assert ['celle O400: Der står "37.5"' in sentence for sentence in edition.open] == [True]
    assert edition.notes[0] == (
        'eksport.xlsx, ark "Svar": Række 3-399 har intet svar på spørgeskemaets spørgsmål og regnes ikke med. Er der '
        "svaret, så se i mapping.yml, om kolonnerne er fundet."
    )


def test_nothing_chosen_in_a_finished_response_is_asked_about(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run
) -> None:
    row = base | multiple(questionnaire, "indsatser")
    path = writing.write_surveyxact(tmp_path, writing.surveyxact_tables(questionnaire, [base, row]))
    edition = run(path)
    assert edition.open == (
        "intet_valgt, indsatser: I 1 svar er intet valgt, først i surveyxact-utf16, dataset.csv, celle AX3. Skriv nul, "
        "hvis det betyder ingen af dem, eller tom, hvis spørgsmålet er sprunget over.",
    )
    for decision, coded in (("nul", "0"), ("tom", "")):
        write_decisions(edition, {"intet_valgt": {"indsatser": decision}})
        assert [r["indsatser.gadeplan"] for r in answers(run(path))] == ["1", coded]


@pytest.mark.parametrize("text", ["007", "None", "NA", "nan", "null", "1-5", "1,0", '<b>& "citat"; slut</b>'])
def test_text_stays_what_was_answered(
    tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str], run: Run, text: str
) -> None:
    exports = {
        "a": sheet_with(tmp_path, questionnaire, base, "styrker", text),
        "b": writing.write_csv(
            tmp_path / "b.csv", writing.one_heading(questionnaire, [base | {"styrker": text}], writing.yes_or_no)
        ),
        "c": writing.write_surveyxact(tmp_path, writing.surveyxact_tables(questionnaire, [base | {"styrker": text}])),
        "d": writing.write_spss(tmp_path / "d.sav", questionnaire, [base | {"styrker": text}]),
    }
    for path in exports.values():
        edition = run(path)
        write_decisions(edition, {"frigiv": {"styrker": "alle"}})
        assert answers(run(path))[0]["styrker"] == text


@pytest.mark.parametrize("text", ["²", "①", "٣", "1²", "9" * 50])
def test_a_sign_that_only_looks_like_a_number_is_no_code(text: str, questionnaire: Questionnaire) -> None:
    verdict = read_single(text, "", questionnaire.questions["inddraget"], IN_ORDER)
    assert (verdict.meaning, verdict.how) == ("", OPEN)


def test_the_lines_of_an_answer_are_kept_whatever_system_ended_them(
    run: Run, tmp_path: Path, questionnaire: Questionnaire, base: dict[str, str]
) -> None:
    rows = [{**base, "styrker": "Ro.\rRum.\r\nRart.\nRent."}]
    grid = writing.one_heading(questionnaire, rows, writing.yes_or_no)
    export = writing.write_csv(tmp_path / "eksport.csv", grid)
    write_decisions(run(export), {"frigiv": {"styrker": "alle"}})
    edition = new_edition("2026", export, tmp_path / "data", questionnaire)
    assert answers(edition)[0]["styrker"] == "Ro.\nRum.\nRart.\nRent."

"""What the check says of clean exports, of unlikely answers, and of what a person should know."""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

import exports_writing as writing
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from intake.formats.test_same_answers import FORMATS, decide
from planted_faults import PUBLISHED, clean_rows

from helpers.base.errors import VaerestederError
from helpers.intake.check.allowed_answers import nearest_answer
from helpers.intake.check.finding import CheckResult
from helpers.intake.check.run import check_export, locate_export
from helpers.intake.coding.answers import code_answers
from helpers.intake.coding.numbers import read_number
from helpers.intake.decisions import Decisions
from helpers.intake.export import Export, ExportColumn
from helpers.intake.matching import EXACT, ColumnMatch
from helpers.intake.new_edition import new_edition
from helpers.intake.wordings import shown
from helpers.survey.doubts_file import read_doubts, write_doubts
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import Questionnaire

Row = dict[str, str]
Check = Callable[..., CheckResult]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return clean_rows()


@pytest.fixture
def check(tmp_path: Path, questionnaire: Questionnaire) -> Check:
    """A function that checks rows written to a workbook, with further columns of headings and cells before them."""

    def run(rows: list[Row], **columns: list[str]) -> CheckResult:
        grid = writing.one_heading(questionnaire, rows, writing.yes_or_no)
        for heading, cells in columns.items():
            grid = [[cell, *row] for cell, row in zip([heading, *cells], grid, strict=True)]
        return check_export("2026", writing.write_excel(tmp_path / "eksport.xlsx", grid), tmp_path, questionnaire)

    return run


CODED = "Enalyzer, etiketnummer"


@pytest.mark.parametrize("name", [name for name in FORMATS if name != CODED])
def test_a_clean_export_has_no_fault_and_no_doubt(
    name: str, tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    result = check_export("2026", FORMATS[name](tmp_path, questionnaire, rows), tmp_path / "data", questionnaire)
    assert (result.count, result.faults, result.doubts) == (103, (), ())


def test_codes_without_words_are_one_fault_a_column_until_their_order_is_decided(
    tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    export, data = FORMATS[CODED](tmp_path, questionnaire, rows), tmp_path / "data"
    single = [question for question in questionnaire.questions.values() if question.kind == "single"]
    result = check_export("2026", export, data, questionnaire)
    assert [fault.rule for fault in result.faults] == ["koder_uden_ord"] * len(single)
    assert 'skriv "rækkefølge" ved talkoder' in result.faults[0].message
    decide(new_edition("2026", export, data, questionnaire), talkoder="rækkefølge")
    result = check_export("2026", export, data, questionnaire)
    assert (result.faults, result.doubts) == ((), ())


def test_the_responses_of_2024_have_no_fault_and_one_kind_of_doubt(
    tmp_path: Path, questionnaire: Questionnaire
) -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    path = writing.write_excel(tmp_path / "eksport.xlsx", writing.one_heading(questionnaire, published))
    result = check_export("2026", path, tmp_path, questionnaire)
    assert result.faults == ()
    assert {doubt.rule for doubt in result.doubts} == {"faglighed_og_personale"}


def answered(rows: list[Row], *columns: str) -> int:
    """The index of the first response with an answer in all of these."""
    return next(n for n, row in enumerate(rows) if all(row[column] for column in columns))


DOUBTFUL: dict[str, tuple[dict[str, str], str, str]] = {
    "400 staffed hours a week": (
        {"personale_timer.fuldtid": "400", "personale_antal.fuldtid": "12"},
        "usædvanlig",
        "400 timer pr. uge er usædvanligt: Det ventes at være fra 0 til 380.",
    ),
    "90 open hours": ({"aabningstimer": "90"}, "usædvanlig", "90 timer pr. uge er usædvanligt"),
    "volunteer hours of no volunteers": (
        {"personale_antal.frivillige": "0", "personale_timer.frivillige": "20"},
        "antal_og_timer",
        'Gruppen "Frivillige udefra eller fra brugergruppen" har 0 personer, men 20 timer om ugen.',
    ),
    "more hours than people can work": (
        {"personale_antal.deltid": "2", "personale_timer.deltid": "120"},
        "timer_pr_person",
        'Gruppen "Deltidsansatte på ordinære vilkår" har 120 timer om ugen og 2 personer: mere end 48 timer til hver.',
    ),
    "core group not among the groups": (
        {"kernemaalgruppe": "misbrug", "maalgrupper.misbrug": "0", "maalgrupper.ensomhed": "1"},
        "kerne_blandt_maalgrupper",
        'Den primære målgruppe er "Personer med misbrug", men den er ikke markeret blandt målgrupperne.',
    ),
    "homeless users not among the groups": (
        {"har_hjemloese": "ja", "maalgrupper.hjemloeshed": "0", "maalgrupper.ensomhed": "1", "kernemaalgruppe": ""},
        "hjemloese_blandt_maalgrupper",
        "Værestedet benyttes af brugere med hjemløseproblematikker, men",
    ),
    "more professions than people": (
        {f"faglighed.{key}": "9" for key in ("paedagogisk", "sundhedsfaglig", "anden")}
        | {f"personale_antal.{key}": "1" for key in ("fuldtid", "deltid", "frivillige", "aktivering", "studerende")}
        | {f"personale_timer.{key}": "10" for key in ("fuldtid", "deltid", "frivillige", "aktivering", "studerende")}
        | {"personale_antal.saerlige_vilkaar": "0", "personale_timer.saerlige_vilkaar": "0"}
        | {f"faglighed.{key}": "0" for key in ("socialfaglig", "assistent", "ufaglaert")},
        "faglighed_og_personale",
        "Medarbejdere efter faglighed i alt: 27. Personer på værestedet i alt: 5.",
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_unlikely_is_a_doubt_and_no_fault(name: str, check: Check, rows: list[Row]) -> None:
    changes, rule, told = DOUBTFUL[name]
    number = answered(rows, *changes)
    result = check([row | changes if n == number else row for n, row in enumerate(rows)])
    assert result.faults == ()
    assert [(doubt.rule, doubt.place.row) for doubt in result.doubts] == [(rule, number + 2)]
    assert result.doubts[0].message.startswith(told)


def test_the_same_place_twice_is_told_by_its_rows_and_never_by_its_name(
    check: Check, rows: list[Row], questionnaire: Questionnaire
) -> None:
    names = [f"Sted {n}" for n in range(len(rows))]
    twin = next(n for n in range(1, len(rows)) if rows[n]["kommune"] == rows[0]["kommune"])
    other = next(n for n in range(1, len(rows)) if rows[n]["kommune"] != rows[0]["kommune"])
    names[0], names[twin], names[other] = "Café Hjerterum", "  café HJERTERUM ", "Café Hjerterum"
    result = check(rows, **{questionnaire.text("navn"): names})
    assert [(doubt.rule, doubt.place.row, doubt.message) for doubt in result.doubts] == [
        ("samme_sted", twin + 2, "Navn og kommune er de samme som i række 2. Har stedet svaret to gange?")
    ]
    assert "hjerterum" not in "\n".join(result.lines).casefold()


def describe(tmp_path: Path, **values: object) -> None:
    (tmp_path / "2026").mkdir()
    path = tmp_path / "2026" / "edition.yml"
    path.write_text(yaml.safe_dump({"source": "survey", **values}), encoding="utf-8")


def test_more_answers_in_a_municipality_than_members_there_is_a_doubt(
    tmp_path: Path, check: Check, rows: list[Row]
) -> None:
    describe(tmp_path, frame=145, members_in={"0461": 4, "0751": 4})
    doubts = check(rows).doubts
    last = max(n for n, row in enumerate(rows) if row["kommune"] == "0461")
    assert [(d.rule, d.place.row, d.message) for d in doubts] == [
        ("svar_i_kommunen", last + 2, "Odense har 5 svar, men højst 4 kunne ventes.")
    ]


def test_where_members_are_not_counted_a_tenth_of_the_frame_is_the_limit(
    tmp_path: Path, check: Check, rows: list[Row]
) -> None:
    describe(tmp_path, frame=145)
    one_town = [row | {"kommune": "0461"} if n < 15 else row | {"kommune": "0101"} for n, row in enumerate(rows[:20])]
    assert [d.message for d in check(one_town).doubts] == ["Odense har 15 svar, men højst 14 kunne ventes."]
    assert check([row | {"kommune": "0461"} for row in rows[:14]]).doubts == ()


def test_members_of_a_municipality_are_named_by_its_code(tmp_path: Path, check: Check, rows: list[Row]) -> None:
    describe(tmp_path, members_in={461: 4})
    with pytest.raises(VaerestederError, match=r"medlemmer_i har 461: 4\. Skriv kommunens kode i anførselstegn"):
        check(rows)


def test_more_answers_than_invited_is_a_doubt(tmp_path: Path, check: Check, rows: list[Row]) -> None:
    describe(tmp_path, frame=102, members_in={row["kommune"]: 9 for row in rows})
    assert [d.message for d in check(rows).doubts] == [
        "Der er 103 svar, men kun 102 er inviteret: Svarprocenten er over 100."
    ]


def test_a_reconstructed_edition_has_no_export_to_check(tmp_path: Path, check: Check, rows: list[Row]) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "edition.yml").write_text("source: reconstructed\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match="genskabt af trykte tal"):
        check(rows)


def notes_of(result: CheckResult, rule: str) -> list[str]:
    return [note.message for note in result.notes if note.rule == rule]


def test_what_is_left_unread_is_noted(check: Check, rows: list[Row]) -> None:
    result = check(rows, Farve=["grøn"] * 103, Email=["anna@eksempel.dk"] * 103, id=[str(n) for n in range(103)])
    assert notes_of(result, "ukendt_kolonne") == ["Kolonnen hører ikke til spørgeskemaet og læses ikke."]
    assert notes_of(result, "privat_kolonne") == ["Kolonnen har personoplysninger og læses ikke videre."]
    assert len(notes_of(result, "id_kolonne")) == 1
    assert "anna@eksempel.dk" not in "\n".join(result.lines)


def test_blanks_are_counted_a_question_and_faults_are_not_among_them(check: Check, rows: list[Row]) -> None:
    changed = [row | {"inddraget": ""} if n < 4 else row for n, row in enumerate(rows)]
    changed[4] = rows[4] | {"inddraget": "Måske"}
    messages = notes_of(check(changed), "ubesvaret")
    told = 'har ikke svaret på "Oplever værestedet at blive inddraget i den kommunale hjemløseindsats?".'
    assert f"4 af 103 {told}" in messages


def test_those_who_began_are_noted_and_those_invited_counted(
    tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    tables = writing.surveyxact_tables(questionnaire, rows, unanswered=40, partial=[{"kommune": "0101"}] * 2)
    path = writing.write_surveyxact(tmp_path, tables)
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    assert notes_of(result, "status") == ["145 er inviteret; 103 har gennemført, 2 er begyndt uden at blive færdige."]
    (decision,) = (found for found in result.decisions if found.rule == "delvise")
    assert decision.message.startswith("delvise: 2 har begyndt uden at gøre skemaet færdigt. Skriv medtag eller udelad")
    assert (result.count, result.faults, result.doubts, result.stops) == (105, (), (), True)


def test_rows_in_which_nothing_is_chosen_are_to_be_decided_once_a_question(
    tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    none = {column: "0" for column in rows[0] if column.startswith("indsatser.")}
    some = none | {"indsatser.gadeplan": "1"}
    changed = [row | (none if n in (3, 7) else some) for n, row in enumerate(rows)]
    path = writing.write_surveyxact(tmp_path, writing.surveyxact_tables(questionnaire, changed))
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    told = [found.message for found in result.decisions if found.rule == "intet_valgt"]
    assert told[0].startswith("intet_valgt, indsatser: I 2 svar er intet valgt, først i ")
    assert "celle AX5" in told[0]
    assert "Ingen fejl standser udgaven, men afgør først i mapping.yml" in result.summary
    assert "At afgøre (" in next(result.lines)


def test_a_question_without_a_column_is_a_fault_until_it_is_decided(
    tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    grid = writing.one_heading(questionnaire.as_asked({}, ("inddraget",)), rows)
    path = writing.write_excel(tmp_path / "eksport.xlsx", grid)
    (fault,) = check_export("2026", path, tmp_path, questionnaire).faults
    assert (fault.rule, fault.place.words) == ("mangler", "")
    assert 'skriv "ikke stillet" ved inddraget under mangler i mapping.yml' in fault.message
    decide(new_edition("2026", path, tmp_path, questionnaire))
    assert check_export("2026", path, tmp_path, questionnaire).faults == ()


def test_of_a_file_without_headings_no_answer_is_repeated(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = writing.write_csv(tmp_path / "eksport.csv", [["Café Hjerterum", "Anna"], ["Café Solskin", "Bo"]])
    result = check_export("2026", path, tmp_path, questionnaire)
    assert [fault.rule for fault in result.faults] == ["fremmed_fil"]
    assert "Hjerterum" not in "\n".join(result.lines)


def test_a_heading_that_is_nearly_the_question_is_one_fault(
    tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    grid = writing.one_heading(questionnaire, rows)
    index = grid[0].index(questionnaire.text("inddraget"))
    grid[0][index] = "Oplever stedet at blive inddraget i den kommunale hjemløseindsats?"
    path = writing.write_excel(tmp_path / "eksport.xlsx", grid)
    (fault,) = check_export("2026", path, tmp_path, questionnaire).faults
    assert (fault.rule, fault.place.row, fault.place.column) == ("kolonne", 0, index + 1)
    assert fault.near == questionnaire.text("inddraget")


def test_the_record_for_the_letter_has_no_answers_in_words(
    tmp_path: Path, check: Check, rows: list[Row], questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = answered(rows, "aabningstimer")
    changed = [row | {"aabningstimer": "90", "styrker": "Anna, anna@eksempel.dk"} for row in rows[number : number + 1]]
    twice = [*changed, *changed]
    result = check(twice, **{questionnaire.text("navn"): ["Hjerterum", "Hjerterum"]})
    path = write_doubts(result.year, result.doubt_record, tmp_path / "data")
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[0] == "rule,row,question,message"
    assert "Hjerterum" not in text
    assert "eksempel.dk" not in text
    edition = load_edition("2024")
    monkeypatch.setattr(type(edition), "folder", tmp_path / "data" / "2026")
    assert [(d.rule, d.row, d.question) for d in read_doubts(edition)] == [
        ("usædvanlig", 2, "aabningstimer"), ("samme_sted", 3, "navn"), ("usædvanlig", 3, "aabningstimer"),
    ]  # fmt: skip


def test_an_edition_that_was_not_checked_has_no_doubts() -> None:
    assert read_doubts(load_edition("2024")) == ()


def test_the_export_is_found_where_mapping_says_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "2026"
    folder.mkdir()
    with pytest.raises(VaerestederError, match=r"ikke, hvor eksporten ligger\. Kør: vaeresteder check 2026 --data"):
        locate_export("2026", tmp_path)
    export = tmp_path / "eksport.xlsx"
    (folder / "mapping.yml").write_text(f"eksport:\n  sti: {export}\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match="Eksporten er der ikke længere"):
        locate_export("2026", tmp_path)
    export.touch()
    assert locate_export("2026", tmp_path) == export


def test_a_text_that_is_shown_steers_no_terminal() -> None:
    assert shown("a\x1b[31m\nb\u202e") == "a [31m b"
    assert len(shown("x" * 500)) == 80


def test_a_date_in_a_column_of_free_text_is_no_fault(tmp_path: Path, questionnaire: Questionnaire) -> None:
    rows = clean_rows()
    grid = writing.one_heading(questionnaire, rows, writing.yes_or_no)
    grid[5][grid[0].index(questionnaire.text("styrker"))] = datetime.datetime(2026, 5, 1)
    path = writing.write_workbook(tmp_path / "eksport.xlsx", {"Svar": grid})
    assert check_export("2026", path, tmp_path / "data", questionnaire).faults == ()


WRITTEN = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"[-+ ]?[0-9]{1,4}([.,][0-9]{1,3})?( t| timer| stk\.)?", fullmatch=True),
    st.sampled_from(["#I/T", "#VÆRDI!", "1-5", "2026-05-01", "ved ikke", "Selvejnde", "5000 Odense C", "461"]),
)


@given(text=WRITTEN, decimal=st.sampled_from([",", "."]))
@example(text="01,000", decimal=",")
@example(text="00,5", decimal=",")
@example(text="01.000 timer", decimal=".")
def test_whatever_was_written_has_a_reason_and_a_guess_that_would_be_accepted(
    text: str, decimal: str, questionnaire: Questionnaire
) -> None:
    text = text.strip()
    for key in ("aabningstimer", "personale_antal", "organisationsform", "kommune", "maalgrupper", "styrker"):
        question = questionnaire.questions[key]
        column = ExportColumn(key, question.text, (text,), answer=question.answers[0].label if question.answers else "")
        target = question.columns[0]
        matches = [ColumnMatch(column, target, EXACT)]
        export = Export("eksport.csv", "CSV", (column,), (2,), decimal)
        coded = code_answers(export, matches, [0], questionnaire, Decisions())
        for read in (text for text in coded.texts if text.reading.how != EXACT):
            assert read.reading.rule
            assert read.reading.reason.endswith(".")
            near = nearest_answer(read.reading, question, decimal)
            if near and question.kind in ("count", "hours"):
                assert read_number(near, "", question, decimal).how == EXACT


def test_a_file_that_may_be_the_wrong_one_is_the_one_thing_told(
    tmp_path: Path, questionnaire: Questionnaire, rows: list[Row]
) -> None:
    few = list(questionnaire.questions)[:3]
    others = tuple(key for key in questionnaire.questions if key not in few)
    path = writing.write_excel(tmp_path / "eksport.xlsx", writing.one_heading(questionnaire.as_asked({}, others), rows))
    result = check_export("2026", path, tmp_path / "data", questionnaire)
    assert [found.rule for found in result.decisions] == ["rigtig_fil"]
    assert "Er det den rigtige fil? Skriv ja ved rigtig_fil" in result.decisions[0].message
    assert (result.faults, result.doubts, result.notes, result.stops) == ((), (), (), True)

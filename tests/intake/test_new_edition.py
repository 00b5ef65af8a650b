"""What an edition remembers: the wordings that were asked, what was left out, its key, and what its owner wrote."""

from pathlib import Path

import exports_writing as writing
import pytest
import yaml
from exports_running import answers, decide_column, edit, heading, load, run, whole_grid, with_column
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.base.errors import VaerestederError
from helpers.intake.new_edition import NewEdition
from helpers.survey.edition import Edition
from helpers.survey.edition_file import read_fields, write_fields
from helpers.survey.questionnaire import Questionnaire

NEAR = "Hvad er de største styrker ved det arbejde, som værestedet udfører?"


@pytest.fixture
def grid(questionnaire: Questionnaire) -> writing.Grid:
    return whole_grid(questionnaire)


def fields(edition: NewEdition) -> dict[str, object]:
    return read_fields(edition.folder / "edition.yml")


def ask(
    folder: Path, grid: writing.Grid, questionnaire: Questionnaire, column: str, wording: str, target: str
) -> NewEdition:
    """The edition after a person has decided that a column in other words is this question."""
    grid[0][heading(questionnaire, grid, column)] = wording
    decide_column(run(folder, grid), wording, target)
    return run(folder, grid)


def test_the_edition_says_when_by_whom_and_how_it_was_asked(tmp_path: Path, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid))
    described = Edition(key="2026", **fields(run(tmp_path, grid)))  # type: ignore[arg-type]
    assert (described.source, described.period, described.publisher, described.responses_public) == (
        "survey", "marts 2026", "Landsforeningen af Væresteder", False
    )  # fmt: skip
    assert (described.not_asked, described.reworded, described.key_id, described.minimum_base) == ([], {}, "", 5)


def test_the_next_step_is_the_check(tmp_path: Path, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid))
    assert run(tmp_path, grid).next_step.endswith("Kør nu: vaeresteder check 2026, og derefter: vaeresteder build 2026")


def test_where_the_export_lies_is_remembered(
    tmp_path: Path, grid: writing.Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(run(Path(), grid))["eksport"]["sti"] == str(tmp_path / "eksport.xlsx")  # type: ignore[index]


def test_another_wording_is_shown_beside_the_questionnaires(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire
) -> None:
    edition = ask(tmp_path, grid, questionnaire, "styrker", NEAR, "styrker")
    assert [sentence.split(":")[0] for sentence in edition.open] == ["ordlyd, styrker"]
    assert f'Der er spurgt: "{NEAR}". Spørgeskemaet: "{questionnaire.text("styrker")}".' in edition.open[0]
    assert load(edition)["ordlyd"] == {"styrker": ""}
    edit(edition, ordlyd={"styrker": "måske"})
    assert len(run(tmp_path, grid).open) == 1


def test_the_same_question_in_other_words_is_compared(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire
) -> None:
    edit(ask(tmp_path, grid, questionnaire, "styrker", NEAR, "styrker"), ordlyd={"styrker": "samme"})
    edition = run(tmp_path, grid)
    assert (edition.open, fields(edition)["reworded"]) == ((), {})


def test_a_changed_question_is_remembered_in_its_own_words(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire
) -> None:
    edit(ask(tmp_path, grid, questionnaire, "styrker", NEAR, "styrker"), ordlyd={"styrker": "ændret"})
    edition = run(tmp_path, grid)
    assert (edition.open, fields(edition)["reworded"]) == ((), {"styrker": NEAR})
    assert answers(edition)[0]["styrker"]


def test_a_wording_that_a_period_turns_cannot_be_called_the_same(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire
) -> None:
    wording = "Hvor mange timer om dagen har værestedet åbent med personale?"
    edition = ask(tmp_path, grid, questionnaire, "aabningstimer", wording, "aabningstimer")
    edit(edition, ordlyd={"aabningstimer": "samme"})
    (told,) = run(tmp_path, grid).open
    assert 'Kun den ene ordlyd har "dagen", "ugen", så spørgsmålet er ikke det samme. Skriv ændret' in told
    edit(edition, ordlyd={"aabningstimer": "ændret"})
    assert fields(run(tmp_path, grid))["reworded"] == {"aabningstimer": wording}


def test_of_a_question_with_several_columns_only_the_question_is_compared(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire
) -> None:
    question = questionnaire.questions["samarbejdspartnere"]
    asked = "Hvilke aktører på hjemløseområdet samarbejder I med?"
    for answer in question.answers:
        grid[0][heading(questionnaire, grid, f"samarbejdspartnere.{answer.key}")] = f"{asked} - {answer.label}"
    edition = run(tmp_path, grid)
    for answer in question.answers:
        decide_column(edition, f"{asked} - {answer.label}", f"samarbejdspartnere.{answer.key}")
    edit(run(tmp_path, grid), ordlyd={"samarbejdspartnere": "ændret"})
    assert fields(run(tmp_path, grid))["reworded"] == {"samarbejdspartnere": asked}


def test_another_word_for_an_answer_makes_no_other_question(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire
) -> None:
    wording = f"{questionnaire.text('samarbejdspartnere')} - Forsorgshjem, herberg"
    edition = ask(
        tmp_path, grid, questionnaire, "samarbejdspartnere.forsorgshjem", wording, "samarbejdspartnere.forsorgshjem"
    )
    assert (edition.open, load(edition)["ordlyd"]) == ((), {})


def test_an_answer_that_the_questionnaire_lacks_is_told_with_how_to_add_it(
    tmp_path: Path, grid: writing.Grid, questionnaire: Questionnaire
) -> None:
    grid[1][heading(questionnaire, grid, "tilbudstype")] = "Kun efter aftale med en læge"
    grid = with_column(grid, f"{questionnaire.text('aktiviteter')} - Gaming og e-sport", "Ja", "Nej")
    told = [s for s in run(tmp_path, grid).open if not s.startswith("udgave")]
    assert len(told) == 2
    assert 'Spørgsmålet aktiviteter har ikke svaret "gaming og e-sport". Skriv "udelad"' in told[0]
    assert told[1].startswith(
        'svar, tilbudstype, eksport.xlsx, ark "Svar", celle P2: Der står "Kun efter aftale med en'
    )
    for sentence, question in zip(told, ("aktiviteter", "tilbudstype"), strict=True):
        assert sentence.endswith(
            "Er det en ny svarmulighed, så tilføj den i data/questionnaire.yml, under svar (eller punkter) ved "
            f'{question}: noegle: {{2026: "Ordlyd"}}'
        )


def test_columns_that_answer_no_question_are_told_in_one_note(tmp_path: Path, grid: writing.Grid) -> None:
    for number in range(14):
        grid = with_column(grid, f"Hvor mange katte nr. {number} bor der her?", "3", "")
    notes = run(tmp_path, grid).notes
    assert sum("Disse kolonner er ikke i spørgeskemaet og kommer ikke med" in note for note in notes) == 1
    assert '"Hvor mange katte nr. 0 bor der her?" (Svar!' in notes[0]
    assert "og 2 til (se mapping.yml)" in notes[0]
    assert (
        'tilføj det under spoergsmaal i data/questionnaire.yml med tema, slags, ordlyd: {2026: "spørgsmålets'
        in notes[0]
    )


def test_what_the_owner_wrote_is_kept_and_what_is_generated_is_renewed(tmp_path: Path, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid))
    path = run(tmp_path, grid).folder / "edition.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("titel: Væresteders rammer og vilkår", "titel: 'Nye rammer'   # besluttet i maj"),
        ("medlemmer: 171", "medlemmer: 99     # fra foreningen"),
        ("periode: marts 2026", "periode: >-\n  for\n  længst"),
        ("mindste_grundlag: 5", "mindste_grundlag: 10"), ("offentlige_svar: nej", "offentlige_svar: ja"),
        ("ikke_stillet: []\n", "ikke_stillet:\n- mere_viden\n# en note\n"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    edition = run(tmp_path, grid)
    text = path.read_text(encoding="utf-8")
    assert "titel: 'Nye rammer'   # besluttet i maj\n" in text
    assert "medlemmer: 171     # fra foreningen\n" in text
    assert "periode: marts 2026\n" in text
    assert "ikke_stillet: []\n# en note\n" in text
    assert (fields(edition)["minimum_base"], fields(edition)["responses_public"]) == (10, True)


def test_a_checksum_is_renewed_only_where_the_owner_keeps_one(tmp_path: Path, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid))
    edition = run(tmp_path, grid)
    assert fields(edition)["responses_sha256"] == ""
    path = edition.folder / "edition.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("kontrolsum: ''", "kontrolsum: abc"), "utf-8")
    assert len(str(fields(run(tmp_path, grid))["responses_sha256"])) == 64


def test_an_edition_file_that_is_no_yaml_is_told(tmp_path: Path, grid: writing.Grid) -> None:
    edit(run(tmp_path, grid))
    path = run(tmp_path, grid).folder / "edition.yml"
    path.write_text("title: [", encoding="utf-8")
    with pytest.raises(VaerestederError, match=r"data/2026/edition.yml, linje 1: Klammen er ikke lukket"):
        run(tmp_path, grid)


def test_a_form_in_which_fields_cannot_be_replaced_is_told_and_left(tmp_path: Path) -> None:
    path = tmp_path / "edition.yml"
    path.write_text("{members: 1, title: x}\n", encoding="utf-8")
    with pytest.raises(VaerestederError, match="Skriv hvert felt på sin egen linje"):
        write_fields(path, {"members": 2}, {}, "")
    assert path.read_text(encoding="utf-8") == "{members: 1, title: x}\n"


# YAML reads U+0085 as an end of line; no heading holds one, as white space is made plain.
_TEXTS = st.text(st.characters(exclude_characters="\u0085", exclude_categories=("Cs",)))
_VALUES = st.one_of(
    st.integers(), st.booleans(), _TEXTS, st.lists(_TEXTS, max_size=3),
    st.dictionaries(_TEXTS.filter(bool), _TEXTS, max_size=3),
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(["a", "b", "ab", "c"]), _VALUES),
    st.dictionaries(st.sampled_from(["a", "b"]), _VALUES),
)
@example({"a": {"\xa0": ""}}, {"a": 0})
def test_fields_of_any_value_are_replaced_and_the_others_kept(
    tmp_path_factory: pytest.TempPathFactory, there: dict[str, object], generated: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("udgave") / "edition.yml"
    write_fields(path, there, {}, "# hoved\n")
    write_fields(path, generated, {"c": "først"}, "# hoved\n")
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text) == {"c": "først", **there, **generated}
    assert text.startswith("# hoved\n")

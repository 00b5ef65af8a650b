import re
from pathlib import Path

import pytest
import yaml

from helpers.base.errors import VaerestederError
from helpers.base.paths import QUESTIONNAIRE
from helpers.base.yaml_io import read_yaml
from helpers.survey.questionnaire import Questionnaire, load_questionnaire


def test_every_kind_of_column_is_named_after_its_question(questionnaire: Questionnaire) -> None:
    assert questionnaire.questions["har_hjemloese"].columns == ("har_hjemloese",)
    assert questionnaire.questions["samarbejdspartnere"].columns == (
        "samarbejdspartnere.forsorgshjem",
        "samarbejdspartnere.almene_boliger",
        "samarbejdspartnere.boliganvisning",
    )
    assert questionnaire.questions["aabningstimer"].columns == ("aabningstimer",)
    assert "personale_timer.fuldtid" in questionnaire.columns


def test_a_private_question_has_no_column(questionnaire: Questionnaire) -> None:
    assert questionnaire.questions["navn"].private
    assert not [column for column in questionnaire.columns if column.startswith("navn")]


def test_the_four_themes_of_the_method_chapter_all_have_questions(questionnaire: Questionnaire) -> None:
    asked = {question.theme for question in questionnaire.questions.values()}
    assert asked == {"baggrund", "rammer", "kvalitet", "samarbejde"}
    assert asked <= set(questionnaire.themes)


def test_answers_of_the_report_stand_in_its_order(questionnaire: Questionnaire) -> None:
    assert [a.label for a in questionnaire.answers("gennemsnitsalder")] == ["18-35 år", "36-55 år", "56-68 år"]
    assert [(a.lowest, a.highest) for a in questionnaire.answers("frivillige")] == [
        (0, 0), (1, 5), (6, 10), (11, 15), (16, 20), (21, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "key", "value", "told"),
    [
        (("spoergsmaal", "inddraget"), "slags", "choice", '"choice" kendes ikke. Skriv en af: et_svar'),
        (("spoergsmaal", "inddraget"), "tema", "andet", 'nævner "andet", som ikke er defineret'),
        (("spoergsmaal", "inddraget"), "svar", {}, "har ingen svar"),
        (("spoergsmaal", "inddraget"), "svar", {1835: "18-35 år"}, '"1835" kan ikke være nøgle for et svar'),
        (("maal", "frivillige"), "af", "personale.frivillige", "som ikke er defineret"),
        (("maal", "frivillige"), "slags", "range", '"range" kendes ikke'),
        (("grupper", "tilbudstype"), "af", "tilbud", 'nævner "tilbud", som ikke er defineret'),
        (("opdelinger",), "har_hjemloese", "kommune", 'nævner "kommune", som ikke er defineret'),
        (("opdelinger",), "hjemloese", "tilbudstype", 'Opdelingen nævner "hjemloese"'),
    ],
)
def test_what_the_file_names_must_be_defined(
    tmp_path: Path, where: tuple[str, ...], key: str, value: object, told: str
) -> None:
    raw = read_yaml(QUESTIONNAIRE)
    entry = raw
    for step in where:
        entry = entry[step]
    entry[key] = value
    path = tmp_path / "questionnaire.yml"
    path.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    with pytest.raises(VaerestederError, match=told):
        load_questionnaire("2024", path)


def edited(tmp_path: Path, **changes: object) -> Path:
    """The questionnaire with other values at dotted places."""
    raw = read_yaml(QUESTIONNAIRE)
    for place, value in changes.items():
        entry = raw["spoergsmaal"]
        *steps, last = place.split("__")
        for step in steps:
            entry = entry[step]
        entry[last] = value
    path = tmp_path / "questionnaire.yml"
    path.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    return path


def test_a_wording_holds_from_its_first_edition_to_the_next(tmp_path: Path) -> None:
    path = edited(tmp_path, inddraget__ordlyd={2024: "Gammel?", 2027: "Ny?"})
    texts = {year: load_questionnaire(year, path).text("inddraget") for year in ("2024", "2026", "2027", "2030")}
    assert texts == {"2024": "Gammel?", "2026": "Gammel?", "2027": "Ny?", "2030": "Ny?"}


def test_a_question_is_asked_from_its_first_edition_until_its_wording_is_blank(tmp_path: Path) -> None:
    path = edited(tmp_path, inddraget__ordlyd={2026: "Ny?", 2028: None})
    asked = {year: "inddraget" in load_questionnaire(year, path).questions for year in ("2024", "2026", "2028")}
    assert asked == {"2024": False, "2026": True, "2028": False}


def test_an_answer_comes_and_goes_with_its_label(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        inddraget__svar={"ja": "Ja", "nej": "Nej", "delvis": {2026: "Delvis"}, "ved_ikke": {2024: "?", 2026: None}},
    )
    answers = {year: [a.key for a in load_questionnaire(year, path).answers("inddraget")] for year in ("2024", "2026")}
    assert answers == {"2024": ["ja", "nej", "ved_ikke"], "2026": ["ja", "nej", "delvis"]}


def test_a_column_belongs_to_its_question_and_a_kind_is_found_without_its_key(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions.values():
        assert all(questionnaire.question_of(name) is question for name in (question.key, *question.columns))
    assert questionnaire.questions[questionnaire.of_kind("municipality")].columns
    assert questionnaire.measures[questionnaire.of_kind("sum")].of
    assert questionnaire.of_kind("ukendt") == ""


@pytest.mark.parametrize("key", ["timer_i_alt", "svar.ja"])
def test_a_key_that_would_be_taken_for_something_else_is_refused(tmp_path: Path, key: str) -> None:
    raw = read_yaml(QUESTIONNAIRE)
    raw["spoergsmaal"][key] = raw["spoergsmaal"]["inddraget"]
    path = tmp_path / "questionnaire.yml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(VaerestederError, match=re.escape(key)):
        load_questionnaire("2024", path)


def test_what_rests_on_a_question_goes_with_it(questionnaire: Questionnaire) -> None:
    without = questionnaire.as_asked({}, ("har_hjemloese", "personale_timer", "maalgrupper"))
    assert "tilbud_hjemloese" in without.questions
    assert without.groups("tilbud_hjemloese") == ()
    assert {"personaletimer", "maalgrupper_antal"} & set(without.measures) == set()
    assert "frivillige" in without.measures
    assert not [column for column in without.columns if column.startswith("maalgrupper")]


def test_other_words_replace_the_wording_and_nothing_else(questionnaire: Questionnaire) -> None:
    asked = questionnaire.as_asked({"inddraget": "Er I med?"}, ())
    assert asked.text("inddraget") == "Er I med?"
    assert asked.answers("inddraget") == questionnaire.answers("inddraget")


def test_an_edition_before_the_first_question_is_refused(tmp_path: Path) -> None:
    raw = read_yaml(QUESTIONNAIRE)
    path = edited(tmp_path, **{f"{key}__ordlyd": {2024: entry["ordlyd"]} for key, entry in raw["spoergsmaal"].items()})
    assert load_questionnaire("2024", path).questions
    with pytest.raises(VaerestederError, match="ingen spørgsmål i 1999"):
        load_questionnaire("1999", path)

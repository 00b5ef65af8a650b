from pathlib import Path

import pytest
import yaml

from helpers.errors import VaerestederError
from helpers.paths import QUESTIONNAIRE
from helpers.questionnaire import Questionnaire, load_questionnaire


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
    assert set(questionnaire.themes) == {q.theme for q in questionnaire.questions.values()}
    assert len(questionnaire.themes) == 4


def test_answers_of_the_report_stand_in_its_order(questionnaire: Questionnaire) -> None:
    assert [a.label for a in questionnaire.answers("gennemsnitsalder")] == ["18-35 år", "36-55 år", "56-68 år"]
    assert [(a.lowest, a.highest) for a in questionnaire.answers("frivillige")] == [
        (0, 0), (1, 5), (6, 10), (11, 15), (16, 20), (21, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "key", "value", "told"),
    [
        (("questions", "inddraget"), "kind", "choice", 'ukendte slags "choice"'),
        (("questions", "inddraget"), "theme", "andet", 'ukendte tema "andet"'),
        (("questions", "inddraget"), "answers", {}, "har ingen svar"),
        (("questions", "inddraget"), "answers", {1835: "18-35 år"}, "er ikke tekst"),
        (("measures", "frivillige"), "of", "personale.frivillige", "som ikke er defineret"),
        (("measures", "frivillige"), "kind", "range", 'ukendte slags "range"'),
        (("groups", "tilbudstype"), "of", "tilbud", 'har intet svar i "tilbud"'),
        (("breakdowns",), "har_hjemloese", "kommune", 'ukendte gruppering "kommune"'),
        (("breakdowns",), "hjemloese", "tilbudstype", "hverken et spørgsmål eller et mål"),
    ],
)
def test_what_the_file_names_must_be_defined(
    tmp_path: Path, where: tuple[str, ...], key: str, value: object, told: str
) -> None:
    raw = yaml.safe_load(QUESTIONNAIRE.read_text(encoding="utf-8"))
    entry = raw
    for step in where:
        entry = entry[step]
    entry[key] = value
    path = tmp_path / "questionnaire.yml"
    path.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    with pytest.raises(VaerestederError, match=told):
        load_questionnaire(path)

from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.base.errors import VaerestederError
from helpers.base.paths import QUESTIONNAIRE
from helpers.base.yaml_io import read_yaml
from helpers.survey.answer_rules import load_rules
from helpers.survey.questionnaire import Questionnaire, load_questionnaire


def edited(tmp_path: Path, *steps: str, value: object) -> Path:
    """The questionnaire with one value replaced, at the end of these steps."""
    raw: dict[str, Any] = read_yaml(QUESTIONNAIRE)
    entry = raw
    for step in steps[:-1]:
        entry = entry[step]
    entry[steps[-1]] = value
    path = tmp_path / "questionnaire.yml"
    path.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    return path


def test_every_number_has_what_is_usual_within_what_is_possible(questionnaire: Questionnaire) -> None:
    rules = load_rules(questionnaire)
    for question in questionnaire.questions.values():
        if question.kind in ("count", "hours"):
            assert question.possible is not None
            for column in question.columns:
                lowest, highest = rules.usual[column]
                assert question.possible[0] <= lowest <= highest <= question.possible[1]


def test_a_rule_goes_with_the_question_that_it_is_about(questionnaire: Questionnaire) -> None:
    without = load_rules(questionnaire.as_asked({}, ("har_hjemloese", "personale_timer")))
    keys = {rule.key for rule in without.cross}
    assert {"hjemloese_blandt_maalgrupper", "antal_og_timer", "timer_pr_person"} & keys == set()
    assert "kerne_blandt_maalgrupper" in keys
    assert not [column for column in without.usual if column.startswith("personale_timer")]


def test_usual_numbers_of_one_item_may_differ_from_the_others(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = edited(tmp_path, "spoergsmaal", "faglighed", "saedvanligt", value={"anden": [0, 40]})
    usual = load_rules(questionnaire, path).usual
    assert usual["faglighed.anden"] == (0, 40)
    assert "faglighed.ufaglaert" not in usual


@pytest.mark.parametrize("limits", [[168, 0], [0], "0-168", [0, 37.5], 168, [0, True]])
def test_what_is_possible_is_two_whole_numbers(tmp_path: Path, limits: object) -> None:
    path = edited(tmp_path, "spoergsmaal", "aabningstimer", "muligt", value=limits)
    with pytest.raises(VaerestederError, match='"aabningstimer", muligt: Skriv to hele tal'):
        load_questionnaire("2024", path)


def test_only_numbers_have_limits(tmp_path: Path, questionnaire: Questionnaire) -> None:
    with pytest.raises(VaerestederError, match='"inddraget" har grænser, men er ikke et tal'):
        load_questionnaire("2024", edited(tmp_path, "spoergsmaal", "inddraget", "muligt", value=[0, 1]))
    with pytest.raises(VaerestederError, match='"inddraget" har grænser, men er ikke et tal'):
        load_rules(questionnaire, edited(tmp_path, "spoergsmaal", "inddraget", "saedvanligt", value=[0, 1]))


@pytest.mark.parametrize(
    ("steps", "value", "told"),
    [
        (("spoergsmaal", "aabningstimer", "saedvanligt"), [80, 0], '"aabningstimer", saedvanligt: Skriv to hele tal'),
        (("spoergsmaal", "faglighed", "saedvanligt"), {"kok": [0, 1]}, 'saedvanligt nævner "kok"'),
        (("kontroller", "timer_pr_person", "slags"), "ratio", '"ratio" kendes ikke'),
        (("kontroller", "timer_pr_person", "af"), ["personale_timer"], "nævner 1, men pr_person handler om 2"),
        (("kontroller", "timer_pr_person", "af"), ["personale_timer", "personale"], "som ikke er defineret"),
        (("kontroller", "timer_pr_person", "af"), ["personale_timer", "inddraget"], 'kan ikke bruges om "inddraget"'),
        (("kontroller", "hjemloese_blandt_maalgrupper", "af"), ["har_hjemloese", "maalgrupper.hjemloeshed"],
         'kan ikke bruges om "har_hjemloese"'),
        (("kontroller", "timer_pr_person", "hoejst"), 0, "hoejst skal være et helt tal over nul"),
        (("kontroller", "samme_sted", "saetning"), "{navn}", r"saetning nævner \{navn\}"),
        (("kontroller", "samme_sted", "saetning"), "{raekker", "tuborgklamme"),
        (("kontroller", "samme_sted", "saetning"), " ", "saetning er tom"),
    ],
)  # fmt: skip
def test_what_a_rule_names_must_be_defined(
    tmp_path: Path, questionnaire: Questionnaire, steps: tuple[str, ...], value: object, told: str
) -> None:
    with pytest.raises(VaerestederError, match=told):
        load_rules(questionnaire, edited(tmp_path, *steps, value=value))

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from helpers.survey.comparability import Asked, reason_against, reason_against_group, reason_against_theme
from helpers.survey.questionnaire import Questionnaire, load_questionnaire
from helpers.survey.questions import Answer, Question
from helpers.survey.text_themes import Theme

CHOICE = Question(
    "sparring", "kvalitet", "single", "Hvor ofte holder I møder?", (Answer("tit", "Tit"), Answer("aldrig", "Aldrig"))
)


def asking(*questions: Question) -> Questionnaire:
    """The questionnaire of 2024 with these questions in place of those with the same key."""
    own = load_questionnaire("2024")
    changed: Mapping[str, Question] = {**own.questions, **{question.key: question for question in questions}}
    return replace(own, questions=MappingProxyType(dict(changed)))


def against(before: Question, after: Question) -> str:
    return reason_against(before.key, Asked("2024", asking(before)), Asked("2026", asking(after)))


def test_a_question_that_nobody_changed_is_compared() -> None:
    assert against(CHOICE, CHOICE) == ""


def test_a_line_break_and_another_order_change_nothing() -> None:
    assert against(CHOICE, replace(CHOICE, text="Hvor ofte  holder\nI møder?")) == ""
    assert against(CHOICE, replace(CHOICE, answers=CHOICE.answers[::-1])) == ""


Change = Callable[[Question], Question]
TABT = Answer("tit", "Svar, hvis navn er gået tabt")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda q: replace(q, text="Hvor ofte holder I ikke møder?"),
            "Ordlyden er ændret fra »Hvor ofte holder I møder?« til »Hvor ofte holder I ikke møder?«.",
        ),
        (
            lambda q: replace(q, answers=(*q.answers, Answer("ved_ikke", "Ved ikke"))),
            "Svarmulighederne er ændret: »Ved ikke« er kommet til.",
        ),
        (lambda q: replace(q, answers=q.answers[:1]), "Svarmulighederne er ændret: »Aldrig« er faldet væk."),
        (
            lambda q: replace(q, answers=(Answer("tit", "Dagligt"), q.answers[1])),
            "Svarmulighederne er ændret: »Tit« hedder nu »Dagligt«.",
        ),
        (lambda q: replace(q, kind="multiple"), "Der svares på en anden måde end i 2024."),
        (
            lambda q: replace(q, asked_of="steder med frivillige"),
            "Ikke stillet til de samme: i 2024 til alle, i 2026 til steder med frivillige.",
        ),
        (lambda q: replace(q, unit="dage"), "Svaret er opgjort i »dage« og ikke i »«."),
    ],
)
def test_each_way_in_which_a_question_changes_is_told(change: Change, reason: str) -> None:
    assert against(CHOICE, change(CHOICE)) == reason
    assert against(change(CHOICE), CHOICE)


def test_other_bounds_of_an_interval_are_told() -> None:
    own = load_questionnaire("2024")
    measure = own.measures["frivillige"]
    wider = tuple(replace(a, highest=8) if a.key == "fra_1_til_5" else a for a in measure.answers)
    measures = {**own.measures, "frivillige": replace(measure, answers=wider)}
    other = replace(own, measures=MappingProxyType(measures))
    reason = reason_against("frivillige", Asked("2024", own), Asked("2026", other))
    assert reason == "Intervallerne er ændret: »1-5 frivillige« går nu fra 1 til 8 og ikke fra 1 til 5."


def test_what_was_not_asked_says_so_either_way() -> None:
    own = load_questionnaire("2024")
    without = own.as_asked({}, ("inddraget", "har_hjemloese"))
    assert reason_against("inddraget", Asked("2024", own), Asked("2026", without)) == "Ikke stillet i 2026."
    assert reason_against("inddraget", Asked("2024", without), Asked("2026", own)) == "Ikke stillet i 2024."
    both = reason_against("inddraget", Asked("2024", without), Asked("2026", without))
    assert both == "Ikke stillet i 2024 og 2026."


def test_a_measure_follows_every_question_that_it_rests_on() -> None:
    own = load_questionnaire("2024")
    reworded = own.as_asked({"personale_timer": "Hvor mange timer arbejder de?"}, ())
    asked = Asked("2024", own), Asked("2026", reworded)
    assert "Bygger på »Hvor mange timer arbejder de?«. Ordlyden er ændret" in reason_against("personaletimer", *asked)
    assert reason_against("frivillige", *asked) == ""
    gone = Asked("2026", own.as_asked({}, ("personale_timer",)))
    reason = reason_against("personaletimer", asked[0], gone)
    assert reason == "Et spørgsmål, som tallet bygger på, blev ikke stillet i 2026."


def test_a_group_is_the_same_only_where_the_question_that_makes_it_is() -> None:
    own = load_questionnaire("2024")
    group = own.groups("inddraget")[0]
    asked = Asked("2024", own)
    assert reason_against_group(group, asked, Asked("2026", own)) == ""
    reworded = own.as_asked({"har_hjemloese": "Kommer der hjemløse?"}, ())
    reason = reason_against_group(group, asked, Asked("2026", reworded))
    assert reason.startswith(f"Gruppen »{group.label}« er ikke den samme. Ordlyden er ændret")
    gone = Asked("2026", own.as_asked({}, ("har_hjemloese",)))
    assert reason_against_group(group, asked, gone) == f"Gruppen »{group.label}« findes ikke i 2026."


def test_a_lost_name_is_neither_the_same_nor_another() -> None:
    named = replace(CHOICE, kind="multiple")
    lost = replace(named, answers=(TABT, named.answers[1]))
    assert against(lost, named) == "Det vides ikke, om svarmulighederne er de samme: Et navn er gået tabt."
    # Each answer of several is a question of its own; of one among several it is not.
    assert against(lost, lost) == ""
    assert (
        against(replace(lost, kind="single"), replace(lost, kind="single")) == "Navnet på en svarmulighed er gået tabt."
    )


def test_a_count_over_answers_of_which_one_is_unknown_is_not_compared() -> None:
    asked = Asked("2024", load_questionnaire("2024")), Asked("2026", load_questionnaire("2024"))
    assert reason_against("maalgrupper", *asked) == ""
    assert "Navnet på en svarmulighed er gået tabt." in reason_against("maalgrupper_antal", *asked)


def test_a_theme_is_the_same_only_where_the_lists_of_words_are() -> None:
    def themed(*words: str) -> Questionnaire:
        themes = {"udfordringer": (Theme("personale", "Personale", words),)}
        return replace(load_questionnaire("2024"), text_themes=MappingProxyType(themes))

    def against(before: Questionnaire, after: Questionnaire, theme: str) -> str:
        return reason_against_theme("udfordringer", theme, Asked("2026", before), Asked("2028", after))

    assert against(themed("personale*"), themed("personale*"), "personale") == ""
    reason = against(themed("personale*"), themed("personale*", "vikar*"), "personale")
    assert reason == "Temaerne og deres ord er ikke de samme i 2026 og 2028."
    assert against(themed("personale*"), themed("vikar*"), "") == ""

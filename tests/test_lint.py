import pytest

from helpers.lint import find_typed_numbers


@pytest.mark.parametrize(
    ("prose", "number"),
    [
        ("I alt svarer 38 % det.", "38"),
        ("Det er 1.348 timer.", "1.348"),
        ("De har åbent 26,3 timer.", "26,3"),
        ("Kun tre procent svarer ja.", "tre"),
        ("Seks steder har frivillige.", "Seks"),
        ("Næsten halvdelen gør det.", "halvdelen"),
        ("Se [denne side](metode.ipynb) om de 103 steder.", "103"),
        ("De {fact}`respondenter` steder er 103 i alt.", "103"),
        ("**47** kommuner", "47"),
    ],
)
def test_a_number_typed_in_the_prose_is_found(prose: str, number: str) -> None:
    assert [found.number for found in find_typed_numbers(prose)] == [number]


@pytest.mark.parametrize(
    "prose",
    [
        "{fact}`kernemaalgruppe.ensomhed.selvejende antal` steder",
        "Loven af 4. maj 2023 og perioden 2014-2016.",
        "§ 104 og §§ 85 og 99 i serviceloven",
        "[Benjaminsen, 2023a, s. 19 og 24](#litt-benjaminsen-2023a)",
        "rapportens Tabel 5 og diagram 2",
        "[^over-20]: En note.",
        "[^over-20] i teksten",
        "Se `frivillige.fra_1_til_5`.",
        "Totalt set, toget, tredjepart",
        "(maal-104)=",
    ],
)
def test_what_is_no_survey_number_may_be_typed(prose: str) -> None:
    assert list(find_typed_numbers(prose)) == []


def test_plain_language_is_allowed_by_phrase_and_only_there() -> None:
    prose = "To hensyn har styret. To steder svarede."
    [found] = find_typed_numbers(prose, ["To hensyn"])
    assert found.context.endswith("To steder svarede.")


def test_the_line_of_a_find_is_the_line_of_the_cell() -> None:
    assert next(find_typed_numbers("Første linje\n\nTredje linje har 12 ord")).line == 3

import pytest

from helpers.book.lint import find_typed_numbers, find_unbound_comparisons


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


# Comparisons


@pytest.mark.parametrize(
    ("prose", "word"),
    [
        ("De kommunale er den største gruppe.", "største"),
        ("Flest bor i byen.", "Flest"),
        ("Gruppeforløb er sjældnest.", "sjældnest"),
        ("Det er mere end tre gange så stor en andel.", "mere end"),
        ("Flere siger ja ({fact}`har_hjemloese.ja`) end nej.", "Flere siger ja ({fact}`har_hjemloese.ja`) end"),
        ("Kontakten er mindre udbredt.", "mindre udbredt"),
        ("Næsten lige så mange svarer nej.", "Næsten"),
        ("Langt de fleste er åbne.", "Langt de fleste"),
        ("Kun {fact}`tilbudstype.visiteret` er visiterede.", "Kun "),
        ("Andelen er lavere.[^note]", "lavere"),
        ("[^note]: Rækken er længere nede.\nDe er flest.", "flest"),
        ("Grupperne er lidt mindre.", "lidt mindre"),
        ("De har meget forskellige vilkår.", "meget forskellige"),
        ("[De er få.]{#de_er_faa .claim} Andelen er lavere.", "lavere"),
        ("Andelen er lavere. [De er få.]{#de_er_faa .claim}", "lavere"),
        ("Ifølge rapporten er de få. Andelen er lavere.", "lavere"),
        ("- Ifølge rapporten er de få\n- Andelen er lavere", "lavere"),
        ("Brugerne kommer oftest om morgenen, og »ved ikke« blev brugt.", "oftest"),
        ("Samarbejdet med almene boligforeninger er dobbelt så udbredt.", "dobbelt"),
    ],
)
def test_an_unbound_comparison_is_found(prose: str, word: str) -> None:
    assert next(find_unbound_comparisons(prose)).word == word


@pytest.mark.parametrize(
    "prose",
    [
        "[De kommunale er den største gruppe.]{#kommunale_er_stoerst .claim}",
        "[De er flest ([se her](#maal)) og {fact}`kommuner antal` i alt.]{#de_er_flest .claim}",
        "[De er ikke flest.]{#de_er_flest_ellers .otherwise}",
        "[^note]: Rækken er længere nede.",
        "Spørgsmålet lød »hvem kommer oftest?«.",
        "Ifølge rapporten er de flest.",
        "Landsforeningen mener, at de er flest.",
        "Efter foreningens opfattelse er de flest.",
        "De er flest ([Benjaminsen, 2023a](#litt-benjaminsen-2023a)).",
        "Flere steder har en have.",
        "Et værelse til de mange.[^mere-end-dobbelt]",
    ],
)
def test_what_is_bound_or_somebody_elses_is_no_find(prose: str) -> None:
    assert list(find_unbound_comparisons(prose)) == []


def test_outside_the_analysis_only_sentences_with_a_fact_are_read() -> None:
    prose = "De er flest. De er flest, nemlig {fact}`organisationsform.kommunal`."
    assert len(list(find_unbound_comparisons(prose))) == 2
    [found] = find_unbound_comparisons(prose, analysis=False)
    assert "nemlig" in found.sentence


def test_comparisons_are_allowed_by_phrase_and_only_there() -> None:
    prose = "De fleste tabeller er små.\n\nDe fleste steder er små."
    [found] = find_unbound_comparisons(prose, ["De fleste tabeller"])
    assert found == (3, "De fleste", "De fleste steder er små.")


def test_the_mark_of_an_edition_ends_no_sentence_and_begins_none() -> None:
    text = "[Ifølge rapporten er det sådan.]{.reconstructed} De kommunale er de største."
    assert [found.word for found in find_unbound_comparisons(text)] == ["største"]

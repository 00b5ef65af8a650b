import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from two_editions import change, edition, facts, rows

from helpers.base.errors import VaerestederError
from helpers.editions.changes import Comparison
from helpers.facts.model import Facts
from helpers.facts.text import fact_text
from helpers.figures.change_dots import show_changes
from helpers.figures.descriptions import Figure, Note
from helpers.survey.questionnaire import Questionnaire

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts(rows(), tmp_path_factory.mktemp("foer"), edition("2026"))


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory, earlier: Facts) -> Facts:
    folder = tmp_path_factory.mktemp("nu")
    return facts(change(rows(), inddraget="ja"), folder, edition("2028")).after(earlier)


def show(facts: Facts, key: str) -> Figure | Note:
    return show_changes(facts, key, name=f"figur-udvikling-{key}", title="Udvikling")


def drawn(facts: Facts, key: str) -> Figure:
    figure = show(facts, key)
    assert isinstance(figure, Figure)
    return figure


def texts(figure: Figure) -> list[str]:
    found = ["".join(text.itertext()) for text in ElementTree.fromstring(figure.svg).iter(f"{SVG}text")]
    return [text.replace("\u00a0", " ") for text in found]


def test_each_answer_has_both_years_the_difference_and_its_interval(later: Facts) -> None:
    figure = drawn(later, "inddraget")
    words = texts(figure)
    assert later.earlier is not None
    before = fact_text(later.earlier["inddraget.ja"]).removesuffix("\u00a0%")
    assert {"2026", "2028", "Ja", before, "100"} <= set(words)
    shown = Comparison(later).changes["inddraget.ja"]
    assert f"{shown.size} ↑" in words
    assert shown.limits in words


def test_the_numbers_of_a_chart_are_those_beside_its_dots(later: Facts) -> None:
    figure = drawn(later, "inddraget")
    assert figure.numbers is not None
    assert figure.numbers.columns[1:3] == ("2026", "2028")
    for row in figure.numbers.rows:
        earlier, then, size, limits = (cell.text for cell in row.cells)
        assert f"{row.label}: {earlier} i 2026, {then} i 2028" in figure.alt
        assert size.split("\u00a0")[0] in figure.alt
        assert limits in figure.alt


def test_a_sure_change_is_told_from_others_without_colour(later: Facts) -> None:
    sure, other = drawn(later, "inddraget").svg, drawn(later, "mere_viden").svg
    assert "↑" in sure
    assert "↓" in sure
    assert not re.search("[↑↓]", other)
    assert 'stroke-width="3.2"' in sure
    assert 'stroke-width="3.2"' not in other
    assert "Pil, fed skrift og tyk streg: sikker ændring." in drawn(later, "inddraget").source
    assert "Pil" not in drawn(later, "mere_viden").source


def test_the_alt_text_says_all_that_is_drawn(later: Facts) -> None:
    alt = drawn(later, "inddraget").alt.replace("\u00a0", " ")
    assert alt.startswith("Punktdiagram. Oplever værestedet at blive inddraget i den kommunale hjemløseindsats? Ja: ")
    assert "100 % i 2028" in alt
    assert "procentpoint (95 %-interval: +" in alt
    assert alt.count("Sikkert større.") == 1
    assert alt.count("Sikkert mindre.") == 2


def test_the_lines_around_a_chart_say_how_many_answered_each_time_and_what_kind_of_answers(later: Facts) -> None:
    source = drawn(later, "inddraget").source
    assert drawn(later, "inddraget").subtitle.endswith("n = 120 i 2026 og 120 i 2028.")
    assert source.endswith("Opdigtede svar.")


def test_against_2024_groups_are_drawn_where_only_they_were_printed(facts_2024: Facts, tmp_path: Path) -> None:
    now = facts(rows(), tmp_path, edition("2026")).after(facts_2024)
    figure = drawn(now, "aktiviteter")
    assert {"Selvejende", "Kommunale", "Brugerdrevne"} <= set(texts(figure))
    assert "n = 16 og 30" in texts(figure)
    assert "Fra 2024 kun tal, som rapporten trykte." in figure.source
    hours = drawn(now, "aabningstimer")
    assert {"26,3", "33,7", "36,5"} <= set(texts(hours))
    assert "ikke testet" in hours.source
    assert "n = " not in hours.subtitle, "the report did not print how many answered"


def test_the_same_numbers_give_the_same_bytes(later: Facts) -> None:
    assert show(later, "inddraget") == show(later, "inddraget")


def test_a_first_edition_has_nothing_to_show(facts_2024: Facts) -> None:
    assert show(facts_2024, "inddraget") == Note("figur-udvikling-inddraget", "")


def test_what_cannot_be_compared_says_why(earlier: Facts, tmp_path: Path) -> None:
    def asked(questionnaire: Questionnaire) -> Questionnaire:
        return questionnaire.as_asked({"inddraget": "Er I med?"}, ("mere_viden",))

    now = facts(rows(), tmp_path, edition("2028"), asked).after(earlier)
    note = show(now, "inddraget")
    assert isinstance(note, Note)
    assert note.text.startswith(
        "Svarene på »Er I med?« kan ikke sammenlignes med 2026. Ordlyden er ændret fra »Oplever"
    )
    gone = show(now, "mere_viden")
    assert isinstance(gone, Note)
    assert gone.text.endswith("Ikke stillet i 2028.")
    neither = show(now.after(facts(rows(), tmp_path, edition("2026"), asked)), "mere_viden")
    assert neither == Note("figur-udvikling-mere_viden", "")


def test_what_the_report_did_not_print_says_so(facts_2024: Facts, tmp_path: Path) -> None:
    note = show(facts(rows(), tmp_path, edition("2026")).after(facts_2024), "styrker")
    assert isinstance(note, Note)
    assert note.text.endswith("Rapporten fra 2024 har ikke trykt tallet.")


def test_a_misspelt_question_is_a_fault(later: Facts) -> None:
    with pytest.raises(VaerestederError, match='"indraget" er hverken'):
        show(later, "indraget")

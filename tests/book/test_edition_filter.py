"""A page of prose in four editions: re-created, of new answers, without a question, with small groups."""

import io
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.book import environment as environment_module
from helpers.facts.claims import bind
from helpers.facts.conditions import largest
from helpers.facts.model import Fact, Facts
from helpers.figures.descriptions import Note, Table
from helpers.survey.edition import load_edition
from helpers.survey.questionnaire import load_questionnaire

A, B = "organisationsform.kommunal", "organisationsform.selvejende"
HOMELESS = "har_hjemloese.ja"
PAGE = """# Kapitel

Indledning. [Rapporten fejler.]{.reconstructed} [Kun i {edition}`key`.]{.survey} Slut.[^rapport]

[^rapport]: [Rapporten siger noget andet.]{.reconstructed}

{.reconstructed}
Et afsnit om rapporten.[^kun-her] [Og en slutning.]{#kun_i_rapporten .claim}

[^kun-her]: Note til det, der er udeladt.

(kapitel-hjemloese)=
## Hjemløse

Først noget alment. Her svarer {fact}`har_hjemloese.ja` ja.[^andel] [Det er flest.]{#hjemloese_flest .claim}
[Det er ikke flest.]{#hjemloese_flest_ellers .otherwise} Se {numref}`tabel-hjemloese`.

[^andel]: Det er {fact}`har_hjemloese.ja antal` steder.

Til sidst {fact}`har_hjemloese.ja antal-ord`. Og {fact}`har_hjemloese.ja base`.

- Punkt om {fact}`har_hjemloese.ja`.
- Punkt om alt.

## Grupper

Kommunale er {fact}`organisationsform.kommunal`. Selvejende er {fact}`organisationsform.selvejende`. Begge er med.

{.reconstructed}
## Rekonstruktion

### Under den

Alt om rekonstruktion.

## Figuren

Se {numref}`figur-x`.
"""


def fact(key: str, count: int, base: int) -> Fact:
    return Fact(key, Fraction(100 * count, base), "percent", count, base, "survey")


def cell(shown: Any) -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("execute_result", data=shown._repr_mimebundle_(), execution_count=1)
    return nbformat.v4.new_code_cell("vis(facts)", outputs=[output], metadata={"tags": ["hide-input"]})


def build(folder: Path, monkeypatch: pytest.MonkeyPatch, *facts: Fact, source: str = "survey", not_asked: str = "",
          page: str = PAGE, note: str = "",
          among: str = "har_hjemloese.nej",
          making: Mapping[str, str] | None = None) -> tuple[BeautifulSoup, str]:  # fmt: skip
    edition = replace(load_edition("2024"), key="2026", source=source, minimum_base=5, making=making or {})
    questionnaire = load_questionnaire("2026").as_asked({}, (not_asked,))
    known = Facts(edition, questionnaire, {f.id: f for f in facts})
    monkeypatch.setattr(environment_module, "load_book_facts", lambda *_: known)
    markdown = nbformat.v4.new_markdown_cell
    table = (
        Table("tabel-hjemloese", "Hjemløse", ("Svar", "Alle"), (), "")
        if not not_asked
        else Note("tabel-hjemloese", note)
    )
    before, after = page.split("## Grupper") if "## Grupper" in page else (page, "")
    claims = bind(known, kun_i_rapporten=largest(A, B), hjemloese_flest=largest(HOMELESS, "har_hjemloese.nej", among))
    cells = [markdown(before), cell(claims), cell(table)] if "claim" in page else [markdown(before)]
    if after:
        cells += [markdown("## Grupper" + after), cell(Note("figur-x", ""))]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    (folder / "kilde").mkdir()
    nbformat.write(notebook, folder / "kilde" / "index.ipynb")
    config = {
        "extensions": ["myst_nb", "helpers.book.edition_filter"],
        "myst_enable_extensions": ["attrs_block", "attrs_inline"],
        "nb_execution_mode": "off", "root_doc": "index", "language": "da", "numfig": True,
        "myst_footnote_transition": False, "vaeresteder_claims": str(folder / "claims.csv"),
    }  # fmt: skip
    warnings = io.StringIO()
    with docutils_namespace():
        app = Sphinx(
            folder / "kilde", None, folder / "ud", folder / "træ", "html", config, status=None, warning=warnings
        )
        app.build()
    soup = BeautifulSoup((folder / "ud" / "index.html").read_text(encoding="utf-8"), "html.parser")
    return soup, warnings.getvalue()


def text_of(soup: BeautifulSoup) -> str:
    return " ".join(soup.find("div", class_="body").get_text(" ").replace("¶", "").split()).replace(" .", ".")


FULL = (fact(A, 6, 10), fact(B, 4, 10), fact(HOMELESS, 7, 10), fact("har_hjemloese.nej", 3, 10))


def test_an_edition_from_a_report_keeps_what_is_said_of_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soup, warnings = build(tmp_path, monkeypatch, *FULL, source="reconstructed")
    text = text_of(soup)
    assert "Indledning. Rapporten fejler. Slut." in text
    assert "Kun i" not in text
    assert "Et afsnit om rapporten." in text
    assert "Og en slutning." in text
    assert "Alt om rekonstruktion." in text
    assert len(soup.select("aside.footnote")) == 3
    assert warnings == ""


def test_an_edition_of_answers_drops_it_with_its_notes_sections_and_conclusions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soup, warnings = build(tmp_path, monkeypatch, *FULL)
    text = text_of(soup)
    assert "Indledning. Kun i 2026. Slut. Hjemløse" in text
    for gone in ("Rapporten", "rapporten", "Og en slutning", "rekonstruktion", "Rekonstruktion", "Under den"):
        assert gone not in text
    assert [label.get_text() for label in soup.select("aside.footnote .label")] == ["[ 1 ]".replace(" ", "")]
    assert "Det er 7 steder." in text
    assert warnings == ""


def test_a_question_that_was_not_asked_takes_its_sentences_with_it_and_its_section_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soup, warnings = build(tmp_path, monkeypatch, *FULL[:2], not_asked="har_hjemloese", note="Intet at vise.")
    text = text_of(soup)
    said = "Spørgsmålet »Benyttes værestedet for tiden af brugere med hjemløseproblematikker?« indgik ikke"
    assert text.count(said) == 1
    assert "Først noget alment." in text
    for gone in ("Her svarer", "flest", "Til sidst", "Punkt om .", "tabel", "Se ", "steder"):
        assert gone not in text
    assert [item.get_text() for item in soup.select(".body li")] == ["Punkt om alt."]
    assert "Intet at vise." in text
    assert not soup.select("aside.footnote")
    assert warnings == ""


def test_too_few_answers_take_the_sentence_and_the_paragraph_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = Fact(B, None, "percent", None, 2, "survey", suppressed=True)
    soup, warnings = build(tmp_path, monkeypatch, FULL[0], hidden, *FULL[2:])
    text = text_of(soup)
    assert "Kommunale er 60" in text
    assert "Begge er med. [Her er tal og slutninger udeladt, fordi for få har svaret: hele undersøgelsen.]" in text
    assert "Selvejende er" not in text
    assert "% . Begge" not in text.replace("\u00a0", " ")
    assert warnings == ""


def test_a_space_is_left_where_a_sentence_between_two_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "# Kapitel\n\nDet ene.[^n] Så {fact}`har_hjemloese.ja`. [Det andet.]{.survey} Slut.\n\n[^n]: Note.\n"
    soup, _ = build(tmp_path, monkeypatch, *FULL[:2], not_asked="har_hjemloese", page=page)
    assert "Det ene.[1] Det andet. Slut." in [p.get_text() for p in soup.select(".body p")]


def test_a_section_of_which_only_the_heading_is_left_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soup, _ = build(tmp_path, monkeypatch, *FULL)
    assert "Figuren" not in [heading.get_text()[:-1] for heading in soup.select("h2")]


@pytest.mark.parametrize("role", ["{fact}`findes.ikke`", "{printed}`findes.ikke`", "{edition}`farve`"])
def test_a_number_that_no_edition_has_is_a_fault_where_its_sentence_applies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    _, warnings = build(
        tmp_path, monkeypatch, *FULL, page=f"# Kapitel\n\nDer er {role}.\n\n[Nu {role}.]{{.reconstructed}}\n"
    )
    assert warnings.count("ERROR") == 1
    assert "index.ipynb" in warnings


def test_a_condition_without_a_sentence_judges_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.replace("[Det er flest.]{#hjemloese_flest .claim}", "").replace(
        "[Det er ikke flest.]{#hjemloese_flest_ellers .otherwise}", ""
    )
    _, warnings = build(tmp_path, monkeypatch, *FULL, page=page)
    assert warnings == ""


def test_a_conclusion_that_too_few_answered_goes_with_its_numbers_and_stays_in_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = Fact(HOMELESS, None, "percent", None, 2, "survey", suppressed=True)
    soup, warnings = build(tmp_path, monkeypatch, *FULL[:2], hidden, FULL[3])
    place = soup.find(id="hjemloese-flest")
    assert place.get_text() == ""
    assert "slutninger udeladt, fordi for få har svaret" in place.find_parent("p").get_text()
    listed = (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()[1]
    assert listed.startswith("hjemloese_flest,unknown,index,Det er flest.")
    assert warnings == ""


def test_what_tells_of_a_question_that_was_not_asked_goes_and_its_place_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = """# Kapitel

Alment. [Der blev spurgt om hjemløse.]{.asked-har_hjemloese} [Og om inddragelse.]{.asked-inddraget} Mere.

(kapitel-hjemloese)=
{.asked-har_hjemloese}
## Hjemløse

Der blev spurgt. Ingen svarede.

### Under den

Også om hjemløse.

{.asked-har_hjemloese}
## En til

Atter om hjemløse.
"""
    soup, warnings = build(tmp_path, monkeypatch, *FULL[:2], not_asked="har_hjemloese", page=page)
    text = text_of(soup)
    assert "Alment. Og om inddragelse. Mere." in text
    assert text.count("indgik ikke i undersøgelsen i 2026.") == 2
    for gone in ("Der blev spurgt", "Under den", "Atter"):
        assert gone not in text
    assert soup.find(id="kapitel-hjemloese")
    assert warnings == ""


def test_what_tells_of_a_question_that_was_asked_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "# Kapitel\n\n[Der blev spurgt.]{.asked-har_hjemloese} Ja.\n\n{.asked-har_hjemloese}\n## To\n\nSvar.\n"
    soup, _ = build(tmp_path, monkeypatch, *FULL, page=page)
    assert text_of(soup).startswith("Kapitel Der blev spurgt. Ja. To Svar.")


def test_a_conclusion_that_holds_among_the_groups_that_there_are_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Fact("har_hjemloese.nej", None, "percent", 0, 0, "survey")
    third = fact("har_hjemloese.ved_ikke", 1, 10)
    page = PAGE.replace("[Det er flest.]{#hjemloese_flest .claim}", "[Det er flest.]{#hjemloese_flest .claim} Ja.")
    soup, _ = build(tmp_path, monkeypatch, *FULL[:3], nobody, third, page=page, among="har_hjemloese.ved_ikke")
    assert "Det er flest. Ja." in text_of(soup)


MAKING = """# Kapitel

[Skemaet kom på e-mail.]{.reconstructed}[{edition}`tilblivelse.udsendelse`]{.survey} Alle fik det.

[{edition}`tilblivelse.projekt`]{.survey}
"""


@pytest.mark.parametrize(
    ("source", "making", "told"),
    [
        ("reconstructed", {}, ["Skemaet kom på e-mail. Alle fik det."]),
        ("survey", {}, ["Alle fik det."]),
        ("survey", {"udsendelse": "Det kom med posten."}, ["Det kom med posten. Alle fik det."]),
        ("survey", {"projekt": "Et nyt <b>projekt</b>."}, ["Alle fik det.", "Et nyt <b>projekt</b>."]),
    ],
)
def test_what_an_edition_tells_of_the_making_stands_in_the_book_and_what_it_does_not_tell_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, making: Mapping[str, str], told: list[str]
) -> None:
    soup, warnings = build(tmp_path, monkeypatch, source=source, page=MAKING, making=making)
    assert warnings == ""
    section = soup.find("section")
    assert section
    assert [" ".join(paragraph.get_text().split()) for paragraph in section.find_all("p")] == told

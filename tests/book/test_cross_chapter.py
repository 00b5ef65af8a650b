"""Conclusions and figures told again on another page: one condition, one figure, two places."""

import io
from pathlib import Path

import nbformat
import pytest
from book.test_conclusions import A, B, build_site, code_cell, sentence, text, write_chapter
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.book.build_context import build_of
from helpers.editions.letter import compose_letter
from helpers.facts.claims import Claims, bind
from helpers.facts.claims_csv import BROKEN, HOLDS
from helpers.facts.conditions import largest
from helpers.facts.model import Facts
from helpers.figures.descriptions import Figure, Note

FRONT = """# Forside

1. [De kommunale er flest, kort sagt.]{#forside_flest .claim .if-flest_her}
2. [De selvejende er flest, kort sagt.]{#forside_andre .claim .if-andre_her}
   [Ikke dem.]{#forside_andre_ellers .otherwise}

```{figur-igen} figur-x
```

```{toctree}
kapitel
konklusioner
```
"""
CHAPTER = """# Kapitel

[Kort: de er flest.]{#kort_flest .claim .if-flest_her} Så kommer det: [De kommunale er flest.]{#flest_her .claim}
[De selvejende er flest.]{#andre_her .claim}
"""
LIST = "# Konklusioner\n\n```{konklusioner}\n```"
FIGURE = Figure("figur-x", "Titel", '<svg viewBox="0 0 1 1"></svg>', "Hvad figuren viser.", "Kilden.", subtitle="Målt.")


def bound(facts: Facts) -> Claims:
    return bind(facts, flest_her=largest(A, B), andre_her=largest(B, A))


def cell_of(content: Figure | Note) -> NotebookNode:
    output = nbformat.v4.new_output("execute_result", data=content._repr_mimebundle_(), execution_count=1)
    return nbformat.v4.new_code_cell("show()", outputs=[output])


def write_book(folder: Path, facts: Facts, shown: Figure | Note = FIGURE, front: str = FRONT) -> Path:
    source = folder / "kilde"
    source.mkdir()
    markdown = nbformat.v4.new_markdown_cell
    write_chapter(source / "index.ipynb", [markdown(front)])
    write_chapter(source / "kapitel.ipynb", [markdown(CHAPTER), code_cell(bound(facts)), cell_of(shown)])
    write_chapter(source / "konklusioner.ipynb", [markdown(LIST)])
    return source


def test_what_is_told_again_is_judged_by_the_condition_of_the_other_page(tmp_path: Path, facts_2024: Facts) -> None:
    site = build_site(write_book(tmp_path, facts_2024))
    assert site.warnings == ""
    assert text(sentence(site, "index", "forside_flest")).startswith("De kommunale er flest, kort sagt.")
    assert text(sentence(site, "index", "forside_andre")).startswith("Ikke dem. [Ændret siden 2024.]")
    assert "De selvejende er flest, kort" not in text(site.pages["index"])
    states = {name: (line.state, line.retold) for name, line in site.conclusions.items()}
    assert states == {
        "flest_her": (HOLDS, ""), "andre_her": (BROKEN, ""), "kort_flest": (HOLDS, "flest_her"),
        "forside_flest": (HOLDS, "flest_her"), "forside_andre": (BROKEN, "andre_her"),
    }  # fmt: skip


def test_the_list_has_a_condition_once_with_all_the_places_of_its_sentences(tmp_path: Path, facts_2024: Facts) -> None:
    listed = build_site(write_book(tmp_path, facts_2024)).pages["konklusioner"]
    assert len(listed.select("dl.conclusions > dt")) == 2
    links = [str(link["href"]) for link in listed.select("dl.conclusions a")]
    assert links[:3] == ["kapitel.html#flest-her", "index.html#forside-flest", "kapitel.html#kort-flest"]


def test_the_letter_tells_a_broken_conclusion_once_with_its_pages(tmp_path: Path, facts_2024: Facts) -> None:
    site = build_site(write_book(tmp_path, facts_2024))
    letter = compose_letter(facts_2024, list(site.conclusions.values())).markdown
    assert "»De selvejende er flest.« (kapitel, index)" in letter
    assert "kort sagt" not in letter


def test_a_condition_that_is_nowhere_is_a_warning(tmp_path: Path, facts_2024: Facts) -> None:
    front = FRONT.replace(".if-flest_her", ".if-findes_ikke")
    assert '"forside_flest": sætningen har ingen betingelse' in build_site(
        write_book(tmp_path, facts_2024, front=front)
    ).warnings  # fmt: skip


def test_a_figure_stands_again_without_number_and_anchor(tmp_path: Path, facts_2024: Facts) -> None:
    site = build_site(write_book(tmp_path, facts_2024), numfig=True)
    assert site.warnings == ""
    [again] = site.pages["index"].select("figure")
    assert again.select_one("svg")["aria-label"] == "Hvad figuren viser."
    assert text(again.select_one("figcaption")) == "Titel Målt."
    assert not again.get("id")
    assert not again.select(".caption-number")
    assert text(again.find_parent("div", class_="cell_output")).endswith("Kilden.")
    assert site.pages["kapitel"].find(id="figur-x")


def test_a_figure_with_nothing_to_show_is_not_shown_again(tmp_path: Path, facts_2024: Facts) -> None:
    site = build_site(write_book(tmp_path, facts_2024, Note("figur-x", "Spørgsmålet indgik ikke.")))
    assert site.warnings == ""
    assert not site.pages["index"].select("figure")


def test_a_figure_that_is_nowhere_is_an_error(tmp_path: Path, facts_2024: Facts) -> None:
    site = build_site(write_book(tmp_path, facts_2024, front=FRONT.replace("igen} figur-x", "igen} figur-y")))
    assert 'Ingen figur eller tabel i bogen hedder "figur-y".' in site.warnings


def test_a_chapter_judged_otherwise_than_it_was_stored_is_a_warning(tmp_path: Path, facts_2024: Facts) -> None:
    """As where a bare build executes a chapter after its stored conditions were looked at."""
    source, warnings = write_book(tmp_path, facts_2024), io.StringIO()

    def change(app: Sphinx, env: object, docnames: object) -> None:
        build_of(app).outputs.conditions["flest_her"]["state"] = BROKEN

    with docutils_namespace():
        app = Sphinx(
            source, None, tmp_path / "ud", tmp_path / "doctrees", "html",
            {"extensions": ["myst_nb", "helpers.book.edition_filter"], "myst_enable_extensions": ["attrs_inline"],
             "nb_execution_mode": "off", "root_doc": "index", "language": "da"},
            status=None, warning=warnings, freshenv=True,
        )  # fmt: skip
        app.connect("env-before-read-docs", change, priority=900)
        app.build()
    assert '"forside_flest": betingelsen »flest_her« er nu bedømt anderledes' in warnings.getvalue()


@pytest.mark.parametrize("lost", ["har_hjemloese"])
def test_a_box_that_lost_all_it_told_is_not_there(tmp_path: Path, facts_2024: Facts, lost: str) -> None:
    source = tmp_path / "kilde"
    source.mkdir()
    prose = (
        f"# Titel\n\n:::{{admonition}} Kort fortalt\n- [Noget.]{{.asked-{lost}}}\n- [Andet.]{{.survey}}\n:::\n\nTekst."
    )
    write_chapter(source / "index.ipynb", [nbformat.v4.new_markdown_cell(prose)])
    site = build_site(source, myst_enable_extensions=["attrs_inline", "attrs_block", "colon_fence"])
    assert "Kort fortalt" in text(site.pages["index"])
    write_chapter(source / "index.ipynb", [nbformat.v4.new_markdown_cell(prose.replace(f"asked-{lost}", "survey"))])
    site = build_site(source, myst_enable_extensions=["attrs_inline", "attrs_block", "colon_fence"])
    assert "Kort fortalt" not in text(site.pages["index"])

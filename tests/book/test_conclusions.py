"""Living conclusions on the page: printed where they hold, replaced or marked where they do not."""

import io
import re
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode
from other_responses import FILE, change_responses
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.book.alternatives import sentence_of
from helpers.book.contents import list_chapters
from helpers.facts import conditions as conditions_module
from helpers.facts.claims import Claim, Claims, bind
from helpers.facts.claims_csv import BROKEN, HOLDS, UNKNOWN, Conclusion, read_conclusions
from helpers.facts.conditions import largest, nobody
from helpers.facts.load import load_facts
from helpers.facts.model import Facts
from helpers.figures import dots, mean_bars, municipality_map, share_bars, yes_no_bars
from helpers.figures.descriptions import Figure
from helpers.survey.edition import load_edition
from helpers.survey.responses import load_responses

SHOW = {
    name: member
    for module in (share_bars, mean_bars, dots, yes_no_bars, municipality_map)
    for name, member in vars(module).items()
    if name.startswith("show_")
}
A, B = "organisationsform.kommunal", "organisationsform.selvejende"


class Site(NamedTuple):
    """A small book: its pages, what Sphinx warned of, and its conclusions."""

    pages: dict[str, BeautifulSoup]
    warnings: str
    conclusions: dict[str, Conclusion]


def code_cell(result: Claims | Figure) -> NotebookNode:
    """A cell as a chapter stores it, with judged conditions or a figure as its result."""
    output = nbformat.v4.new_output("execute_result", data=result._repr_mimebundle_(), execution_count=1)
    return nbformat.v4.new_code_cell("bind(facts)", outputs=[output], metadata={"tags": ["hide-input"]})


def write_chapter(path: Path, cells: list[NotebookNode]) -> None:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def build_site(source: Path, **settings: Any) -> Site:
    """The folder of chapters as HTML; nothing is executed."""
    warnings = io.StringIO()
    target = source.parent / "ud"
    listed = source.parent / "claims.csv"
    config = {
        "extensions": ["myst_nb", "helpers.book.edition_filter"],
        "myst_enable_extensions": ["attrs_block", "attrs_inline"],
        "nb_execution_mode": "off",
        "root_doc": "index",
        "language": "da",
        "vaeresteder_claims": str(listed),
        **settings,
    }
    with docutils_namespace():
        app = Sphinx(
            source, None, target, target / "doctrees", "html", config, status=None, warning=warnings, freshenv=True
        )
        app.build()
    pages = {
        path.stem: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in target.glob("*.html")
    }
    return Site(pages, warnings.getvalue(), {line.name: line for line in read_conclusions(listed)})


def sentence(site: Site, page: str, name: str) -> Tag:
    """The place of a bound sentence on its page."""
    found = site.pages[page].find(id=name.replace("_", "-"))
    assert isinstance(found, Tag), name
    return found


def text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


FRONT = """# Forside

```{toctree}
kapitel
konklusioner
```
"""
LIST = """# Konklusioner

```{konklusioner}
```
"""
CHAPTER = """# Kapitel

[De kommunale er flest.]{#holder_her .claim}
[De kommunale er ikke flest.]{#holder_her_ellers .otherwise} Så langt så godt.

[De selvejende er flest.]{#byttet_ud .claim}
[De selvejende udgør {fact}`organisationsform.selvejende`.]{#byttet_ud_ellers .otherwise}

[De selvejende fører.]{#byttet_i_aar .claim} [De kommunale fører.]{#byttet_i_aar_2024 .otherwise}
[De selvejende fører ikke.]{#byttet_i_aar_ellers .otherwise}

[De selvejende er flest.]{#flere_bud .claim} [De brugerdrevne er flest.]{#flere_bud_ellers .otherwise}
[De kommunale er flest.]{#flere_bud_ellers_2 .otherwise} [Kun tal.]{#flere_bud_ellers_3 .otherwise}

[De selvejende er flest.]{#intet_bud .claim} [De brugerdrevne er flest.]{#intet_bud_ellers .otherwise}
[Nogle er flest.]{#intet_bud_ellers_2 .otherwise}

[De selvejende har flertal.]{#uden_andet .claim}[^note] [Ingen er med.]{#ukendt_svar .claim}

[^note]: [Noten siger det samme.]{#i_en_note .claim}

[Et fremmed ord.]{#udefra_kommer .claim} [Et andet fremmed ord.]{#udefra_ukendt .claim}
"""
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, facts_2024: Facts) -> Site:
    source = tmp_path_factory.mktemp("lille") / "kilde"
    source.mkdir()
    claims = bind(
        facts_2024,
        holder_her=largest(A, B),
        byttet_ud=largest(B, A),
        byttet_i_aar=largest(B, A),
        flere_bud=largest(B, A),
        flere_bud_ellers=largest("organisationsform.brugerdrevet", A),
        flere_bud_ellers_2=largest(A, B),
        intet_bud=largest(B, A),
        intet_bud_ellers=largest("organisationsform.brugerdrevet", A),
        intet_bud_ellers_2=nobody("findes.ikke"),
        uden_andet=largest(B, A),
        i_en_note=largest(B, A),
        ukendt_svar=nobody("findes.ikke"),
    )
    foreign = Claims(
        (
            Claim("udefra_kommer", BROKEN, f"Krav {HOSTILE}", (), ""),
            Claim("udefra_ukendt", UNKNOWN, "Krav", (), f"Fordi {HOSTILE}"),
        )
    )
    markdown = nbformat.v4.new_markdown_cell
    write_chapter(source / "index.ipynb", [markdown(FRONT)])
    write_chapter(source / "kapitel.ipynb", [markdown(CHAPTER), code_cell(claims), code_cell(foreign)])
    write_chapter(source / "konklusioner.ipynb", [markdown(LIST)])
    return build_site(source)


def test_what_is_bound_on_both_sides_gives_no_warning(small: Site) -> None:
    assert small.warnings == ""


def test_a_sentence_that_holds_is_printed_with_a_way_to_its_condition(small: Site) -> None:
    place = sentence(small, "kapitel", "holder_her")
    assert text(place).startswith("De kommunale er flest.")
    link = place.find("a", class_="why")
    assert isinstance(link, Tag)
    assert link["href"] == "konklusioner.html#konklusion-holder-her"
    assert small.pages["konklusioner"].find(id="konklusion-holder-her")
    assert "De kommunale er ikke flest" not in text(small.pages["kapitel"])


def test_a_broken_one_gives_way_to_the_authors_alternative(small: Site) -> None:
    place = sentence(small, "kapitel", "byttet_ud")
    assert text(place).startswith("De selvejende udgør 16 %. [Ændret siden 2024.]")
    assert "De selvejende er flest" not in text(small.pages["kapitel"])


def test_what_was_written_for_the_edition_comes_before_what_holds_for_any(small: Site) -> None:
    assert text(sentence(small, "kapitel", "byttet_i_aar")).startswith("De kommunale fører. [Ændret siden 2024.]")
    assert "De selvejende fører" not in text(small.pages["kapitel"])


def test_the_first_alternative_that_is_true_is_printed(small: Site) -> None:
    assert text(sentence(small, "kapitel", "flere_bud")).startswith("De kommunale er flest. [Ændret siden 2024.]")
    for gone in ("De brugerdrevne er flest", "Kun tal", "Nogle er flest"):
        assert gone not in text(small.pages["kapitel"])


@pytest.mark.parametrize("name", ["uden_andet", "i_en_note", "intet_bud"])
def test_a_broken_one_in_whose_place_nothing_is_true_gives_way_to_the_numbers(small: Site, name: str) -> None:
    place = sentence(small, "kapitel", name)
    told = "Selvejende 16 % (16 af 103); Kommunalt drevet 59 % (61 af 103). [Ændret siden 2024.]"
    assert re.match(rf"[^:]+: {re.escape(told)}", text(place))
    assert place.find("em")
    for gone in ("De selvejende har flertal", "Noten siger det samme"):
        assert gone not in text(small.pages["kapitel"])


def test_one_that_cannot_be_judged_says_so_and_why(small: Site) -> None:
    place = sentence(small, "kapitel", "ukendt_svar")
    assert text(place).startswith("[Konklusionen kan ikke afgøres. Udgaven har intet tal »findes.ikke«.]")
    assert "Ingen er med" not in text(small.pages["kapitel"])


def test_the_state_stands_on_the_sentence_for_the_style_sheet(small: Site) -> None:
    states = {name: sentence(small, "kapitel", name)["class"] for name in small.conclusions}
    assert all(small.conclusions[name].state in classes for name, classes in states.items())


def test_the_list_names_every_conclusion_with_state_condition_numbers_and_page(small: Site) -> None:
    expected = ["holder_her", "byttet_ud", "byttet_i_aar", "flere_bud", "intet_bud", "uden_andet", "ukendt_svar"]
    expected += ["i_en_note", "udefra_kommer", "udefra_ukendt"]
    assert sorted(small.conclusions) == sorted(expected)
    terms = small.pages["konklusioner"].select("dl.conclusions > dt")
    assert sorted(str(term["id"]) for term in terms) == sorted(f"konklusion-{n.replace('_', '-')}" for n in expected)
    term = small.pages["konklusioner"].find(id="konklusion-byttet-ud")
    assert isinstance(term, Tag)
    assert text(term).startswith("Holder ikke: De selvejende er flest.")
    told = term.find_next_sibling("dd")
    assert isinstance(told, Tag)
    assert "Det første tal er større end det andet." in text(told)
    assert "16 % (16 af 103)" in text(told)
    assert [link["href"] for link in told.find_all("a")] == ["kapitel.html#byttet-ud"]


def test_the_file_of_conclusions_keeps_the_sentence_of_2024(small: Site) -> None:
    line = small.conclusions["byttet_ud"]
    assert (line.state, line.page, line.sentence) == (BROKEN, "kapitel", "De selvejende er flest.")
    assert line.numbers == f"{B} = 16\u00a0% (16 af 103); {A} = 59\u00a0% (61 af 103)"
    assert line.note == load_edition("2024").short_notice
    assert small.conclusions["ukendt_svar"].reason


def test_text_from_outside_stays_text(small: Site) -> None:
    for page in ("kapitel", "konklusioner"):
        soup = small.pages[page]
        assert not [script for script in soup.find_all("script") if "alert" in script.get_text()]
        assert HOSTILE in text(soup)


def build_page(folder: Path, facts: Facts, prose: str) -> Site:
    """A book of one page with a condition, `kendt_navn`."""
    (source := folder / "kilde").mkdir()
    cells = [nbformat.v4.new_markdown_cell(f"# Titel\n\n{prose}"), code_cell(bind(facts, kendt_navn=largest(A, B)))]
    write_chapter(source / "index.ipynb", cells)
    return build_site(source)


def test_a_sentence_without_a_condition_is_a_warning(tmp_path: Path, facts_2024: Facts) -> None:
    prose = "[De er flest.]{#kendt_navn .claim} [De er få.]{#uden_krav .claim}"
    assert '"uden_krav": sætningen har ingen betingelse' in build_page(tmp_path, facts_2024, prose).warnings


@pytest.mark.parametrize("left", ["", " [Ikke flest.]{#kendt_navn_ellers .otherwise}"])
def test_a_sentence_may_be_written_anew_without_marks(tmp_path: Path, facts_2024: Facts, left: str) -> None:
    site = build_page(tmp_path, facts_2024, f"Der er svar.{left}")
    assert site.warnings == ""
    assert site.conclusions == {}
    assert "Ikke flest" not in text(site.pages["index"])


# The chapters with a second, deliberately different file of responses


@pytest.fixture(scope="module")
def other_facts() -> Facts:
    return load_facts("2024", str(FILE))


def judge_chapter(notebook: NotebookNode, facts: Facts) -> list[Claim]:
    """Every bind cell and every figure with a finding run with these facts, its results stored in it."""
    found: list[Claim] = []
    words = {**vars(conditions_module), **SHOW, "bind": bind, "facts": facts}
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.source.startswith("bind(") or "finding=" in cell.source):
            result = eval(cell.source, dict(words))
            cell.outputs = code_cell(result).outputs
            found += result.claims if isinstance(result, Claims) else [result.claim]
    return found


@pytest.fixture(scope="module")
def other_book(tmp_path_factory: pytest.TempPathFactory, other_facts: Facts) -> Site:
    """Every chapter with conclusions, judged by the other responses, and the list of them."""
    source = tmp_path_factory.mktemp("anden") / "kilde"
    source.mkdir()
    names = []
    for path in list_chapters("2024"):
        notebook = nbformat.read(path, as_version=4)
        if judge_chapter(notebook, other_facts) or path.stem == "konklusioner":
            names.append(path.stem)
            nbformat.write(notebook, source / path.name)
    toctree = "# Forside\n\n```{toctree}\n" + "\n".join(names) + "\n```"
    write_chapter(source / "index.ipynb", [nbformat.v4.new_markdown_cell(toctree)])
    return build_site(source, vaeresteder_responses=str(FILE), suppress_warnings=["*"])


def test_the_other_responses_are_what_the_changes_make_and_valid() -> None:
    assert FILE.read_text(encoding="utf-8") == change_responses()
    assert len(load_responses(load_edition("2024"), FILE).frame) == 103


# Some that must break, one for each kind of change; the file breaks more.
MUST_BREAK = """
psykisk_saarbare_er_stoerste_kernemaalgruppe psykisk_saarbare_flere_hos_kommunale psykisk_saarbare_hyppigst_hos_drift
ensomme_hyppigst_hos_selvejende omsorg_mest_udbredt_hos_drift gruppeforloeb_sjaeldnest_hos_drift
sagsbehandling_sjaelden_hos_kommunale ingen_fremskudte_hos_brugerdrevne tre_aktiviteter_paa_de_fleste
sagsbehandling_mere_udbredt_hos_selvejende boliganvisning_mere_end_dobbelt naesten_lige_saa_mange_ikke_inddraget
ved_ikke_hyppigst_uden_kontakt efterspoergsel_mere_end_dobbelt opsamling_sagsbehandling_sjaelden_hos_kommunale
""".split()


def test_a_dozen_conclusions_break_with_other_responses_and_some_cannot_be_judged(other_book: Site) -> None:
    states = {name: line.state for name, line in other_book.conclusions.items()}
    assert {states[name] for name in MUST_BREAK} == {BROKEN}
    assert len(MUST_BREAK) >= 12
    assert states["alle_visiterede_har_psykisk_saarbare"] == UNKNOWN
    assert states["kommunale_er_stoerst"] == HOLDS


def test_no_page_prints_a_broken_conclusion_unmarked(other_book: Site) -> None:
    marked = 0
    for name, line in other_book.conclusions.items():
        place = sentence(other_book, line.page, name)
        if place.name == "figure":
            shown = text(place.find("figcaption"))
            assert (" ".join(line.sentence.split()) in shown) == (line.state == HOLDS), name
            assert bool(place.select("a.why")) == (line.state == HOLDS), name
            continue
        if line.state == HOLDS:
            assert text(place).startswith(line.sentence), name
            continue
        gone = re.sub(r"\s+", " ", line.sentence)
        assert gone not in text(place), name
        if line.state == UNKNOWN:
            around = place.find_parent("p")
            assert "[Konklusionen kan ikke afgøres." in text(place) or "slutninger udeladt" in text(around), name
        else:
            assert "[Ændret siden 2024.]" in text(place)
        marked += 1
    assert marked > 20


def test_a_finding_that_does_not_hold_gives_way_to_the_plain_title(other_book: Site) -> None:
    line = other_book.conclusions["figur_aktiviteter"]
    assert line.state == BROKEN
    caption = sentence(other_book, "analysedel-2", "figur_aktiviteter").find("figcaption")
    assert "Aktiviteter og tilbud efter organisationsform" in text(caption)
    assert "de fleste væresteder" not in text(caption)


def test_what_is_told_again_breaks_with_its_condition_and_stands_in_the_list_once(other_book: Site) -> None:
    again = {name: line for name, line in other_book.conclusions.items() if line.retold}
    assert {line.state for line in again.values()} == {HOLDS, BROKEN}
    listed = other_book.pages["konklusioner"]
    for name, line in again.items():
        assert line.state == other_book.conclusions[line.retold].state, name
        assert listed.find(id=f"konklusion-{name.replace('_', '-')}") is None
        term = listed.find(id=f"konklusion-{line.retold.replace('_', '-')}")
        assert isinstance(term, Tag)
        places = [str(link["href"]) for link in term.find_next_sibling("dd").find_all("a")]
        assert f"{line.page}.html#{name.replace('_', '-')}" in places
        if line.state == HOLDS:
            way = sentence(other_book, line.page, name).find("a", class_="why")
            assert way["href"] == f"konklusioner.html#konklusion-{line.retold.replace('_', '-')}"


def test_no_page_shows_an_alternative_to_what_holds(other_book: Site) -> None:
    for page, soup in other_book.pages.items():
        assert not soup.select(".otherwise"), page


def test_the_list_names_each_broken_conclusion(other_book: Site) -> None:
    for name, line in other_book.conclusions.items():
        if line.retold in other_book.conclusions:
            continue
        term = other_book.pages["konklusioner"].find(id=f"konklusion-{name.replace('_', '-')}")
        assert isinstance(term, Tag), name
        assert text(term).startswith(
            {HOLDS: "Holder:", BROKEN: "Holder ikke:", UNKNOWN: "Kan ikke afgøres:"}[line.state]
        )


def test_the_same_chapters_hold_throughout_with_the_responses_of_2024(facts_2024: Facts) -> None:
    states = [
        claim.state
        for path in list_chapters("2024")
        for claim in judge_chapter(nbformat.read(path, as_version=4), facts_2024)
        # What stands in for a sentence that holds need not be true.
        if sentence_of(claim.name) == claim.name
    ]
    assert len(states) >= 60
    assert set(states) == {HOLDS}

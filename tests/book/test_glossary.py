"""The glossary: complete, in plain words, and marked where a chapter first uses one of its terms."""

import re
from types import SimpleNamespace

import nbformat
import pytest
from docutils import nodes
from docutils.utils import new_document

from helpers.book.contents import list_chapters
from helpers.book.glossary import GLOSSARY, explain_terms, glossed, note_meanings
from helpers.survey.frozen import frozen_chapters

EXPECTED = """
Housing First|Treatment First|CTI|ICM|ACT|§ 79|§ 85|§ 99|§ 104|§ 110|Kommunegruppe|Hovedstadskommune|Storbykommune
Provinsbykommune|Oplandskommune|Landkommune|Organisationsform|Selvejende værested|Selvejende med driftsoverenskomst
Kommunalt værested|Brugerdrevet værested|Driftsoverenskomst|Visiteret tilbud|Åbent tilbud|Selvmøderprincippet
Peer-fællesskab|Recovery|Brobygning|Fremskudt sagsbehandling|Base|Grundlag|Svarprocent|Konfidensinterval|95 %-interval
Rekonstruerede svar|Kildekontrol|Boligsocial helhedsplan|ETHOS|SAND|VIVE|Fællesskabsmålingen
"""
# What the whole book is about is marked on the front page only.
EVERYWHERE = {"Værested", "Landsforeningen af Væresteder", "Målgruppe"}
# Words that mean something else in the chapter, or are explained right there.
NOT_MARKED = {
    ("metode", "Kernemålgruppe"), ("metode", "Visitation"), ("kildekontrol", "Grundlag"), ("kildekontrol", "Base"),
    ("naeste-udgave", "Kildekontrol"), ("forord", "§ 104"), ("forord", "§ 79"), ("kodebog", "Kommunegruppe"),
}  # fmt: skip


def prose(chapter: str) -> str:
    cells = nbformat.read(frozen_chapters("2024") / f"{chapter}.ipynb", as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def entries() -> dict[str, list[str]]:
    """The paragraphs of each entry, by each of its terms."""
    found: dict[str, list[str]] = {}
    for block in re.findall(r"```\{glossary\}\n(.*?)```", prose("ordliste"), re.DOTALL):
        for entry in re.split(r"\n\n(?=\S)", block.strip()):
            lines = entry.split("\n")
            terms = [line for line in lines if not line.startswith(" ") and line]
            text = "\n".join(line.strip() for line in lines[len(terms) :])
            found |= dict.fromkeys(terms, text.split("\n\n"))
    return found


ENTRIES = entries()
CHAPTERS = [
    path.stem for path in list_chapters("2024") if path.stem not in ("ordliste", "litteratur", "egne-standpunkter")
]


def test_the_glossary_explains_what_a_reader_may_not_know() -> None:
    assert set(EXPECTED.strip().replace("\n", "|").split("|")) <= set(ENTRIES)


@pytest.mark.parametrize("term", ENTRIES)
def test_an_entry_is_a_short_meaning_and_where_it_comes_from(term: str) -> None:
    meaning, *source = ENTRIES[term]
    assert len(source) == 1
    assert re.match(r"\*(Bogen|Rapporten|Danmarks Statistik)[.*]", source[0])
    assert 20 < len(meaning) <= 260
    assert meaning.endswith(".")
    assert "`" not in meaning


def _named(term: str) -> str:
    return next(each for each in ENTRIES if each.lower() == term.lower())


def unmarked(chapter: str, text: str) -> list[str]:
    """The terms that running text uses without marking any of their places."""
    marked = {head or shown for shown, head in re.findall(r"\{term\}`([^`<]+?)(?: <([^>]+)>)?`", text)}
    # A term with the same entry is explained, and so is one within the term that is marked.
    marked = {same.lower() for term in marked for same in ENTRIES if ENTRIES[same] == ENTRIES[_named(term)]}
    for pattern in (
        r"^#.*$", r"^\|.*$", r"\{[\w:]+\}`[^`]*`", r"`[^`]*`", r"\[\^[\w-]+\]:.*", r"\*\*.*?\*\*", r"\]\([^)]*\)",
        r"```.*?```", r"\[[^\]]*\](?=\()",
    ):  # fmt: skip
        text = re.sub(pattern, " ", text, flags=re.MULTILINE | (re.DOTALL if "```" in pattern else 0))
    return [
        term
        for term in ENTRIES
        if not any(term.lower() in each for each in marked)
        and (chapter, term) not in NOT_MARKED
        and (term not in EVERYWHERE or chapter == "index")
        and re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", text, 0 if term.isupper() else re.IGNORECASE)
    ]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_marks_the_terms_that_it_uses(chapter: str) -> None:
    assert unmarked(chapter, prose(chapter)) == []


def test_a_term_used_without_a_mark_is_found() -> None:
    assert unmarked("opsamling", "Metoden hedder CTI.") == ["CTI"]
    assert unmarked("opsamling", "Metoden hedder {term}`CTI`, og CTI virker.") == []
    assert unmarked("opsamling", "{term}`Aftalen <Driftsoverenskomst>` er en driftsoverenskomst.") == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_marks_a_term_once(chapter: str) -> None:
    marked = re.findall(r"\{term\}`([^`<]+?)(?: <([^>]+)>)?`", prose(chapter))
    terms = [(head or shown).lower() for shown, head in marked]
    assert len(terms) == len(set(terms))


# On the page and in print


def application(form: str) -> SimpleNamespace:
    env = SimpleNamespace(docname="ordliste")
    return SimpleNamespace(env=env, builder=SimpleNamespace(format=form))


def explained(form: str, address: str) -> nodes.paragraph:
    """A paragraph with one term, as the book in this format has it."""
    app = application(form)
    term = nodes.term("", "CTI", ids=["term-CTI"])
    meaning = nodes.definition("", nodes.paragraph("", "En metode."), nodes.paragraph("", "Bogen."))
    glossary = new_document("ordliste")
    glossary += nodes.definition_list("", nodes.definition_list_item("", term, meaning), classes=[GLOSSARY])
    note_meanings(app, glossary)  # type: ignore[arg-type]
    document = new_document("kapitel")
    inner = nodes.inline("", "metoden", classes=["xref", "std", "std-term"])
    paragraph = nodes.paragraph("", "", nodes.Text("Se "), nodes.reference("", "", inner, refuri=address))
    document += paragraph
    explain_terms(app, document, "kapitel")  # type: ignore[arg-type]
    return paragraph


def test_a_term_on_a_page_carries_its_short_meaning() -> None:
    [term] = explained("html", "ordliste.html#term-CTI").findall(glossed)
    assert term.astext() == "metoden"
    assert (term["refuri"], term["meaning"]) == ("ordliste.html#term-CTI", "En metode.")


def test_a_term_in_the_glossary_itself_is_a_plain_link() -> None:
    paragraph = explained("html", "#term-CTI")
    assert not list(paragraph.findall(glossed))
    assert [link["refuri"] for link in paragraph.findall(nodes.reference)] == ["#term-CTI"]


def test_a_term_in_print_is_plain_text() -> None:
    paragraph = explained("typst", "%ordliste#term-CTI")
    assert [type(child) for child in paragraph.children] == [nodes.Text, nodes.Text]
    assert paragraph.astext() == "Se metoden"

"""What the PDF is to a reader's program: tagged, whole, and every damage to it is found."""

import io
import re
from collections.abc import Callable
from typing import Any

import nbformat
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pdf_checks import find_faults
from pdf_reading import structure
from pdf_tree import Element, Reading
from pikepdf import Array, Dictionary, Name, String
from pikepdf.form import DefaultAppearanceStreamGenerator, Form
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.figures.descriptions import MEDIA_TYPE

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 30"><rect width="60" height="30"/>'
    '<text x="5" y="20">Søjlens navn</text></svg>'
)
PAGE = """# Kapitlet

Se {numref}`tabellen`, [det andet afsnit](#andet) og [en hjemmeside](https://example.org).[^en] Mere.[^to]

[^en]: Første note.
[^to]: Anden note.

- et punkt
- et punkt til

(andet)=
## Andet afsnit

### Et underafsnit

{.form}
| Emne | I dag | I morgen | Hvor tilfreds er du? |
|---|---|---|---|
| Brobygning | | | |
| Eget emne: []{.field} | | | – |
| Eget emne: []{.field} | svaret | | |

## Tredje afsnit
"""
NUMBER = {"text": "12\u00a0%", "fact": "x.y", "number": True}
TABLE = {
    "kind": "table", "name": "tabellen", "title": "Tabellens titel", "columns": ["Svar", "Selvejende", "Kommunale"],
    "rows": [
        {"label": "Uden for grupperne", "cells": [NUMBER, NUMBER]},
        {"label": "Den ene gruppe", "cells": []}, {"label": "Et svar", "cells": [NUMBER, NUMBER]},
        {"label": "Den anden gruppe", "cells": []}, {"label": "Et svar", "cells": [NUMBER, NUMBER]},
    ],
    "source": "Kilden.",
}  # fmt: skip
FIGURE = {
    "kind": "figure", "name": "figuren", "title": "Figurens titel", "svg": SVG,
    "alt": "Søjler, der viser noget", "source": "Kilden.", "headline": "Figurens titel", "subtitle": "",
}  # fmt: skip
SETTINGS = {
    "extensions": ["myst_nb", "helpers.pdf.extension"],
    "language": "da",
    "master_doc": "index",
    "numfig": True,
    "numfig_secnum_depth": 0,
    "numfig_format": {"figure": "Figur %s", "table": "Tabel %s"},
    "myst_enable_extensions": ["attrs_block", "attrs_inline"],
    "myst_heading_anchors": 3,
    "nb_execution_mode": "off",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF of a book of one page that has one of everything."""
    folder = tmp_path_factory.mktemp("book")
    notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python"}})
    notebook.cells.append(nbformat.v4.new_markdown_cell(PAGE))
    for content in (TABLE, FIGURE):
        output = nbformat.v4.new_output("display_data", {MEDIA_TYPE: content})
        notebook.cells.append(nbformat.v4.new_code_cell("vis()", outputs=[output]))
    nbformat.write(notebook, folder / "index.ipynb")
    warnings = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, docutils_namespace():
        # The little book quotes no facts.
        patch.setattr("helpers.book.extension.load_quotations", lambda app: None)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        Sphinx(
            folder, None, folder / "pdf", folder / "doctrees", "typst-pdf",
            confoverrides=SETTINGS, status=None, warning=warnings,
        ).build()  # fmt: skip
    assert warnings.getvalue() == ""
    return (folder / "pdf" / "vaeresteder.pdf").read_bytes()


@pytest.fixture
def reading(data: bytes) -> Reading:
    return Reading(pikepdf.open(io.BytesIO(data)))


def test_the_little_book_is_without_fault(data: bytes) -> None:
    assert find_faults(pikepdf.open(io.BytesIO(data))) == []


def test_a_number_is_read_with_its_column_its_group_and_its_row(reading: Reading) -> None:
    table = reading.all("Table")[1]
    names = {str(head.raw.ID): head.text for head in table.all("TH")}
    cells = [cell for row in table.all("TR") for cell in row.children]
    read = [[names[str(name)] for name in cell.attribute("/Table", "/Headers")] for cell in cells]
    assert read == [
        [], [], [],
        ["Svar"], ["Selvejende", "Uden for grupperne"], ["Kommunale", "Uden for grupperne"],
        ["Svar", "Selvejende", "Kommunale"],
        ["Svar", "Den ene gruppe"], ["Selvejende", "Den ene gruppe", "Et svar"],
        ["Kommunale", "Den ene gruppe", "Et svar"],
        ["Svar", "Selvejende", "Kommunale"],
        ["Svar", "Den anden gruppe"], ["Selvejende", "Den anden gruppe", "Et svar"],
        ["Kommunale", "Den anden gruppe", "Et svar"],
    ]  # fmt: skip
    scopes = [str(head.attribute("/Table", "/Scope")) for head in table.all("TH")]
    assert scopes == ["/Column"] * 3 + ["/Row", "/Column", "/Row", "/Column", "/Row"]


def test_empty_cells_of_a_form_are_fields_with_names_of_their_own(reading: Reading) -> None:
    fields = {str(field.TU): field for field in reading.root.AcroForm.Fields if field.FT == "/Tx"}
    assert sorted(fields) == [
        "Brobygning: I dag", "Brobygning: I morgen", "Eget emne 1: Emne", "Eget emne 1: I dag", "Eget emne 1: I morgen",
        "Eget emne 2: Emne", "Eget emne 2: I morgen",
    ]  # fmt: skip
    multiline = [name for name, field in fields.items() if int(field.Ff) & 1 << 12]
    assert sorted(multiline) == sorted(name for name in fields if not name.endswith("Emne"))
    # They are read where they stand: in their cells.
    forms = [form for form in reading.all("Form") if "/FT" in form.annotations[0]]
    assert [str(form.annotations[0].TU) for form in forms] == list(fields)
    assert {form.parent.kind for form in forms if form.parent} == {"TD", "TH"}


def test_a_choice_is_one_field_with_a_place_to_tick_for_each_answer(reading: Reading) -> None:
    choices = {str(field.TU): field for field in reading.root.AcroForm.Fields if field.FT == "/Btn"}
    assert list(choices) == ["Brobygning: Hvor tilfreds er du?", "Eget emne 2: Hvor tilfreds er du?"]
    for name, field in choices.items():
        assert [str(place.TU).removeprefix(f"{name} ") for place in field.Kids] == [
            "Tilfreds", "Delvist tilfreds", "Utilfreds", "Ved ikke",
        ]  # fmt: skip
    # Each is read right before its answer.
    cell = next(cell for cell in reading.all("TD") if "Utilfreds" in cell.text)
    assert [line.text for line in cell.all("P")] == ["Tilfreds", "Delvist tilfreds", "Utilfreds", "Ved ikke"]
    assert all(isinstance(line.content[0], Element) and line.content[0].kind == "Form" for line in cell.all("P"))


def test_an_answer_that_is_ticked_is_seen_and_can_be_read_back(data: bytes) -> None:
    name = "Brobygning: Hvor tilfreds er du?"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        form = Form(pdf)[name]
        form.value = next(option for option in form.options if option.on_value == "/utilfreds").on_value
        written = io.BytesIO()
        pdf.save(written)
    filled = pikepdf.open(written)
    field = next(field for field in filled.Root.AcroForm.Fields if name == field.TU)
    assert field.V == "/utilfreds"
    assert [str(place.AS) for place in field.Kids] == ["/Off", "/Off", "/utilfreds", "/Off"]
    drawn = [len(place.AP.N[str(place.AS)].read_bytes().strip()) > 0 for place in field.Kids]
    assert drawn == [False, False, True, False]


def test_the_font_of_the_fields_has_the_letters_of_danish(reading: Reading) -> None:
    (font,) = reading.root.AcroForm.DR.Font.values()
    assert font.Encoding == "/WinAnsiEncoding"
    widths = list(font.Widths)
    assert len(widths) == font.LastChar - font.FirstChar + 1
    with TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes())) as face:
        for sign in "æøåÆØÅéÉ§»«–…aZ09":
            code = sign.encode("cp1252")[0]
            advance, _ = face["hmtx"][face.getBestCmap()[ord(sign)]]
            assert widths[code - int(font.FirstChar)] == round(advance * 1000 / face["head"].unitsPerEm), sign


def test_what_is_written_in_a_field_is_text_that_can_be_read_back(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        Form(pdf, DefaultAppearanceStreamGenerator)["Brobygning: I dag"].value = "Æblegrød på fade"
        written = io.BytesIO()
        pdf.save(written)
    filled = pikepdf.open(written)
    assert find_faults(filled) == []
    assert str(next(field.V for field in filled.Root.AcroForm.Fields if "/V" in field)) == "Æblegrød på fade"


# The damages. Each is done to the file, and found with words of its own.


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Dictionary]:
    return [element for path, element in structure(pdf) if path[-1] == kind]


def first(pdf: pikepdf.Pdf, kind: str) -> Dictionary:
    return elements(pdf, kind)[0]


def annotation(pdf: pikepdf.Pdf, subtype: str, key: str = "/Subtype") -> Dictionary:
    """The first link or field of the file that has something."""
    found = [each for page in pdf.pages for each in page.obj.get("/Annots", []) if each.Subtype == subtype]
    return next(each for each in found if key in each)


def table_attributes(cell: Dictionary) -> Dictionary:
    return next(each for each in cell.A if each.O == "/Table")


def edit_metadata(pdf: pikepdf.Pdf, key: str, value: str | None) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if value is None:
            del metadata[key]
        else:
            metadata[key] = value


def remove(pdf: pikepdf.Pdf, element: Dictionary) -> None:
    """Take an element out of the one that it stands in."""
    parent = element.P
    parent.K = Array([kid for kid in parent.K if not (isinstance(kid, Dictionary) and kid.objgen == element.objgen)])


def delete(holder: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def damage(pdf: pikepdf.Pdf) -> None:
        del holder(pdf)[key]

    return damage


def put(holder: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def damage(pdf: pikepdf.Pdf) -> None:
        holder(pdf)[key] = value

    return damage


def root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def of(kind: str, nth: int = 0) -> Callable[[pikepdf.Pdf], Dictionary]:
    return lambda pdf: elements(pdf, kind)[nth]


def row_head(pdf: pikepdf.Pdf) -> Dictionary:
    return next(cell for cell in elements(pdf, "TH") if table_attributes(cell).Scope == "/Row")


def link(pdf: pikepdf.Pdf) -> Dictionary:
    return annotation(pdf, "/Link", "/Dest")


def field(pdf: pikepdf.Pdf) -> Dictionary:
    return annotation(pdf, "/Widget")


def acroform(pdf: pikepdf.Pdf) -> Dictionary:
    return pdf.Root.AcroForm


def double(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K = Array([*pdf.Root.StructTreeRoot.K, pdf.make_indirect(Dictionary(S=Name.Document))])


def swallow_table(pdf: pikepdf.Pdf) -> None:
    table = first(pdf, "Table")
    table.P.S, table.P.Alt = Name.Figure, String("En figur med en tabel")


def unlist_field(pdf: pikepdf.Pdf) -> None:
    acroform(pdf).Fields = Array(list(acroform(pdf).Fields)[1:])


def name_alike(pdf: pikepdf.Pdf) -> None:
    one, two, *_ = acroform(pdf).Fields
    one.T = two.T


def say_alike(pdf: pikepdf.Pdf) -> None:
    one, two, *_ = acroform(pdf).Fields
    one.TU = two.TU


def choice(pdf: pikepdf.Pdf) -> Dictionary:
    return next(each for each in acroform(pdf).Fields if each.FT == "/Btn")


def answer(pdf: pikepdf.Pdf) -> Dictionary:
    return choice(pdf).Kids[1]


def merge_answers(pdf: pikepdf.Pdf) -> None:
    one, two, *_ = choice(pdf).Kids
    one.AP.N = two.AP.N


def say_answers_alike(pdf: pikepdf.Pdf) -> None:
    one, two, *_ = choice(pdf).Kids
    one.TU = two.TU


def rename_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "Noget andet"


def misdirect_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].destination = Array([Dictionary(), Name.Fit])


def drop_bookmarks(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()


def read_twice(pdf: pikepdf.Pdf) -> None:
    one, two, *_ = (element for element in elements(pdf, "P") if "/Pg" in element and isinstance(element.K[0], int))
    two.K, two.Pg = one.K, one.Pg


def read_nothing(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").K = Array([997])


def cut_off(pdf: pikepdf.Pdf) -> None:
    remove(pdf, first(pdf, "H2"))


def cut_off_cell(pdf: pikepdf.Pdf) -> None:
    remove(pdf, elements(pdf, "TD")[0])


def move_cell(pdf: pikepdf.Pdf) -> None:
    table = first(pdf, "Table")
    table.K = Array([*table.K, first(pdf, "TD")])


def orphan_cell(pdf: pikepdf.Pdf) -> None:
    cell = first(pdf, "TD")
    cell.P.S = Name.Div


def unmark_foot(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[-1].Contents
    stream.write(stream.read_bytes().replace(b"/Artifact", b"/Span"))


def nest(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[-1].Contents
    stream.write(b"/Artifact BMC " + stream.read_bytes() + b" EMC")


def put_pixels(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(b"\0\0\0")
    image.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )
    page = pdf.pages[-1]
    page.obj.Resources["/XObject"] = Dictionary(Scan=image)
    stream = page.Contents
    stream.write(stream.read_bytes() + b"\n/Artifact BMC q 500 0 0 700 0 0 cm /Scan Do Q EMC")


def repeat_foot(pdf: pikepdf.Pdf) -> None:
    """Let the foot of each page be read as text, wired up as text would be."""
    document = pdf.Root.StructTreeRoot.K[0]
    for page in pdf.pages:
        listed = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(page.obj.StructParents)]
        number = len(listed)
        font = next(iter(page.obj.Resources.Font.keys()))
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page.obj, K=Array([number]))
        )
        listed.append(element)
        document.K.append(element)
        codes = "0001" * 30
        page.Contents.write(
            page.Contents.read_bytes() + f"\n/P <</MCID {number}>> BDC BT {font} 8 Tf <{codes}> Tj ET EMC".encode()
        )


def misnumber(pdf: pikepdf.Pdf) -> None:
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    listed = tree[int(pdf.pages[-1].obj.StructParents)]
    listed[0] = first(pdf, "H1")


def disown_link(pdf: pikepdf.Pdf) -> None:
    link(pdf).StructParent = 9999


def forget_parent(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").P = first(pdf, "P")


def disorder_ids(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Names
    pdf.Root.StructTreeRoot.IDTree.Names = Array([*list(names)[2:], *list(names)[:2]])


def forget_id(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Names
    pdf.Root.StructTreeRoot.IDTree.Names = Array(list(names)[2:])


def same_head_id(pdf: pikepdf.Pdf) -> None:
    one, two, *_ = elements(pdf, "TH")
    two.ID = one.ID


def same_note_id(pdf: pikepdf.Pdf) -> None:
    one, two = elements(pdf, "Note")
    two.ID = one.ID


def skip_level(pdf: pikepdf.Pdf) -> None:
    for heading in elements(pdf, "H2"):
        heading.S = Name.H4


def descriptor(pdf: pikepdf.Pdf) -> Dictionary:
    return next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == "/FontDescriptor")


def composite_font(pdf: pikepdf.Pdf) -> Dictionary:
    return next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == "/Type0")


def unembed(pdf: pikepdf.Pdf) -> None:
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor(pdf):
            del descriptor(pdf)[key]
            return


def unembed_form_font(pdf: pikepdf.Pdf) -> None:
    (font,) = acroform(pdf).DR.Font.values()
    del font.FontDescriptor.FontFile2


DAMAGES: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "not tagged": (put(root, "/MarkInfo", Dictionary(Marked=False)), "does not say that it is tagged"),
    "suspects": (put(root, "/MarkInfo", Dictionary(Marked=True, Suspects=True)), "doubts its own tags"),
    "no language": (delete(root, "/Lang"), "the language is not Danish"),
    "another language": (put(root, "/Lang", String("en")), "the language is not Danish"),
    "name of the file for title": (delete(root, "/ViewerPreferences"), "the file's name in place of its title"),
    "no colours": (delete(root, "/OutputIntents"), "what its colours are meant for"),
    "no metadata": (delete(root, "/Metadata"), "there is no metadata"),
    "no title": (lambda pdf: edit_metadata(pdf, "dc:title", None), "the file has no title"),
    "another title": (lambda pdf: edit_metadata(pdf, "dc:title", "Udkast"), "two titles of the file differ"),
    "no claim of PDF/UA": (lambda pdf: edit_metadata(pdf, "pdfuaid:part", None), "does not claim PDF/UA-1"),
    "no claim of PDF/A": (lambda pdf: edit_metadata(pdf, "pdfaid:part", None), "does not claim PDF/A-2a"),
    "a lesser PDF/A": (lambda pdf: edit_metadata(pdf, "pdfaid:conformance", "B"), "does not claim PDF/A-2a"),
    "half a date": (lambda pdf: edit_metadata(pdf, "xmp:CreateDate", "2024-01-01"), "two dates of the file differ"),
    "an action": (put(root, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))), "does something by itself"),
    "an attachment": (put(lambda pdf: pdf.Root.Names, "/EmbeddedFiles", Dictionary()), "a file within the file"),
    "a font that is elsewhere": (unembed, "a font is not embedded: .*[+]"),
    "a font for fields that is elsewhere": (unembed_form_font, "a font is not embedded: /SourceSans3-Regular$"),
    "glyphs without letters": (delete(composite_font, "/ToUnicode"), "which letters its glyphs are"),
    "a foot that is not marked": (unmark_foot, "neither tagged nor an artefact"),
    "a foot that is read": (repeat_foot, "a running line is read"),
    "tagged within an artefact": (nest, "stand within each other"),
    "a scanned page": (put_pixels, "a picture of pixels"),
    "tabs in another order": (delete(lambda pdf: pdf.pages[-1].obj, "/Tabs"), "the tab key does not follow"),
    "no structure": (delete(root, "/StructTreeRoot"), "the structure is not one document"),
    "two documents": (double, "the structure is not one document"),
    "a type nobody knows": (put(of("H2"), "/S", Name.Overskrift), "no program knows what a Overskrift is"),
    "an element in another": (forget_parent, "does not know what it stands in"),
    "content read twice": (read_twice, "the same content is read 2 times"),
    "content that is not there": (read_nothing, "points to content that is not there"),
    "a heading left out": (cut_off, "no element reads what is tagged: 'Tabeller'"),
    "a wrong way back": (misnumber, "the way back from content 0 of page"),
    "an empty element": (put(of("H2"), "/K", Array()), "an element has nothing to say: <H2>"),
    "an empty grouping": (put(of("Table"), "/K", Array()), "an element is empty: <Table>"),
    "a first heading of the second level": (put(of("H1"), "/S", Name.H2), "the first heading is not of the first"),
    "a level left out": (skip_level, "a heading of level 4 follows one of level 1"),
    "a paragraph in a list": (put(of("LI"), "/S", Name.P), "a list has what is no item"),
    "an item without a list": (put(of("L"), "/S", Name.Div), "an item stands outside a list"),
    "an item without a body": (put(of("LBody"), "/S", Name.Span), "an item of a list has no body"),
    "a note without ID": (delete(of("Note"), "/ID"), "a footnote has no ID"),
    "two notes with one ID": (same_note_id, "2 footnotes have the same ID"),
    "columns without heads": (put(of("THead"), "/S", Name.TBody), "table 1 has no heads of columns"),
    "a row without head": (put(row_head, "/S", Name.TD), "a row of table 1 has no head"),
    "a cell left out": (cut_off_cell, "the rows of table 1 are not equally long"),
    "a cell outside a row": (orphan_cell, "a cell stands outside a row"),
    "a paragraph in a row": (put(of("TD"), "/S", Name.P), "a row of table 1 has what is no cell"),
    "a cell in the table itself": (move_cell, "table 1 has what belongs in no table"),
    "a head of nothing": (
        lambda pdf: table_attributes(first(pdf, "TH")).__delitem__("/Scope"), "does not say what it heads"),
    "a head without ID": (delete(of("TH"), "/ID"), "a head of table 1 has no ID"),
    "two heads with one ID": (same_head_id, "two heads of table 1 have the same ID"),
    "a cell without heads": (
        lambda pdf: table_attributes(first(pdf, "TD")).__delitem__("/Headers"), "does not name its row and its column"),
    "a cell with heads elsewhere": (
        lambda pdf: put(lambda _: table_attributes(first(pdf, "TD")), "/Headers", Array([String("x")]))(pdf),
        "names a head that is not there"),
    "an ID that is not listed": (forget_id, "an ID is not in the list of IDs"),
    "IDs out of order": (disorder_ids, "the list of IDs is out of order"),
    "a figure without words": (delete(of("Figure"), "/Alt"), "a figure has no alt text"),
    "a file name for words": (put(of("Figure"), "/Alt", String("figur b.svg i bogen")), "is the name of a file"),
    "a figure called a figure": (put(of("Figure"), "/Alt", String("Figur 1")), "an alt text says too little"),
    "a figure without a place": (delete(of("Figure"), "/A"), "a figure does not say where it is"),
    "a table in a figure": (swallow_table, "a figure hides a table"),
    "a link without an annotation": (
        lambda pdf: put(of("Link"), "/K", Array(list(first(pdf, "Link").K)[:1]))(pdf), "a link leads nowhere"),
    "a link without text": (
        lambda pdf: put(of("Link"), "/K", Array(list(first(pdf, "Link").K)[-1:]))(pdf),
        "an element has nothing to say: <Link>"),
    "a link without description": (delete(link, "/Contents"), "does not say where it leads"),
    "a link to a place that is not there": (put(link, "/Dest", String("ingen steder")), "a place that is not there"),
    "a link to no address": (
        put(lambda pdf: annotation(pdf, "/Link", "/A").A, "/URI", String("felt:glemt")), "what is no address"),
    "a link that is hidden": (put(link, "/F", 2), "is hidden or not printed"),
    "a link in no element": (disown_link, "is in no element"),
    "a link in a quotation": (put(of("Link"), "/S", Name.Quote), "in an element for something else: /Quote"),
    "a note to the reader": (put(link, "/Subtype", Name.Text), "an annotation of another kind"),
    "another bookmark": (rename_bookmark, "the bookmarks are not the contents"),
    "no bookmarks": (drop_bookmarks, "the bookmarks are not the contents"),
    "a bookmark to nowhere": (misdirect_bookmark, "a bookmark leads nowhere"),
    "no contents": (put(of("H1"), "/K", Array()), "there is no list of contents"),
    "fields and no form": (delete(root, "/AcroForm"), "there are fields and no form"),
    "a form without looks": (put(acroform, "/NeedAppearances", True), "leaves it to others how it looks"),
    "a form of one program": (put(acroform, "/XFA", String("x")), "only one program knows"),
    "a field that is not listed": (unlist_field, "does not list the fields"),
    "a field in a font of its own": (put(field, "/DA", String("/Helv 9 Tf 0 g")), "in what font it is written"),
    "a field without a name": (delete(field, "/TU"), "has no name that is read aloud"),
    "a field named by a number": (put(field, "/TU", String("felt_17")), "the name of a field is no words"),
    "two fields with one name": (name_alike, "2 fields have the same name in the file"),
    "two fields read alike": (say_alike, "2 fields have the same name that is read aloud"),
    "a field of no kind": (delete(field, "/FT"), "a field takes nothing"),
    "a field that does something": (put(field, "/AA", Dictionary()), "does more than take text"),
    "a field that cannot be seen": (delete(field, "/AP"), "a field has no appearance"),
    "a choice of several": (put(choice, "/Ff", 0), "more than one answer of a choice can be ticked"),
    "an answer that always looks the same": (
        put(lambda pdf: answer(pdf).AP, "/N", Dictionary()), "does not show whether it is ticked"),
    "two answers in one": (merge_answers, "two answers of a choice are one"),
    "an answer given beforehand": (put(answer, "/AS", Name("/delvist-tilfreds")), "is ticked that nobody gave"),
    "two answers read alike": (say_answers_alike, "2 fields have the same name that is read aloud"),
    "an answer that is not listed": (
        put(choice, "/Kids", Array()), "does not list the fields"),
    "a field in a link": (put(of("Form"), "/S", Name.Link), "in an element for something else: /Link"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:This document has .* form widget")
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_found(data: bytes, name: str) -> None:
    damage, words = DAMAGES[name]
    damaged = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        damage(pdf)
        pdf.save(damaged)
    faults = find_faults(pikepdf.open(damaged))
    assert [fault for fault in faults if re.search(words, fault)], faults


def test_each_damage_has_words_of_its_own() -> None:
    assert len({words for _, words in DAMAGES.values()}) >= len(DAMAGES) - 6

"""What an accessible and lasting PDF has to be, one check each; `find_faults` says what a file lacks.

The rules are those of PDF/UA-1 and PDF/A-2a that a program can judge, and what they do not ask for but a
reader needs: an alt text in words, heads of rows, bookmarks that are the contents.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from pdf_reading import squeezed
from pdf_tree import Element, Reading
from pikepdf import Dictionary, Name

STANDARD_TYPES = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private H H1 H2 H3 H4 H5 H6 P L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure "
    "Formula Form".split()
)
# Those that have something to say; an empty cell is an answer.
SPEAKING_TYPES = frozenset("H1 H2 H3 H4 H5 H6 P Title LI LBody Lbl Caption TH Note Strong Em Code TOCI Link".split())
FEWEST_WORDS = 3
# Of an annotation's flags: any of invisible, hidden and not viewed; and printed.
UNSEEN, PRINTED = 0b100011, 0b100
# Of a field's: at most one of its answers is ticked.
ONE_OF_SEVERAL = 1 << 15
OWN_SCHEMES = ("http:", "https:", "mailto:")

Check = Callable[[Reading], Iterator[str]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    CHECKS.append(function)
    return function


def find_faults(pdf: pikepdf.Pdf) -> list[str]:
    """All that is wrong with a file, each in a sentence; empty where nothing is."""
    reading = Reading(pdf)
    return [fault for each in CHECKS for fault in each(reading)]


# The file


@check
def says_what_it_is(reading: Reading) -> Iterator[str]:
    root = reading.root
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "the file does not say that it is tagged"
    if bool(root.get("/MarkInfo", Dictionary()).get("/Suspects", False)):
        yield "the file doubts its own tags"
    if not re.match("da(-|$)", str(root.get("/Lang", ""))):
        yield "the language is not Danish"
    if not bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        yield "a window would show the file's name in place of its title"
    if "/ID" not in reading.pdf.trailer:
        yield "the file has no ID"
    if not root.get("/OutputIntents"):
        yield "the file does not say what its colours are meant for"


@check
def metadata(reading: Reading) -> Iterator[str]:
    if "/Metadata" not in reading.root:
        yield "there is no metadata"
        return
    with reading.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as stated:
        title = stated.get("dc:title")
        if not title:
            yield "the file has no title"
        elif title != str(reading.pdf.docinfo.get("/Title", "")):
            yield "the two titles of the file differ"
        if stated.get("pdfuaid:part") != "1":
            yield "the file does not claim PDF/UA-1"
        if (stated.get("pdfaid:part"), stated.get("pdfaid:conformance")) != ("2", "A"):
            yield "the file does not claim PDF/A-2a"
        dates = [key for key in ("xmp:CreateDate", "xmp:ModifyDate") if key in stated]
        if len(dates) != sum(key in reading.pdf.docinfo for key in ("/CreationDate", "/ModDate")):
            yield "the two dates of the file differ"


@check
def does_nothing_by_itself(reading: Reading) -> Iterator[str]:
    names = reading.root.get("/Names", Dictionary())
    holders = [reading.root, *(page.obj for page in reading.pdf.pages)]
    if "/OpenAction" in reading.root or "/JavaScript" in names or any("/AA" in holder for holder in holders):
        yield "the file does something by itself"
    if "/EmbeddedFiles" in names:
        yield "there is a file within the file"


@check
def fonts(reading: Reading) -> Iterator[str]:
    for each in reading.pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/FontDescriptor":
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
                yield f"a font is not embedded: {each.FontName}"
        elif isinstance(each, Dictionary) and each.get("/Type") == "/Font":
            if each.get("/Subtype") == "/Type0" and "/ToUnicode" not in each:
                yield f"a font does not say which letters its glyphs are: {each.BaseFont}"
            if each.get("/Subtype") in ("/TrueType", "/Type1") and "/FontDescriptor" not in each:
                yield f"a font is not embedded: {each.BaseFont}"


# The pages


@check
def content_is_marked(reading: Reading) -> Iterator[str]:
    for number, pieces in enumerate(reading.pages, start=1):
        for piece in pieces:
            known = [mark for mark in piece.marks if mark is not None]
            if not known:
                yield f"something on page {number} is neither tagged nor an artefact: {piece.text[:40]!r}"
            elif "Artifact" in known and len(set(known)) > 1:
                yield f"an artefact and tagged content stand within each other on page {number}"
            if "\ufffd" in piece.text:
                yield f"a glyph on page {number} has no letter"


@check
def pictures_are_drawings(reading: Reading) -> Iterator[str]:
    for number, pieces in enumerate(reading.pages, start=1):
        if any(piece.image for piece in pieces):
            yield f"page {number} has a picture of pixels, whose text nobody can read aloud or enlarge"


@check
def running_lines_are_artefacts(reading: Reading) -> Iterator[str]:
    """What stands at the foot of most pages is read once at most."""
    last = Counter(
        text
        for page, pieces in zip(reading.pdf.pages, reading.pages, strict=True)
        for text in {
            squeezed(reading.marked[page.obj.objgen, mark]) for piece in pieces for mark in piece.marks
            if isinstance(mark, int)
        }
        if len(text) > 20
    )  # fmt: skip
    for text, count in last.items():
        if count > max(2, len(reading.pages) / 2):
            yield f"a running line is read on {count} pages: {text!r}"
    for number, pieces in enumerate(reading.pages[1:], start=2):
        if not any("Artifact" in piece.marks and piece.text for piece in pieces):
            yield f"page {number} has no foot that is an artefact"


@check
def tab_order(reading: Reading) -> Iterator[str]:
    for number, page in enumerate(reading.pdf.pages, start=1):
        if "/Annots" in page.obj and page.obj.get("/Tabs") != "/S":
            yield f"the tab key does not follow the structure on page {number}"


# The structure


@check
def tree_is_whole(reading: Reading) -> Iterator[str]:
    if [element.kind for element in reading.top] != ["Document"]:
        yield "the structure is not one document"
    for element in reading.elements:
        if element.role not in STANDARD_TYPES:
            yield f"no program knows what a {element.kind} is"
        expected = element.parent.raw if element.parent is not None else reading.structure
        if "/P" not in element.raw or element.raw.P.objgen != expected.objgen:
            yield f"{element} does not know what it stands in"
    claims = Counter(key for key, _ in reading.claims)
    for key, count in claims.items():
        if count > 1:
            yield f"the same content is read {count} times: {reading.marked.get(key, '')[:40]!r}"
        if key not in reading.marked:
            yield "the structure points to content that is not there"
    for key, text in reading.marked.items():
        if key not in claims:
            yield f"no element reads what is tagged: {text[:40]!r}"


@check
def parent_tree_agrees(reading: Reading) -> Iterator[str]:
    owners = {key: element.raw.objgen for key, element in reading.claims}
    for number, page in enumerate(reading.pdf.pages, start=1):
        listed = reading.parent_tree.get(int(page.obj.get("/StructParents", -1)), [])
        for mark, element in enumerate(listed):
            if owners.get((page.obj.objgen, mark)) != (element.objgen if element is not None else None):
                yield f"the way back from content {mark} of page {number} is wrong"
    for page, annotation in reading.annotations:
        named = reading.parent_tree.get(int(annotation.get("/StructParent", -1)))
        owner = reading.owners.get(named.objgen) if named is not None else None
        if owner is None or annotation.objgen not in {each.objgen for each in owner.annotations}:
            yield f"a link or field on page {page.index + 1} is in no element"


@check
def elements_say_something(reading: Reading) -> Iterator[str]:
    for element in reading.elements:
        if element.parent is not None and element.parent.kind == "Code":
            continue  # a line of code may be blank
        if element.kind in SPEAKING_TYPES and not element.text.strip() and not element.all("Form", "Figure"):
            yield f"an element has nothing to say: <{element.kind}>"
        elif not element.content and element.kind not in ("TD", "Figure"):
            yield f"an element is empty: <{element.kind}>"


@check
def headings(reading: Reading) -> Iterator[str]:
    levels = [int(element.kind[1]) for element in reading.elements if re.fullmatch("H[1-6]", element.kind)]
    if levels[:1] != [1]:
        yield "the first heading is not of the first level"
    for above, level in pairwise(levels):
        if level > above + 1:
            yield f"a heading of level {level} follows one of level {above}"


@check
def lists(reading: Reading) -> Iterator[str]:
    for each in reading.all("L"):
        if {child.kind for child in each.children} - {"LI", "L", "Caption"}:
            yield f"a list has what is no item: {each}"
    for item in reading.all("LI"):
        if item.parent is None or item.parent.kind != "L":
            yield f"an item stands outside a list: {item}"
        if "LBody" not in [child.kind for child in item.children]:
            yield f"an item of a list has no body: {item}"


@check
def notes(reading: Reading) -> Iterator[str]:
    ids = Counter(str(note.raw.get("/ID", "")) for note in reading.all("Note"))
    for name, count in ids.items():
        if not name:
            yield "a footnote has no ID"
        elif count > 1:
            yield f"{count} footnotes have the same ID"


# Tables and figures


@check
def tables(reading: Reading) -> Iterator[str]:
    for number, table in enumerate(reading.all("Table"), start=1):
        where = f"table {number}"
        rows = table.all("TR")
        body = [row for part in table.children if part.kind == "TBody" for row in part.children]
        if {child.kind for child in table.children} - {"THead", "TBody", "TFoot", "TR", "Caption"}:
            yield f"{where} has what belongs in no table"
        if any({child.kind for child in row.children} - {"TH", "TD"} for row in rows):
            yield f"a row of {where} has what is no cell"
        if not [cell for part in table.children if part.kind == "THead" for cell in part.all("TH")]:
            yield f"{where} has no heads of columns"
        if not all(row.children and row.children[0].kind == "TH" for row in body if first_column(rows, row)):
            yield f"a row of {where} has no head"
        if len(set(widths(rows))) > 1:
            yield f"the rows of {where} are not equally long"
        yield from heads(where, table, rows)
    for cell in reading.all("TH", "TD"):
        if cell.parent is None or cell.parent.kind != "TR":
            yield "a cell stands outside a row"


def heads(where: str, table: Element, rows: list[Element]) -> Iterator[str]:
    known: dict[str, Element] = {}
    for cell in table.all("TH"):
        if str(cell.attribute("/Table", "/Scope")) not in ("/Row", "/Column", "/Both"):
            yield f"a head of {where} does not say what it heads: {cell}"
        name = str(cell.raw.get("/ID", ""))
        if not name:
            yield f"a head of {where} has no ID: {cell}"
        elif name in known:
            yield f"two heads of {where} have the same ID: {cell}"
        known[name] = cell
    for cell in table.all("TH", "TD"):
        named = [str(name) for name in cell.attribute("/Table", "/Headers") or []]
        if any(name not in known for name in named):
            yield f"a cell of {where} names a head that is not there: {cell}"
        if cell.kind == "TD":
            scopes = {str(known[name].attribute("/Table", "/Scope")) for name in named if name in known}
            if not {"/Row", "/Column"} <= scopes:
                yield f"a cell of {where} does not name its row and its column: {cell}"


def first_column(rows: list[Element], row: Element) -> bool:
    """Whether a row has a cell of its own in the first column, and none from above reaches down to it."""
    reach = 0
    for each in rows:
        own = reach <= 0
        if own and each.children:
            reach = int(each.children[0].attribute("/Table", "/RowSpan") or 1)
        reach -= 1
        if each is row:
            return own
    return True


def widths(rows: list[Element]) -> list[int]:
    """How many columns each row has, cells that reach down from above counted in."""
    counts = [0] * len(rows)
    for index, row in enumerate(rows):
        for cell in row.children:
            for below in range(int(cell.attribute("/Table", "/RowSpan") or 1)):
                if index + below < len(rows):
                    counts[index + below] += int(cell.attribute("/Table", "/ColSpan") or 1)
    return counts


@check
def head_names_can_be_found(reading: Reading) -> Iterator[str]:
    tree = reading.structure.get("/IDTree") if reading.structure is not None else None
    listed = [str(name) for name in pikepdf.NameTree(tree)] if tree is not None else []
    if tree is not None and listed != sorted(listed, key=lambda name: bytes(pikepdf.String(name))):
        yield "the list of IDs is out of order"
    for element in reading.elements:
        if "/ID" in element.raw and str(element.raw.ID) not in listed:
            yield f"an ID is not in the list of IDs: {element}"


@check
def figures(reading: Reading) -> Iterator[str]:
    for figure in reading.all("Figure"):
        alt = str(figure.raw.get("/Alt", ""))
        if not alt.strip():
            yield "a figure has no alt text"
        elif re.search(r"\.(svg|png|jpe?g|gif|webp|pdf)\b", alt) or "_" in alt:
            yield f"an alt text is the name of a file: {alt!r}"
        elif len(re.findall(r"[^\W\d]{2,}", alt)) < FEWEST_WORDS:
            yield f"an alt text says too little: {alt!r}"
        if figure.all("Table"):
            yield "a figure hides a table behind its alt text"
        if figure.attribute("/Layout", "/BBox") is None:
            yield "a figure does not say where it is"


# Links, bookmarks, fields


@check
def links(reading: Reading) -> Iterator[str]:
    for element in reading.all("Link"):
        if not [each for each in element.annotations if each.get("/Subtype") == "/Link"]:
            yield f"a link leads nowhere: {element}"
    for page, link in reading.annotations:
        where = f"a link on page {page.index + 1}"
        if link.get("/Subtype") != "/Link":
            continue
        if not str(link.get("/Contents", "")).strip():
            yield f"{where} does not say where it leads"
        action = link.get("/A")
        if action is not None and action.get("/S") == "/URI":
            if not str(action.URI).startswith(OWN_SCHEMES):
                yield f"{where} leads to what is no address: {action.URI}"
        elif not reading.leads_somewhere(link.get("/Dest", action.get("/D") if action is not None else None)):
            yield f"{where} leads to a place that is not there"


@check
def annotations_are_seen(reading: Reading) -> Iterator[str]:
    for page, each in reading.annotations:
        element = reading.parent_tree.get(int(each.get("/StructParent", -1)), Dictionary())
        for kind, right in (("/Link", "/Link"), ("/Widget", "/Form")):
            if each.get("/Subtype") == kind and element.get("/S", right) != right:
                yield f"a {kind[1:]} on page {page.index + 1} is in an element for something else: {element.S}"
        flags = int(each.get("/F", 0))
        if flags & UNSEEN or not flags & PRINTED:
            yield f"a link or field on page {page.index + 1} is hidden or not printed"
        if each.get("/Subtype") not in ("/Link", "/Widget"):
            yield f"page {page.index + 1} has an annotation of another kind: {each.get('/Subtype')}"


@check
def bookmarks_are_the_contents(reading: Reading) -> Iterator[str]:
    bookmarks = reading.bookmarks()
    titles = [title for depth, title, _ in bookmarks if depth <= 2]
    if titles != reading.contents():
        yield "the bookmarks are not the contents"
    if not reading.contents():
        yield "there is no list of contents"
    # What stands before the first chapter has no bookmark.
    headings = [squeezed(element.text) for element in reading.elements if re.fullmatch("H[1-6]", element.kind)]
    if bookmarks and headings[-len(bookmarks) :] != [title for _, title, _ in bookmarks]:
        yield "the headings are not read as the bookmarks name them"
    for _, title, place in bookmarks:
        if not reading.leads_somewhere(place):
            yield f"a bookmark leads nowhere: {title!r}"


@check
def form(reading: Reading) -> Iterator[str]:
    widgets = [each for _, each in reading.annotations if each.get("/Subtype") == "/Widget"]
    if not widgets:
        return
    acroform = reading.root.get("/AcroForm")
    if acroform is None:
        yield "there are fields and no form"
        return
    if bool(acroform.get("/NeedAppearances", False)):
        yield "the form leaves it to others how it looks"
    if "/XFA" in acroform:
        yield "the form is of a kind that only one program knows"
    listed = [place for each in acroform.get("/Fields", []) for place in each.get("/Kids", [each])]
    if {each.objgen for each in listed} != {each.objgen for each in widgets}:
        yield "the form does not list the fields that are on the pages"
    usable = acroform.get("/DR", Dictionary()).get("/Font", Dictionary())
    for widget in widgets:
        name = str(widget.get("/TU", widget.get("/T", "?")))
        font = re.match(r"(/\S+) [\d.]+ Tf", str(_of_field(widget, "/DA", acroform.get("/DA", ""))))
        if font is None or font[1] not in usable:
            yield f"a field does not say in what font it is written: {name}"


@check
def fields(reading: Reading) -> Iterator[str]:
    widgets = [each for _, each in reading.annotations if each.get("/Subtype") == "/Widget"]
    for widget in widgets:
        spoken = str(widget.get("/TU", ""))
        if not spoken:
            yield "a field has no name that is read aloud"
        elif len(re.findall(r"[^\W\d]{2,}", spoken)) < FEWEST_WORDS - 1:
            yield f"the name of a field is no words: {spoken!r}"
        if not _of_field(widget, "/FT"):
            yield f"a field takes nothing: {spoken}"
        if {"/A", "/AA"} & set(widget.keys()):
            yield f"a field does more than take text: {spoken}"
        if "/N" not in widget.get("/AP", Dictionary()):
            yield f"a field has no appearance: {spoken}"
    fields = reading.root.get("/AcroForm", Dictionary()).get("/Fields", [])
    choices = [each for each in fields if each.get("/FT") == "/Btn"]
    for key, label, named in (
        ("/T", "name in the file", fields),
        ("/TU", "name that is read aloud", [*widgets, *choices]),
    ):
        names = Counter(str(each.get(key, "")) for each in named)
        for name, count in names.items():
            if count > 1:
                yield f"{count} fields have the same {label}: {name!r}"


@check
def choices(reading: Reading) -> Iterator[str]:
    for field in reading.root.get("/AcroForm", Dictionary()).get("/Fields", []):
        if field.get("/FT") != "/Btn":
            continue
        name = str(field.get("/TU", field.get("/T", "?")))
        if not int(field.get("/Ff", 0)) & ONE_OF_SEVERAL:
            yield f"more than one answer of a choice can be ticked: {name}"
        looks = [
            set(answer.get("/AP", Dictionary()).get("/N", Dictionary()).keys()) for answer in field.get("/Kids", [])
        ]
        if any(len(look) != 2 or "/Off" not in look for look in looks):
            yield f"an answer does not show whether it is ticked: {name}"
        elif len(set().union(*looks)) != len(looks) + 1:
            yield f"two answers of a choice are one: {name}"
        if [each for each in field.get("/Kids", []) if each.get("/AS") != field.get("/V", Name.Off)]:
            yield f"an answer is ticked that nobody gave: {name}"


def _of_field(widget: Any, key: str, otherwise: Any = None) -> Any:
    """What a widget says of its field, or the field above it."""
    return widget.get(key, widget.get("/Parent", Dictionary()).get(key, otherwise))

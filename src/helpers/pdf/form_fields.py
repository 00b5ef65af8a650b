"""Fields to write in: the links that Typst has set in their places become fields of a PDF form."""

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Stream, String

from helpers.base.paths import FONTS
from helpers.book.answer_form import BOX, CHOICE
from helpers.pdf.form_links import FieldLink, read_address

FONT = "SourceSans3-Regular"
# A size of 0 lets the reader's program choose one at which all that is written can be seen and printed.
DEFAULT_APPEARANCE = f"/{FONT} 0 Tf 0 g"
MULTILINE = 1 << 12
RADIO = 1 << 15
PRINT = 4
# A drawing of nothing: one of no bytes breaks the rules of how a file is packed.
NOTHING = b" "
# The signs that a keyboard writes, in the order of the encoding that every reader's program knows.
FIRST_CODE, LAST_CODE = 32, 255
NON_SYMBOLIC = 1 << 5
# Not in the font's tables; programs use it only where they have to draw a likeness of the font.
STEM_WIDTH = 84


def make_fields(pdf: pikepdf.Pdf) -> None:
    """Turn each link that stands in the place of a field into one; without any the file stays as it is."""
    fields = Array()
    choices: dict[str, Object] = {}
    font: Object | None = None
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            uri = annotation.get("/A", Dictionary()).get("/URI")
            described = read_address(bytes(uri).decode("utf-8")) if uri is not None else None
            if described is None:
                continue
            font = font or _embed_font(pdf)
            element = NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(annotation.StructParent)]
            element.S = Name.Form
            for key in ("/A", "/Border", "/Contents"):
                del annotation[key]
            # What is filled in is printed as it is seen.
            annotation.Subtype, annotation.F = Name.Widget, PRINT
            if described.kind == CHOICE:
                if described.name not in choices:
                    choices[described.name] = pdf.make_indirect(_choice(described.name))
                    fields.append(choices[described.name])
                _make_answer(pdf, annotation, described, choices[described.name])
            else:
                _make_text(pdf, annotation, described, font)
                # Some programs name a field to those who listen by its element alone.
                element.Alt = String(described.name)
                fields.append(annotation)
    if font is not None:
        pdf.Root.AcroForm = pdf.make_indirect(
            Dictionary(Fields=fields, DR=Dictionary(Font=Dictionary({f"/{FONT}": font})), DA=String(DEFAULT_APPEARANCE))
        )


def _make_text(pdf: pikepdf.Pdf, link: Object, described: FieldLink, font: Object) -> None:
    """Change a link into a field that does nothing but take text."""
    _name(link, described.name)
    link.FT = Name.Tx
    link.Ff = MULTILINE if described.kind == BOX else 0
    link.DA = String(DEFAULT_APPEARANCE)
    # Nothing is written yet; the box to write in is drawn on the page, for pens too.
    appearance = _appearance(pdf, link, b"/Tx BMC EMC")
    appearance.Resources = Dictionary(Font=Dictionary({f"/{FONT}": font}))
    link.AP = Dictionary(N=appearance)


def _choice(name: str) -> Dictionary:
    """The field that the answers of one choice share: at most one of them is ticked, and none has to be."""
    field = Dictionary(FT=Name.Btn, Ff=RADIO, Kids=Array(), V=Name.Off)
    _name(field, name)
    return field


def _make_answer(pdf: pikepdf.Pdf, link: Object, described: FieldLink, field: Object) -> None:
    """Change a link into the place to tick one answer of a choice."""
    _, _, width, height = _size(link)
    cross = f"0 G 1 w 1.5 1.5 m {width - 1.5:g} {height - 1.5:g} l 1.5 {height - 1.5:g} m {width - 1.5:g} 1.5 l S"
    ticked, empty = _appearance(pdf, link, cross.encode("ascii")), _appearance(pdf, link, NOTHING)
    link.TU = String(f"{described.name} {described.said}")
    link.AP = Dictionary(N=Dictionary({f"/{described.answer}": ticked, "/Off": empty}))
    link.AS = Name.Off
    link.Parent = field
    field.Kids.append(link)


def _name(field: Object, name: str) -> None:
    # A period would part the name of a field from that of a field within it.
    field.T = String(name.replace(".", ""))
    field.TU = String(name)


def _appearance(pdf: pikepdf.Pdf, link: Object, drawn: bytes) -> Object:
    """What is drawn over the place of a link."""
    appearance = Stream(pdf, drawn)
    appearance.Type, appearance.Subtype = Name.XObject, Name.Form
    appearance.BBox = Array(_size(link))
    return pdf.make_indirect(appearance)


def _size(link: Object) -> list[float]:
    left, bottom, right, top = map(float, link.Rect)
    return [0, 0, round(right - left, 3), round(top - bottom, 3)]


def _embed_font(pdf: pikepdf.Pdf) -> Object:
    """The text face of the tables with all its signs: nobody knows which ones will be written."""
    file = FONTS / f"{FONT}.ttf"
    face = TTFont(file, lazy=True)
    program = Stream(pdf, file.read_bytes())
    program.Length1 = file.stat().st_size
    glyphs, head, lines = face.getBestCmap(), face["head"], face["hhea"]

    def units(measure: int) -> int:
        """A measure of the font in thousandths of the size of the type."""
        return round(float(measure) * 1000 / float(head.unitsPerEm))

    # PDF has a bullet where the encoding has no sign.
    signs = bytes(range(FIRST_CODE, LAST_CODE + 1)).decode("cp1252", errors="replace")
    signs = signs.replace("\ufffd", "•").replace("\x7f", "•")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{FONT}"),
        Flags=NON_SYMBOLIC,
        FontBBox=Array([units(edge) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        ItalicAngle=0,
        Ascent=units(lines.ascent),
        Descent=units(lines.descent),
        CapHeight=units(face["glyf"][glyphs[ord("H")]].yMax),
        StemV=STEM_WIDTH,
        FontFile2=pdf.make_indirect(program),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name(f"/{FONT}"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=FIRST_CODE,
        LastChar=LAST_CODE,
        Widths=Array([units(face["hmtx"][glyphs[ord(sign)]][0]) for sign in signs]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(font)

"""Makes the web's small fonts from the publisher's TTF files in `src/helpers/theme/fonts/`.

Run anew after a change here, in an environment with the tests' packages (`make setup-dev`):

    .venv/bin/python scripts/make_web_fonts.py

Of each face it keeps the signs in `SIGNS`, the features in `FEATURES` and the kerning of `KERNED`; outlines and
widths stay as they are, so a chart measured with the whole font fits the small one. The licence (SIL OFL 1.1)
reserves the name "Source" for the publisher's own files, so the family gets a name of its own, which the name
table bears too.
The same input gives the same bytes: nothing in a file tells when it was made. See docs/decisions/fonts.md.
"""

import io
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "src" / "helpers" / "theme" / "fonts"
# The publisher's family as its files and its name tables call it → ours, likewise.
FAMILIES = {
    ("SourceSerif4", "Source Serif 4"): ("VaerestederSerif", "Væresteder Serif"),
    ("SourceSans3", "Source Sans 3"): ("VaerestederSans", "Væresteder Sans"),
}
STYLES = ("Regular", "Italic", "SemiBold")
# ASCII; the letters of Danish and Faroese, of Swedish and German, and the commonest of names from elsewhere; and
# what else Danish text, numbers and the theme's own signs need. A sign beyond them, such as a letter of another
# alphabet in a respondent's answer, is shown in the reader's own fonts.
LETTERS = "ÆØÅæøåÉé" + "ÁáÐðÍíÓóÚúÝý" + "ÄäÖöÜüß" + "ÀàÇçÈè"
PUNCTUATION = "\xa0\xad§«°·»½×–—‑‘’‚“”„•…€−≈≤≥\u2009\u202f←↑→↓"
SIGNS = "".join(map(chr, range(0x20, 0x7F))) + LETTERS + PUNCTUATION
# Between these, the letters of Danish words, pairs are kerned; the pairs of all signs would take a third of each file.
KERNED = "ABCDEFGHIJKLMNOPRSTUVYÆØÅabcdefghijklmnoprstuvyæøå .,-–"
# What browsers use unasked. Figures are lining and of one width already, and accented letters are signs of their
# own, so nothing else is missed.
FEATURES = ("kern", "liga")
COPYRIGHT, FAMILY, STYLE, IDENTIFIER, FULL, VERSION, POSTSCRIPT = range(7)
DESIGNER, DESCRIPTION, LICENCE, LICENCE_ADDRESS, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 9, 10, 13, 14, 16, 17
KEPT_NAMES = (
    COPYRIGHT, FAMILY, STYLE, IDENTIFIER, FULL, VERSION, POSTSCRIPT,
    DESIGNER, LICENCE, LICENCE_ADDRESS, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE,
)  # fmt: skip


def small_font(source: Path, published: tuple[str, str], own: tuple[str, str]) -> bytes:
    """A WOFF2 file: the signs, features and kerning that the book needs of `source`, under a name of its own.

    `published` and `own` are each the family's name in ASCII and in full. Raises ValueError where the font lacks
    one of `SIGNS`.
    """
    font = TTFont(source, recalcTimestamp=False)
    if missing := {sign for sign in SIGNS if ord(sign) not in font.getBestCmap()}:
        raise ValueError(f"{source.name} has no {' '.join(sorted(missing))}")
    _keep(font, SIGNS)
    kerned = TTFont(source)
    _keep(kerned, KERNED)
    font["GPOS"] = kerned["GPOS"]
    _rename(font, published, own)
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _keep(font: TTFont, signs: str) -> None:
    subsetter = Subsetter(
        Options(
            layout_features=list(FEATURES),
            name_IDs=list(KEPT_NAMES),
            hinting=False,  # Source Serif 4 comes without, and Source Sans 3 follows it
            notdef_outline=True,
            glyph_names=False,
            recalc_timestamp=False,
            harfbuzz_repacker=False,  # or the bytes would depend on whether uharfbuzz is installed
        )
    )
    subsetter.populate(text=signs)
    subsetter.subset(font)


def _rename(font: TTFont, published: tuple[str, str], own: tuple[str, str]) -> None:
    names = font["name"]
    for record in names.names:
        if record.nameID in (FAMILY, FULL, TYPOGRAPHIC_FAMILY):
            record.string = str(record).replace(published[1], own[1])
        elif record.nameID == POSTSCRIPT:
            record.string = str(record).replace(published[0], own[0])
    version = names.getDebugName(VERSION).removeprefix("Version ").split(";")[0]
    names.setName(f"{version};{names.getDebugName(POSTSCRIPT)}", IDENTIFIER, 3, 1, 0x409)
    names.setName(f"A modified version of {published[1]}; see FONTLOG.md.", DESCRIPTION, 3, 1, 0x409)
    font["OS/2"].achVendID = "    "  # no longer the publisher's


def main() -> None:
    """Writes the six files."""
    for published, own in FAMILIES.items():
        for style in STYLES:
            target = FONTS / f"{own[0]}-{style}.woff2"
            target.write_bytes(small_font(FONTS / f"{published[0]}-{style}.ttf", published, own))


if __name__ == "__main__":
    main()

"""The web's small fonts: made anew byte for byte, true to the publisher's widths, under a name of their own."""

import importlib.util
import re

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import PairPos
from page_checks import web_signs

from helpers.base.paths import FONTS, ROOT, THEME

SPEC = importlib.util.spec_from_file_location("make_web_fonts", ROOT / "scripts" / "make_web_fonts.py")
assert SPEC is not None
assert SPEC.loader is not None
make = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make)

STYLE_SHEET = (THEME / "html" / "static" / "vaeresteder.css").read_text(encoding="utf-8")
FACES = [(published, own, style) for published, own in make.FAMILIES.items() for style in make.STYLES]
# What a program shows of a font: family, full name, PostScript name, typographic family.
PRESENTED = (1, 4, 6, 16)


def fonts_of(published: tuple[str, str], own: tuple[str, str], style: str) -> tuple[TTFont, TTFont]:
    """The publisher's font and the small one made of it."""
    return TTFont(FONTS / f"{published[0]}-{style}.ttf"), TTFont(FONTS / f"{own[0]}-{style}.woff2")


def width(font: TTFont, sign: str) -> int:
    return int(font["hmtx"][font.getBestCmap()[ord(sign)]][0])


def kerning(font: TTFont, pair: str) -> int:
    """How much nearer or farther the second letter stands than its width says."""
    left, right = (font.getBestCmap()[ord(sign)] for sign in pair)
    table = font["GPOS"].table
    used = {
        number
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for number in record.Feature.LookupListIndex
    }
    for number in sorted(used):
        for part in table.LookupList.Lookup[number].SubTable:
            part = getattr(part, "ExtSubTable", part)
            if not isinstance(part, PairPos) or left not in part.Coverage.glyphs:
                continue
            if part.Format == 1:
                listed = part.PairSet[part.Coverage.glyphs.index(left)].PairValueRecord
                values = [each.Value1 for each in listed if each.SecondGlyph == right]
            else:
                first = part.Class1Record[part.ClassDef1.classDefs.get(left, 0)]
                values = [first.Class2Record[part.ClassDef2.classDefs.get(right, 0)].Value1]
            if values:
                return getattr(values[0], "XAdvance", 0)
    return 0


@pytest.mark.parametrize(("published", "own", "style"), FACES)
def test_the_file_is_what_the_script_makes_of_the_publishers(
    published: tuple[str, str], own: tuple[str, str], style: str
) -> None:
    made = make.small_font(FONTS / f"{published[0]}-{style}.ttf", published, own)
    assert made == (FONTS / f"{own[0]}-{style}.woff2").read_bytes()


@pytest.mark.parametrize(("published", "own", "style"), FACES)
def test_a_line_is_as_wide_as_in_the_publishers(published: tuple[str, str], own: tuple[str, str], style: str) -> None:
    whole, small = fonts_of(published, own, style)
    assert whole["head"].unitsPerEm == small["head"].unitsPerEm
    assert {sign: width(small, sign) for sign in make.SIGNS} == {sign: width(whole, sign) for sign in make.SIGNS}
    letters = [left + right for left in make.KERNED for right in make.KERNED]
    near = {pair: kerning(whole, pair) for pair in letters}
    assert near["Væ"] < 0
    assert {pair: kerning(small, pair) for pair in letters} == near
    assert len({width(small, figure) for figure in "0123456789"}) == 1, "columns of figures stand in line"
    assert "liga" in {record.FeatureTag for record in small["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize(("published", "own", "style"), FACES)
def test_no_name_is_the_publishers_and_the_licence_stays(
    published: tuple[str, str], own: tuple[str, str], style: str
) -> None:
    names = {record.nameID: str(record) for record in fonts_of(published, own, style)[1]["name"].names}
    shown = {number: names[number] for number in PRESENTED if number in names}
    assert all(name.startswith((own[1], own[0])) for name in shown.values()), shown
    assert not [name for name in shown.values() if "source" in name.lower()]
    assert "Adobe" in names[make.COPYRIGHT]
    assert "SIL Open Font License" in names[make.LICENCE]
    log = (FONTS / "FONTLOG.md").read_text(encoding="utf-8")
    assert own[1] in log
    assert f"{published[1]} ({names[5].split(';')[0].removeprefix('Version ')})" in log


def test_a_sign_that_the_publisher_has_not_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "SIGNS", "a漢")
    with pytest.raises(ValueError, match=r"SourceSans3-Italic\.ttf has no 漢"):
        make.small_font(FONTS / "SourceSans3-Italic.ttf", ("SourceSans3", "Source Sans 3"), ("A", "A"))


def test_the_style_sheet_names_every_file_and_no_other() -> None:
    named = set(re.findall(r'url\("fonts/([^"]+)"\)', STYLE_SHEET))
    assert named == {path.name for path in FONTS.glob("*.woff2")}


def test_a_font_that_comes_late_moves_no_line() -> None:
    faces = [rule for rule in re.findall(r"@font-face \{.*\}", STYLE_SHEET) if "url(" in rule]
    assert len(faces) == 6
    assert all("font-display: optional;" in rule for rule in faces)


def test_what_the_style_sheet_writes_itself_is_in_the_fonts() -> None:
    written = set("".join(re.findall(r'content: "([^"]*)"', STYLE_SHEET)))
    assert "→" in written
    assert written <= web_signs()


def test_each_face_comes_in_two_journeys_though_five_come_at_once() -> None:
    """A fifth of 1.6 Mbit/s is four packets of 1460 bytes in a journey of 150 ms; 180 bytes are the answer's head."""
    sizes = {path.name: path.stat().st_size for path in FONTS.glob("*.woff2")}
    assert len(sizes) == 6
    assert {name: size for name, size in sizes.items() if size > 2 * 4 * 1460 - 180} == {}

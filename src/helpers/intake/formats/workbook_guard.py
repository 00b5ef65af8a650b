"""A look at a workbook before openpyxl loads it whole, cell by cell into objects: only what fits is let through."""

from pathlib import Path
from xml.parsers import expat

from helpers.intake.export import refuse
from helpers.intake.formats.archive import Archive, Limits
from helpers.intake.formats.opened_file import read_bytes
from helpers.intake.formats.workbook import find_parts

# Each cell becomes an object of some hundred bytes, and so do styles and names.
WHOLE = Limits(file=30_000_000, unpacked=60_000_000, part=60_000_000, texts=60_000_000, cells=1_500_000)
OTHER_ELEMENTS = 65_000
_BY_ROW = frozenset({"row", "c", "v", "f", "is", "si", "t"})


def inspect_workbook(path: Path, limits: Limits = WHOLE, others: int = OTHER_ELEMENTS) -> None:
    """Returns nothing; raises DataError where the workbook must not be loaded whole, or openpyxl cannot read it."""
    data = read_bytes(path)
    archive = Archive(data, path, limits)
    parts = find_parts(archive)
    if b"\\" in b"".join(name.encode() for name in archive.written_names) or parts.strict:
        raise refuse(path, "Projektmappen er af en slags, der ikke kan mærkes. Gem den som Excel-projektmappe (.xlsx).")
    counter = _Counter(path, limits.cells, others)
    # A part that openpyxl would load is looked at whatever it is called.
    loaded = {parts.styles, parts.texts, *(part for _, part, _ in parts.sheets)} - {""}
    for name in archive.names:
        if name in loaded or name.casefold().endswith((".xml", ".rels")):
            archive.parse(name, counter.begin(name), limits.part)


class _Counter:
    """Counts cells in all parts, and other elements in each."""

    def __init__(self, path: Path, cells: int, others: int) -> None:
        self._path, self._cells, self._others = path, cells, others
        self._name, self._found, self._apart = "", 0, 0

    def begin(self, name: str) -> "_Counter":
        """The counter, ready for a part."""
        self._name, self._apart = name, 0
        return self

    def __call__(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._start

    def _start(self, tag: str, _: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        self._found += local == "c"
        self._apart += local not in _BY_ROW
        if self._found > self._cells or self._apart > self._others:
            raise refuse(self._path, (
                f"Filens del {self._name[:80]} er for stor til at være svar på et skema. Gem kun arket med svar."
            ))  # fmt: skip

"""The account of an export, of every row, every column and every cell: it adds up, or nothing is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.base.danish import format_number, join_words
from helpers.base.errors import VaerestederError
from helpers.base.paths import BUILD, DATA, ROOT
from helpers.base.whole_files import replace_whole
from helpers.intake.coding.answers import NOT_RELEASED
from helpers.intake.examination import ExaminedExport
from helpers.intake.matching import DECIDED, EXACT, OPEN, PRIVATE, SUPERSEDED, UNKNOWN, ColumnMatch

_FIRST = "Regnskab over "
_PLURALS = {"overskrift": "overskrifter", "titel": "titler"}
_COLUMNS = {
    OPEN: "spurgt om", PRIVATE: "personoplysninger, ikke læst", UNKNOWN: "ikke i spørgeskemaet, ikke læst",
    SUPERSEDED: "erstattet af andre, ikke læst", DECIDED: "udeladt under kolonner",
}  # fmt: skip


@dataclass(frozen=True)
class Account:
    """One kind of thing: how many there are, counted by themselves, and how many became what."""

    of: str
    total: int
    parts: Mapping[str, int]

    @property
    def adds_up(self) -> bool:
        """Whether the parts are the whole."""
        return sum(self.parts.values()) == self.total

    @property
    def words(self) -> str:
        """The account in one line."""
        parts = join_words([
            f"{format_number(count)} {_PLURALS.get(what, what) if count > 1 else what}"
            for what, count in self.parts.items()
            if count
        ])  # fmt: skip
        return f"{format_number(self.total)} {self.of}: {parts or 'ingen'}."


@dataclass(frozen=True)
class Ledger:
    """The accounts of one export, and remarks on what the numbers do not say."""

    file: str
    rows: Account
    columns: Account
    cells: Account
    remarks: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The account for the terminal."""
        return (self.rows.words, self.columns.words, self.cells.words, *self.remarks)


def draw_up(examined: ExaminedExport) -> Ledger:
    """The account of an export.

    Raises VaerestederError where it does not add up: something was lost, and nothing may be made of it.
    """
    export, rows = examined.export, examined.rows
    asked = {doubted.row for doubted in rows.doubted if doubted.is_open}
    fates = Counter("spurgt om" if row in asked else "svar" for row in rows.kept)
    fates.update(rows.left.values())
    fates.update(export.set_aside.values())
    columns = Counter(_column_fate(match) for match in examined.matches)
    columns["systemets egne"] += len(export.system_columns)
    ledger = Ledger(
        export.file,
        Account("rækker i filen", export.content_rows or len(export.rows) + len(export.set_aside), fates),
        Account("kolonner", len(export.columns) + len(export.system_columns), columns),
        Account("udfyldte celler i svarene", _filled_cells(examined), _cell_fates(examined)),
        tuple(_remarks(examined)),
    )
    for account in (ledger.rows, ledger.columns, ledger.cells):
        if not account.adds_up:
            raise VaerestederError(
                f"Regnskabet over {export.file} går ikke op: {account.words} Intet er skrevet. Det er en fejl i "
                "programmet: Meld den, og skriv linjen med."
            )
    return ledger


def _column_fate(match: ColumnMatch) -> str:
    return "læst" if match.target else _COLUMNS.get(match.how, match.how)


def _filled_cells(examined: ExaminedExport) -> int:
    """How many cells with anything in them the columns that are read have in the responses."""
    columns = [match.column for match in examined.matches if match.target]
    return sum(bool(column.values[row].strip()) for column in columns for row in examined.kept)


def _cell_fates(examined: ExaminedExport) -> Counter[str]:
    fates: Counter[str] = Counter()
    for text in examined.coded.texts:
        reading = text.reading
        fate = {EXACT: "læst som de står", OPEN: "spurgt om"}.get(reading.how, "læst efter en afgørelse")
        if reading.how == DECIDED and not reading.meaning:
            fate = "afgjort som tomme"
        fates[fate] += len(text.rows)
    return fates


def _remarks(examined: ExaminedExport) -> Iterator[str]:
    """What was read where others were passed over, what is hidden, and what is withheld."""
    export = examined.export
    sheet = export.columns[0].sheet if export.columns else ""
    if export.passed_over:
        passed = join_words([f'"{name}"' for name in export.passed_over])
        yield f'Arket "{sheet}" er læst; {passed} er ikke læst.' if sheet else f"{passed} er ikke læst."
    if hidden := export.hidden.intersection(export.rows[row] for row in examined.kept):
        number = "1 række er skjult" if len(hidden) == 1 else f"{len(hidden)} rækker er skjult"
        yield f"{number} i filen (af et filter eller med hånden) og er talt med, først række {min(hidden)}."
    withheld = sum(cells.count(NOT_RELEASED) for cells in map(list, examined.coded.columns.values()))
    if withheld:
        yield f"{format_number(withheld)} svar i fritekst er holdt tilbage; kun at der er svaret, vises."


def write_ledger(export_path: Path, ledger: Ledger, year: str) -> str:
    """A note on where the account was written, beside the export; it holds no answers.

    It is not written where the export lies in the project's own folder, nor over another's file; the note says so.
    """
    path = export_path.absolute().with_name(
        f"{export_path.name if export_path.is_dir() else export_path.stem}.regnskab.txt"
    )
    if any(path.resolve().is_relative_to(own) for own in (ROOT, DATA, BUILD)):
        return "Regnskabet er ikke skrevet ned, for eksporten ligger i projektets mappe."
    try:
        if path.exists() and not path.read_bytes().startswith(_FIRST.encode()):
            return f"Regnskabet er ikke skrevet ned: {path} findes allerede og er ikke et regnskab. Flyt filen."
        text = "\n".join([f"{_FIRST}{ledger.file}, læst til udgaven {year}", "", *ledger.lines]) + "\n"
        replace_whole(path, text)
    except (OSError, VaerestederError) as error:
        return f"Regnskabet kan ikke skrives til {path} ({error}). Tallene står her på skærmen."
    return f"Regnskabet står i {path}."

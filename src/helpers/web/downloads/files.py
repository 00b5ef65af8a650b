"""The files of one edition, made once from the descriptions in its pages."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.base.danish import SOFT_HYPHEN
from helpers.facts.model import Facts
from helpers.survey.edition import Edition
from helpers.web.downloads.citation import WORKBOOK, file_name, short_code
from helpers.web.downloads.csv_file import write_csv
from helpers.web.downloads.datapackage import FILE, Resource, write_datapackage
from helpers.web.downloads.figure_image import draw_png, draw_svg
from helpers.web.downloads.grid import Grid, grid_of_facts, grid_of_table, plain

RIGHTS = "Tabeller, figurer og tal må bruges af alle efter CC BY 4.0: Nævn kilden, og sig, hvad du har ændret."


@dataclass(frozen=True)
class BookItem:
    """One table or figure as it stands in the book: its description, and the title of its chapter."""

    content: Mapping[str, Any]
    chapter: str


def make_files(found: Sequence[BookItem], facts: Facts, draw: Callable[[str], bytes] = draw_png) -> list[Resource]:
    """Every file to take along: those of each table and figure, all numbers, and the workbook.

    `draw` makes the picture of a drawing.
    """
    # Here, because files that are kept from before need no library for workbooks.
    from helpers.web.downloads.workbook import Entry, write_workbook

    edition = facts.edition
    resources: list[Resource] = []
    entries: list[Entry] = []
    for each in found:
        table = numbers_of(each.content)
        if table:
            grid = grid_of_table(table, edition, facts.questionnaire)
            entries.append(Entry(grid, each.chapter.replace(SOFT_HYPHEN, "")))
            resources.append(_delimited(grid, edition))
        if each.content["kind"] == "figure":
            resources += _pictures(each.content, edition, draw)
    numbers = grid_of_facts(facts)
    workbook = Resource(
        name=WORKBOOK,
        file=file_name(edition, WORKBOOK, "xlsx"),
        title=f"Alle tabeller og tal i udgave {edition.key}",
        description=edition.notice,
        content=write_workbook([*entries, Entry(numbers)], edition, RIGHTS),
    )
    return [*resources, _delimited(numbers, edition), workbook]


def numbers_of(content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The table that a description is or that its figure draws; None where a figure draws none."""
    table: Mapping[str, Any] | None = content if content["kind"] == "table" else content["numbers"]
    return table


def pack_files(resources: Sequence[Resource], edition: Edition) -> bytes:
    """The files and the description of them all, as one archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for resource in resources:
            archive.writestr(zipfile.ZipInfo(resource.file), resource.content)
        archive.writestr(zipfile.ZipInfo(FILE), write_datapackage(resources, edition))
    return packed.getvalue()


def unpack_files(packed: bytes, folder: Path) -> None:
    """Write the files of an archive into a folder."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)


def _delimited(grid: Grid, edition: Edition) -> Resource:
    return Resource(
        name=grid.name,
        file=file_name(edition, grid.name, "csv"),
        title=grid.title,
        description=grid.source or edition.notice,
        content=write_csv(grid, short_code(edition, grid.name)),
        grid=grid,
    )


def _pictures(content: Mapping[str, Any], edition: Edition, draw: Callable[[str], bytes]) -> Iterator[Resource]:
    name, title, alt = (plain(content[key]) for key in ("name", "title", "alt"))
    svg = draw_svg(content, edition)
    for kind, picture in (("svg", svg.encode("utf-8")), ("png", draw(svg))):
        yield Resource(f"{name}-{kind}", file_name(edition, name, kind), title, alt, picture)

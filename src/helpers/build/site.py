"""The site: all built editions side by side, with a switch between them and a front page.

Files only: any static host can publish the folder, under any path, and it opens from a disk as well.
"""

import csv
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.lock import one_writer
from helpers.base.own_folders import make_folder
from helpers.base.page_template import render
from helpers.base.paths import BUILD, DATA, ROOT
from helpers.base.spreadsheet import inert
from helpers.base.swap import recover, swap_in
from helpers.build.build_book import lock_file
from helpers.build.manifest import FILE as MANIFEST
from helpers.build.manifest import write_site_manifest
from helpers.facts.facts_csv import read_facts
from helpers.facts.profiles import profile_of
from helpers.facts.provenance import SOURCE_WORDS
from helpers.survey.edition import RECORD, Edition, list_editions, load_edition, newest_edition
from helpers.survey.responses import PLACE
from helpers.web.downloads import citation
from helpers.web.pdf_link import beside_the_pages, megabytes

SITE = "site"
# Where `theme/html/layout.html` leaves room for the switch; a book by itself has no use for one.
PLACE_OF_SWITCH = "<!-- udgaver -->"
# All that a reader's browser asks for, and nothing that a build may leave beside it.
_KINDS = (".html", ".css", ".js", ".svg", ".woff2", ".md")
# And what a reader may take along, in the folder for it.
_TAKEN = (".csv", ".svg", ".png", ".xlsx", ".json")
# The letter is for the author, before publication.
_NEVER = ("brev.html", "brev.md")
# The files of an edition beside its pages, and what a reader finds in them.
_FILES = {"facts.csv": "alle tal", "claims.csv": "konklusionerne", "responses.csv": "svarene"}
_FACE = ("vaeresteder.css", "favicon.svg", "fonts")
_BEGIN = "#hovedindhold"


@dataclass(frozen=True)
class Site:
    """The assembled site: its front page, the editions in it, newest first, and those without a record."""

    front_page: Path
    editions: tuple[str, ...]
    unpublished: tuple[str, ...]


@dataclass(frozen=True)
class _Listed:
    """One edition as the front page tells of it; `megabytes` in Danish."""

    edition: Edition
    source: str
    pdf: str
    megabytes: str
    files: Mapping[str, str]
    corrections: bool
    statement: bool


def assemble_site(*, folder: Path = BUILD) -> Site:
    """Put every built edition into `<folder>/site`, in place of the old site as a whole.

    Raises VaerestederError where no edition is built, or where the numbers of a built one are not
    those that the edition's record says it has published, and BusyError where one of them is being built.
    """
    editions = [load_edition(key) for key in reversed(list_editions()) if _belongs(load_edition(key), folder)]
    if not editions:
        raise VaerestederError(
            f"Ingen udgave er bygget. Kør `make site`, eller byg en med `vaeresteder build {newest_edition()}`."
        )
    with ExitStack() as alone:
        for name in (SITE, *(edition.key for edition in editions)):
            alone.enter_context(one_writer(lock_file(folder, name), "Webstedet samles"))
        return _assemble(editions, folder)


def _assemble(editions: Sequence[Edition], folder: Path) -> Site:
    for edition in editions:
        _hold_to_record(edition, folder)
        _hold_to_profile(edition)
    target, published = folder / SITE, folder / ".work" / SITE / "published"
    recover(published, target)
    make_folder(published)
    for edition in editions:
        _copy_edition(edition, folder / edition.key, published / edition.key)
    pages = {edition.key: _pages(published / edition.key) for edition in editions}
    for key in pages:
        for page in pages[key]:
            _put_in_switch(published, key, page, pages)
    _copy_face(published / editions[0].key, published)
    _write_own_pages(published, [_listed(edition, published / edition.key) for edition in editions])
    write_site_manifest(published, {edition.key: folder / edition.key / MANIFEST for edition in editions})
    swap_in(published, target)
    return Site(
        front_page=target / "index.html",
        editions=tuple(pages),
        unpublished=tuple(edition.key for edition in editions if not (edition.folder / RECORD).is_file()),
    )


def _belongs(edition: Edition, folder: Path) -> bool:
    """Whether the edition is built; a rehearsal never comes among the project's own editions."""
    invented = edition.source == "rehearsal" and DATA == ROOT / "data"
    return (folder / edition.key / "html" / "index.html").is_file() and not invented


def _hold_to_profile(edition: Edition) -> None:
    """Raise where the responses would be published of an edition that withholds numbers, which tell them all."""
    profile = profile_of(edition)
    if edition.responses_public and profile.smallest:
        raise VaerestederError(
            f"Udgaven {edition.key} skjuler tal (skjules: {profile.key}), men vil lægge selve svarene ud, som de alle "
            f"kan tælles af. Skriv offentlige_svar: nej i data/{edition.key}/edition.yml, eller skjules: ingen."
        )


def _hold_to_record(edition: Edition, folder: Path) -> None:
    """Raise where the built book tells other numbers than the edition has published."""
    record = edition.folder / RECORD
    built = folder / edition.key / "facts.csv"
    if not record.is_file():
        return
    shown = read_facts(built, edition)
    if any(fact_id not in shown or shown[fact_id] != fact for fact_id, fact in read_facts(record, edition).items()):
        raise VaerestederError(
            f"Tallene i {built} er ikke dem, som udgaven {edition.key} har offentliggjort "
            f"(data/{edition.key}/{RECORD}). Byg udgaven igen med `vaeresteder build {edition.key}`, eller "
            f"offentliggør de nye tal med `vaeresteder publish {edition.key}`."
        )


def _copy_edition(edition: Edition, built: Path, target: Path) -> None:
    """The edition's pages, its PDF and its files of numbers; the responses only where they are public."""

    def ignore(folder: str, names: list[str]) -> list[str]:
        return [
            name
            for name in names
            if name in _NEVER
            or not (
                Path(folder, name).is_dir()
                or name.endswith(_TAKEN if Path(folder) == built / "html" / citation.FOLDER else _KINDS)
            )
        ]  # fmt: skip

    shutil.copytree(built / "html", target, ignore=ignore)
    for name in (_pdf(edition.key), "facts.csv", "claims.csv"):
        shutil.copyfile(built / name, target / name)
    responses = edition.folder / "responses.csv"
    if edition.responses_public and responses.is_file():
        _copy_responses(responses, target / responses.name)


def _copy_responses(source: Path, target: Path) -> None:
    """The responses without the pseudonyms of the places: who has the key could tell them by it."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    kept = [number for number, name in enumerate(rows[0]) if name != PLACE]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([inert(row[number]) for number in kept] for row in rows)


def _pdf(edition: str) -> str:
    return f"vaeresteder-{edition}.pdf"


def _pages(folder: Path) -> tuple[str, ...]:
    """The pages of an edition, relative to its folder."""
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html")))


def _put_in_switch(site: Path, key: str, page: str, pages: Mapping[str, Sequence[str]]) -> None:
    """Write the switch between editions into one page."""
    path = site / key / page
    html = path.read_text(encoding="utf-8")
    if html.count(PLACE_OF_SWITCH) != 1:
        raise VaerestederError(
            f"{key}/{page} har ingen plads til skiftet mellem udgaver. Byg udgaven igen med `vaeresteder build {key}`."
        )
    html = html.replace(PLACE_OF_SWITCH, _switch(key, page, pages))
    path.write_text(beside_the_pages(html, path, site / key, site / key / _pdf(key)), encoding="utf-8")


def _switch(key: str, page: str, pages: Mapping[str, Sequence[str]]) -> str:
    """Links to the same page in each edition, or to the first page of an edition without it."""
    up = os.path.relpath(".", Path(key, page).parent.as_posix())
    without = [other for other in pages if page not in pages[other]]
    editions = [
        (other, _BEGIN if other == key else f"{up}/{other}/{'index.html' if other in without else page}")
        for other in pages
    ]
    return render("edition_switch.html", editions=editions, current=key, without=without, up=up)


def _copy_face(edition: Path, site: Path) -> None:
    """Style sheet, icon and fonts for the site's own pages, from the newest edition.

    They lie under the same names as in an edition, and so does the front page: a server shows 404.html
    at the address that was asked for, and its links then arrive both here and in an edition's folder.
    """
    (site / "_static").mkdir()
    for name in _FACE:
        source = edition / "_static" / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, site / "_static" / name)


def _listed(edition: Edition, folder: Path) -> _Listed:
    pdf = folder / _pdf(edition.key)
    workbook = {f"{citation.FOLDER}/{citation.file_name(edition, citation.WORKBOOK, 'xlsx')}": "tabeller i Excel"}
    return _Listed(
        edition=edition,
        source=SOURCE_WORDS[edition.source],
        pdf=pdf.name,
        megabytes=megabytes(pdf),
        files={name: holds for name, holds in (_FILES | workbook).items() if (folder / name).is_file()},
        corrections=(folder / "rettelser.html").is_file(),
        statement=(folder / "tilgaengelighed.html").is_file(),
    )


def _write_own_pages(site: Path, listed: Sequence[_Listed]) -> None:
    """The front page and the page for an address that leads nowhere."""
    for name in ("index.html", "404.html"):
        html = render(name, listed=listed, book=listed[0].edition.title)
        (site / name).write_text(html, encoding="utf-8")

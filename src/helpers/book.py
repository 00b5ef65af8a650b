"""The pipeline: chapters executed, staged, written as web pages and PDF, and swapped in as a whole."""

import contextlib
import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jupyter_book.sphinx import build_sphinx

from helpers.audit import audit_edition, audit_problems
from helpers.chapters import chapter_title, edition_toc, staged_chapters
from helpers.conclusions import Conclusion, read_conclusions
from helpers.download import offer_download
from helpers.edition import load_edition
from helpers.errors import VaerestederError
from helpers.execution import executing
from helpers.facts import write_facts
from helpers.letter import write_letter
from helpers.pages import load_book_facts
from helpers.paths import BUILD, ROOT
from helpers.progress import Progress, say_nothing
from helpers.published import load_deviations
from helpers.swap import swap_in

CONFIG = ROOT / "_config.yml"
_PAGES = "Webbogen og PDF'en"
# What Sphinx and MyST-NB leave in their output and no page of ours loads.
_NOT_PUBLISHED = (
    ".buildinfo", "objects.inv", "_sources", ".doctrees",
    "mystnb.*.css", "pygments.css", "translations.js", "*-stemmer.js",
)  # fmt: skip


@dataclass(frozen=True)
class Book:
    """One built edition: its front page, its PDF, the file of its facts, and its conclusions in reading order."""

    front_page: Path
    pdf: Path
    facts: Path
    conclusions: tuple[Conclusion, ...]


def build_book(
    edition: str, responses: str = "", *, folder: Path = BUILD, say: Callable[[str], object] = say_nothing
) -> Book:
    """Build an edition into a folder of its own, from its own responses or from a file of them.

    Nothing of an earlier build is touched before the new one is complete. `say` is told of each step as
    it begins, with the seconds that are left. Raises VaerestederError where data, a chapter or the book
    has a fault.
    """
    described = load_edition(edition)
    work = folder / ".work" / edition
    shutil.rmtree(work, ignore_errors=True)
    published = work / "published"
    published.mkdir(parents=True)

    facts = load_book_facts(edition, responses)
    if not responses and described.reconstructed:
        problems = audit_problems(audit_edition(facts), load_deviations(described))
        if problems:
            raise VaerestederError("\n".join(problems))
    write_facts(facts, published / "facts.csv")

    stage = work / "stage"
    toc = edition_toc(described)
    chapters = {chapter_title(chapter): chapter for chapter in staged_chapters(toc)}
    steps = Progress([*chapters, _PAGES], folder / ".work" / f"durations-{edition}.json", say)
    _stage_chapters(stage, toc, chapters, {"edition": edition, "responses": responses}, steps)
    pdf_name = f"vaeresteder-{edition}.pdf"
    claims = published / "claims.csv"
    settings = {
        "nb_execution_mode": "off",
        "vaeresteder_edition": edition,
        "vaeresteder_responses": responses,
        "vaeresteder_pdf_name": pdf_name,
        "vaeresteder_pdf_folder": str(work / "pdf"),
        "vaeresteder_claims": str(claims),
        "vaeresteder_downloads": True,
    }
    steps.begin(_PAGES)
    _run_sphinx(stage, work / "html", settings)
    shutil.copytree(work / "html", published / "html", ignore=shutil.ignore_patterns(*_NOT_PUBLISHED))
    shutil.copyfile(work / "pdf" / pdf_name, published / pdf_name)
    offer_download(published / "html", published / pdf_name)
    write_letter(facts, published, folder)
    target = folder / edition
    swap_in(published, target)
    steps.finish()
    return Book(
        front_page=target / "html" / "index.html",
        pdf=target / pdf_name,
        facts=target / "facts.csv",
        conclusions=read_conclusions(target / claims.name),
    )


def _stage_chapters(
    stage: Path, toc: Mapping[str, Any], chapters: Mapping[str, Path], parameters: Mapping[str, str], steps: Progress
) -> None:
    """Execute the chapters, by title, into one folder, and put their table of contents beside them."""
    titles = list(chapters)
    with executing([(chapter, stage / chapter.name) for chapter in chapters.values()], parameters) as wait:
        wait(lambda number: steps.begin(titles[number]))
    (stage / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")


def _run_sphinx(stage: Path, target: Path, settings: Mapping[str, Any]) -> None:
    """Let Jupyter Book read the staged chapters, once, and write web pages and what the settings name besides.

    Raises VaerestederError with every warning: a book with warnings is not published.
    """
    warnings = io.StringIO()
    with contextlib.redirect_stderr(warnings):
        result = build_sphinx(
            stage,
            target,
            path_config=CONFIG,
            noconfig=True,
            confoverrides={"external_toc_path": str(stage / "_toc.yml"), "latex_individualpages": False, **settings},
            builder="html",
            doctreedir=stage.parent / "doctrees",
            warningiserror=True,
            keep_going=True,
            quiet=True,
        )
    if result:
        raise VaerestederError(f"Bogen kunne ikke skrives:\n{warnings.getvalue().strip()}\n{result}")

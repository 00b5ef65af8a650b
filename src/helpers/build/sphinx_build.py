"""The writing of a book: its facts, and then web pages, PDF, conclusions, downloads and letter from executed chapters.

All that is large and not needed to execute chapters is imported here, while they are at work.
"""

import contextlib
import gc
import io
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_book.sphinx import build_sphinx

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT
from helpers.book.build_context import SETTING, Build
from helpers.book.quotations import load_book_facts
from helpers.book.review.letter_sections import letter_sections
from helpers.book.review.review import review_edition
from helpers.editions.letter import write_letter
from helpers.facts.facts_csv import write_facts
from helpers.facts.model import Facts
from helpers.printed.audit import audit_edition, audit_problems
from helpers.survey.printed_figures import load_deviations
from helpers.web.pdf_link import offer_download

# More than any page takes.
_PAGE_BYTES = 4_000_000
CONFIG = ROOT / "_config.yml"
# What Sphinx and MyST-NB leave in their output and no page of ours loads.
_NOT_PUBLISHED = (
    ".buildinfo", "objects.inv", "_sources", ".doctrees",
    "mystnb.*.css", "pygments.css", "translations.js", "*-stemmer.js",
)  # fmt: skip


def load_checked_facts(edition: str, responses: str) -> Facts:
    """All that the book can quote.

    Raises VaerestederError where a reconstructed edition does not fit what was printed.
    """
    facts = load_book_facts(edition, responses)
    if not responses and facts.edition.reconstructed:
        problems = audit_problems(audit_edition(facts), load_deviations(facts.edition))
        if problems:
            raise VaerestederError("\n".join(problems))
    return facts


def write_book(edition: str, responses: str, work: Path, folder: Path, build: Build) -> tuple[str, ...]:
    """What the review of an edition came to, all of which is written into `published` in the folder `work`.

    It is made from the chapters in its `stage`, which are there when `build` has waited for them. `folder` holds the
    books of other editions. Raises VaerestederError where a chapter, the facts or the book have a fault.
    """
    facts, published = load_checked_facts(edition, responses), work / "published"
    build.facts = facts
    review = review_edition(facts)
    review.stop()
    write_facts(facts, published / "facts.csv")
    pdf_name = f"vaeresteder-{edition}.pdf"
    settings = {
        "nb_execution_mode": "off",
        "vaeresteder_edition": edition,
        "vaeresteder_responses": responses,
        "vaeresteder_pdf_name": pdf_name,
        "vaeresteder_pdf_folder": str(work / "pdf"),
        "vaeresteder_claims": str(published / "claims.csv"),
        "vaeresteder_downloads": True,
        SETTING: build,
    }
    _run_sphinx(work / "stage", work / "html", settings)
    shutil.copytree(work / "html", published / "html", ignore=shutil.ignore_patterns(*_NOT_PUBLISHED))
    shutil.copyfile(work / "pdf" / pdf_name, published / pdf_name)
    offer_download(published / "html", published / pdf_name)
    write_letter(facts, published, folder, letter_sections(review))
    return review.summary


def _run_sphinx(stage: Path, target: Path, settings: Mapping[str, Any]) -> None:
    """Let Jupyter Book read the staged chapters, once, and write web pages and what the settings name besides.

    Raises VaerestederError with every warning: a book with warnings is not published. Where Sphinx was waiting for a
    chapter, it raises what was wrong with that, and OSError where the disk is.
    """
    warnings = io.StringIO()
    # sphinx-external-toc looks through all objects for one that Sphinx is about to make.
    gc.freeze()
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
    for error in (result, getattr(result, "__cause__", None)):
        if isinstance(error, VaerestederError | OSError | MemoryError | KeyboardInterrupt):
            raise error
    if result:
        # Sphinx only warns where it cannot write a page; the disk itself knows why.
        _try_to_write(target.parent)
        raise VaerestederError(f"Bogen kunne ikke skrives:\n{warnings.getvalue().strip()}\n{result}")


def _try_to_write(folder: Path) -> None:
    """Raise OSError where a page of any size cannot be written in a folder."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(_PAGE_BYTES))
        file.flush()

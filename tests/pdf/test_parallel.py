"""The PDF beside the web book: one reading of the pages, the same file, and its faults are the book's."""

import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from pdf.test_builder import OVERRIDES, write_book
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.docutils import docutils_namespace

from helpers.base.forking import CAN_FORK
from helpers.book.numref_cache import References
from helpers.pdf import builder as builder_module
from helpers.pdf.typesetter import can_fork

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="the PDF comes after the pages here")


def build(folder: Path, builder: str = "html", **settings: object) -> Sphinx:
    with docutils_namespace():
        app = Sphinx(
            str(folder / "source"), None, str(folder / builder), str(folder / "doctrees"), builder,
            confoverrides={
                **OVERRIDES, "extensions": [*OVERRIDES["extensions"], "helpers.book.numref_cache"], **settings
            },
            status=None, warning=None, freshenv=True, keep_going=True, warningiserror=True,
        )  # fmt: skip
        app.build()
    return app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    write_book(tmp_path / "source")
    return tmp_path


@pytest.fixture(params=[pytest.param(True, marks=needs_fork), False], ids=["forked", "in turn"])
def forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr("helpers.pdf.parallel.can_fork", lambda: request.param)
    return bool(request.param)


def build_beside(folder: Path) -> int:
    """Write both in a process in which Typst has not run."""
    assert can_fork()
    return int(build(folder, vaeresteder_pdf_folder=str(folder / "ved siden af")).statuscode)


@pytest.mark.parametrize("beside", [pytest.param(True, marks=needs_fork), False], ids=["forked", "in turn"])
def test_it_is_the_file_that_the_builder_writes_by_itself(folder: Path, beside: bool) -> None:
    build(folder, "typst-pdf")
    assert not can_fork()
    if beside:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
            assert fresh.submit(build_beside, folder).result() == 0
    else:
        assert build(folder, vaeresteder_pdf_folder=str(folder / "ved siden af")).statuscode == 0
    assert "Kapitlets titel" in (folder / "html" / "kapitel.html").read_text(encoding="utf-8")
    assert (folder / "ved siden af" / "prøve.pdf").read_bytes() == (folder / "typst-pdf" / "prøve.pdf").read_bytes()


def test_a_fault_of_the_pdf_stops_the_build(folder: Path, forked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise SphinxError("PDF'en kan ikke sættes. Typst siger: i stykker")

    monkeypatch.setattr(builder_module, "compile_pdf", refuse)
    with pytest.raises(SphinxError, match="i stykker"):
        build(folder, vaeresteder_pdf_folder=str(folder / "pdf"))


def test_a_warning_of_the_pdf_is_one_of_the_book(folder: Path, forked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def warn(*_: object) -> bytes:
        logging.getLogger("helpers.pdf.extension").warning("en advarsel om skriften")
        return b""

    monkeypatch.setattr(builder_module, "compile_pdf", warn)
    assert build(folder, vaeresteder_pdf_folder=str(folder / "pdf")).statuscode == 1


@needs_fork
def test_a_process_that_goes_down_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.pdf.parallel.can_fork", lambda: True)
    monkeypatch.setattr(builder_module, "compile_pdf", lambda *_: __import__("os")._exit(3))
    with pytest.raises(SphinxError, match="gik ned"):
        build(folder, vaeresteder_pdf_folder=str(folder / "pdf"))


def test_a_process_with_threads_is_not_forked() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    assert not can_fork()
    stop.set()
    thread.join()


def test_a_page_is_read_once_for_all_references_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = build(folder)
    domain = app.env.get_domain("std")
    assert isinstance(domain, References)
    pages = domain._remembering
    assert pages.get_doctree("kapitel") is pages.get_doctree("kapitel")
    app.emit("env-purge-doc", app.env, "kapitel")
    assert not pages._pages

"""What Sphinx has read is kept: only pages that are not the same are read again, and what is spoilt is not used."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from helpers.base.errors import VaerestederError
from helpers.build.read_before import hash_sources, keep_read, list_changed, take_read
from helpers.build.sphinx_build import _run_sphinx


def read(folder: Path) -> Path:
    """Two files as Sphinx would leave them."""
    (pages := folder / "læst").mkdir(parents=True)
    (pages / "environment.pickle").write_bytes(b"alle")
    (pages / "a.doctree").write_bytes(b"en")
    return pages


def test_what_is_kept_is_moved_back_once(tmp_path: Path) -> None:
    keep_read(tmp_path / "kept", "nøgle", {"a": "1"}, read(tmp_path))
    assert not (tmp_path / "læst").exists()
    assert take_read(tmp_path / "kept", "nøgle", tmp_path / "nu") == {"a": "1"}
    assert {path.name: path.read_bytes() for path in (tmp_path / "nu").iterdir()} == {
        "environment.pickle": b"alle",
        "a.doctree": b"en",
    }
    # A build that fails now leaves nothing for the next.
    assert take_read(tmp_path / "kept", "nøgle", tmp_path / "igen") == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: (kept / "pages" / "a.doctree").write_bytes(b"to"),
        lambda kept: (kept / "pages" / "a.doctree").unlink(),
        lambda kept: (kept / "pages" / "b.doctree").write_bytes(b"en"),
        lambda kept: (kept / "record.json").write_text("{"),
        lambda kept: (kept / "record.json").write_text("[]"),
        lambda kept: (kept / "record.json").unlink(),
    ],
)
def test_nothing_spoilt_is_used(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    kept = tmp_path / "kept"
    keep_read(kept, "nøgle", {"a": "1"}, read(tmp_path))
    spoil(kept)
    assert take_read(kept, "nøgle", tmp_path / "nu") == {}
    assert not (tmp_path / "nu").exists()


def test_another_key_has_nothing(tmp_path: Path) -> None:
    keep_read(tmp_path / "kept", "nøgle", {"a": "1"}, read(tmp_path))
    assert take_read(tmp_path / "kept", "en anden", tmp_path / "nu") == {}


def test_pages_are_told_apart_by_content_and_never_by_time(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.ipynb").write_text(name)
    before = hash_sources(tmp_path)
    assert list(before) == ["a", "b"]
    (tmp_path / "b.ipynb").write_text("b")
    assert hash_sources(tmp_path) == before
    (tmp_path / "b.ipynb").write_text("c")
    assert list_changed(before, hash_sources(tmp_path), "a") == ["b"]
    assert list_changed(before, before, "b") == ["b"]
    assert list_changed({}, before, "a") == ["a", "b"]


def build(folder: Path, unread: Sequence[str]) -> list[str]:
    """The pages that Sphinx reads of a little book; its files look as old as can be."""
    seen: list[str] = []
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    with docutils_namespace():
        app = Sphinx(
            folder, None, folder.parent / "html", folder.parent / "læst", "html", status=None, warning=None,
            confoverrides={
                "extensions": ["myst_nb", "helpers.build.deferred_reading"],
                "vaeresteder_unread": lambda: unread,
            },
        )  # fmt: skip
        app.connect("source-read", lambda app, name, text: seen.append(name))
        app.build()
    return seen


def test_sphinx_reads_the_pages_that_it_is_told_of(tmp_path: Path) -> None:
    (source := tmp_path / "kilde").mkdir()
    cell = '{"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": %s}], "metadata": {}, ' \
        '"nbformat": 4, "nbformat_minor": 5}'  # fmt: skip
    for name, text in (("index", '"# Forside\\n\\n```{toctree}\\na\\nb\\n```"'), ("a", '"# A"'), ("b", '"# B"')):
        (source / f"{name}.ipynb").write_text(cell % text)
    assert build(source, []) == ["a", "b", "index"]
    (source / "b.ipynb").write_text(cell % '"# Et andet B"')
    assert build(source, ["b"]) == ["b"]
    assert "Et andet B" in (tmp_path / "html" / "b.html").read_text(encoding="utf-8")
    assert build(source, []) == []


def test_sphinx_waits_for_the_chapters_before_it_reads_any(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    page = tmp_path / "index.md"
    page.touch()

    def arrive() -> list[str]:
        page.write_text("# Nu er den her\n")
        return ["index"]

    _run_sphinx(tmp_path, tmp_path / "html", {"vaeresteder_unread": arrive})
    assert "Nu er den her" in (tmp_path / "html" / "index.html").read_text(encoding="utf-8")


def test_a_chapter_that_fails_is_the_fault_that_is_told(tmp_path: Path) -> None:
    def fail() -> None:
        raise VaerestederError("kapitel.ipynb, celle 2")

    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").touch()
    with pytest.raises(VaerestederError, match=r"^kapitel\.ipynb, celle 2$"):
        _run_sphinx(tmp_path, tmp_path / "html", {"vaeresteder_unread": fail})

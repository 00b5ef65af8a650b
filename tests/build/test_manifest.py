"""A book says what it is made from and what it holds, and is held against that."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import SmallProject

from helpers.base.errors import VaerestederError
from helpers.build.fingerprint import hash_file
from helpers.build.manifest import FILE, Verification, verify_folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    made = SmallProject(tmp_path_factory.mktemp("manifest") / "projekt")
    built = made.run("build", "2024")
    assert built.returncode == 0, built.stdout
    return made


@pytest.fixture
def book(project: SmallProject, tmp_path: Path) -> Path:
    """A copy of the book, to be changed."""
    return shutil.copytree(project.folder / "_build" / "2024", tmp_path / "bog")


def test_it_names_every_file_and_what_they_are_made_from(project: SmallProject) -> None:
    book = project.folder / "_build" / "2024"
    told = json.loads((book / FILE).read_text(encoding="utf-8"))
    assert set(told["files"]) > {"html/index.html", "facts.csv", "claims.csv", "vaeresteder-2024.pdf"}
    assert all(hash_file(book / name) == digest for name, digest in told["files"].items())
    answers = "data/2024/responses.csv"
    assert told["inputs"][answers] == hash_file(project.folder / answers)
    assert {"notebooks/index.ipynb", "_toc.yml", "data/questionnaire.yml", "_config.yml"} < set(told["inputs"])
    assert told["edition"] == "2024"
    assert told["parameters"] == {"edition": "2024", "responses": ""}
    assert set(told["versions"]) > {"Python", "typst", "jupyter-book"}
    # It lies on the web: no folder of the machine that built it.
    assert str(project.folder) not in (book / FILE).read_text(encoding="utf-8")


def test_an_untouched_book_is_whole(project: SmallProject, book: Path) -> None:
    found = verify_folder(book)
    assert found.whole
    assert found == Verification(found.count, (), (), (), found.inputs)
    said = project.run("verify", "2024")
    assert said.returncode == 0
    assert said.stdout.endswith(f"{found.count} filer i {project.folder}/_build/2024 er, som de blev bygget.\n")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda book: (book / "facts.csv").write_text("andet"), "ændret    facts.csv"),
        (lambda book: (book / "html" / "index.html").unlink(), "mangler   html/index.html"),
        (lambda book: (book / "html" / "ny.html").write_text(""), "lagt til  html/ny.html"),
    ],
)
def test_each_difference_is_named(
    project: SmallProject, book: Path, change: Callable[[Path], object], told: str
) -> None:
    change(book)
    assert not verify_folder(book).whole
    said = project.run("verify", "2024", "--folder", str(book))
    assert said.returncode == 1
    assert told in said.stdout
    assert "1 filer i" in said.stdout


@pytest.mark.parametrize("content", ["{", "[]", '{"files": {"a": 1}}', '{"files": 1}', None])
def test_without_a_manifest_nothing_can_be_said(book: Path, content: str | None) -> None:
    (book / FILE).unlink()
    if content is not None:
        (book / FILE).write_text(content)
    with pytest.raises(VaerestederError, match="kan ikke efterprøves"):
        verify_folder(book)


def test_what_it_was_made_from_and_has_changed_since_is_named(project: SmallProject, tmp_path: Path) -> None:
    other = shutil.copytree(project.folder, tmp_path / "andet")
    (other / "data" / "2024" / "labels.yml").write_text("{}\n", encoding="utf-8")
    moved = SmallProject.__new__(SmallProject)
    moved.folder, moved.data, moved.notebooks = other, other / "data", other / "notebooks"
    said = moved.run("verify", "2024")
    assert said.returncode == 0, said.stdout
    assert "Bemærk: data/2024/labels.yml er en anden nu end den, som bogen er bygget af." in said.stdout


def test_a_site_has_one_as_well(project: SmallProject) -> None:
    assert project.run("site").returncode == 0
    site = project.folder / "_build" / "site"
    assert verify_folder(site).whole
    told = json.loads((site / FILE).read_text(encoding="utf-8"))
    assert told["editions"]["2024"]["inputs"]
    assert project.run("verify", "2024", "--folder", str(site)).returncode == 0

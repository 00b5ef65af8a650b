"""The tests' project is the same whatever stands in the repository, and no test looks past it."""

import re
import shutil
from pathlib import Path

import own_project
import pytest
from own_project import make_project, take_2024

from helpers.build.fingerprint import hash_files

TESTS = Path(own_project.__file__).parents[1]
# What is tried there is the repository's own: its book in a browser, its guide, that its data hold no invented year.
OF_THE_REPOSITORY = {
    "browser/conftest.py",
    "rehearsal/test_guide.py",
    "rehearsal/test_preparing.py",
    "support/own_project.py",
}
LOOKS = re.compile(r'\bROOT / "(?:data|notebooks|_toc)\b')


def write_all(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose only edition is at work."""
    root = tmp_path / "repository"
    write_all(root, "_toc.yml", "notebooks/index.ipynb", "notebooks/gennemsyn.yml", "data/2024/edition.yml")
    write_all(root, "data/questionnaire.yml", "data/themes.yml", "data/municipalities.csv")
    monkeypatch.setattr(own_project, "ROOT", root)
    return root


def test_it_is_the_same_before_and_after_the_next_edition_begins(repository: Path, tmp_path: Path) -> None:
    make_project(tmp_path / "before")
    own = repository / "data" / "2024"
    shutil.copytree(repository / "notebooks", own / "notebooks")
    shutil.copyfile(repository / "_toc.yml", own / "notebooks" / "_toc.yml")
    shutil.copyfile(repository / "data" / "questionnaire.yml", own / "questionnaire.yml")
    write_all(repository, "data/2026/edition.yml", "notebooks/cafe.ipynb")
    for changed in ("_toc.yml", "notebooks/index.ipynb", "data/questionnaire.yml", "data/themes.yml"):
        (repository / changed).write_text("2026", encoding="utf-8")
    make_project(tmp_path / "after")
    before = hash_files(tmp_path / "before")
    assert "data/2024/notebooks/gennemsyn.yml" in before
    assert hash_files(tmp_path / "after") == before


def test_the_edition_can_be_had_at_work(repository: Path, tmp_path: Path) -> None:
    take_2024(tmp_path / "before")
    assert hash_files(tmp_path / "before") == hash_files(repository)
    make_project(tmp_path / "own")
    write_all(repository, "data/2024/notebooks/_toc.yml", "data/2024/notebooks/index.ipynb")
    write_all(repository, "data/2024/questionnaire.yml")
    take_2024(tmp_path / "after")
    assert (tmp_path / "after" / "notebooks" / "index.ipynb").read_text() == "data/2024/notebooks/index.ipynb"
    assert (tmp_path / "after" / "data" / "questionnaire.yml").read_text() == "data/2024/questionnaire.yml"
    assert (tmp_path / "after" / "_toc.yml").read_text() == "data/2024/notebooks/_toc.yml"
    assert [path.name for path in (tmp_path / "after" / "data" / "2024").iterdir()] == ["edition.yml"]


def test_no_test_reads_the_data_or_the_chapters_of_the_repository() -> None:
    looking = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if path.name != Path(__file__).name and LOOKS.search(path.read_text(encoding="utf-8"))
    }
    assert looking - OF_THE_REPOSITORY == set()
    assert LOOKS.search('shutil.copytree(ROOT / "data", folder)')
    assert LOOKS.search('ROOT / "notebooks" / "index.ipynb"')

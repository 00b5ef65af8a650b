"""The program removes what it made, and nothing else."""

import ast
from pathlib import Path

import pytest

from helpers.base.own_folders import MARKER, is_own, make_folder, own_folder, remove_folder
from helpers.base.paths import ROOT


def test_a_folder_of_the_programs_own_is_made_anew_and_removed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "ny")
    (folder / "fil").write_text("x")
    assert own_folder(folder) == folder
    assert (folder / "fil").exists()
    make_folder(folder)
    assert [path.name for path in folder.iterdir()] == [MARKER]
    remove_folder(folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "link", "file"])
def test_what_somebody_else_made_is_never_removed(tmp_path: Path, kind: str) -> None:
    (answers := tmp_path / "svar").mkdir()
    (answers / "svar.csv").write_text("uerstattelig")
    place = tmp_path / "2026"
    if kind == "folder":
        answers.rename(place)
    elif kind == "link":
        # Not even through a link to a folder that the program made.
        (answers / MARKER).touch()
        place.symlink_to(answers)
    else:
        (answers / "svar.csv").rename(place)
    remove_folder(place)
    assert place.exists()
    assert is_own(make_folder(place))
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.read_text() == "uerstattelig"]
    assert len(kept) == 1
    assert not kept[0].is_relative_to(place)


def test_a_removal_that_was_cut_off_is_ended_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".slettes-ny").mkdir()
    (tmp_path / ".slettes-ny" / "rest").touch()
    remove_folder(make_folder(tmp_path / "ny"))
    assert list(tmp_path.iterdir()) == []


def test_nothing_else_of_the_program_removes_folders() -> None:
    """But for drafts that were made the moment before, under a name of their own, and an empty folder (rmdir)."""
    removing = {
        path.name
        for path in (ROOT / "src" / "helpers").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("rmtree", "rmdir")
    }
    assert removing == {"own_folders.py", "new_project.py", "publications.py"}

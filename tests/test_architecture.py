"""The map of the house, held against the code: imports go down, and chapters do not climb the roof."""

import ast
import re
from pathlib import Path

import pytest

from helpers.base.paths import ROOT

SOURCE = ROOT / "src" / "helpers"
# From the ground to the roof: a room imports from those before it.
ROOMS = (
    "base", "survey", "intake", "facts", "printed", "editions", "figures", "book", "pdf", "web", "build", "cli",
)  # fmt: skip
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE)


def rooms_imported(code: str) -> set[str]:
    """The rooms of `helpers` that a piece of code imports from."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the room that they come from"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("helpers.")}
    return found


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def arrows() -> set[tuple[str, str]]:
    """Each pair of rooms of which the first imports from the second."""
    return {
        (room_of(path), imported)
        for path in MODULES
        for imported in rooms_imported(path.read_text(encoding="utf-8"))
        if imported != room_of(path)
    }


def allowed(room: str, imported: str) -> bool:
    """Whether one room may import from another: downwards, and of the exports only the command line knows."""
    if imported == "intake":
        return room == "cli"
    if room == "intake":
        return imported in ("base", "survey")
    return imported in ROOMS and ROOMS.index(imported) < ROOMS.index(room)


def test_every_module_is_in_a_room_and_every_room_says_what_it_is() -> None:
    assert {room_of(path) for path in MODULES} == set(ROOMS)
    assert [path.name for path in SOURCE.glob("*.py")] == ["__init__.py"]


def test_imports_go_down() -> None:
    assert [f"{room} imports {imported}" for room, imported in sorted(arrows()) if not allowed(room, imported)] == []


def test_the_arrows_between_rooms_can_be_counted_on_one_page() -> None:
    assert len(arrows()) <= 60


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_has_one_idea_and_fits_it(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(code)), "a module says in its first line what it is for"
    assert code.count("\n") <= 300


def test_an_import_that_points_up_is_found() -> None:
    assert rooms_imported("from helpers.build.book import build_book\nimport helpers.pdf.builder") == {"build", "pdf"}
    assert rooms_imported("from helpers import cli") == {"cli"}
    assert not allowed("facts", "figures")
    assert not allowed("build", "intake")
    assert not allowed("intake", "facts")


def test_only_the_command_line_prints() -> None:
    printing = [
        path.name
        for path in MODULES
        if any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert printing == []


def test_the_page_on_the_architecture_names_every_room_and_no_file_that_is_not_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = page.split("## The rooms")[1].split("```")[1]
    assert [room for room in reversed(ROOMS) if not re.search(rf"\b{room}\b", drawing)] == []
    named = re.findall(r"`((?:src|data|tests)/[\w./-]+\.\w+)`", page)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_index_of_decisions_names_each_page_once() -> None:
    folder = ROOT / "docs" / "decisions"
    linked = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(linked) == sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")


if __name__ == "__main__":
    for first, second in sorted(arrows(), key=lambda arrow: [ROOMS.index(room) for room in arrow]):
        print(f"{first} → {second}")
    print(f"{len(arrows())} arrows between {len(ROOMS)} rooms")

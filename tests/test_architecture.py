"""The map of the house, held against the code: imports go down, and chapters do not climb the roof."""

import ast
from pathlib import Path

import pytest

from helpers.paths import ROOT

SOURCE = ROOT / "src" / "helpers"
# From the ground to the roof; a module may import from the floors below its own and from its own package.
FLOORS = (
    ("paths", "errors", "rounding", "lint", "sentences", "swap", "progress", "coded", "yaml_file", "ink"),
    ("fork", "notebooks", "notebook_files", "kept", "noted"),
    ("danish", "day", "myst", "commit", "conclusion_file", "typesetter", "themes", "parameters", "command_group"),
    ("text_widths", "set_before"),
    ("questionnaire", "municipalities", "edition", "download", "reading"),
    ("cells",),
    ("inputs", "responses", "published", "questionnaire_rules", "comparability"),
    ("exports", "doctor", "read_before", "doubts"),
    ("checking",),
    ("checks",),
    ("counting", "disclosure"),
    ("linking",),
    ("facts",),
    ("uncertainty", "provenance", "audit"),
    ("conditions", "stated"),
    ("claims", "absence", "changes"),
    ("descriptions", "svg"),
    ("headlines", "chart_style"),
    ("tables", "charts", "mean_charts", "dot_charts", "diverging_charts", "corrections"),
    ("maps", "change_charts", "change_tables"),
    ("reconstruct",),
    ("findings_tables",),
    ("pages",),
    ("conclusions", "register", "glossary", "answer_form", "references"),
    ("retold",),
    ("prose", "downloads", "book_state"),
    ("pdf", "theme"),
    ("web",),
    ("letter_form",),
    ("chapters", "letter"),
    ("execution", "writing"),
    ("making",),
    ("book", "site"),
    ("publish",),
    ("cli",),
)
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}


def rooms_imported(code: str) -> set[str]:
    """The rooms of `helpers` that a piece of code imports from."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the floor that they come from"
            names = [node.module or ""]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("helpers.")}
    return found


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "__init__.py" or path.parent != SOURCE)


def test_every_module_has_a_floor_and_every_floor_its_module() -> None:
    assert {room_of(path) for path in MODULES} == set(FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_down(path: Path) -> None:
    room = room_of(path)
    for imported in rooms_imported(path.read_text(encoding="utf-8")):
        assert imported == room or FLOOR[imported] < FLOOR[room], f"{room} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_has_one_idea_and_fits_it(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(code)), "a module says in its first line what it is for"
    assert code.count("\n") <= 300


def test_an_import_that_points_up_is_found() -> None:
    assert rooms_imported("from helpers.book import build_book\nimport helpers.pdf.builder") == {"book", "pdf"}


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

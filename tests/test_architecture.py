"""The map of the house, held against the code: imports go down, and chapters do not climb the roof."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.base.paths import ROOT
from helpers.survey.questionnaire import load_questionnaire

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


def parsed() -> Iterator[tuple[str, ast.Module]]:
    for path in MODULES:
        yield str(path.relative_to(SOURCE)), ast.parse(path.read_text(encoding="utf-8"))


def test_a_function_fits_a_screen() -> None:
    long = {
        f"{path}:{node.name}"
        for path, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    }
    assert long == set()


def test_a_class_has_a_name_of_its_own() -> None:
    names = Counter(node.name for _, tree in parsed() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert {name for name, times in names.items() if times > 1} == set()


# What is chosen for the one report whose responses are reconstructed; see docs/decisions/reconstruction.md.
OF_ONE_REPORT = {"plausibility.py", "orderings.py", "rows.py"}
# Words of the program's own that are also keys: fields of themes.yml and of an export.
OWN_WORDS = {"navn", "frivillige"}
# Only shrinks: what other changes are about to find by kind, and one example of a parameter.
STILL_NAMED = {
    'editions/parameters.py: "2026"', "book/review/showing_rules.py: kommune",
    "intake/coding/municipalities.py: kommune",
    "intake/mapping_file.py:  Svarets navn er gået tabt i rapporten fra 2024. Kendes det, så skriv det i "
    "data/questionnaire.yml i stedet, og kør kommandoen igen.",
    "survey/edition_file.py:  har en form, hvor felterne ikke kan skrives. Skriv hvert felt på sin egen linje, som i "
    "data/2024/edition.yml, eller slet filen, og kør igen.",
}  # fmt: skip


def named_in_code(tree: ast.Module, keys: set[str]) -> list[str]:
    """The strings of a module, docstrings and examples ("f.eks.") aside, that name a year or a question."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]
    year = re.compile(r"(?<![\d/.u-])20\d\d(?![\d/])")
    return [
        text for text in strings if text.split(".")[0] in keys or (year.search(text) and "f.eks." not in text.lower())
    ]


def test_no_year_and_no_question_is_named_in_code() -> None:
    """Questions are found by kind, or declared in `data/questionnaire.yml`; a year is that of an edition."""
    asked = load_questionnaire("")
    keys = {*asked.questions, *asked.measures} - OWN_WORDS
    found = {f"{path}: {text}" for path, tree in parsed() if path.split("/")[-1] not in OF_ONE_REPORT
             for text in named_in_code(tree, keys)}  # fmt: skip
    assert found - STILL_NAMED == set()


def test_a_year_or_a_question_in_code_is_found() -> None:
    code = '"""Chapter of 2024."""\nx = "aabningstimer.kommunal"\ny = "siden 2024"\nz = "f.eks. 2026"'
    assert named_in_code(ast.parse(code), {"aabningstimer"}) == ["aabningstimer.kommunal", "siden 2024"]


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

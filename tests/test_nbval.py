"""nbval compares what is stored with what the chapters give; these tests prove that it would notice."""

import re
import subprocess
import sys
from collections.abc import Callable

import nbformat
import pytest

from helpers.descriptions import MEDIA_TYPE
from helpers.paths import NOTEBOOKS

Spoil = Callable[[nbformat.NotebookNode], None]


def _change(media_type: str) -> Spoil:
    """Change the first printed percentage in the stored data of one media type."""

    def spoil(notebook: nbformat.NotebookNode) -> None:
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                if media_type not in data:
                    continue
                if media_type == MEDIA_TYPE:
                    row = next(row for row in data[media_type]["rows"] if row["cells"])
                    row["cells"][0]["text"] = "99 %"
                else:
                    data[media_type], changed = re.subn(r"\d+\u00a0%", "99 %", data[media_type], count=1)
                    if not changed:
                        continue
                return
        raise AssertionError(f"nothing of {media_type} is stored")

    return spoil


CASES: dict[str, tuple[str, Spoil | None]] = {
    "as_stored": ("analysedel-3", None),
    "text": ("analysedel-3", _change("text/plain")),
    "html": ("analysedel-3", _change("text/html")),
    "description": ("analysedel-3", _change(MEDIA_TYPE)),
    "drawing": ("analysedel-1", _change("image/svg+xml")),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Whether nbval passed each case; all in one process, which costs less than one each."""
    folder = tmp_path_factory.mktemp("chapters")
    for name, (chapter, spoil) in CASES.items():
        notebook = nbformat.read(NOTEBOOKS / f"{chapter}.ipynb", as_version=4)
        if spoil:
            spoil(notebook)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-rA",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        str(folder),
    ]
    report = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    outcomes = {
        name: f"{name}.ipynb::" in report and not re.search(rf"FAILED \S*{name}\.ipynb", report) for name in CASES
    }
    assert re.search(r"\d+ (passed|failed)", report), report
    return outcomes


def test_a_chapter_as_stored_passes(outcomes: dict[str, bool]) -> None:
    assert outcomes["as_stored"]


@pytest.mark.parametrize("case", [name for name, (_, spoil) in CASES.items() if spoil])
def test_a_changed_number_in_any_face_is_noticed(outcomes: dict[str, bool], case: str) -> None:
    assert not outcomes[case]

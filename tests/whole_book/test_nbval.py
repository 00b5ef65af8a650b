"""nbval compares what is stored with what the chapters give; these tests prove that it would notice."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from published_chapters import pytest_collection_modifyitems

from helpers.base.forking import CAN_FORK
from helpers.base.paths import NOTEBOOKS, ROOT
from helpers.figures.descriptions import MEDIA_TYPE
from helpers.survey.frozen import frozen_chapters

TESTS = Path(__file__).parents[1] / "support"
needs_fork = pytest.mark.skipif(not CAN_FORK, reason="nbval has standard kernels here")

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
OPTIONS = ("-p", "forked_kernels", "-p", "no:cacheprovider", "-c", os.devnull)


def nbval(folder: Path) -> str:
    """What pytest reports of the notebooks in a folder, all checked in one run, in kernels as `make test` has them."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-rA", *OPTIONS, str(folder)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (TESTS, ROOT / "src")))},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert re.search(r"\d+ (passed|failed)", done.stdout), done.stdout + done.stderr
    return done.stdout


def write(path: Path, *cells: tuple[str, str]) -> None:
    """A notebook of cells, each with what it prints."""
    made = nbformat.v4.new_notebook()
    for source, printed in cells:
        outputs = [nbformat.v4.new_output("stream", name="stdout", text=printed)] if printed else []
        made.cells.append(nbformat.v4.new_code_cell(source, outputs=outputs, execution_count=1))
    nbformat.write(made, path)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Whether nbval passed each case; all in one run, which costs less than one each."""
    folder = tmp_path_factory.mktemp("chapters")
    for name, (chapter, spoil) in CASES.items():
        notebook = nbformat.read(frozen_chapters("2024") / f"{chapter}.ipynb", as_version=4)
        if spoil:
            spoil(notebook)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    report = nbval(folder)
    return {name: f"{name}.ipynb::" in report and not re.search(rf"FAILED \S*{name}\.ipynb", report) for name in CASES}


def test_a_chapter_as_stored_passes(outcomes: dict[str, bool]) -> None:
    assert outcomes["as_stored"]


@pytest.mark.parametrize("case", [name for name, (_, spoil) in CASES.items() if spoil])
def test_a_changed_number_in_any_face_is_noticed(outcomes: dict[str, bool], case: str) -> None:
    assert not outcomes[case]


def test_a_failing_cell_and_a_kernel_that_goes_down_are_faults_and_the_next_chapter_is_checked(tmp_path: Path) -> None:
    """nbval alone would wait half an hour for a kernel that is gone."""
    write(tmp_path / "a.ipynb", ("1 / 0", ""), ("print(2)", "2\n"))
    write(tmp_path / "b.ipynb", ("import os; os.kill(os.getpid(), 9)", ""), ("print(2)", "2\n"))
    write(tmp_path / "c.ipynb", ("print(3)", "3\n"))
    told = re.findall(r"^(FAILED|PASSED) (\w)\.ipynb::Cell (\d)", nbval(tmp_path), re.MULTILINE)
    assert sorted(told, key=lambda line: line[1:]) == [
        ("FAILED", "a", "0"),
        ("PASSED", "a", "1"),
        ("FAILED", "b", "0"),
        ("FAILED", "b", "1"),
        ("PASSED", "c", "0"),
    ]


@needs_fork
def test_forked_kernels_find_modules_and_nothing_of_each_other(tmp_path: Path) -> None:
    """Each is a process of its own, of one parent that has a single thread and ends with pytest."""
    who = f"import os\nopen({str(tmp_path / 'processer')!r}, 'a').write(f'{{os.getpid()}} {{os.getppid()}}\\n')\n"
    leave = "import random, sys, pandas, seaborn\nimport helpers.base.danish\nspor = 1\n"
    leave += "helpers.base.danish.spor = 1\n"
    leave += "sys.spor = 1\nrandom.seed(1)\nos.environ['SPOR'] = '1'\nos.chdir('/')"
    look = "import sys\nprint('pandas' in sys.modules, 'seaborn' in sys.modules, 'pytest' in sys.modules)\n"
    look += "import random\nimport helpers.base.danish\n"
    look += "print('spor' in dir(), hasattr(helpers.base.danish, 'spor'), hasattr(sys, 'spor'), 'SPOR' in os.environ,\n"
    look += "      os.getcwd() == '/', random.random() == random.Random(1).random())\n"
    look += "print(len(os.listdir(f'/proc/{os.getppid()}/task')))"
    printed = "True True False\n" + " ".join(["False"] * 6) + "\n1\n"
    write(tmp_path / "a.ipynb", (who + leave, ""))
    write(tmp_path / "b.ipynb", (who + look, printed))
    write(tmp_path / "c.ipynb", (who + look, printed))
    assert "FAILED" not in nbval(tmp_path)
    told = [line.split() for line in (tmp_path / "processer").read_text().splitlines()]
    assert len({kernel for kernel, _ in told}) == 3
    [parent] = {parent for _, parent in told}
    assert not any(Path(f"/proc/{number}").exists() for number in (parent, *(kernel for kernel, _ in told)))


def test_chapters_at_work_are_passed_over_while_they_are_written_for_an_edition_that_is_not_published(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Chapters of editions that are published are always held."""

    def passed_over() -> list[str]:
        marked: list[str] = []
        paths = [NOTEBOOKS / "index.ipynb", frozen_chapters("2024") / "index.ipynb"]
        items = [
            SimpleNamespace(path=path, add_marker=lambda mark, path=path: marked.append(f"{path} {mark.kwargs}"))
            for path in paths
        ]
        pytest_collection_modifyitems(items)
        return marked

    [told] = passed_over()  # 2024 has chapters of its own, and the next edition is still to come
    assert told.startswith(str(NOTEBOOKS / "index.ipynb"))
    assert "the next edition, whose numbers are not published" in told
    monkeypatch.setattr("helpers.survey.frozen.edition_at_work", lambda: "2024")
    assert passed_over() == []

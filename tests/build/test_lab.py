"""What JupyterLab saves of an edition that is not published never reaches a file that git tracks."""

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import papermill
import pytest
from small_project import SmallProject

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT
from helpers.build import lab
from helpers.build.jupyter_server_config import save_sources

# Seven times the 103 responses of 2024: a number that stands in no chapter.
SECRET = "721"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return SmallProject(tmp_path / "projekt")


def save(edited: nbformat.NotebookNode, path: Path) -> None:
    """What the server does when JupyterLab saves a notebook."""
    model = {"type": "notebook", "content": edited}
    save_sources(model, path=path.name, contents_manager=SimpleNamespace(_get_os_path=lambda name: path.parent / name))
    nbformat.write(model["content"], path)


def run_all(path: Path, edition: str) -> nbformat.NotebookNode:
    """The chapter with its parameters cell changed by hand, and "Run all"."""
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    cell.source = cell.source.replace('"2024"', f'"{edition}"')
    other = path.with_name("aaben.ipynb")
    nbformat.write(notebook, other)
    return papermill.execute_notebook(str(other), str(other), {}, kernel_name="python3", progress_bar=False)


def git(project: SmallProject, *command: str) -> str:
    return subprocess.run(
        ["git", *command], cwd=project.folder, check=False, capture_output=True, encoding="utf-8"
    ).stdout


def tracked_with(project: SmallProject, number: str) -> list[str]:
    """The files that git would track in which a number stands."""
    git(project, "add", "--all")
    return git(project, "grep", "--cached", "--name-only", "--word-regexp", number).splitlines()


def test_after_run_all_and_save_no_number_of_the_unpublished_edition_is_in_a_tracked_file(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    responses = project.add_edition("2026", frame=800, members=900) / "responses.csv"
    head, *rows = responses.read_text(encoding="utf-8").splitlines()
    answers = [row.partition(",")[2] for row in rows] * 7
    many = [f"r{number:03},{row}" for number, row in enumerate(answers, start=1)]
    responses.write_text("\n".join([head, *many]) + "\n", encoding="utf-8")
    shutil.copyfile(ROOT / ".gitignore", project.folder / ".gitignore")
    git(project, "init", "--quiet")
    assert project.run("notebooks").returncode == 0
    elsewhere = tracked_with(project, SECRET)
    assert not [name for name in elsewhere if name.endswith(".ipynb")]
    monkeypatch.setenv("VAERESTEDER_DATA", str(project.data))
    path = project.notebooks / "index.ipynb"
    before = path.read_bytes()
    executed = run_all(path, "2026")
    assert SECRET in project.outputs(path.with_name("aaben.ipynb"))
    assert tracked_with(project, SECRET) == [*elsewhere, "notebooks/aaben.ipynb"], "it is found where it stands"
    path.with_name("aaben.ipynb").unlink()
    save(executed, path)
    assert path.read_bytes() == before
    assert tracked_with(project, SECRET) == elsewhere


def test_what_is_written_is_saved_and_a_cell_whose_code_changed_has_no_output(project: SmallProject) -> None:
    assert project.run("notebooks").returncode == 0
    path = project.notebooks / "index.ipynb"
    edited = nbformat.read(path, as_version=4)
    edited.cells[0].source = "# En ny forside"
    chart, table = [cell for cell in edited.cells if "show_" in cell.source and "import" not in cell.source]
    chart.source = chart.source.replace("Hvem driver", "Hvem ejer")
    edited.cells.append(nbformat.v4.new_code_cell("1 + 1", outputs=[nbformat.v4.new_output("stream", text="2")]))
    save(edited, path)
    saved = nbformat.read(path, as_version=4)
    assert saved.cells[0].source == "# En ny forside"
    given = {cell.source: len(cell.outputs) for cell in saved.cells if cell.cell_type == "code"}
    assert given[chart.source] == 0
    assert given[table.source] == 1
    assert given["1 + 1"] == 0


def test_a_new_chapter_is_saved_without_outputs(tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="1")], execution_count=4)
    save(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "nyt.ipynb")
    [saved] = nbformat.read(tmp_path / "nyt.ipynb", as_version=4).cells
    assert (saved.source, saved.outputs, saved.execution_count) == ("1", [], None)


def test_other_files_are_saved_as_they_are(tmp_path: Path) -> None:
    model = {"type": "file", "content": "tekst"}
    save_sources(model, path="a.md", contents_manager=None)
    assert model["content"] == "tekst"


def test_the_settings_need_nothing_that_jupyterlabs_own_environment_lacks() -> None:
    """They are executed by JupyterLab's Python, which has nbformat, and neither this program nor what it needs."""
    code = "import sys; sys.modules['nbformat'] = sys\n"
    code += f"exec(open({str(lab.SETTINGS)!r}).read(), {{'__file__': {str(lab.SETTINGS)!r}}})"
    ran = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr


def test_where_jupyterlab_is_missing_it_says_what_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "ENVIRONMENT", tmp_path / ".venv-lab")
    with pytest.raises(VaerestederError, match=r"(?s)JupyterLab er ikke installeret.*requirements-lab\.txt"):
        lab.lab_command()
    (tmp_path / ".venv-lab" / "bin").mkdir(parents=True)
    (tmp_path / ".venv-lab" / "bin" / "jupyter-lab").touch()
    assert f"--config={lab.SETTINGS}" in lab.lab_command()

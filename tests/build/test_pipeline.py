"""What is kept of an earlier build: whatever is changed, chapters are as if all were executed anew."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import papermill
import pytest
from build.execution.test_executor import execute, notebook
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.base.cache import Cache
from helpers.book.notebooks import clean_notebook
from helpers.build import fingerprint
from helpers.build.staging import OWN_MEDIA_TYPES, StagedChapters, stage_executed, stage_kept
from helpers.facts.claims import MEDIA_TYPE as CLAIMS
from helpers.figures.descriptions import MEDIA_TYPE as DESCRIPTION

STAGES = ("stage", "executed", "cold")


class Project:
    """A little project: two chapters, data, a program, settings, and a file of responses beside it all."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept = folder, folder / "kept"
        self.data, self.program, self.notebooks = (folder / name for name in ("data", "program", "notebooks"))
        for path in (self.data, self.program, self.notebooks, self.kept, *(folder / name for name in STAGES)):
            path.mkdir()
        (self.data / "svar.csv").write_text("1", encoding="utf-8")
        (self.program / "tal.py").write_text("x = 1", encoding="utf-8")
        (folder / "_config.yml").write_text("language: da", encoding="utf-8")
        (folder / "andre.csv").write_text("2", encoding="utf-8")
        self.parameters = {"edition": "2024", "responses": ""}
        self.chapters = [self.notebooks / "a.ipynb", self.notebooks / "b.ipynb"]
        for chapter in self.chapters:
            cells = [
                nbformat.v4.new_markdown_cell("# Kapitel"),
                nbformat.v4.new_code_cell('edition = "2024"\nresponses = ""', metadata={"tags": ["parameters"]}),
                nbformat.v4.new_markdown_cell("Før."),
                nbformat.v4.new_code_cell("vis(1)"),
                nbformat.v4.new_code_cell("vis(2)", metadata={"tags": ["hide-input"]}),
                nbformat.v4.new_markdown_cell("Efter."),
            ]
            nbformat.write(nbformat.v4.new_notebook(cells=cells), chapter)

    def execute(self, chapter: Path, target: Path) -> None:
        """A stand-in for the kernel: each output holds everything that a cell can reach, and nothing else."""
        done = papermill.execute_notebook(
            str(chapter),
            str(target),
            dict(self.parameters),
            prepare_only=True,
            kernel_name="python3",
            language="python",
        )
        given = self.parameters["responses"]
        reached = [
            *sorted(fingerprint.hash_files(self.data).items()),
            *sorted(fingerprint.hash_files(self.program).items()),
        ]
        reached += [(self.folder / "_config.yml").read_text(encoding="utf-8"), Path(given).read_text() if given else ""]
        before = ""
        code = [cell for cell in done.cells if cell.cell_type == "code"]
        for number, cell in enumerate(code, start=1):
            before += cell.source + repr(cell.metadata.get("tags"))
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", text=repr((before, reached, self.parameters)))]
        clean_notebook(done)
        nbformat.write(done, target)

    def cold(self) -> dict[str, bytes]:
        """Every chapter executed, and nothing looked up."""
        for chapter in self.chapters:
            self.execute(chapter, self.folder / "executed" / chapter.name)
            stage_executed(self.folder / "executed" / chapter.name, self.folder / "cold" / chapter.name)
        return {path.name: path.read_bytes() for path in (self.folder / "cold").iterdir()}

    def warm(self, meanwhile: Callable[[], object] = lambda: None, *, interrupted: bool = False) -> dict[str, bytes]:
        """The chapters as a build stages them; how many it executed is in `executed`."""
        surroundings = fingerprint.hash_surroundings()
        chapters = StagedChapters(self.chapters, self.parameters, surroundings, self.folder, Cache(self.kept))
        self.executed = len(chapters.todo)
        for chapter, target in chapters.todo:
            self.execute(chapter, target)
        meanwhile()
        if not interrupted:
            chapters.finish()
        return {path.name: path.read_bytes() for path in (self.folder / "stage").iterdir()}

    def edit(self, chance: random.Random, change: Callable[[nbformat.NotebookNode], object]) -> None:
        """Change one chapter."""
        path = chance.choice(self.chapters)
        chapter = nbformat.read(path, as_version=4)
        change(chapter)
        nbformat.write(chapter, path)


@contextmanager
def project() -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        made = Project(Path(folder))
        patch.setattr(fingerprint, "DATA", made.data)
        patch.setattr(fingerprint, "_PROGRAM", made.program)
        patch.setattr(fingerprint, "ROOT", made.folder)
        yield made


def of_kind(chapter: nbformat.NotebookNode, kind: str, chance: random.Random) -> nbformat.NotebookNode:
    return chance.choice([cell for cell in chapter.cells if cell.cell_type == kind])


def change_prose(p: Project, chance: random.Random) -> None:
    p.edit(chance, lambda c: of_kind(c, "markdown", chance).update(source=f"Prosa {chance.random()}"))


def add_prose(p: Project, chance: random.Random) -> None:
    cell = nbformat.v4.new_markdown_cell("Nyt.")
    p.edit(chance, lambda c: c.cells.insert(chance.randrange(len(c.cells) + 1), cell))


def change_code(p: Project, chance: random.Random) -> None:
    p.edit(chance, lambda c: c.cells[-2].update(source=f"vis({chance.random()})"))


def add_code(p: Project, chance: random.Random) -> None:
    cell = nbformat.v4.new_code_cell("vis(3)")
    p.edit(chance, lambda c: c.cells.insert(chance.randrange(len(c.cells) + 1), cell))


def change_tags(p: Project, chance: random.Random) -> None:
    p.edit(chance, lambda c: c.cells[-2].metadata.update(tags=[f"mærke-{chance.randrange(9)}"]))


def rename_cell(p: Project, chance: random.Random) -> None:
    p.edit(chance, lambda c: chance.choice(c.cells).update(id=f"celle-{chance.randrange(10**6)}"))


def swap_cells(p: Project, chance: random.Random) -> None:
    def swap(chapter: nbformat.NotebookNode) -> None:
        one, other = chance.randrange(len(chapter.cells)), chance.randrange(len(chapter.cells))
        chapter.cells[one], chapter.cells[other] = chapter.cells[other], chapter.cells[one]

    p.edit(chance, swap)


def change_data(p: Project, chance: random.Random) -> None:
    chance.choice(list(p.data.iterdir())).write_text(str(chance.randrange(3)), encoding="utf-8")


def rename_data(p: Project, chance: random.Random) -> None:
    path = chance.choice(list(p.data.iterdir()))
    path.rename(path.with_name(f"{chance.randrange(99)}.csv"))


def add_data(p: Project, chance: random.Random) -> None:
    (p.data / f"{chance.randrange(99)}.csv").write_text("", encoding="utf-8")


def change_program(p: Project, chance: random.Random) -> None:
    (p.program / "tal.py").write_text(f"x = {chance.randrange(3)}", encoding="utf-8")


def change_settings(p: Project, chance: random.Random) -> None:
    (p.folder / "_config.yml").write_text(f"language: {chance.choice(['da', 'en'])}", encoding="utf-8")


def change_parameters(p: Project, chance: random.Random) -> None:
    p.parameters["edition"] = chance.choice(["2024", "2026"])


def change_responses(p: Project, chance: random.Random) -> None:
    p.parameters["responses"] = str(p.folder / "andre.csv")
    (p.folder / "andre.csv").write_text(str(chance.randrange(3)), encoding="utf-8")


def cut_off(p: Project, chance: random.Random) -> None:
    for path in p.kept.iterdir():
        path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def spoil(p: Project, chance: random.Random) -> None:
    for path in p.kept.iterdir():
        path.write_bytes(path.read_bytes().replace(b"vis", b"kig"))


def interrupt(p: Project, chance: random.Random) -> None:
    change_data(p, chance)
    p.warm(interrupted=True)


def change_while_at_work(p: Project, chance: random.Random) -> None:
    change = chance.choice([change_data, change_code, change_program, change_responses, change_prose])
    p.warm(lambda: change(p, chance))


CHANGES = [
    change_prose, add_prose, change_code, add_code, change_tags, rename_cell, swap_cells, change_data, rename_data,
    add_data, change_program, change_settings, change_parameters, change_responses, cut_off, spoil, interrupt,
    change_while_at_work,
]  # fmt: skip


@settings(max_examples=20)
@given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_whatever_is_changed_chapters_are_as_if_all_were_executed_anew(
    changes: list[Callable[[Project, random.Random], None]], chance: random.Random
) -> None:
    with project() as p:
        assert p.warm() == p.cold()
        for change in changes:
            change(p, chance)
            assert p.warm() == p.cold()
            assert p.warm() == p.cold()
            assert p.executed == 0


@pytest.mark.parametrize(
    ("change", "executed"),
    [(change_prose, 0), (add_prose, 0), (rename_cell, 0), (change_code, 1), (add_code, 1), (add_data, 2)],
)
def test_only_what_may_have_other_outputs_is_executed(
    change: Callable[[Project, random.Random], None], executed: int
) -> None:
    with project() as p:
        p.warm()
        change(p, random.Random(1))
        p.warm()
        assert p.executed == executed
        assert len(list(p.kept.iterdir())) == 2


def test_a_chapter_with_new_prose_is_byte_for_byte_the_one_that_is_executed_anew(tmp_path: Path) -> None:
    source = notebook(tmp_path / "kapitel.ipynb", "6 * 7", "print('ud')")
    [executed] = execute(tmp_path / "før", source)
    chapter = nbformat.read(source, as_version=4)
    chapter.cells[0].source = "# Ny titel"
    chapter.cells.append(nbformat.v4.new_markdown_cell("Slut.", id="slut"))
    nbformat.write(chapter, source)
    [anew] = execute(tmp_path / "nu", source)
    stage_kept(executed.read_bytes(), source, staged := tmp_path / "taget" / "kapitel.ipynb")
    stage_executed(anew, staged_anew := tmp_path / "nyt" / "kapitel.ipynb")
    assert staged.read_bytes() == staged_anew.read_bytes()


def test_a_table_is_staged_with_its_description_alone_however_it_came_there(tmp_path: Path) -> None:
    assert CLAIMS.startswith(OWN_MEDIA_TYPES)
    assert DESCRIPTION.startswith(OWN_MEDIA_TYPES)
    show = 'from IPython.display import display\ndisplay({"text/plain": "a", "%s": {"kind": "note"}}, raw=True)'
    source = notebook(tmp_path / "kapitel.ipynb", show % DESCRIPTION, "6 * 7")
    [executed] = execute(tmp_path / "før", source)
    stage_executed(executed, now := tmp_path / "nu" / "kapitel.ipynb")
    stage_kept(executed.read_bytes(), source, later := tmp_path / "siden" / "kapitel.ipynb")
    assert now.read_bytes() == later.read_bytes()
    table, number = [cell.outputs[0]["data"] for cell in nbformat.read(now, 4).cells if cell.cell_type == "code"]
    assert table == {DESCRIPTION: {"kind": "note"}}
    assert number == {"text/plain": "42"}


def test_each_surrounding_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    with project():
        before = fingerprint.hash_surroundings()
        for name in ("SOURCE_DATE_EPOCH", "TZ"):
            with monkeypatch.context() as patch:
                patch.setenv(name, "1")
                assert fingerprint.hash_surroundings() != before
        with monkeypatch.context() as patch:
            patch.setattr("sys.version", "4.0")
            assert fingerprint.hash_surroundings() != before
        assert fingerprint.hash_surroundings() == before

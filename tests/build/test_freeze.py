"""An edition owns its chapters: they are frozen with it, all or none, and no later change reaches them."""

import shutil
from pathlib import Path

import pytest
from small_project import SmallProject

from helpers.base.own_folders import MARKER
from helpers.build.fingerprint import hash_files

FREEZE = "from helpers.build.freeze import freeze_before; print(freeze_before('2026'))"
TELL = "except VaerestederError as error: print(error)"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return SmallProject(tmp_path / "projekt")


def test_chapters_order_and_questionnaire_are_frozen_with_what_the_chapters_give(project: SmallProject) -> None:
    (project.notebooks / "gennemsyn.yml").write_text("tal: {}\n", encoding="utf-8")
    (project.notebooks / ".ipynb_checkpoints").mkdir()
    (project.notebooks / "kladde.ipynb").write_text("{}", encoding="utf-8")
    assert project.python(FREEZE) == "('2024',)\n"
    frozen = project.data / "2024" / "notebooks"
    assert {path.name for path in frozen.iterdir()} == {
        "index.ipynb", "ordliste.ipynb", "rettelser.ipynb", "_toc.yml", "gennemsyn.yml"
    }  # fmt: skip
    assert "Kommunalt drevet" in project.outputs(frozen / "index.ipynb")
    asked = (project.data / "questionnaire.yml").read_bytes()
    assert (project.data / "2024" / "questionnaire.yml").read_bytes() == asked


def test_what_is_frozen_is_not_frozen_again(project: SmallProject) -> None:
    project.python(FREEZE)
    before = hash_files(project.data)
    project.edit(project.notebooks / "index.ipynb", "Forsiden", "En anden forside")
    assert project.python(FREEZE) == "()\n"
    assert hash_files(project.data) == before


def test_only_editions_before_the_new_one_are_frozen_and_each_names_itself(project: SmallProject) -> None:
    for key in ("2025", "2026", "2028"):
        project.add_edition(key)
    assert project.python(FREEZE) == "('2024', '2025')\n"
    assert not (project.data / "2026" / "notebooks").exists()
    assert '"edition = \\"2025\\"' in (project.data / "2025" / "notebooks" / "index.ipynb").read_text(encoding="utf-8")
    # Its numbers are not published, and nothing that git tracks may hold them.
    assert project.outputs(project.data / "2025" / "notebooks" / "index.ipynb").strip("[], ") == ""


def test_a_chapter_that_does_not_run_leaves_everything_as_it_was(project: SmallProject) -> None:
    project.write("nyt", "# Nyt", ">show_share_bars(facts, 'findes_ikke', name='figur-x', title='X')")
    before = hash_files(project.folder)
    said = project.python(f"from helpers.base.errors import VaerestederError\ntry: {FREEZE}\n{TELL}")
    assert "Kapitlerne kunne ikke lægges fast til udgaven 2024, og intet er ændret." in said
    assert "nyt.ipynb" in said
    after = hash_files(project.folder)
    assert {name: digest for name, digest in after.items() if not name.startswith("_build")} == before


def test_what_an_interrupted_freezing_left_is_not_taken_for_an_edition(project: SmallProject) -> None:
    """The questionnaire is written before the chapters, and counts for nothing without them."""
    (project.data / "2024" / "questionnaire.yml").write_text("halvt", encoding="utf-8")
    (project.data / "2024" / "notebooks").mkdir()
    (project.data / "2024" / "notebooks" / "index.ipynb").write_text("halvt", encoding="utf-8")
    assert (
        project.python("from helpers.facts import load_facts; print(load_facts('2024')['respondenter'].count)")
        == "103\n"
    )
    assert project.python(FREEZE) == "('2024',)\n"
    assert "Kommunalt drevet" in project.outputs(project.data / "2024" / "notebooks" / "index.ipynb")


def test_the_frozen_edition_is_built_the_same_whatever_is_written_for_the_next(project: SmallProject) -> None:
    built = project.folder / "_build" / "2024"
    # The letter tells of cells that were never run, and those of frozen chapters were.
    assert project.run("notebooks").returncode == 0
    ran = project.run("build", "2024")
    assert ran.returncode == 0, ran.stdout
    before = hash_files(built)
    project.python(FREEZE)
    shutil.rmtree(project.folder / "_build")
    change_everything(project)
    ran = project.run("build", "2024")
    assert ran.returncode == 0, ran.stdout
    after = hash_files(built)
    # It lists the files that a book was made from, and those are the frozen ones now.
    assert after.pop("manifest.json") != before.pop("manifest.json")
    assert after == before


def test_a_slip_in_the_next_questionnaire_stops_no_frozen_edition(project: SmallProject) -> None:
    project.python(FREEZE)
    project.edit(project.data / "questionnaire.yml", "slags: et_svar", "slags: et svar eller to")
    ran = project.run("build", "2024")
    assert ran.returncode == 0, ran.stdout
    ran = project.run("template", "2026", "skema.xlsx")
    assert ran.returncode == 1
    assert '"et svar eller to" kendes ikke' in ran.stdout


def change_everything(project: SmallProject) -> None:
    """What a researcher writes for the next edition, and a few things that nobody should."""
    project.edit(project.notebooks / "index.ipynb", "kommunale væresteder", "kommunale steder")
    project.edit(project.notebooks / "ordliste.ipynb", "Et sted, hvor man kan være", "En dag i ugen")
    (project.notebooks / "rettelser.ipynb").unlink()
    project.write("nyt", "# Et nyt kapitel\n\nDer er {fact}`respondenter`.")
    asked = project.data / "questionnaire.yml"
    project.edit(asked, "kommunal: Kommunalt drevet", "kommunal: {2024: Kommunalt drevet, 2026: Drevet af kommunen}")
    project.edit(asked, "rammer: ", "rammer: Nye ")
    project.edit(
        asked,
        "ordlyd: Hvordan er værestedet organiseret?",
        "ordlyd: {2024: Hvordan er værestedet organiseret?, 2026: Hvem driver værestedet?}",
    )
    project.edit(project.data / "themes.yml", "navn:", "navn: Ny")
    project.add_edition("2026")


def test_a_draft_that_a_crash_left_is_no_obstacle(project: SmallProject) -> None:
    left = project.data / "2024" / ".kapitler" / "notebooks"
    left.mkdir(parents=True)
    (left.parent / MARKER).write_text("", encoding="utf-8")
    (left / "rest.ipynb").write_text("halvt", encoding="utf-8")
    project.python(FREEZE)
    assert not left.parent.exists()
    assert not (project.data / "2024" / "notebooks" / "rest.ipynb").exists()
    assert (project.data / "2024" / "notebooks" / "_toc.yml").is_file()

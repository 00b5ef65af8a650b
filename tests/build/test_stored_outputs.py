"""Chapters are stored with the numbers of published editions, and of no other."""

from pathlib import Path

import pytest
from small_project import SmallProject

from helpers.build.fingerprint import hash_files


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return SmallProject(tmp_path / "projekt")


def publish(project: SmallProject, key: str) -> None:
    project.python(
        "from helpers.base.paths import DATA\n"
        "from helpers.facts import load_facts\n"
        "from helpers.facts.facts_csv import write_facts\n"
        f"write_facts(load_facts('{key}'), DATA / '{key}' / 'facts.csv')"
    )


def test_the_chapters_at_work_hold_the_newest_published_edition(project: SmallProject) -> None:
    project.add_edition("2026")
    index = project.notebooks / "index.ipynb"
    assert project.run("notebooks").returncode == 0
    assert "Rekonstruerede svar" in project.outputs(index)
    publish(project, "2026")
    ran = project.run("notebooks")
    assert ran.returncode == 0, ran.stdout
    assert str(project.notebooks) in ran.stdout
    assert "Svar fra 2026" in project.outputs(index)
    assert 'edition = \\"2026\\"' in index.read_text(encoding="utf-8")


def test_an_edition_that_is_not_published_is_refused_and_nothing_is_written(project: SmallProject) -> None:
    project.add_edition("2026")
    before = hash_files(project.notebooks)
    ran = project.run("notebooks", "2026")
    assert ran.returncode == 1
    assert "Udgaven 2026 er ikke offentliggjort" in ran.stdout
    assert "vaeresteder lab" in ran.stdout
    assert hash_files(project.notebooks) == before


def test_an_edition_with_chapters_of_its_own_has_those_run(project: SmallProject) -> None:
    project.python("from helpers.build.freeze import freeze_edition; freeze_edition('2024')")
    frozen, before = project.data / "2024" / "notebooks", hash_files(project.notebooks)
    project.edit(frozen / "index.ipynb", "Kommunalt drevet", "En anden ordlyd")
    assert project.run("notebooks", "2024").returncode == 0
    assert "En anden ordlyd" not in project.outputs(frozen / "index.ipynb")
    assert hash_files(project.notebooks) == before


def test_chapters_written_for_the_next_edition_can_be_run_for_the_published_one(project: SmallProject) -> None:
    """A question that only the next edition asks has nothing to show, and that is no fault."""
    project.python("from helpers.build.freeze import freeze_edition; freeze_edition('2024')")
    question = "spoergsmaal:\n  afvist:\n    tema: rammer\n    slags: et_svar\n    ordlyd: {2026: Siger I nej?}\n"
    question += "    svar: {ja: Ja, nej: Nej}\n"
    project.edit(project.data / "questionnaire.yml", "spoergsmaal:\n", question)
    project.write("nyt", "# Nyt", ">show_share_bars(facts, 'afvist', name='figur-x', title='Afvist')")
    ran = project.run("notebooks")
    assert ran.returncode == 0, ran.stdout
    assert "»Siger I nej?« indgik ikke i undersøgelsen i 2024" in project.outputs(project.notebooks / "nyt.ipynb")


def test_what_another_editor_has_stored_of_an_unpublished_edition_is_found_and_removed(project: SmallProject) -> None:
    notice = "Værestedernes egne svar, 2026"
    project.add_edition("2026", short_notice=notice)
    assert project.run("notebooks").returncode == 0
    index, find = project.notebooks / "index.ipynb", "from helpers.build.stored_outputs import find_unpublished as find"
    stored = index.read_bytes()
    project.edit(index, "Rekonstruerede svar, ikke værestedernes egne", notice)
    assert project.python(f"{find}; print(find())") == "['index.ipynb']\n"
    index.write_bytes(stored)
    project.edit(index, 'edition = \\"2024\\"', 'edition = \\"2026\\"')
    assert project.python(f"{find}; print(find())") == "['index.ipynb']\n"
    assert project.run("notebooks").returncode == 0
    assert index.read_bytes() == stored
    assert project.python(f"{find}; print(find())") == "[]\n"


def test_a_failing_chapter_changes_none(project: SmallProject) -> None:
    project.write("nyt", "# Nyt", ">show_share_bars(facts, 'findes_ikke', name='figur-x', title='X')")
    before = hash_files(project.notebooks)
    ran = project.run("notebooks")
    assert ran.returncode == 1
    assert "nyt.ipynb" in ran.stdout
    assert hash_files(project.notebooks) == before

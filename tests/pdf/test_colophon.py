"""The colophon: whose the report is, how it is cited, and what it was built from."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.base.git_commit import source_commit
from helpers.facts.provenance import responses_checksum
from helpers.pdf.colophon import citation, imprint, publisher_line
from helpers.survey.edition import load_edition

RECONSTRUCTED = load_edition("2024")
SURVEY = replace(RECONSTRUCTED, key="2026", source="survey", subtitle="Udgave 2026", publisher="Foreningen")
REHEARSAL = replace(SURVEY, source="rehearsal")


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
    ran = subprocess.run(["git", "-C", folder, *settings, *arguments], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "fil.txt").write_text("en\n", encoding="utf-8")
    git(tmp_path, "add", "fil.txt")
    git(tmp_path, "commit", "-q", "-m", "Den første")
    return tmp_path


def test_the_cover_says_whose_report_it_is() -> None:
    assert publisher_line(RECONSTRUCTED) == "Efter rapporten fra Landsforeningen af Væresteder"
    assert publisher_line(SURVEY) == "Foreningen"
    assert publisher_line(REHEARSAL) == ""


def test_a_reconstructed_edition_is_cited_as_one_and_a_rehearsal_not_at_all() -> None:
    assert "rekonstruerede svar" in citation(RECONSTRUCTED)
    assert citation(SURVEY) == "Foreningen (2026): Væresteders rammer og vilkår. Udgave 2026."
    assert citation(REHEARSAL) == "En prøveudgave citeres ikke."
    assert "Foreningen" not in str(imprint(REHEARSAL, "", None))


def test_the_colophon_names_the_file_of_responses_by_its_checksum(tmp_path: Path) -> None:
    assert RECONSTRUCTED.responses_sha256 in dict(imprint(RECONSTRUCTED, "", None))["Data"]
    other = tmp_path / "svar.csv"
    other.write_text("navn\n", encoding="utf-8")
    told = dict(imprint(RECONSTRUCTED, str(other), None))["Data"]
    assert told == f"svar.csv, SHA-256 {responses_checksum(other)}"
    absent = replace(SURVEY, key="1999", responses_sha256="")
    assert "Data" not in dict(imprint(absent, "", None))


def test_the_date_is_that_of_the_source_or_none() -> None:
    assert dict(imprint(RECONSTRUCTED, "", 1735689600))["Dato"] == "1.\u00a0januar 2025"
    assert "Dato" not in dict(imprint(RECONSTRUCTED, "", None))


def test_the_commit_is_told_and_that_files_differ_from_it(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    assert source_commit(repository) == f"commit {commit}"
    (repository / "fil.txt").write_text("to\n", encoding="utf-8")
    assert source_commit(repository) == f"commit {commit}, med ændringer, der ikke er i historikken"


def test_without_a_history_of_its_own_the_program_has_no_commit(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = repository / "programmet"
    within.mkdir()
    assert source_commit(within) == ""
    assert source_commit(tmp_path_factory.mktemp("uden")) == ""
    monkeypatch.setenv("PATH", "")
    assert source_commit(repository) == ""

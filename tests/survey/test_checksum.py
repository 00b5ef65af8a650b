"""A checksum that does not fit, and why."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from helpers.base.paths import ROOT
from helpers.survey.checksum import checksum_fault

CONTENT = b"id,svar\nr001,ja\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (CONTENT, ""),
        (CONTENT.replace(b"\n", b"\r\n"), "Filens linjer slutter på en anden måde"),
        (b"\xef\xbb\xbf" + CONTENT, "Filen er gemt igen af et program"),
        (CONTENT + b"r002,nej\n", "Filen er ændret: Dens kontrolsum er"),
    ],
)
def test_why_a_file_is_another_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "responses.csv"
    path.write_bytes(content)
    fault = checksum_fault(path, hashlib.sha256(CONTENT).hexdigest())
    assert fault.startswith(told)
    assert bool(fault) == bool(told)
    assert not checksum_fault(path, "")


def test_a_clone_keeps_its_bytes_where_git_writes_line_ends_anew(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "core.autocrlf=true", *words], cwd=tmp_path, check=True, capture_output=True)

    kept = ("data/2024/responses.csv", "data/2024/edition.yml", "src/helpers/theme/fonts/SourceSans3-Regular.ttf")
    git("init", "project")
    for name in (".gitattributes", *kept):
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / name).read_bytes())
    git("-C", "project", "add", ".")
    git("-C", "project", "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-m", "x")
    git("clone", "project", "clone")
    for name in kept:
        assert (tmp_path / "clone" / name).read_bytes() == (ROOT / name).read_bytes(), name

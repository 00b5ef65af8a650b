"""What git does not have of an edition is packed, and a second machine goes on from it."""

import time
import zipfile
from pathlib import Path

import pytest

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT
from helpers.intake import handover
from helpers.intake.handover import LIST, pack_edition

ANSWERS = b"id,svar\nr001,ja\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an edition on the first machine."""
    monkeypatch.setattr(handover, "edition_data", lambda key: tmp_path / "data" / key)
    monkeypatch.setenv("VAERESTEDER_KEY", str(tmp_path / "hjemme" / "noegle"))
    made = tmp_path / "data" / "2026"
    made.mkdir(parents=True)
    (made / "edition.yml").write_text("noegle_id: 1a2b3c4d\n", encoding="utf-8")
    return made


def test_a_second_machine_has_everything_that_git_has_not(tmp_path: Path, folder: Path) -> None:
    (folder / "responses.csv").write_bytes(ANSWERS)
    (folder / "mapping.yml").write_text("svar: []\n", encoding="utf-8")
    packed = pack_edition("2026")
    assert packed.archive == tmp_path / "hjemme" / "vaeresteder-2026.zip"
    assert packed.archive.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(packed.archive) as archive:
        archive.extractall(tmp_path / "ny")
    assert (tmp_path / "ny" / "data" / "2026" / "responses.csv").read_bytes() == ANSWERS
    assert (tmp_path / "ny" / "data" / "2026" / "mapping.yml").read_text(encoding="utf-8") == "svar: []\n"
    told = (tmp_path / "ny" / LIST).read_text(encoding="utf-8")
    assert told.splitlines() == list(packed.lines)
    assert "nøglen 1a2b3c4d" in told
    assert "codebook" not in told


def test_the_key_and_the_rest_of_the_folder_are_not_packed(tmp_path: Path, folder: Path) -> None:
    (folder / "responses.csv").write_bytes(ANSWERS)
    (tmp_path / "hjemme").mkdir()
    (tmp_path / "hjemme" / "noegle").write_text("0f" * 32, encoding="ascii")
    (folder / "facts.csv").write_text("id\n", encoding="utf-8")
    with zipfile.ZipFile(pack_edition("2026", tmp_path / "x.zip").archive) as archive:
        assert archive.namelist() == [LIST, "data/2026/responses.csv"]
        assert "0f" * 32 not in archive.read(LIST).decode()


def test_nothing_is_packed_into_the_project_or_out_of_nothing(folder: Path) -> None:
    with pytest.raises(VaerestederError, match="Der er intet at gemme for 2026"):
        pack_edition("2026")
    (folder / "responses.csv").write_bytes(ANSWERS)
    with pytest.raises(VaerestederError, match="kunne blive delt med andre"):
        pack_edition("2026", ROOT / "gemt.zip")


def test_a_clock_that_has_stopped_is_no_obstacle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "responses.csv").write_bytes(ANSWERS)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))
    with zipfile.ZipFile(pack_edition("2026").archive) as archive:
        assert archive.read("data/2026/responses.csv") == ANSWERS

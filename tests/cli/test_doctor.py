"""Each check of the doctor, seen well and seen ill."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from editions import Data
from questionnaire_slips import SLIPS, SlipCase, with_cafe

from helpers.base.paths import DATA, FONTS, QUESTIONNAIRE, ROOT
from helpers.cli import doctor
from helpers.cli.doctor import (
    Diagnosis,
    check_begun,
    check_edition,
    check_fonts,
    check_jupyterlab,
    check_key,
    check_packages,
    check_pdf,
    check_python,
    check_questionnaire,
    check_space,
    check_writing,
    examine,
)
from helpers.intake.pseudonyms import key_id
from helpers.pdf.typesetter import TYPESETTER
from helpers.survey.edition import RECORD, load_edition


def assert_well(diagnosis: Diagnosis) -> None:
    assert diagnosis.well, diagnosis
    assert diagnosis.found
    assert not diagnosis.remedy


def assert_ill(diagnosis: Diagnosis, told: str) -> None:
    assert not diagnosis.well, diagnosis
    assert told in diagnosis.found
    assert diagnosis.remedy


def test_python() -> None:
    assert_well(check_python((3, 11, 0)))
    assert_well(check_python((3, 14)))
    assert_ill(check_python((3, 10, 9)), "3.10.9")


def test_packages(tmp_path: Path) -> None:
    assert_well(check_packages(ROOT / "requirements.txt"))
    path = tmp_path / "requirements.txt"
    path.write_text(
        "# kommentar\nclick==0.0.1 \\\n    --hash=sha256:0\nfindes-ikke==1.0\n"
        "kun-windows==1.0 ; sys_platform == 'aldrig'\n",
        encoding="utf-8",
    )
    diagnosis = check_packages(path)
    assert_ill(diagnosis, "findes-ikke mangler")
    assert "click er " in diagnosis.found
    assert "ikke 0.0.1" in diagnosis.found
    assert "kun-windows" not in diagnosis.found


def test_many_missing_packages_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text("".join(f"findes-ikke-{n}==1.0\n" for n in range(9)), encoding="utf-8")
    assert_ill(check_packages(path), "og 4 til")


def test_jupyterlab(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_well(check_jupyterlab())
    monkeypatch.setattr(doctor, "version", lambda _: "4.4.1")
    assert_ill(check_jupyterlab(), "JupyterLab 4.4.1")


def test_fonts(tmp_path: Path) -> None:
    assert_well(check_fonts(FONTS))
    for font in FONTS.glob("*.*"):
        (tmp_path / font.name).write_bytes(font.read_bytes())
    (tmp_path / "SourceSans3-Italic.ttf").unlink()
    (tmp_path / "VaerestederSerif-Regular.woff2").write_bytes(b"")
    assert_ill(check_fonts(tmp_path), "SourceSans3-Italic.ttf og VaerestederSerif-Regular.woff2 mangler")


def test_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_well(check_pdf(doctor._TINY_DOCUMENT))
    assert TYPESETTER.has_started, "whoever builds a book afterwards has to know that Typst has begun to work"
    assert_ill(check_pdf("#findes-ikke"), "kan ikke sættes")
    monkeypatch.setitem(sys.modules, "helpers.pdf.typesetter", None)
    assert_ill(check_pdf(doctor._TINY_DOCUMENT), "kan ikke sættes")


def test_writing(tmp_path: Path) -> None:
    assert_well(check_writing("Adgang", tmp_path / "laves" / "senere"))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "fil").write_text("en fil og ingen mappe", encoding="utf-8")
    assert_ill(check_writing("Adgang", tmp_path / "fil"), "fil")


def test_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = {"bytes": 2_000_000_000}
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=free["bytes"]))
    assert_well(check_space(tmp_path))
    free["bytes"] = 40_000_000
    assert_ill(check_space(tmp_path), "40 MB fri")


@pytest.mark.parametrize("content", ["", "themes: {}", "- [", "questions: 3"])
def test_questionnaire(tmp_path: Path, content: str) -> None:
    assert_well(check_questionnaire(QUESTIONNAIRE))
    path = tmp_path / "questionnaire.yml"
    path.write_text(content, encoding="utf-8")
    assert_ill(check_questionnaire(path), "questionnaire.yml kan ikke læses")


def test_a_missing_questionnaire(tmp_path: Path) -> None:
    assert_ill(check_questionnaire(tmp_path / "questionnaire.yml"), "kan ikke læses")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    yield Data(tmp_path / "data", monkeypatch)
    load_edition.cache_clear()


def test_an_edition(data: Data) -> None:
    folder = data.add("2032")
    assert_ill(check_edition("2032"), "hverken svar eller")
    (folder / RECORD).write_text("", encoding="utf-8")
    assert_well(check_edition("2032"))
    (folder / "responses.csv").write_bytes(b"abc")
    assert_well(check_edition("2032"))
    data.add("2032", responses_sha256="ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    assert_well(check_edition("2032"))
    (folder / "responses.csv").write_bytes(b"abd")
    assert_ill(check_edition("2032"), "ikke dem")


@pytest.mark.parametrize("content", ["source: gaet", "- [", ""])
def test_an_edition_that_is_described_wrongly(data: Data, content: str) -> None:
    (data.add("2032") / "edition.yml").write_text(content, encoding="utf-8")
    assert_ill(check_edition("2032"), "")


def test_an_edition_that_is_being_read_in_is_told_with_what_to_do(tmp_path: Path) -> None:
    for year, name in (
        ("2032", "mapping.yml"),
        ("2033", "afgoerelser.yml"),
        ("2034", "edition.yml"),
        ("2035", "x.csv"),
    ):
        (tmp_path / year).mkdir()
        (tmp_path / year / name).write_text("", encoding="utf-8")
    begun, by_a_colleague = check_begun(tmp_path)
    assert_well(begun)
    assert begun.name == "Udgave 2032"
    assert "under åbne i data/2032/mapping.yml, og kør `vaeresteder new 2032" in begun.found
    assert_well(by_a_colleague)
    assert "Afgørelserne er her, svarene ikke. Pak filen fra din kollega" in by_a_colleague.found
    assert "data/2033/responses.csv" in by_a_colleague.found


def test_the_key(tmp_path: Path) -> None:
    path = tmp_path / "noegle"
    assert "laves første gang" in check_key(path).found
    path.write_text("0f" * 32, encoding="ascii")
    path.chmod(0o600)
    assert_well(check_key(path))
    path.write_text("\n", encoding="ascii")
    assert_ill(check_key(path), "beskadiget")
    path.write_bytes(b"\xff\xfe")
    assert_ill(check_key(path), "beskadiget")
    path.chmod(0o644)
    assert_ill(check_key(path), "kan læses af andre")


def test_a_key_that_an_edition_names_is_missed_before_a_new_one_is_made(
    tmp_path: Path, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "list_editions", lambda: ["2032"])
    monkeypatch.setattr(doctor, "edition_data", lambda key: data.folder / key)
    path = tmp_path / "noegle"
    path.write_text("0f" * 32, encoding="ascii")
    path.chmod(0o600)
    used = key_id(bytes.fromhex("0f" * 32))
    data.add("2032", key_id=used)
    assert_well(check_key(path))
    data.add("2032", key_id="00000000")
    assert_ill(check_key(path), f"er en anden nøgle ({used}) end den, der blev brugt til 2032 (00000000)")
    path.unlink()
    diagnosis = check_key(path)
    assert_ill(diagnosis, "2032 (00000000)")
    assert "før `vaeresteder new` køres" in diagnosis.remedy
    assert not path.exists()


def test_no_advice_destroys_work() -> None:
    assert "git checkout" not in Path(doctor.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("case", SLIPS, ids=[case.name for case in SLIPS])
def test_no_slip_in_the_questionnaire_is_called_well(tmp_path: Path, case: SlipCase) -> None:
    shutil.copytree(DATA / "2024", tmp_path / "2024", ignore=shutil.ignore_patterns("notebooks", "questionnaire.yml"))
    path = tmp_path / "questionnaire.yml"
    path.write_text(case.spoil(with_cafe(QUESTIONNAIRE.read_text(encoding="utf-8"))), encoding="utf-8")
    assert_ill(check_questionnaire(path), case.told)


def test_what_a_later_year_asks_otherwise_is_told(tmp_path: Path) -> None:
    path = tmp_path / "questionnaire.yml"
    path.write_text(with_cafe(QUESTIONNAIRE.read_text(encoding="utf-8")), encoding="utf-8")
    assert "Skemaet i 2026 mod 2024: 1 ny (cafe)." in check_questionnaire(path).found


def test_all_is_well_where_the_tests_run_and_every_edition_is_named() -> None:
    found = list(examine())
    assert [diagnosis for diagnosis in found if not diagnosis.well] == []
    assert "Udgave 2024" in [diagnosis.name for diagnosis in found]
    assert len({diagnosis.name for diagnosis in found}) == len(found)


def test_the_doctor_speaks_without_pandas() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None; sys.modules['matplotlib'] = None; "
        "from helpers.cli.doctor import examine; list(examine())"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ})


def test_what_cannot_be_read_is_one_thing_to_put_right_among_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def barred(path: Path) -> Diagnosis:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(doctor, "check_edition", barred)
    monkeypatch.setattr(doctor, "check_key", barred)
    found = {each.name: each for each in examine()}
    for name in ("Udgave 2024", "Nøgle til pseudonymer"):
        assert not found[name].well
        assert "Der er ikke adgang" in found[name].found
        assert found[name].remedy

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers.base.errors import VaerestederError
from helpers.survey import edition as edition_module
from helpers.survey.edition import load_edition, record_checksum


def test_the_2024_edition_says_that_its_responses_are_reconstructed() -> None:
    edition = load_edition("2024")
    assert edition.reconstructed
    assert (edition.members, edition.frame) == (171, 145)
    assert "rekonstruerede svar" in edition.notice
    assert "ikke" in edition.short_notice


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    with pytest.raises(VaerestederError, match=r"ingen udgave .1999.*2024"):
        load_edition("1999")


def test_a_new_checksum_is_recorded_and_nothing_else_changes(tmp_path: Path) -> None:
    @dataclass
    class Elsewhere:
        folder: Path

    before = (load_edition("2024").folder / "edition.yml").read_text(encoding="utf-8")
    (tmp_path / "edition.yml").write_text(before, encoding="utf-8")
    elsewhere: Any = Elsewhere(tmp_path)
    record_checksum(elsewhere, "0" * 64)
    after = (tmp_path / "edition.yml").read_text(encoding="utf-8")
    assert after == before.replace(load_edition("2024").responses_sha256, "0" * 64) != before


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace("source: reconstructed", "source: gaet"), 'source er "gaet"; skriv en af: survey'),
        (lambda text: text.replace("frame: 145", ""), '"frame" mangler'),
        (lambda text: text + "famre: 145\n", '"famre" kendes ikke'),
        (
            lambda text: text.replace("contact: {}", "contact: en mail"),
            "contact er ikke måder og adresser; skriv: contact",
        ),
        (lambda text: text.replace("contact: {}", "contact: {telefon: 33}"), "contact er ikke måder og adresser"),
    ],
)
def test_a_fault_in_edition_yml_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[str], str], told: str
) -> None:
    text = (load_edition("2024").folder / "edition.yml").read_text(encoding="utf-8")
    (tmp_path / "2031").mkdir()
    (tmp_path / "2031" / "edition.yml").write_text(spoil(text), encoding="utf-8")
    monkeypatch.setattr(edition_module, "edition_data", lambda key: tmp_path / key)
    with pytest.raises(VaerestederError, match=told):
        load_edition("2031")


def test_the_edition_before_is_the_latest_that_is_older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("2024", "2026", "2029"):
        (tmp_path / key).mkdir()
        (tmp_path / key / "edition.yml").touch()
    (tmp_path / "2027").mkdir()
    monkeypatch.setattr(edition_module, "DATA", tmp_path)
    assert edition_module.list_editions() == ["2024", "2026", "2029"]
    assert [edition_module.earlier_edition(key) for key in ("2024", "2026", "2028")] == ["", "2024", "2026"]

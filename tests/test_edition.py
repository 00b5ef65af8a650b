from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers.edition import load_edition, record_checksum
from helpers.errors import VaerestederError


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

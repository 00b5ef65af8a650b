import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from editions import DESCRIBED, Data

from helpers.base.errors import VaerestederError
from helpers.survey import edition as edition_module
from helpers.survey.edition import load_edition, record_checksum
from helpers.survey.edition_file import FIELDS, old_fields, read_fields, write_fields


def test_the_2024_edition_says_that_its_responses_are_reconstructed() -> None:
    edition = load_edition("2024")
    assert edition.reconstructed
    assert (edition.members, edition.frame) == (171, 145)
    assert "rekonstruerede svar" in edition.notice
    assert "ikke" in edition.short_notice


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    with pytest.raises(VaerestederError, match=r"ingen udgave .1999.*2024"):
        load_edition("1999")


def test_an_edition_that_is_not_decided_yet_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Data(tmp_path, monkeypatch).add("2032")
    (folder / "mapping.yml").write_text("åbne: [Hvad betyder 9?]", encoding="utf-8")
    (folder / "edition.yml").unlink()
    load_edition.cache_clear()
    with pytest.raises(
        VaerestederError, match=r"data/2032/mapping\.yml, som ikke er besvaret.*vaeresteder new 2032 igen"
    ):
        load_edition("2032")


def test_a_new_checksum_is_recorded_and_nothing_else_changes(tmp_path: Path) -> None:
    @dataclass
    class Elsewhere:
        folder: Path

    before = (load_edition("2024").folder / "edition.yml").read_text(encoding="utf-8")
    (tmp_path / "edition.yml").write_text(before, encoding="utf-8")
    elsewhere: Any = Elsewhere(tmp_path)
    record_checksum(elsewhere, "ab" * 32)
    after = (tmp_path / "edition.yml").read_text(encoding="utf-8")
    assert after == before.replace(load_edition("2024").responses_sha256, "ab" * 32) != before


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace("kilde: rekons", "kilde: rekon"),
         'linje 4: kilde: "rekontrueret" kendes ikke. Skriv en af: spoergeskema, rekonstrueret, proeve.\n'
         "    Der står: kilde: rekontrueret .*\n    Skriv:    kilde: rekonstrueret  "),
        (lambda text: re.sub("inviterede: .*", "", text),
         'mangler feltet "inviterede".*\n    Skriv:    inviterede: 145'),
        (lambda text: text + "invitered: 145\n", '"invitered", som ikke kendes.*\n.*\n    Skriv:    inviterede: 145'),
        (lambda text: text.replace("kontakt: {}", "kontakt: en mail"), "kontakt: nøgle og værdi"),
        (lambda text: text.replace("medlemmer: 171", "medlemmer: mange"),
         "linje 6: medlemmer: Her skal stå et helt tal"),
        (lambda text: text.replace("svar: ja", "svar: måske"), "offentlige_svar: Skriv ja eller nej"),
        (lambda text: text + "medlemmer: 2\n", '"medlemmer" står der to gange, også på linje 6'),
        (lambda text: text + "members: 2\n", '"members" står der to gange, også på linje 6'),
        (lambda text: text.replace("periode: maj", "periode: foråret: maj"),
         'Skriv:    periode: "foråret: maj til juli 2024"'),
    ],
)  # fmt: skip
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


def test_a_file_of_earlier_shape_is_read_and_written_anew_in_danish(tmp_path: Path) -> None:
    path = tmp_path / "edition.yml"
    path.write_text(
        "# en note\ntitle: 'Rammer'   # besluttet\nsource: survey\nresponses_public: false\nmembers: 7 # fra os\n",
        "utf-8",
    )
    assert read_fields(path) == {"title": "Rammer", "source": "survey", "responses_public": False, "members": 7}
    assert old_fields(path)["members"] == "medlemmer"
    write_fields(path, {"members": 8}, {"period": "maj"}, "")
    assert path.read_text(encoding="utf-8") == (
        "# en note\ntitel: 'Rammer'   # besluttet\nkilde: spoergeskema\noffentlige_svar: nej\nmedlemmer: 8 # fra os\n"
        "periode: maj\n"
    )


def test_both_shapes_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition_module, "edition_data", lambda key: tmp_path / key)
    for key in ("2031", "2032"):
        (tmp_path / key).mkdir()
    told: dict[str, object] = {**DESCRIBED, "making": {"sendt_af": "foreningen"}, "members_in": {"0461": 5}}
    told |= {"frame_in": {"organisationsform.kommunal": 85}}
    (tmp_path / "2031" / "edition.yml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    write_fields(tmp_path / "2032" / "edition.yml", told, {}, "")
    earlier, later = load_edition("2031"), load_edition("2032")
    assert replace(earlier, key="") == replace(later, key="")
    assert later.making == {"sendt_af": "foreningen"}
    assert later.frame_in == {"organisationsform.kommunal": 85}
    assert not old_fields(tmp_path / "2032" / "edition.yml")


def test_every_field_that_has_to_be_there_is_shown_with_an_example() -> None:
    assert all(field.example for field in FIELDS.values() if field.required)

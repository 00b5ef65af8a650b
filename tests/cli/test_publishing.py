from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from helpers.build import release
from helpers.cli.commands import main
from helpers.editions.corrections import Correction, Moved


def test_whoever_publishes_is_told_which_corrections_stand_without_their_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    figures = (
        Moved("inddraget.ja", "Er I inddraget? Ja", "offentliggjort", "skjult", "skjult, så ingen kan kendes"),
        Moved("respondenter", "Væresteder, der svarede", "80", "90", "+10"),
    )
    correction = Correction(date(2032, 2, 21), "Et sted har rettet sit svar.", figures)
    published = SimpleNamespace(
        book=None, site=SimpleNamespace(front_page=Path("index.html")), first=False, correction=correction, passed=()
    )
    monkeypatch.setattr(release, "publish_edition", lambda *_, **__: published)
    shown = CliRunner().invoke(main, ["publish", "2024", "--reason", "Et sted har rettet sit svar."])
    assert shown.exit_code == 0
    assert "- Er I inddraget? Ja: offentliggjort → skjult" in shown.output
    assert "1 af dem står uden det gamle og det nye tal" in shown.output

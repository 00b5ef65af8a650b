"""Editions in a folder of their own, for tests of what happens to editions."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.survey import edition as edition_module
from helpers.survey.edition import load_edition

DESCRIBED = {
    "title": "Væresteders rammer og vilkår",
    "subtitle": "En prøve",
    "source": "survey",
    "minimum_base": 3,
    "members": 200,
    "frame": 150,
    "period": "maj 2032",
    "publisher": "Landsforeningen af Væresteder",
    "responses_sha256": "",
    "notice": "Tallene er talt af værestedernes svar.",
    "short_notice": "Værestedernes svar",
}


class Data:
    """A folder of editions that the program takes for the project's own while a test runs."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        monkeypatch.setattr(edition_module, "DATA", folder)
        monkeypatch.setattr(edition_module, "edition_data", lambda key: folder / key)
        load_edition.cache_clear()

    def add(self, key: str, **changed: Any) -> Path:
        """The folder of a new edition, or of one that is described anew."""
        folder = self.folder / key
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "edition.yml").write_text(yaml.safe_dump(DESCRIBED | changed, allow_unicode=True), encoding="utf-8")
        load_edition.cache_clear()
        return folder

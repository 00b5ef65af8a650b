"""A whole year for 2026, with everything that is changed for it, and not one byte of the 2024 book is another."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.base.yaml_io import read_yaml
from helpers.book.notebooks import read_notebook, store_notebook
from helpers.build.fingerprint import hash_files
from rehearsal.rehearse import Plan, _command, prepare, rehearse

pytestmark = pytest.mark.rehearsal


def test_a_whole_year_of_work_changes_no_byte_of_the_2024_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    before = prepare(tmp_path / "foer", Plan(changed=False))
    _command(before.folder, {}, "build", "2024")
    year = rehearse(tmp_path / "aar", Plan())
    for path in (year.folder / "notebooks").glob("*.ipynb"):
        rewrite_chapter(path)
    add_chapter(year.folder / "notebooks", year.folder / "_toc.yml")
    rewrite_questionnaire(year.folder / "data" / "questionnaire.yml")
    (year.folder / "data" / "themes.yml").unlink()
    _command(year.folder, {}, "build", "2024")
    books = [hash_files(folder / "_build" / "2024") for folder in (before.folder, year.folder)]
    for book in books:
        # It lists the files that a book was made from.
        del book["manifest.json"]
    assert len(books[0]) > 80
    assert {name for name in {*books[0], *books[1]} if books[0].get(name) != books[1].get(name)} == set()


def rewrite_chapter(path: Path) -> None:
    """Another title, another first paragraph, other titles of tables and figures."""
    notebook = read_notebook(path)
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        cell["source"] = (
            text.replace("# ", "# Nyt om ", 1) + "\n\nTilføjet i 2026."
            if cell["cell_type"] == "markdown"
            else text.replace('title="', 'title="2026: ')
        ).splitlines(keepends=True)
    store_notebook(notebook, path)


def add_chapter(notebooks: Path, contents: Path) -> None:
    """A chapter more, and the order another."""
    shutil.copyfile(notebooks / "forord.ipynb", notebooks / "nyt.ipynb")
    toc: dict[str, Any] = yaml.safe_load(contents.read_text(encoding="utf-8"))
    toc["parts"] = [{"caption": "Nyt", "chapters": [{"file": "notebooks/nyt"}]}, *reversed(toc["parts"])]
    contents.write_text(yaml.safe_dump(toc), encoding="utf-8")


def rewrite_questionnaire(path: Path) -> None:
    """Every wording changed: of what was asked from a later year on, of what is counted where it stands."""
    raw = read_yaml(path)
    raw["temaer"] = {key: f"{name} (ny)" for key, name in raw["temaer"].items()}
    for entry in raw["maal"].values():
        entry["ordlyd"] = f"{entry['ordlyd']} (ny)"
    for entry in raw["spoergsmaal"].values():
        entry["ordlyd"] = _renewed(entry["ordlyd"])
        for answers in (entry.get("svar"), entry.get("punkter")):
            if isinstance(answers, dict):
                answers.update({key: _renewed(label) for key, label in answers.items()})
    text = json.dumps(raw, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


def _renewed(wording: Any) -> Any:
    told = wording if isinstance(wording, Mapping) else {"2024": wording}
    return {**{str(year): text or "" for year, text in told.items()}, "2031": f"{list(told.values())[-1]} (ny)"}

import json
from pathlib import Path

from helpers.build.staging import stage_executed


def test_code_that_nobody_tagged_does_not_stand_bare_on_the_page(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": "# Titel", "metadata": {}},
        {"cell_type": "code", "source": "edition = '2031'", "metadata": {"tags": ["remove-cell"]}, "outputs": []},
        {"cell_type": "code", "source": "show(facts)", "metadata": {}, "outputs": []},
    ]
    (executed := tmp_path / "kapitel.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    stage_executed(executed, tmp_path / "ud.ipynb")
    staged = json.loads((tmp_path / "ud.ipynb").read_text(encoding="utf-8"))["cells"]
    assert [cell["metadata"] for cell in staged] == [{}, {"tags": ["remove-cell"]}, {"tags": ["hide-input"]}]

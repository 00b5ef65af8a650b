"""What the cells of all chapters show, as it lies in the executed notebooks: known before any page is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.book.notebooks import read_notebook
from helpers.facts.claims import MEDIA_TYPE as CLAIMS
from helpers.figures.descriptions import MEDIA_TYPE as DESCRIPTION


@dataclass(frozen=True)
class ChapterOutputs:
    """The judged conditions and the descriptions of tables, figures and notes in all chapters, by their names."""

    conditions: dict[str, dict[str, Any]] = field(default_factory=dict)
    descriptions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def shows_nothing(self, name: str) -> bool:
        """Whether the table or figure of this name is only a note that says why there is none."""
        return name in self.descriptions and self.descriptions[name]["kind"] == "note"


def read_outputs(chapters: Iterable[Path]) -> ChapterOutputs:
    """What the notebooks among these files show."""
    found = ChapterOutputs()
    for path in chapters:
        cells = read_notebook(path)["cells"] if path.suffix == ".ipynb" else []
        for data in (output.get("data", {}) for cell in cells for output in cell.get("outputs", ())):
            found.conditions.update((claim["name"], claim) for claim in data.get(CLAIMS, {}).get("claims", ()))
            if content := data.get(DESCRIPTION):
                found.descriptions[content["name"]] = content
    return found

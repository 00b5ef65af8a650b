"""Whether an export is likely to be the one that was meant: asked before anything else."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.intake.decisions import NOT_ASKED, read_about_export
from helpers.intake.examination import ExaminedExport

YES = "ja"
# So much of the answers is the same as in another edition where its export was handed in again.
_SAME = 0.8
_FEWEST = 3


def doubts_about_file(examined: ExaminedExport, year: str, data: Path) -> str:
    """The sentence that asks whether it is the right file; blank where nothing speaks against it."""
    if examined.decisions.right_file == YES:
        return ""
    ask = f"Er det den rigtige fil? Skriv {YES} ved rigtig_fil, eller kør kommandoen med en anden fil."
    if other := next(_same_as(examined, year, data), ""):
        return f"{examined.export.file} har de samme svar, som udgaven {other} blev lavet af. {ask}"
    asked = [question for question in examined.questionnaire.questions.values() if not question.private]
    missing = [each for each in examined.missing if each.is_whole]
    found = len(asked) - len(missing)
    settled = found and all(each.decision == NOT_ASKED for each in missing)
    if 2 * found < len(asked) and not settled:
        return f"Kun {found} af spørgeskemaets {len(asked)} spørgsmål står i {examined.export.file}. {ask}"
    return ""


def _same_as(examined: ExaminedExport, year: str, data: Path) -> Iterator[str]:
    """The other editions that were made of this export, or of one with the same answers."""
    for folder in sorted(path for path in data.glob("[12]???") if path.name != year):
        if _content(folder / "mapping.yml") == examined.content or _same_answers(examined, folder / "responses.csv"):
            yield folder.name


def _content(path: Path) -> str:
    """The mark of the export that a `mapping.yml` was written for; blank where it cannot be read."""
    try:
        return read_about_export(path).get("indhold", "")
    except VaerestederError:
        return ""


def _same_answers(examined: ExaminedExport, path: Path) -> bool:
    """Whether most responses are those of another edition.

    Free text is left aside, as it may be withheld there, and the municipality, as nobody may have placed it here.
    """
    if not path.is_file() or len(examined.kept) < _FEWEST:
        return False
    aside = {q.key for q in examined.questionnaire.questions.values() if q.kind in ("text", "municipality")}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        shared = [c for c in examined.coded.columns if c in (reader.fieldnames or ()) and c not in aside]
        theirs = Counter(tuple(row[column] for column in shared) for row in reader)
    columns = [examined.coded.columns[column] for column in shared]
    ours = Counter(zip(*columns, strict=True)) if columns else Counter[tuple[str, ...]]()
    return bool(shared) and (ours & theirs).total() >= _SAME * len(examined.kept)

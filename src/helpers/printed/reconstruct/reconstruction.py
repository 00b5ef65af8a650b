"""Responses that add up to published figures, found by a constraint solver.

The report printed tables, never the answers behind them. `reconstruct_responses` finds rows that meet
as many of the printed figures as can be met at once; see `docs/decisions/reconstruction.md`.
"""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.whole_files import replace_whole
from helpers.printed.reconstruct.municipalities import deal_municipalities, is_about_places
from helpers.printed.reconstruct.rows import fill_answers, fill_numbers
from helpers.printed.reconstruct.settlement import settle_readings
from helpers.printed.reconstruct.targets import collect_readings
from helpers.survey.edition import Edition, list_editions, load_edition, record_checksum
from helpers.survey.municipalities import Municipality, load_municipalities
from helpers.survey.printed_figures import PrintedFigure, count_respondents, load_figures
from helpers.survey.questionnaire import Questionnaire, load_questionnaire

__all__ = ["format_responses", "reconstruct_responses", "write_reconstruction"]

_ID = "id"


def reconstruct_responses(
    questionnaire: Questionnaire, municipalities: Mapping[str, Municipality], figures: Sequence[PrintedFigure]
) -> list[dict[str, str]]:
    """One row of cells a respondent, by column, in the shape of `responses.csv`.

    The same figures give the same rows. Raises VaerestederError where the number of respondents was
    not printed, a figure states a fact that the questionnaire does not define, or no rows exist.
    """
    size = count_respondents(figures)
    readings = collect_readings(figures)
    places = [reading for reading in readings if is_about_places(reading.fact, questionnaire)]
    answers = [reading for reading in readings if reading not in places]
    dealt = deal_municipalities(municipalities, places, size)
    settlement = settle_readings(questionnaire, answers, size)
    cells = fill_answers(questionnaire, settlement) | fill_numbers(questionnaire, settlement)
    cells |= {q.key: dealt for q in questionnaire.questions.values() if q.kind == "municipality"}
    return [
        {_ID: f"r{row + 1:03}"} | {column: cells[column][row] for column in questionnaire.columns}
        for row in range(size)
    ]


def format_responses(rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as the text of a CSV file with a header."""
    file = StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def write_reconstruction(path: Path | None = None) -> Path:
    """The file to which the reconstructed responses were written: `path`, or the edition's own responses.csv.

    The checksum of the edition's own file is recorded in its `edition.yml`.

    Takes some fifteen seconds. Raises what `reconstruct_responses` raises, and VaerestederError where not just one
    edition is reconstructed.
    """
    edition = _reconstructed()
    rows = reconstruct_responses(load_questionnaire(edition.key), load_municipalities(), load_figures(edition))
    text = format_responses(rows)
    target = path or edition.folder / "responses.csv"
    replace_whole(target, text)
    if path is None:
        record_checksum(edition, hashlib.sha256(text.encode()).hexdigest())
    return target


def _reconstructed() -> Edition:
    """The edition whose responses are reconstructed: the plausibility rules here are chosen for its report."""
    found = [edition for key in list_editions() if (edition := load_edition(key)).reconstructed]
    if len(found) != 1:
        raise VaerestederError(f"Der skal være én udgave med source: reconstructed; der er {len(found)}.")
    return found[0]

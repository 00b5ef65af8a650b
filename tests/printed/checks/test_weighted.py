"""Figures of other reports: weighted ones, the same question in two tables, and the file to begin with."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpers.base.errors import VaerestederError
from helpers.cli.commands import main
from helpers.printed.checks.finding import CERTAIN, Finding
from helpers.printed.checks.run import check_published
from helpers.printed.checks.template import write_template
from helpers.survey.printed_figures import COLUMNS, DIMENSION, read_figures

Line = tuple[str, str, str, str, str]


def report(folder: Path, lines: Sequence[Line]) -> Path:
    """A file of percentages: place, group, question and answer, number, and dimension; all of 16."""
    path = folder / "tal.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*COLUMNS, DIMENSION))
        for number, (where, group, item, value, dimension) in enumerate(lines):
            row = (f"t{number}", "1", where, group, item, f"{value} %", value, "percent", "16", "", "note", dimension)
            writer.writerow(row)
    return path


def kinds(found: Sequence[Finding]) -> list[str]:
    return [finding.id.split("-")[0] for finding in found]


def test_a_weighted_share_is_no_count_and_its_row_still_adds_up(tmp_path: Path) -> None:
    path = report(tmp_path, [("Tabel 1", "Alle", f"S: {a}", v, "") for a, v in (("a", "40"), ("b", "35"), ("c", "25"))])
    assert "celle" in kinds(check_published(path))  # no count of 16 is 40 percent
    assert check_published(path, weighted=True) == ()
    path = report(tmp_path, [("Tabel 1", "Alle", f"S: {a}", v, "") for a, v in (("a", "40"), ("b", "35"), ("c", "20"))])
    [found] = check_published(path, weighted=True)
    assert found.arithmetic == "40 + 35 + 20 = 95."


def test_nothing_weighted_is_certain(tmp_path: Path) -> None:
    lines = [
        ("Tabel 1", "Alle", "S: a", "50", ""),
        ("Tabel 2", "Alle", "S: a", "56", ""),
        ("Tabel 1", "", "S: b", "130", ""),
    ]
    path = report(tmp_path, lines)
    found = check_published(path, weighted=True)
    assert {"gentagelse", "celle"} <= set(kinds(found))
    assert CERTAIN not in {finding.certainty for finding in found}
    assert CERTAIN in {finding.certainty for finding in check_published(path)}


def test_the_same_question_in_another_year_is_another_quantity(tmp_path: Path) -> None:
    once = [("Tabel 1", "Alle", "S: a", "50", ""), ("Tabel 2", "Alle", "S: a", "56", "")]
    assert kinds(check_published(report(tmp_path, once))) == ["gentagelse"]
    years = [(*line[:4], year) for line, year in zip(once, ("2022", "2024"), strict=True)]
    assert check_published(report(tmp_path, years)) == ()
    # Within a year the place does not matter.
    same = [(*line[:4], "2024") for line in once]
    assert kinds(check_published(report(tmp_path, same))) == ["gentagelse"]


def test_a_group_has_a_size_of_its_own_in_each_year(tmp_path: Path) -> None:
    """50 % of 16 are 8: in the year in which the group is so small, its answers cannot rest on 16."""
    sizes = [("Teksten", "Alle", "Køn: kvinder", "50", "2022"), ("Teksten", "Alle", "Køn: kvinder", "100", "2024")]
    rows = [("Tabel 1", "Køn: kvinder", "S: a", "50", year) for year in ("2022", "2024")]
    [found] = check_published(report(tmp_path, [*sizes, *rows]))
    assert found.id.startswith("grundlag-for-stort")
    assert "t2" in found.figures
    assert "t3" not in found.figures


def test_the_template_is_a_file_without_faults_and_writes_over_nothing(tmp_path: Path) -> None:
    path = write_template(tmp_path / "tal.csv")
    assert len({figure.dimension for figure in read_figures(path)}) == 3
    assert check_published(path) == ()
    with pytest.raises(VaerestederError, match="findes allerede"):
        write_template(path)


def test_the_help_tells_every_column_and_unit() -> None:
    told = CliRunner().invoke(main, ["audit", "--help"]).output
    for column in (*COLUMNS, DIMENSION):
        assert f"\n    {column} " in told, column


def test_the_command_writes_the_template_and_reads_weighted_figures(tmp_path: Path) -> None:
    path = str(tmp_path / "ny.csv")
    assert CliRunner().invoke(main, ["audit", "--template", path]).exit_code == 0
    assert "0 fund" in CliRunner().invoke(main, ["audit", "--published", path, "--vejet"]).output
    assert "--published" in CliRunner().invoke(main, ["audit", "--vejet"]).output


SCIPY = Path(__file__).parents[2] / "data" / "scipy_tables.csv"


def test_of_three_tables_of_others_one_has_an_error_and_it_is_the_only_find() -> None:
    """The docstrings of SciPy 1.17.1: a table said to be of 410 people holds 552; two others have no fault."""
    [found] = check_published(SCIPY)
    assert (found.certainty, found.arithmetic) == (CERTAIN, "7 + 15 + 58 + 472 = 552, ikke 410.")


@pytest.mark.parametrize(
    ("right", "wrong", "begins"), [("47%,47,", "48%,48,", "andel"), (",538,538,", ",583,583,", "helhed")]
)
def test_an_error_planted_in_the_other_two_is_found(tmp_path: Path, right: str, wrong: str, begins: str) -> None:
    text = SCIPY.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "tal.csv"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    assert begins in kinds(check_published(path))

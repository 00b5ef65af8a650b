"""The questionnaire written out and read in by the command line."""

from pathlib import Path

from click.testing import CliRunner

from helpers.base.paths import QUESTIONNAIRE
from helpers.cli.commands import main


def test_what_was_written_out_is_read_in_again(tmp_path: Path) -> None:
    form, before = tmp_path / "skema.xlsx", QUESTIONNAIRE.read_bytes()
    told = CliRunner().invoke(main, ["skema", "ud", str(form)])
    assert told.output == f"Skrevet: {form}. Ret i den, gem den, og kør: vaeresteder skema ind {form}\n"
    told = CliRunner().invoke(main, ["skema", "ind", str(form)])
    assert told.output == "Intet er ændret: Filen siger det samme som skemaet.\n"
    assert QUESTIONNAIRE.read_bytes() == before


def test_faults_are_told_without_a_traceback(tmp_path: Path) -> None:
    form = tmp_path / "skema.xlsx"
    form.write_text("Hej\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["skema", "ind", str(form)])
    assert told.exit_code == 1
    assert "skema.xlsx" in told.output
    assert "Traceback" not in told.output
    assert CliRunner().invoke(main, ["skema", "ud", "--help"]).output.count("Eksempel: vaeresteder skema ud") == 1

"""Whatever a command ends with is told in Danish, without a traceback, and with a number that is documented."""

import errno
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from helpers.base.errors import BusyError, MachineError, VaerestederError
from helpers.base.paths import ROOT
from helpers.cli import last_resort
from helpers.cli.danish_click import Commands


def run(error: BaseException) -> tuple[int, str]:
    group = Commands()

    @group.command(cls=click.Command)
    def fail() -> None:
        raise error

    result = CliRunner().invoke(group, ["fail"])
    return result.exit_code, result.output


@pytest.fixture(autouse=True)
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(last_resort, "BUILD", tmp_path / "_build")
    return tmp_path / "_build"


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (VaerestederError("Ret svaret."), 1, "Ret svaret."),
        (MachineError("Disken er fuld."), 3, "Disken er fuld."),
        (OSError(errno.ENOSPC, "No space left on device", "svar.csv"), 3, "Disken er fuld: svar.csv."),
        (PermissionError(errno.EACCES, "Permission denied", "svar.csv"), 3, "Der er ikke adgang: svar.csv."),
        (MemoryError(), 3, "Maskinen løb tør for hukommelse."),
        (BusyError("Udgaven 2024 bygges allerede."), 4, "Udgaven 2024 bygges allerede."),
        (RuntimeError("what went wrong"), 70, "Programmet gik i stå på en fejl i sig selv (RuntimeError)."),
        (KeyboardInterrupt(), 130, "Afbrudt."),
    ],
)
def test_each_end_has_its_number_and_a_danish_sentence(error: BaseException, code: int, told: str) -> None:
    ended, output = run(error)
    assert ended == code
    assert output.startswith(told)
    assert "Traceback" not in output
    assert not re.search(r"\b(error|denied|space|wrong|went)\b", output)


def test_a_fault_of_ours_goes_into_a_log_that_is_named(books: Path) -> None:
    _, output = run(RuntimeError("what went wrong"))
    [log] = (books / ".work").iterdir()
    assert str(log) in output
    assert "RuntimeError: what went wrong" in log.read_text(encoding="utf-8")


def test_where_no_log_can_be_written_that_is_no_other_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_resort, "BUILD", Path("/dev/null/_build"))
    monkeypatch.setattr(last_resort.tempfile, "gettempdir", lambda: "/dev/null")
    ended, output = run(RuntimeError("what went wrong"))
    assert ended == 70
    assert "Skriv, hvad du gjorde, til dem, der vedligeholder programmet." in output


def test_the_numbers_are_documented() -> None:
    page = (ROOT / "docs" / "decisions" / "whole-or-not-at-all.md").read_text(encoding="utf-8")
    listed = {int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    numbers = {last_resort.FAULT, last_resort.MACHINE, last_resort.BUSY, last_resort.OURS, last_resort.INTERRUPTED}
    assert listed == {0, 2} | numbers

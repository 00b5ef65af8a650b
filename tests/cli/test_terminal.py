"""No command lets what stands in cells, in file names or in what was typed steer the terminal."""

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner

import helpers.cli
from helpers.cli.commands import main
from helpers.cli.terminal import say

STEERING = "\x1b[31mrød\x1b]0;titel\x07\r\u202e"


def test_what_is_said_holds_no_sign_that_steers(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"Filen {STEERING}\nog to linjer")
    assert capsys.readouterr().out == "Filen \\x1b[31mrød\\x1b]0;titel\\x07\\x0d\\u202e\nog to linjer\n"


@pytest.mark.parametrize("typed", [("build", STEERING), ("check", "2026", "--data", STEERING), (STEERING,)])
def test_a_refusal_holds_no_sign_that_steers(typed: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, typed)
    assert result.exit_code != 0
    assert "rød" in result.output
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(result.output)


def test_a_command_speaks_in_no_other_way() -> None:
    folder = Path(helpers.cli.__file__).parent
    spoken = [
        path.name
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).rpartition(".")[2] in ("echo", "print")
    ]
    assert spoken == ["terminal.py"]

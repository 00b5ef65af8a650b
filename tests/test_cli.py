import subprocess
import sys

import pytest
from click.testing import CliRunner

from helpers.cli import main


@pytest.mark.parametrize("command", [[], ["build"], ["notebooks"], ["audit"], ["reconstruct"]])
def test_every_command_has_help_in_danish_with_an_example(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert not command or "Eksempel: vaeresteder" in result.output


def test_a_fault_is_told_without_a_traceback() -> None:
    result = CliRunner().invoke(main, ["audit", "1999"])
    assert result.exit_code == 1
    assert 'ingen udgave "1999"' in result.output
    assert "Traceback" not in result.output


def test_the_audit_prints_its_three_counts() -> None:
    result = CliRunner().invoke(main, ["audit", "2024"])
    assert result.exit_code == 0
    assert "trykte tal" in result.output
    assert "deviations.yml" in result.output


def test_help_loads_neither_pandas_nor_matplotlib() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from helpers.cli import main; "
        "CliRunner().invoke(main, ['--help']); sys.exit(bool({'pandas', 'matplotlib', 'sphinx'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
